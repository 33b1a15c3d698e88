//! Callbacks that are not what they seem.

use serde_json::json;

use crate::stories::for_zhang;
use crate::world::{Answer, Delivery, Platform, World, now, send};

/// Must be found in no log.
const MARK: &str = "NoLogMayHoldThis";

fn hand_in(world: &World, delivery: &Delivery) -> Answer {
    let url = format!("{}/callbacks/wecom?{}", world.api.base, delivery.query);
    world.block_on(send(world.api.client.post(url).body(delivery.body.clone())))
}

fn changed(delivery: &Delivery, change: impl Fn(&str) -> String) -> Delivery {
    let body = String::from_utf8(delivery.body.clone()).expect("text");
    Delivery {
        query: delivery.query.clone(),
        body: change(&body).into_bytes(),
    }
}

/// Every way to be refused that we know of.
fn hostile(platform: &Platform, press: &str) -> Vec<(&'static str, Delivery)> {
    let good = || platform.deliver(press, now());
    let stranger = platform.with_token("AnotherToken");
    let other_key = Platform::new(
        &platform.token,
        &"C".repeat(43),
        &platform.corp_id,
        1_000_002,
    );
    let encrypt_of = |delivery: &Delivery| -> String {
        let body = String::from_utf8(delivery.body.clone()).expect("text");
        let (_, rest) = body.split_once("<Encrypt><![CDATA[").expect("an envelope");
        rest.split_once("]]>").expect("an envelope").0.to_owned()
    };
    let whole = encrypt_of(&good());
    let no_nonce = {
        let query = good().query;
        let (kept, _) = query.rsplit_once('&').expect("three parameters");
        Delivery {
            query: kept.to_owned(),
            ..good()
        }
    };
    let twice = Delivery {
        query: format!("{0}&{0}", good().query),
        ..good()
    };
    let not_utf8 = {
        let mut message = press.as_bytes().to_vec();
        let at = message.len() / 2;
        message[at] = 0xff;
        platform.deliver_bytes(&message, now())
    };
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">\
                    <!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
    let inner_doctype = press.replacen("<xml>", &format!("{entities}<xml>"), 1);
    let inner_entity = press.replacen("<![CDATA[claim]]>", "&c;", 1);
    let other_app = press.replace("<AgentID>1000002</AgentID>", "<AgentID>1</AgentID>");
    let other_corp = press.replacen(&platform.corp_id, "wwsomebodyelse", 1);
    vec![
        ("signed with another token", stranger.deliver(press, now())),
        (
            "encrypted with another key",
            other_key.deliver(press, now()),
        ),
        ("11 minutes old", platform.deliver(press, now() - 660)),
        ("11 minutes early", platform.deliver(press, now() + 660)),
        (
            "a cut cipher",
            platform.wrap(&whole[..whole.len() / 2 / 4 * 4], now()),
        ),
        (
            "a cipher of no whole blocks",
            platform.wrap(&whole[..40], now()),
        ),
        ("no base64", platform.wrap("!!!!", now())),
        ("an empty cipher", platform.wrap("", now())),
        (
            "a cut body",
            changed(&good(), |body| body[..body.len() / 2].to_owned()),
        ),
        ("no body", changed(&good(), |_| String::new())),
        (
            "over 64 KiB",
            changed(&good(), |body| {
                body.replace("<xml>", &format!("<xml>{}", " ".repeat(70_000)))
            }),
        ),
        ("not UTF-8 inside", not_utf8),
        (
            "not UTF-8 outside",
            Delivery {
                body: vec![0xff; 300],
                ..good()
            },
        ),
        (
            "a DOCTYPE outside",
            changed(&good(), |body| format!("{entities}{body}")),
        ),
        ("a DOCTYPE inside", platform.deliver(&inner_doctype, now())),
        ("an entity inside", platform.deliver(&inner_entity, now())),
        (
            "an entity outside",
            changed(&good(), |body| body.replace("<Encrypt>", "<Encrypt>&c;")),
        ),
        (
            "two ciphers",
            changed(&good(), |body| {
                body.replace("</xml>", "<Encrypt>x</Encrypt></xml>")
            }),
        ),
        (
            "another receive id",
            platform.deliver_for("wwsomebodyelse", press, now()),
        ),
        (
            "a longer receive id",
            platform.deliver_for(&format!("{}x", platform.corp_id), press, now()),
        ),
        ("another corp inside", platform.deliver(&other_corp, now())),
        ("another app inside", platform.deliver(&other_app, now())),
        (
            "padding of 0",
            platform.deliver_padded_with(press, 0, now()),
        ),
        (
            "padding of 33",
            platform.deliver_padded_with(press, 33, now()),
        ),
        (
            "padding of unequal bytes",
            platform.deliver_padded_with(&format!("{press}   "), 32, now()),
        ),
        ("a parameter missing", no_nonce),
        ("parameters twice", twice),
        (
            "no query",
            Delivery {
                query: String::new(),
                ..good()
            },
        ),
        (
            "no XML inside",
            platform.deliver(&format!("claim {MARK}"), now()),
        ),
    ]
}

#[test]
fn a_callback_that_is_not_genuine_is_refused_empty_handed_and_changes_nothing() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    let card = zhang.sees_offer_of(&lead);
    world.drains(std::time::Duration::from_secs(10));
    let platform = world.platform();
    let press = platform.press(&zhang.userid, &card.task_id, "claim", now(), MARK);
    let before = world.truth();
    let cases = hostile(&platform, &press);
    println!("{} kinds of bad callbacks", cases.len());
    for (what, delivery) in &cases {
        let answer = hand_in(&world, delivery);
        assert_eq!(answer.status, 403, "{what}");
        assert!(answer.body.is_empty(), "{what}: {}", answer.text());
    }
    let after = world.truth();
    assert_eq!(after.leads, before.leads);
    assert_eq!(
        (after.inbox, after.outbox.len()),
        (before.inbox, before.outbox.len())
    );
    let log = world.log();
    let lines = log.matches("a callback was refused").count();
    assert_eq!(lines, cases.len(), "one line each");
    for secret in [MARK, &card.task_id, "wwsomebodyelse", "passwd"] {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
    // The same press, genuine, still works: nothing was used up.
    let answer = hand_in(&world, &platform.deliver(&press, now()));
    assert_eq!(answer.status, 200);
    assert_eq!(world.story_of(&lead), ["received", "offered", "claimed"]);
}

#[test]
fn a_replay_inside_the_window_is_answered_and_changes_nothing() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    let card = zhang.sees_offer_of(&lead);
    let platform = world.platform();
    let claim = platform.press(&zhang.userid, &card.task_id, "claim", now(), "c");
    let claim = platform.deliver(&claim, now());
    assert_eq!(hand_in(&world, &claim).status, 200);
    let release = platform.press(&zhang.userid, &card.task_id, "release", now(), "d");
    assert_eq!(
        hand_in(&world, &platform.deliver(&release, now())).status,
        200
    );
    let story = world.story_of(&lead);
    assert_eq!(
        story,
        ["received", "offered", "claimed", "released", "offered"]
    );
    // The old claim again, byte for byte, undoes nothing that came after it.
    for _ in 0..3 {
        assert_eq!(hand_in(&world, &claim).status, 200);
    }
    assert_eq!(world.story_of(&lead), story);
    assert_eq!(world.lead(&lead)["owner"], json!(null));
}

#[test]
fn the_url_check_answers_with_the_plain_text_and_refuses_strangers() {
    let world = World::new();
    let echo = world.block_on(world.phones.post("/sandbox/verify", &json!({})));
    assert_eq!(echo.json()["verified"], true, "{}", echo.text());
    let url = format!("{}/callbacks/wecom", world.api.base);
    let forged = format!(
        "{url}?msg_signature=00&timestamp={}&nonce=1&echostr=AAAA",
        now()
    );
    for address in [url, forged] {
        let answer = world.block_on(send(world.api.client.get(address)));
        assert_eq!((answer.status, answer.body.len()), (403, 0));
    }
}
