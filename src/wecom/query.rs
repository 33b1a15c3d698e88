//! The query of a callback: three parameters, `echostr` on the URL check (page 90930).

/// The query lacks a parameter, has it twice, or is no query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the query of a callback")]
pub(super) struct NotQuery;

/// Longer than any `echostr`; keeps a stranger's hash work small.
const LONGEST: usize = 8 * 1024;

/// The decoded parameters, each given exactly once.
pub(super) struct Query {
    pub msg_signature: String,
    /// As the string that came: the signature covers its bytes.
    pub timestamp: String,
    pub nonce: String,
    pub echostr: Option<String>,
}

impl Query {
    /// Reads a raw query. Decodes once, as a form does: `%2B` is `+`, a bare `+` is a
    /// blank (a proxy that forwards it so breaks the signature, and is to be mended).
    pub fn parse(raw: &str) -> Result<Self, NotQuery> {
        if raw.len() > LONGEST {
            return Err(NotQuery);
        }
        let (mut msg_signature, mut timestamp, mut nonce, mut echostr) = (None, None, None, None);
        for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let slot = match decode(name)?.as_str() {
                "msg_signature" => &mut msg_signature,
                "timestamp" => &mut timestamp,
                "nonce" => &mut nonce,
                "echostr" => &mut echostr,
                _ => continue,
            };
            if slot.replace(decode(value)?).is_some() {
                return Err(NotQuery);
            }
        }
        Ok(Self {
            msg_signature: msg_signature.ok_or(NotQuery)?,
            timestamp: timestamp.ok_or(NotQuery)?,
            nonce: nonce.ok_or(NotQuery)?,
            echostr,
        })
    }
}

fn decode(text: &str) -> Result<String, NotQuery> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        match first {
            b'%' => {
                let (pair, tail) = tail.split_first_chunk::<2>().ok_or(NotQuery)?;
                bytes.push(nibble(pair[0])? << 4 | nibble(pair[1])?);
                rest = tail;
            }
            b'+' => bytes.push(b' '),
            byte => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).map_err(|_| NotQuery)
}

fn nibble(digit: u8) -> Result<u8, NotQuery> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        b'A'..=b'F' => Ok(digit - b'A' + 10),
        _ => Err(NotQuery),
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
            "msg_signature=a&timestamp=1&nonce=%zz",
            "msg_signature=a&timestamp=1&nonce=%ff",
            "MSG_SIGNATURE=a&timestamp=1&nonce=2",
        ] {
            assert!(Query::parse(bad).is_err(), "{bad}");
        }
        assert!(Query::parse(&"x".repeat(LONGEST + 1)).is_err());
    }
}
