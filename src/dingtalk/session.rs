//! `sessionWebhook`: the address at which one message may be answered in place
//! (`protocols/dingtalk.md` §2.4).

use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

/// An address is used only while it lives at least so much longer, in milliseconds.
const LEFT_MS: i64 = 30_000;

/// Where answers go in the field.
const HOST: &str = "oapi.dingtalk.com";

/// The address and its end. The address is as good as a password: it is never logged.
#[derive(Debug, Clone)]
pub struct Session {
    address: SecretString,
    until_ms: i64,
}

impl Session {
    pub(super) fn new(address: String, until_ms: i64) -> Self {
        Self {
            address: address.into(),
            until_ms,
        }
    }

    /// The address, when it may be called now. The body that carried it is not signed, so
    /// only the platform's own host will do, or that of `oapi_base` where it is another.
    pub(super) fn usable(&self, oapi_base: &str, now_ms: i64) -> Option<Url> {
        if self.until_ms.saturating_sub(now_ms) < LEFT_MS {
            return None;
        }
        let url = Url::parse(self.address.expose_secret()).ok()?;
        let is_bare = url.username().is_empty() && url.password().is_none();
        let is_official = url.scheme() == "https"
            && url.host_str() == Some(HOST)
            && url.port_or_known_default() == Some(443);
        (is_bare && (is_official || is_ours(&url, oapi_base))).then_some(url)
    }

    /// Whether it may be called now.
    #[must_use]
    pub fn is_usable(&self, oapi_base: &str, now_ms: i64) -> bool {
        self.usable(oapi_base, now_ms).is_some()
    }
}

fn is_ours(url: &Url, oapi_base: &str) -> bool {
    Url::parse(oapi_base).is_ok_and(|base| {
        base.host_str() != Some(HOST)
            && url.scheme() == base.scheme()
            && url.host_str() == base.host_str()
            && url.port_or_known_default() == base.port_or_known_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OAPI: &str = "https://oapi.dingtalk.com";

    fn usable(address: &str, oapi_base: &str) -> bool {
        Session::new(address.to_owned(), 100_000).is_usable(oapi_base, 0)
    }

    #[test]
    fn only_the_platform_s_own_host_is_called() {
        assert!(usable(
            "https://oapi.dingtalk.com/robot/sendBySession?session=1",
            OAPI
        ));
        for bad in [
            "http://oapi.dingtalk.com/x",
            "https://oapi.dingtalk.com:8443/x",
            "https://oapi.dingtalk.com.example.net/x",
            "https://oapi.dingtalk.com@example.net/x",
            "https://user:word@oapi.dingtalk.com/x",
            "https://127.0.0.1/x",
            "oapi.dingtalk.com/x",
            "",
        ] {
            assert!(!usable(bad, OAPI), "{bad}");
        }
    }

    #[test]
    fn a_base_of_our_own_opens_itself_and_no_other_port() {
        let base = "http://127.0.0.1:8090/dingtalk";
        assert!(usable(
            "http://127.0.0.1:8090/robot/sendBySession?session=1",
            base
        ));
        assert!(!usable(
            "http://127.0.0.1:8091/robot/sendBySession?session=1",
            base
        ));
        assert!(!usable("https://127.0.0.1:8090/x", base));
        assert!(usable("https://oapi.dingtalk.com/x", base));
    }

    #[test]
    fn its_last_half_minute_is_left_alone() {
        let session = Session::new("https://oapi.dingtalk.com/x".to_owned(), 100_000);
        assert!(session.is_usable(OAPI, 70_000));
        assert!(!session.is_usable(OAPI, 70_001));
    }
}
