//! Looks at WeCom's set-up for `paidan doctor`: the port [`Checkup`]. No message is sent.

use std::sync::Arc;

use async_trait::async_trait;
use paidan_domain::people::Platform;
use secrecy::ExposeSecret;

use super::call::{Answer, Calls};
use super::errcode::seen_address;
use super::inbound::PLATFORM;
use super::settings::Settings;
use crate::app::ports::{Check, Checked, Checkup, Clock, Company, Detail, SendFailure, Trouble};
use crate::protocol::{Cipher, ask_ourselves};
use crate::words::Found;

const AGENT: &str = "agent/get";
const USER: &str = "user/get";
const PATH: &str = "/callbacks/wecom";

/// Our address is not on the list (page 90313).
const ADDRESS: i64 = 60020;

/// Looks at one app.
pub struct Doctor {
    /// As the service has them.
    pub settings: Settings,
    /// Goes to the platform, by the proxy if there is one.
    pub http: reqwest::Client,
    /// Goes to our own public address.
    pub direct: reqwest::Client,
    /// Where the platform finds us, without a slash at its end.
    pub public_url: String,
    /// For what has to be fresh.
    pub clock: Arc<dyn Clock>,
}

#[async_trait]
impl Checkup for Doctor {
    fn platform(&self) -> Platform {
        Platform::Wecom
    }

    async fn look(&self, company: Option<&Company>) -> Vec<Checked> {
        let calls = Calls::new(
            self.http.clone(),
            &self.settings.api_base,
            &self.settings.corp_id,
            &self.settings.secret,
        );
        let credentials = credentials(calls.token().await);
        let mut all = match credentials.found {
            Found::Fine(_) => self.app(&calls).await,
            _ => [Check::ExitAddress, Check::App].map(Checked::untold),
        }
        .to_vec();
        let may_ask = all.iter().all(|one| matches!(one.found, Found::Fine(_)));
        all.insert(0, credentials);
        all.push(self.callback().await);
        all.push(match company {
            None => Checked::warning(Check::People, Trouble::NoStore),
            Some(company) if may_ask => people(&calls, company).await,
            Some(_) => Checked::untold(Check::People),
        });
        all
    }
}

impl Doctor {
    /// The app as the admin set it up (document 90227); the first call that our address makes
    /// with a token.
    async fn app(&self, calls: &Calls) -> [Checked; 2] {
        let agent = self.settings.agent_id.to_string();
        let answer = match calls.get(AGENT, &[("agentid", &agent)]).await {
            Ok(answer) => answer,
            Err(failure) => {
                let wrong = Checked::wrong(Check::App, away(failure));
                return [Checked::untold(Check::ExitAddress), wrong];
            }
        };
        if answer.code == ADDRESS {
            let wrong = Checked::wrong(Check::ExitAddress, not_allowed(&answer));
            return [wrong, Checked::untold(Check::App)];
        }
        let code = answer.code.to_string();
        let app = match answer.code {
            0 if answer.number("close") == Some(1) => Err(Trouble::Disabled),
            0 => Ok(Detail::InUse),
            50003 => Err(Trouble::Disabled),
            40056 | 301_002 => Err(Trouble::OtherApp { code }),
            _ => Err(Trouble::Refused { code }),
        };
        let app = match app {
            Ok(detail) => Checked::fine(Check::App, detail),
            Err(trouble) => Checked::wrong(Check::App, trouble),
        };
        [Checked::fine(Check::ExitAddress, Detail::Allowed), app]
    }

    /// The check of the address that the platform makes when an admin saves it (page 90930):
    /// the text has to come back.
    async fn callback(&self) -> Checked {
        let settings = &self.settings;
        let cipher = Cipher::new(
            settings.token.expose_secret(),
            settings.encoding_aes_key.expose_secret(),
            &settings.corp_id,
        );
        let Ok(cipher) = cipher else {
            // The settings were read, so the key is one.
            return Checked::untold(Check::Callback);
        };
        let address = format!("{}{PATH}", self.public_url);
        let timestamp = (self.clock.now().0 / 1_000_000).to_string();
        let nonce = rand::random::<u32>().to_string();
        let echo = rand::random::<u64>().to_string();
        let sealed = cipher.seal(&echo, &rand::random(), &timestamp, &nonce);
        let request = self.direct.get(&address).query(&[
            ("msg_signature", sealed.msg_signature),
            ("timestamp", timestamp),
            ("nonce", nonce),
            ("echostr", sealed.encrypt),
        ]);
        match ask_ourselves(PLATFORM, &address, request).await {
            Ok((200, body)) if body == echo.as_bytes() => {
                Checked::fine(Check::Callback, Detail::Answers(address))
            }
            Ok((status, _)) => {
                Checked::wrong(Check::Callback, Trouble::Answers { address, status })
            }
            Err(trouble) => Checked::wrong(Check::Callback, trouble),
        }
    }
}

/// Who stands outside of the visible range does not exist for the app (60111).
async fn people(calls: &Calls, company: &Company) -> Checked {
    let (mut hidden, mut of) = (Vec::new(), 0);
    for (name, user) in company.accounts(Platform::Wecom) {
        of += 1;
        let answer = match calls.get(USER, &[("userid", user)]).await {
            Ok(answer) => answer,
            Err(failure) => return Checked::wrong(Check::People, away(failure)),
        };
        match answer.code {
            0 => {}
            60111 | 40003 => hidden.push(name.to_owned()),
            code => {
                let code = code.to_string();
                return Checked::wrong(Check::People, Trouble::Refused { code });
            }
        }
    }
    Checked::people(hidden, of)
}

fn credentials(token: Result<(), SendFailure>) -> Checked {
    let what = Check::Credentials;
    match token {
        Ok(()) => Checked::fine(what, Detail::Token),
        Err(SendFailure::App { code, .. }) if code == ADDRESS.to_string() => {
            let address = None;
            Checked::wrong(what, Trouble::NotAllowed { address, code })
        }
        Err(SendFailure::App { code, .. }) if !code.starts_with("http") => {
            Checked::wrong(what, Trouble::Credentials { code })
        }
        Err(failure) => Checked::wrong(what, away(failure)),
    }
}

fn not_allowed(answer: &Answer) -> Trouble {
    Trouble::NotAllowed {
        address: answer.text("errmsg").and_then(seen_address),
        code: answer.code.to_string(),
    }
}

/// A call without an answer of the platform's own.
fn away(failure: SendFailure) -> Trouble {
    match failure {
        SendFailure::Throttled { code, .. } => Trouble::TooOften { code },
        SendFailure::App { code, .. }
        | SendFailure::Later { code, .. }
        | SendFailure::Unknown { code }
        | SendFailure::Person { code }
        | SendFailure::PersonBusy { code, .. }
        | SendFailure::Spent { code }
        | SendFailure::Never { code } => Trouble::Away { code },
    }
}
