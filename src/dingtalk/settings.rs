//! What an operator sets for DingTalk (`[dingtalk]`), and what can be wrong with it.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};
use sha2::Sha256;

use crate::protocol::{KEY_CHARACTERS, decode_key, hex, is_base};

/// What is signed with the client secret to make the secret of card callbacks.
const CARD_CALLBACKS: &[u8] = b"paidan card callbacks";

/// How events, messages and presses come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Over a WebSocket that paidan opens; needs no public address.
    #[default]
    Stream,
    /// Over HTTP to a public address of ours.
    Http,
}

/// The section `[dingtalk]`. Every key may be absent while the platform is off;
/// [`Settings::problems`] says what an enabled one lacks.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Whether paidan speaks with DingTalk at all.
    pub enabled: bool,
    /// Corp id (CorpId); presses and events of another one are refused.
    pub corp_id: String,
    /// Client ID (AppKey) of the internal app (企业内部应用).
    pub client_id: String,
    /// Client Secret (AppSecret); makes the access token and signs the robot's callbacks.
    #[serde(deserialize_with = "hidden")]
    pub client_secret: SecretString,
    /// The robot's code; left out, it is the client id. Read it with [`Settings::robot`].
    pub robot_code: String,
    /// The card template's id; without it cards go out as action cards.
    pub card_template_id: String,
    /// How things come in.
    pub mode: Mode,
    /// Token of 事件订阅 in HTTP mode: 3 to 32 letters and digits.
    #[serde(deserialize_with = "hidden")]
    pub token: SecretString,
    /// `aes_key` of 事件订阅 in HTTP mode: 43 letters and digits.
    #[serde(deserialize_with = "hidden")]
    pub encoding_aes_key: SecretString,
    /// Whether events may also be sealed for the corp id, as those of addresses that were
    /// registered by the old API are (`protocols/dingtalk.md` §3.2).
    pub events_for_corp_id: bool,
    /// Open conversation id (`cid…`) of the group that stands for the pool (公海群).
    pub pool_group: String,
    /// API calls that the organisation may make in a month (§8.1).
    pub monthly_calls: u64,
    /// Webhook and Stream messages that the organisation may have in a month (§8.1).
    pub monthly_messages: u64,
    /// Where calls of the new API and Stream go.
    pub api_base: String,
    /// Where calls of the old API go, and where a `sessionWebhook` may point.
    pub oapi_base: String,
    /// Where people log in on the web.
    pub oauth_base: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            enabled: false,
            corp_id: String::new(),
            client_id: String::new(),
            client_secret: SecretString::default(),
            robot_code: String::new(),
            card_template_id: String::new(),
            mode: Mode::Stream,
            token: SecretString::default(),
            encoding_aes_key: SecretString::default(),
            events_for_corp_id: false,
            pool_group: String::new(),
            monthly_calls: 5000,
            monthly_messages: 3000,
            api_base: "https://api.dingtalk.com".to_owned(),
            oapi_base: "https://oapi.dingtalk.com".to_owned(),
            oauth_base: "https://login.dingtalk.com".to_owned(),
        }
    }
}

fn hidden<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SecretString, D::Error> {
    String::deserialize(deserializer).map(SecretString::from)
}

/// One thing wrong with the settings. `Display` is the sentence for the operator
/// (begins with the key's name), [`Problem::fix`] what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A key that an enabled platform needs is empty.
    #[error("{key} is missing")]
    Missing {
        /// The key.
        key: &'static str,
    },
    /// The callback key has the wrong number of characters.
    #[error("encoding_aes_key has {found} characters, DingTalk gives {KEY_CHARACTERS}")]
    KeyLength {
        /// How many characters were found.
        found: usize,
    },
    /// The callback key has the right length and is no key.
    #[error("encoding_aes_key has characters that DingTalk never gives")]
    KeyAlphabet,
    /// The callback token is too short, too long or has other than letters and digits.
    #[error("token must be 3 to 32 letters and digits")]
    Token,
    /// An id has blanks or signs, as after a slip in copying.
    #[error("{key} must be letters and digits only")]
    Id {
        /// The key.
        key: &'static str,
    },
    /// The secret has a blank or a sign that DingTalk never gives.
    #[error("client_secret has characters that DingTalk never gives")]
    Secret,
    /// The template's id is none.
    #[error("card_template_id must end in .schema")]
    Template,
    /// The pool group's id is none.
    #[error("pool_group must begin with cid")]
    PoolGroup,
    /// An address does not begin with http:// or https://, or has a query.
    #[error("{key} must be an address like https://host, without a query")]
    Address {
        /// The key.
        key: &'static str,
    },
}

impl Problem {
    /// The key inside `[dingtalk]` that has to change.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing { key } | Self::Address { key } | Self::Id { key } => key,
            Self::KeyLength { .. } | Self::KeyAlphabet => "encoding_aes_key",
            Self::Token => "token",
            Self::Secret => "client_secret",
            Self::Template => "card_template_id",
            Self::PoolGroup => "pool_group",
        }
    }

    /// What the operator has to do, in one line.
    #[must_use]
    pub fn fix(&self) -> &'static str {
        match self.key() {
            "corp_id" => "copy it from open-dev.dingtalk.com → 首页 → CorpId",
            "client_id" => "copy it from 应用 → 凭证与基础信息 → Client ID",
            "client_secret" => "copy it from 应用 → 凭证与基础信息 → Client Secret",
            "robot_code" => "copy it from 应用 → 机器人 → RobotCode, or leave it out",
            "card_template_id" => "copy it from 卡片平台 → 你的模板 → 模板ID, or leave it out",
            "token" => "copy it again from 开发配置 → 事件订阅 → 签名 token",
            "encoding_aes_key" => "copy it again from 开发配置 → 事件订阅 → 加密 aes_key",
            "pool_group" => "write the group's openConversationId, or leave it out",
            "api_base" => "leave it out to use https://api.dingtalk.com",
            "oapi_base" => "leave it out to use https://oapi.dingtalk.com",
            _ => "leave it out to use https://login.dingtalk.com",
        }
    }
}

impl Settings {
    /// The robot's code; for an internal app it is the client id (§1.1).
    #[must_use]
    pub fn robot(&self) -> &str {
        if self.robot_code.is_empty() {
            &self.client_id
        } else {
            &self.robot_code
        }
    }

    /// The route key that cards name for their callbacks in HTTP mode (§5.6).
    #[must_use]
    pub fn card_route(&self) -> String {
        format!("paidan-{}", self.client_id)
    }

    /// The `apiSecret` of card callbacks: made from the client secret, so that there is
    /// nothing more to set and every process has the same.
    #[must_use]
    pub fn card_secret(&self) -> SecretString {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.client_secret.expose_secret().as_bytes())
            .expect("HMAC takes a key of any length");
        mac.update(CARD_CALLBACKS);
        hex(&mac.finalize().into_bytes()[..16]).into()
    }

    /// Everything that stands in the way of speaking with DingTalk; empty when the
    /// settings will do or the platform is off.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        if !self.enabled {
            return Vec::new();
        }
        let is_http = self.mode == Mode::Http;
        [
            id_problem("corp_id", &self.corp_id),
            id_problem("client_id", &self.client_id),
            self.secret_problem(),
            (!is_id(&self.robot_code)).then_some(Problem::Id { key: "robot_code" }),
            self.template_problem(),
            self.group_problem(),
            is_http.then(|| self.token_problem()).flatten(),
            is_http.then(|| self.key_problem()).flatten(),
            address_problem("api_base", &self.api_base),
            address_problem("oapi_base", &self.oapi_base),
            address_problem("oauth_base", &self.oauth_base),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn secret_problem(&self) -> Option<Problem> {
        let secret = self.client_secret.expose_secret();
        if secret.is_empty() {
            return Some(Problem::Missing {
                key: "client_secret",
            });
        }
        // A blank copied with it is the commonest reason of `authFailed` (§6.1).
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        (!secret.bytes().all(fits)).then_some(Problem::Secret)
    }

    fn template_problem(&self) -> Option<Problem> {
        let id = &self.card_template_id;
        let fits = id.is_empty() || (id.ends_with(".schema") && !id.contains(char::is_whitespace));
        (!fits).then_some(Problem::Template)
    }

    fn group_problem(&self) -> Option<Problem> {
        let id = &self.pool_group;
        let fits = id.is_empty() || (id.starts_with("cid") && !id.contains([' ', ';']));
        (!fits).then_some(Problem::PoolGroup)
    }

    fn token_problem(&self) -> Option<Problem> {
        let token = self.token.expose_secret();
        if token.is_empty() {
            return Some(Problem::Missing { key: "token" });
        }
        let fits = (3..=32).contains(&token.len()) && is_id(token);
        (!fits).then_some(Problem::Token)
    }

    fn key_problem(&self) -> Option<Problem> {
        let key = self.encoding_aes_key.expose_secret();
        match key.chars().count() {
            0 => Some(Problem::Missing {
                key: "encoding_aes_key",
            }),
            KEY_CHARACTERS => decode_key(key).is_err().then_some(Problem::KeyAlphabet),
            found => Some(Problem::KeyLength { found }),
        }
    }
}

fn id_problem(key: &'static str, id: &str) -> Option<Problem> {
    if id.is_empty() {
        return Some(Problem::Missing { key });
    }
    (!is_id(id)).then_some(Problem::Id { key })
}

fn is_id(id: &str) -> bool {
    id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn address_problem(key: &'static str, address: &str) -> Option<Problem> {
    (!is_base(address)).then_some(Problem::Address { key })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> Settings {
        Settings {
            enabled: true,
            corp_id: "ding0d6899af94a3c7236b52949b50119fce".into(),
            client_id: "dingk3v9q7example01".into(),
            client_secret: "s3cr3t-_".into(),
            ..Settings::default()
        }
    }

    #[test]
    fn stream_mode_needs_three_keys_and_http_mode_two_more() {
        let keys = |mode| {
            let settings = Settings {
                enabled: true,
                mode,
                ..Settings::default()
            };
            let problems = settings.problems();
            problems.iter().map(Problem::key).collect::<Vec<_>>()
        };
        assert_eq!(
            keys(Mode::Stream),
            ["corp_id", "client_id", "client_secret"]
        );
        let http = [
            "corp_id",
            "client_id",
            "client_secret",
            "token",
            "encoding_aes_key",
        ];
        assert_eq!(keys(Mode::Http), http);
        assert_eq!(Settings::default().problems(), [], "off needs nothing");
        assert_eq!(complete().problems(), []);
    }

    #[test]
    fn the_robot_is_the_app_unless_it_is_named() {
        assert_eq!(complete().robot(), "dingk3v9q7example01");
        let named = Settings {
            robot_code: "dingother".into(),
            ..complete()
        };
        assert_eq!(named.robot(), "dingother");
    }

    #[test]
    fn slips_in_copying_are_named() {
        let problem = |change: fn(&mut Settings)| {
            let mut settings = complete();
            change(&mut settings);
            let problems = settings.problems();
            assert_eq!(problems.len(), 1, "{problems:?}");
            problems[0].key()
        };
        assert_eq!(
            problem(|s| s.client_secret = "abc ".into()),
            "client_secret"
        );
        assert_eq!(problem(|s| s.client_id = "ding k".into()), "client_id");
        assert_eq!(
            problem(|s| s.card_template_id = "8f2c".into()),
            "card_template_id"
        );
        assert_eq!(problem(|s| s.pool_group = "chat123".into()), "pool_group");
        assert_eq!(
            problem(|s| s.oapi_base = "oapi.dingtalk.com".into()),
            "oapi_base"
        );
    }

    #[test]
    fn defaults_are_the_contract_s_and_unknown_keys_are_refused() {
        let read = |text: &str| serde_json::from_str::<Settings>(text);
        assert!(read(r#"{"appkey":"x"}"#).is_err());
        let settings = read(r#"{"enabled":true,"mode":"http","client_secret":"abc"}"#);
        let settings = settings.expect("reads");
        assert_eq!(settings.mode, Mode::Http);
        assert_eq!(settings.api_base, "https://api.dingtalk.com");
        assert_eq!(
            (settings.monthly_calls, settings.monthly_messages),
            (5000, 3000)
        );
    }

    #[test]
    fn the_secret_of_card_callbacks_comes_from_the_app_s() {
        let secret = complete().card_secret();
        assert_eq!(secret.expose_secret().len(), 32);
        let other = Settings {
            client_secret: "other".into(),
            ..complete()
        };
        assert_ne!(secret.expose_secret(), other.card_secret().expose_secret());
        assert_eq!(complete().card_route(), "paidan-dingk3v9q7example01");
    }
}
