//! An e-mail address.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A normalised e-mail address: trimmed, half-width, lower case. Debug prints the domain only.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Email(String);

/// The text is not an e-mail address of at most 254 characters (RFC 5321, 4.5.3.1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an e-mail address")]
pub struct EmailError;

impl Email {
    /// Reads an address of the form `name@domain.tld`.
    ///
    /// # Errors
    /// [`EmailError`] for any other form.
    pub fn parse(text: &str) -> Result<Email, EmailError> {
        use unicode_normalization::UnicodeNormalization;
        let text: String = text.trim().nfkc().flat_map(char::to_lowercase).collect();
        let (name, domain) = text.rsplit_once('@').ok_or(EmailError)?;
        let plain =
            |c: char| !c.is_whitespace() && !c.is_control() && !"@,;:<>()[]\\\"".contains(c);
        let label = |l: &str| {
            !l.is_empty()
                && l.len() <= 63
                && !l.starts_with('-')
                && !l.ends_with('-')
                && l.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let good = text.chars().count() <= 254
            && (1..=64).contains(&name.len())
            && name.chars().all(plain)
            && !name.starts_with('.')
            && !name.ends_with('.')
            && !name.contains("..")
            && domain.contains('.')
            && domain.split('.').all(label);
        good.then_some(Email(text)).ok_or(EmailError)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let domain = self.0.rsplit_once('@').map_or("", |(_, domain)| domain);
        write!(f, "Email(*@{domain})")
    }
}

impl TryFrom<String> for Email {
    type Error = EmailError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Email::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_normalised_or_refused() {
        let good = [
            ("Li@Example.COM", "li@example.com"),
            (" wang.fang@qq.com ", "wang.fang@qq.com"),
            ("ａ＠ｂ．ｃｎ", "a@b.cn"),
            ("王芳@例子.中国", "王芳@例子.中国"),
        ];
        for (text, expected) in good {
            assert_eq!(Email::parse(text).expect(text).as_str(), expected);
        }
        for bad in [
            "", "a", "a@", "@b.cn", "a@b", "a b@c.cn", "a@b..cn", "a@-b.cn", "a@@b.cn", ".a@b.cn",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
        let debug = format!("{:?}", Email::parse("li@example.com"));
        assert!(!debug.contains("li@"), "{debug}");
    }
}
