//! 企业微信: the platform's side of the protocol, one file per call.
//!
//! Platform documents at `https://developer.work.weixin.qq.com/document/path/N`; each file names
//! its N. Invariant: calls and callbacks change only [`Platform`]'s state, and a call answers with
//! HTTP status 200 whatever happened, the truth being in `errcode`.

mod agent_get;
mod answer;
mod auth;
mod authorize;
mod callback;
mod card;
mod card_check;
mod card_xml;
pub(super) mod crypto;
mod delivery;
mod department_simplelist;
mod errcode;
mod event_xml;
mod get_api_domain_ip;
mod getcallbackip;
mod gettoken;
mod getuserinfo;
mod member;
mod message_content;
mod message_recall;
mod message_send;
mod passive_reply;
mod phone;
mod platform;
mod routes;
mod setup;
mod token;
mod trusted_host;
mod update_template_card;
mod url_check;
mod user_get;
mod user_simplelist;
mod weather;
pub(super) mod xml;

pub use callback::{Callbacks, Press, PressError};
pub use crypto::Crypto;
pub use delivery::Courier;
pub use member::Member;
pub use phone::Message;
pub use platform::{Account, Platform, State};
pub use routes::routes;
pub use setup::Change as SetupChange;
pub use trusted_host::TrustedHost;
pub use url_check::url_check;
