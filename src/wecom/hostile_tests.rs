//! Callbacks by people who mean harm.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::callback::{Callback, Refused};
use super::envelope;
use super::settings::Settings;
use crate::app::ports::Act;
use crate::protocol::{Cipher, CryptoError};

const NOW: i64 = 1_790_000_000;
const TOKEN: &str = "FYzy21SDaa";
const KEY: &str = "QXh3LxF0TiXiANlVaiP5zzxqqgnMzSlHE7aiFKR1KK6";
const CORP: &str = "ww562cdd4d352ed536";
const PRESS: &str = "<xml><ToUserName>ww562cdd4d352ed536</ToUserName><FromUserName>HanMeimei</FromUserName><CreateTime>1790000000</CreateTime><MsgType>event</MsgType><Event>template_card_event</Event><EventKey>claim</EventKey><TaskId>pd-1</TaskId><ResponseCode>rc</ResponseCode><AgentID>7</AgentID></xml>";

static CALLBACK: LazyLock<Callback> = LazyLock::new(|| {
    Callback::new(&Settings {
        corp_id: CORP.into(),
        agent_id: 7,
        token: TOKEN.into(),
        encoding_aes_key: KEY.into(),
        ..Settings::default()
    })
    .expect("a key")
});

fn cipher() -> Cipher {
    Cipher::new(TOKEN, KEY, CORP).expect("a key")
}

/// A genuine request with this message inside.
fn genuine(message: &str, timestamp: &str) -> (String, String) {
    let sealed = cipher().seal(message, b"0123456789abcdef", timestamp, "n1");
    let query = format!(
        "msg_signature={}&timestamp={timestamp}&nonce=n1",
        sealed.msg_signature
    );
    let body = format!(
        "<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><Encrypt><![CDATA[{}]]></Encrypt></xml>",
        sealed.encrypt
    );
    (query, body)
}

#[test]
fn a_genuine_press_opens() {
    let (query, body) = genuine(PRESS, "1790000000");
    let inbound = CALLBACK.open(&query, body.as_bytes(), NOW).expect("opens");
    assert_eq!(inbound.user, "HanMeimei");
    assert!(matches!(inbound.act, Act::Press(press) if press.card_id == "pd-1"));
}

#[test]
fn old_and_early_callbacks_are_stale_to_the_second() {
    for (timestamp, fits) in [
        (NOW - 600, true),
        (NOW + 600, true),
        (NOW - 601, false),
        (NOW + 601, false),
        (i64::MIN, false),
    ] {
        let (query, body) = genuine(PRESS, &timestamp.to_string());
        let outcome = CALLBACK.open(&query, body.as_bytes(), NOW);
        assert_eq!(outcome.is_ok(), fits, "{timestamp}");
        assert!(fits || matches!(outcome, Err(Refused::Stale { .. })));
    }
    let (query, body) = genuine(PRESS, "soon");
    let outcome = CALLBACK.open(&query, body.as_bytes(), NOW);
    assert_eq!(outcome, Err(Refused::Stale { skew_seconds: 0 }));
}

#[test]
fn the_age_of_a_forgery_is_not_told() {
    let (query, body) = genuine(PRESS, "1");
    let outcome = CALLBACK.open(&query.replace("nonce=n1", "nonce=n2"), body.as_bytes(), NOW);
    assert_eq!(outcome, Err(Refused::Crypto(CryptoError::Signature)));
}

#[test]
fn every_flipped_bit_of_the_ciphertext_is_a_wrong_signature() {
    let (query, body) = genuine(PRESS, "1790000000");
    let start = body.find("<Encrypt><![CDATA[").expect("there") + "<Encrypt><![CDATA[".len();
    let end = body.find("]]></Encrypt>").expect("there");
    for at in start..end {
        for bit in 0..8 {
            let mut flipped = body.clone().into_bytes();
            flipped[at] ^= 1 << bit;
            let outcome = CALLBACK.open(&query, &flipped, NOW).expect_err("refused");
            let expected = [Refused::Crypto(CryptoError::Signature), Refused::Envelope];
            assert!(
                expected.contains(&outcome),
                "byte {at} bit {bit}: {outcome:?}"
            );
        }
    }
}

#[test]
fn a_flip_elsewhere_is_refused_or_changes_nothing() {
    let (query, body) = genuine(PRESS, "1790000000");
    let whole = CALLBACK.open(&query, body.as_bytes(), NOW).expect("opens");
    for at in 0..body.len() {
        for bit in 0..8 {
            let mut flipped = body.clone().into_bytes();
            flipped[at] ^= 1 << bit;
            if let Ok(inbound) = CALLBACK.open(&query, &flipped, NOW) {
                assert_eq!(
                    inbound, whole,
                    "what stands outside the signature is not used"
                );
            }
        }
    }
    for at in 0..query.len() {
        for bit in 0..7 {
            let mut flipped = query.clone().into_bytes();
            flipped[at] ^= 1 << bit;
            let flipped = String::from_utf8(flipped).expect("ASCII");
            let refused = CALLBACK
                .open(&flipped, body.as_bytes(), NOW)
                .expect_err("refused");
            let expected = [Refused::Crypto(CryptoError::Signature), Refused::Query];
            assert!(expected.contains(&refused), "{flipped}: {refused:?}");
        }
    }
}

#[test]
fn a_genuine_envelope_with_a_hostile_message_is_refused() {
    for message in [
        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><xml>&a;</xml>",
        "<xml><ToUserName>ww562cdd4d352ed536</ToUserName><ToUserName>x</ToUserName></xml>",
        "",
        "{}",
    ] {
        let (query, body) = genuine(message, "1790000000");
        assert_eq!(
            CALLBACK.open(&query, body.as_bytes(), NOW),
            Err(Refused::Message),
            "{message}"
        );
    }
    let other = PRESS.replace("<AgentID>7", "<AgentID>8");
    let (query, body) = genuine(&other, "1790000000");
    assert_eq!(
        CALLBACK.open(&query, body.as_bytes(), NOW),
        Err(Refused::OtherApp)
    );
}

#[test]
fn oversized_and_crowded_bodies_are_refused_early() {
    let large = vec![b' '; envelope::LARGEST + 1];
    let (query, _) = genuine(PRESS, "1790000000");
    assert_eq!(CALLBACK.open(&query, &large, NOW), Err(Refused::Envelope));
    let elements: String = (0..3000).map(|number| format!("<a{number}/>")).collect();
    let crowded = format!("<xml>{elements}<Encrypt>x</Encrypt></xml>");
    assert_eq!(
        CALLBACK.open(&query, crowded.as_bytes(), NOW),
        Err(Refused::Envelope)
    );
}

#[test]
fn a_refusal_says_nothing_of_the_content() {
    let (query, body) = genuine(
        &PRESS.replace("AgentID>7", "AgentID>13900001111"),
        "1790000000",
    );
    let refused = CALLBACK
        .open(&query, body.as_bytes(), NOW)
        .expect_err("refused");
    assert!(!format!("{refused:?} {refused}").contains("1390000"));
}

proptest! {
    #[test]
    fn random_bytes_are_refused_without_panic(
        query in ".{0,200}",
        body in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        prop_assert!(CALLBACK.open(&query, &body, NOW).is_err());
        prop_assert!(CALLBACK.verify_url(&query).is_err());
    }

    #[test]
    fn xml_like_bodies_are_refused_without_panic(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("<xml>"), Just("</xml>"), Just("<Encrypt>"), Just("</Encrypt>"),
                Just("<![CDATA["), Just("]]>"), Just("<!DOCTYPE"), Just("&amp;"), Just("&#x;"),
                Just("<?xml version=\"1.0\"?>"), Just("<!--"), Just("-->"), Just("<"), Just("QQ=="),
                Just("\u{feff}"), Just("\0"), Just("'"), Just("<a b='"),
            ],
            0..40,
        ),
    ) {
        let (query, _) = genuine(PRESS, "1790000000");
        prop_assert!(CALLBACK.open(&query, parts.concat().as_bytes(), NOW).is_err());
    }

    /// Signed by us, so every step behind the signature is reached.
    #[test]
    fn random_messages_behind_a_good_signature_never_panic(message in "(<[a-zA-Z/!?]{0,12}>|.){0,60}") {
        let (query, body) = genuine(&message, "1790000000");
        let _ = CALLBACK.open(&query, body.as_bytes(), NOW);
    }
}
