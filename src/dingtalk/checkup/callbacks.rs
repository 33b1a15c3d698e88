//! HTTP mode: our public address is asked as the platform asks it, so that name, proxy, path
//! and keys are seen to fit together (`protocols/dingtalk.md` §2.1, §3.1).

use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::super::call::PLATFORM;
use super::super::signed;
use super::Doctor;
use crate::app::ports::{Check, Checked, Detail, Trouble};
use crate::protocol::{Cipher, ask_ourselves};

const ROBOT_PATH: &str = "/callbacks/dingtalk/robot";
const EVENTS_PATH: &str = "/callbacks/dingtalk/events";

/// What the service says of a body that is no message, once the signature holds.
const NO_MESSAGE: u16 = 400;

/// The platform's own check of an address that is being set (§3.1).
const CHECK_URL: &str = r#"{"EventType":"check_url"}"#;

impl Doctor {
    /// Signed rightly and without a body: the service refuses the body, and takes nothing.
    pub(super) async fn robot_callback(&self) -> Checked {
        let address = format!("{}{ROBOT_PATH}", self.public_url);
        let timestamp = (self.clock.now().0 / 1000).to_string();
        let sign = signed::robot(&self.settings.client_secret, &timestamp);
        let request = self.direct.post(&address);
        let request = request.header("timestamp", timestamp).header("sign", sign);
        let found = ask_ourselves(PLATFORM, &address, request).await;
        told(Check::Callback, address, found, |status, _| {
            status == NO_MESSAGE
        })
    }

    /// The check of the address, as the platform makes it: the answer has to open with our key.
    pub(super) async fn events_callback(&self) -> Checked {
        let address = format!("{}{EVENTS_PATH}", self.public_url);
        let settings = &self.settings;
        let cipher = Cipher::new(
            settings.token.expose_secret(),
            settings.encoding_aes_key.expose_secret(),
            &settings.client_id,
        );
        let Ok(cipher) = cipher else {
            // The settings were read, so the key is one.
            return Checked::untold(Check::Events);
        };
        let timestamp = (self.clock.now().0 / 1000).to_string();
        let nonce = format!("{:016x}", rand::random::<u64>());
        let sealed = cipher.seal(CHECK_URL, &rand::random(), &timestamp, &nonce);
        let query = [
            ("msg_signature", sealed.msg_signature),
            ("timestamp", timestamp),
            ("nonce", nonce),
        ];
        let body = json!({ "encrypt": sealed.encrypt });
        let request = self.direct.post(&address).query(&query).json(&body);
        let found = ask_ourselves(PLATFORM, &address, request).await;
        told(Check::Events, address, found, |status, body| {
            status == 200 && is_success(&cipher, body)
        })
    }
}

fn told(
    what: Check,
    address: String,
    found: Result<(u16, Vec<u8>), Trouble>,
    is_ours: impl FnOnce(u16, &[u8]) -> bool,
) -> Checked {
    match found {
        Ok((status, body)) if is_ours(status, &body) => {
            Checked::fine(what, Detail::Answers(address))
        }
        Ok((status, _)) => Checked::wrong(what, Trouble::Answers { address, status }),
        Err(trouble) => Checked::wrong(what, trouble),
    }
}

/// Whether this is the sealed `success`.
fn is_success(cipher: &Cipher, body: &[u8]) -> bool {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| body[name].as_str().unwrap_or_default();
    let opened = cipher.open(
        text("msg_signature"),
        text("timeStamp"),
        text("nonce"),
        text("encrypt"),
    );
    opened.is_ok_and(|plain| plain == "success")
}
