//! The query of a callback: three parameters, `echostr` on the URL check (page 90930).

use crate::protocol::{NotQuery, parameters};

/// The decoded parameters, each given exactly once.
pub(super) struct Query {
    pub msg_signature: String,
    /// As the string that came: the signature covers its bytes.
    pub timestamp: String,
    pub nonce: String,
    pub echostr: Option<String>,
}

impl Query {
    /// Reads a raw query.
    pub fn parse(raw: &str) -> Result<Self, NotQuery> {
        let names = ["msg_signature", "timestamp", "nonce", "echostr"];
        let [msg_signature, timestamp, nonce, echostr] = parameters(raw, names)?;
        Ok(Self {
            msg_signature: msg_signature.ok_or(NotQuery)?,
            timestamp: timestamp.ok_or(NotQuery)?,
            nonce: nonce.ok_or(NotQuery)?,
            echostr,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded_once() {
        let query =
            Query::parse("echostr=a%2Bb%253D+c&nonce=2&x=%E4%BD%A0&timestamp=1&msg_signature=")
                .expect("parses");
        assert_eq!(query.echostr.as_deref(), Some("a+b%3D c"));
        assert_eq!(
            (query.msg_signature.as_str(), query.timestamp.as_str()),
            ("", "1")
        );
    }

    #[test]
    fn missing_repeated_and_broken_parameters_are_refused() {
        for bad in [
            "",
            "msg_signature=a&timestamp=1",
            "msg_signature=a&timestamp=1&nonce=2&nonce=2",
            "msg_signature=a&timestamp=1&nonce=%2",
            "MSG_SIGNATURE=a&timestamp=1&nonce=2",
        ] {
            assert!(Query::parse(bad).is_err(), "{bad}");
        }
    }
}
