//! The outer XML, both ways: around what comes (page 90238) and what we answer (90241).

use super::xml::{Element, NotXml};
use crate::protocol::Sealed;

/// The largest body that is read; the platform names none, its longest message is
/// some 4 KiB (`reliability.md` §6).
pub(super) const LARGEST: usize = 64 * 1024;

/// The platform sends three elements; a stranger shall not buy comparisons with more.
const MOST_ELEMENTS: usize = 16;

/// Takes the ciphertext out of a body. What else stands there (`ToUserName`,
/// `AgentID`) is outside the signature and is not looked at.
pub(super) fn encrypted(body: &[u8]) -> Result<String, NotXml> {
    if body.len() > LARGEST {
        return Err(NotXml);
    }
    let root = Element::parse(std::str::from_utf8(body).map_err(|_| NotXml)?)?;
    let strange = root.name != "xml" || !root.text.trim().is_empty();
    if strange || root.children.len() > MOST_ELEMENTS {
        return Err(NotXml);
    }
    for (index, element) in root.children.iter().enumerate() {
        if root.children[..index]
            .iter()
            .any(|earlier| earlier.name == element.name)
        {
            return Err(NotXml);
        }
    }
    // Base64 has no white space, so what a printer put round the CDATA may go.
    root.field("Encrypt")?
        .map(|text| text.trim().to_owned())
        .ok_or(NotXml)
}

/// The body of an encrypted answer.
pub(super) fn wrap(sealed: &Sealed, timestamp: &str, nonce: &str) -> String {
    format!(
        "<xml><Encrypt><![CDATA[{}]]></Encrypt><MsgSignature><![CDATA[{}]]></MsgSignature>\
         <TimeStamp>{timestamp}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>",
        sealed.encrypt, sealed.msg_signature,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: Option<&str>) {
        assert_eq!(
            encrypted(body.as_bytes()).ok().as_deref(),
            expected,
            "{body}"
        );
    }

    #[test]
    fn the_ciphertext_is_found_in_any_order_and_form() {
        check("<xml><Encrypt>a+/=</Encrypt></xml>", Some("a+/="));
        check(
            "<xml>\n <AgentID/>\n <Encrypt>\n<![CDATA[a]]>\n</Encrypt>\n</xml>\n",
            Some("a"),
        );
        check(
            "<xml><Encrypt></Encrypt><ToUserName>w</ToUserName></xml>",
            Some(""),
        );
    }

    #[test]
    fn other_shapes_are_refused() {
        check("<xml><ToUserName>w</ToUserName></xml>", None);
        check("<xml><Encrypt>a</Encrypt><Encrypt>a</Encrypt></xml>", None);
        check("<xml><AgentID/><Encrypt>a</Encrypt><AgentID/></xml>", None);
        check("<xml><Encrypt><x>a</x></Encrypt></xml>", None);
        check("<xml><y><Encrypt>a</Encrypt></y></xml>", None);
        check("<html><Encrypt>a</Encrypt></html>", None);
        check("<xml>stray<Encrypt>a</Encrypt></xml>", None);
        check("{\"encrypt\":\"a\"}", None);
        assert!(encrypted(b"<xml><Encrypt>\xff</Encrypt></xml>").is_err());
        let large = format!("<xml><Encrypt>{}</Encrypt></xml>", "a".repeat(LARGEST));
        check(&large, None);
    }
}
