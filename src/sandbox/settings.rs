//! What the sandbox has to be told before it can start.

use std::fmt;
use std::net::SocketAddr;

use thiserror::Error as ThisError;

/// The simulated company's app, and the paidan service that uses it.
///
/// The four tokens and keys are plain strings here and show in no `Debug` output and no log.
#[derive(Clone)]
pub struct Settings {
    /// Where to listen; port 0 takes any free one, see [`Sandbox::address`](super::Sandbox::address).
    pub listen: SocketAddr,
    /// Base address of the paidan service, without a slash at the end, e.g. `http://127.0.0.1:8080`.
    pub service: String,
    /// Token of role `source`: the lead form uses it.
    pub source_token: String,
    /// Token of role `read`: reps, timeline and explanation are read with it.
    pub read_token: String,
    /// Corp id of the simulated company, `ww…`.
    pub corp_id: String,
    /// Number of the simulated app.
    pub agent_id: i64,
    /// Secret of the app, asked for by `gettoken`.
    pub secret: String,
    /// Callback token; enters the signature only.
    pub token: String,
    /// Callback key, 43 characters.
    pub encoding_aes_key: String,
    /// The same company on DingTalk; none leaves DingTalk out.
    pub dingtalk: Option<DingtalkSettings>,
    /// A line for the page, such as the demo's claim time.
    pub note: Option<String>,
}

/// The simulated app on DingTalk. Secrets show in no `Debug` output and no log.
#[derive(Clone)]
pub struct DingtalkSettings {
    /// Corp id, `ding…`.
    pub corp_id: String,
    /// Client ID (AppKey).
    pub client_id: String,
    /// Client Secret (AppSecret).
    pub client_secret: String,
    /// The robot's code.
    pub robot_code: String,
    /// Id of the published card template; empty when there is none.
    pub card_template_id: String,
    /// JSON text that describes the template: variables, elements, buttons.
    pub card_template: String,
    /// How robot messages and events reach the service.
    pub mode: DingtalkMode,
    /// Token of the event subscription; used in mode `http` only.
    pub token: String,
    /// Its key, 43 characters; used in mode `http` only.
    pub encoding_aes_key: String,
    /// Open conversation id of the group that the robot is in.
    pub pool_group: Option<String>,
    /// What the group is called.
    pub pool_group_name: String,
}

/// 消息接收模式.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DingtalkMode {
    /// Over the WebSocket that the service opens.
    Stream,
    /// To the service's public addresses.
    Http,
}

impl fmt::Debug for DingtalkSettings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("DingtalkSettings")
            .field("corp_id", &self.corp_id)
            .field("client_id", &self.client_id)
            .field("mode", &self.mode)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Settings")
            .field("listen", &self.listen)
            .field("service", &self.service)
            .field("corp_id", &self.corp_id)
            .field("agent_id", &self.agent_id)
            .field("dingtalk", &self.dingtalk)
            .field("note", &self.note)
            .finish_non_exhaustive()
    }
}

/// Why the sandbox could not start.
#[derive(Debug, ThisError)]
pub enum Error {
    /// The callback key is not 43 characters of base64.
    #[error("the encoding AES key must have 43 letters and digits, this one has {length}")]
    EncodingAesKey {
        /// Characters found.
        length: usize,
    },
    /// The template's description cannot be read.
    #[error("the card template cannot be read")]
    CardTemplate(#[from] serde_json::Error),
    /// The service's address is no `http://` or `https://` URL.
    #[error("the service address `{0}` is not an http URL")]
    Service(String),
    /// The HTTP client could not be built.
    #[error("the HTTP client could not be built")]
    Client(#[from] reqwest::Error),
    /// The address is in use or not ours.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
}
