//! 钉钉: the platform's side of the protocol, one file per call.
//!
//! Facts of the platform stand in `protocols/dingtalk.md`; each file names its section. Invariant:
//! calls, presses and messages change only [`Platform`]'s state. Both API families, the gateway
//! and the WebSocket stand under the sandbox's one address.

mod access_token;
mod account;
mod answer;
mod batch_send;
mod callback_register;
mod card;
mod card_create;
mod card_deliver;
mod card_new;
mod card_space;
mod card_update;
mod chat;
mod create_and_deliver;
mod departments;
mod emp_leave_records;
mod frame;
mod gate;
mod gateway;
mod gateway_connect;
mod gateway_open;
mod group_send;
mod http_push;
mod leaving;
mod message_content;
mod people;
mod platform;
mod press;
mod push;
mod recall;
mod refusal;
mod routes;
mod say;
mod session_reply;
mod setup;
mod snapshot;
mod state;
mod story;
mod template;
mod token;
mod trouble;
mod user_find;
mod user_get;
mod user_info;
mod volume;
mod weather;

use std::sync::Arc;

pub use account::Account;
pub use gateway::Order;
pub use http_push::HttpPush;
pub use people::Person;
pub use platform::Platform;
pub use press::{Press, PressError};
pub use push::Pusher;
pub use routes::routes;
pub use say::Said;
pub use setup::Change as SetupChange;
pub use state::Login;

/// DingTalk, where the sandbox plays it.
#[derive(Clone, Default)]
pub struct Dingtalk(Option<Arc<Platform>>);

impl Dingtalk {
    /// Played by this platform, or not at all.
    pub fn new(platform: Option<Arc<Platform>>) -> Self {
        Self(platform)
    }

    /// The platform.
    pub fn get(&self) -> Option<&Platform> {
        self.0.as_deref()
    }
}
