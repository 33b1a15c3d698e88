//! What an operator sets for WeCom (`[wecom]`), and what can be wrong with it.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};

use crate::protocol::{KEY_CHARACTERS, decode_key, is_base};

/// The section `[wecom]`. Every key may be absent while the platform is off;
/// [`Settings::problems`] says what an enabled one lacks.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Whether paidan speaks with WeCom at all.
    pub enabled: bool,
    /// Corp id (企业ID, 我的企业 → 企业信息); also the receive id of callbacks.
    pub corp_id: String,
    /// `AgentId` of the self-built app (自建应用).
    pub agent_id: i64,
    /// `Secret` of that app; makes the access token.
    #[serde(deserialize_with = "hidden")]
    pub secret: SecretString,
    /// `Token` of 接收消息: letters and digits, at most 32 (page 90930).
    #[serde(deserialize_with = "hidden")]
    pub token: SecretString,
    /// `EncodingAESKey` of 接收消息: 43 characters (page 90930).
    #[serde(deserialize_with = "hidden")]
    pub encoding_aes_key: SecretString,
    /// Where the server calls go.
    pub api_base: String,
    /// Where the phone pages ask who somebody is.
    pub oauth_base: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            enabled: false,
            corp_id: String::new(),
            agent_id: 0,
            secret: SecretString::default(),
            token: SecretString::default(),
            encoding_aes_key: SecretString::default(),
            api_base: "https://qyapi.weixin.qq.com".to_owned(),
            oauth_base: "https://open.weixin.qq.com".to_owned(),
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
    #[error("encoding_aes_key has {found} characters, WeCom gives {KEY_CHARACTERS}")]
    KeyLength {
        /// How many characters were found.
        found: usize,
    },
    /// The callback key has the right length and is no key.
    #[error("encoding_aes_key has characters that WeCom never gives")]
    KeyAlphabet,
    /// The callback token is too long or has other than letters and digits.
    #[error("token must be 1 to 32 letters and digits")]
    Token,
    /// The corp id has blanks or signs, as after a slip in copying.
    #[error("corp_id must be letters and digits only")]
    CorpId,
    /// The agent id is no positive number.
    #[error("agent_id must be a positive number, found {found}")]
    AgentId {
        /// What was found.
        found: i64,
    },
    /// An address does not begin with http:// or https://, or has a query.
    #[error("{key} must be an address like https://host, without a query")]
    Address {
        /// The key.
        key: &'static str,
    },
}

impl Problem {
    /// The key inside `[wecom]` that has to change.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing { key } | Self::Address { key } => key,
            Self::KeyLength { .. } | Self::KeyAlphabet => "encoding_aes_key",
            Self::Token => "token",
            Self::CorpId => "corp_id",
            Self::AgentId { .. } => "agent_id",
        }
    }

    /// What the operator has to do, in one line.
    #[must_use]
    pub fn fix(&self) -> &'static str {
        match self.key() {
            "corp_id" => "copy it from 我的企业 → 企业信息 → 企业ID",
            "agent_id" => "copy it from 应用管理 → 你的应用 → AgentId",
            "secret" => "copy it from 应用管理 → 你的应用 → Secret",
            "token" => "copy it again from 应用管理 → 你的应用 → 接收消息 → Token",
            "encoding_aes_key" => {
                "copy it again from 应用管理 → 你的应用 → 接收消息 → EncodingAESKey"
            }
            "api_base" => "leave it out to use https://qyapi.weixin.qq.com",
            _ => "leave it out to use https://open.weixin.qq.com",
        }
    }
}

impl Settings {
    /// Everything that stands in the way of speaking with WeCom; empty when the
    /// settings will do or the platform is off.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        if !self.enabled {
            return Vec::new();
        }
        [
            self.corp_id_problem(),
            (self.agent_id <= 0).then_some(Problem::AgentId {
                found: self.agent_id,
            }),
            empty(&self.secret).then_some(Problem::Missing { key: "secret" }),
            self.token_problem(),
            self.key_problem(),
            address_problem("api_base", &self.api_base),
            address_problem("oauth_base", &self.oauth_base),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn corp_id_problem(&self) -> Option<Problem> {
        if self.corp_id.is_empty() {
            return Some(Problem::Missing { key: "corp_id" });
        }
        let fits = self
            .corp_id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric());
        (!fits).then_some(Problem::CorpId)
    }

    fn token_problem(&self) -> Option<Problem> {
        let token = self.token.expose_secret();
        if token.is_empty() {
            return Some(Problem::Missing { key: "token" });
        }
        let fits = token.len() <= 32 && token.bytes().all(|byte| byte.is_ascii_alphanumeric());
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

fn empty(secret: &SecretString) -> bool {
    secret.expose_secret().trim().is_empty()
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
            corp_id: "ww49715afd24767171".into(),
            agent_id: 1_000_002,
            secret: "s3cr3t".into(),
            token: "FYzy21SDaa".into(),
            encoding_aes_key: "QXh3LxF0TiXiANlVaiP5zzxqqgnMzSlHE7aiFKR1KK6".into(),
            ..Settings::default()
        }
    }

    #[test]
    fn a_complete_section_has_no_problem() {
        assert_eq!(complete().problems(), []);
        assert_eq!(Settings::default().problems(), [], "off needs nothing");
    }

    #[test]
    fn a_short_key_is_named_with_its_length() {
        let settings = Settings {
            encoding_aes_key: "A".repeat(42).into(),
            ..complete()
        };
        let problems = settings.problems();
        assert_eq!(
            problems[0].to_string(),
            "encoding_aes_key has 42 characters, WeCom gives 43"
        );
        assert_eq!(problems[0].key(), "encoding_aes_key");
    }

    #[test]
    fn an_empty_enabled_section_names_every_key() {
        let problems = Settings {
            enabled: true,
            ..Settings::default()
        }
        .problems();
        let keys: Vec<_> = problems.iter().map(Problem::key).collect();
        assert_eq!(
            keys,
            ["corp_id", "agent_id", "secret", "token", "encoding_aes_key"]
        );
    }

    #[test]
    fn unknown_keys_are_refused_and_defaults_are_the_contract_s() {
        let read = |text: &str| serde_json::from_str::<Settings>(text);
        assert!(read(r#"{"corpid":"x"}"#).is_err());
        let settings = read(r#"{"enabled":true,"secret":"abc"}"#).expect("reads");
        assert_eq!(settings.api_base, "https://qyapi.weixin.qq.com");
        assert_eq!(settings.secret.expose_secret(), "abc");
    }

    #[test]
    fn addresses_without_scheme_or_with_a_query_are_refused() {
        for bad in [
            "qyapi.weixin.qq.com",
            "https://",
            "https://h/?x=1",
            "ftp://h",
        ] {
            let settings = Settings {
                api_base: bad.into(),
                ..complete()
            };
            assert_eq!(
                settings.problems(),
                [Problem::Address { key: "api_base" }],
                "{bad}"
            );
        }
        let sandbox = Settings {
            api_base: "http://127.0.0.1:9/wecom".into(),
            ..complete()
        };
        assert_eq!(sandbox.problems(), []);
    }
}
