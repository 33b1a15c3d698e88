//! A decrypted message or event (pages 90239, 90240, 90376) as a platform-free
//! [`Inbound`].

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use paidan_domain::people::Platform;

use crate::app::ports::{Act, Inbound, Press};
use crate::protocol::hex;

use super::xml::{Element, NotXml};

/// The platform's name in [`Inbound::platform`] and in metrics.
pub(super) const PLATFORM: &str = "wecom";

/// What tells two events apart. The official key (`FromUserName` + `CreateTime`) gave
/// the same key to different leads: two customers added in one second both come
/// from `sys` (`protocols/wecom.md` §1.7).
const EVENT_KEY: [&str; 11] = [
    "ToUserName",
    "FromUserName",
    "CreateTime",
    "AgentID",
    "Event",
    "ChangeType",
    "EventKey",
    "TaskId",
    "ResponseCode",
    "UserID",
    "ExternalUserID",
];

/// Why a decrypted message is not for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unreadable {
    /// No XML, or a field twice.
    #[error("message is not XML of the platform's form")]
    NotXml,
    /// `ToUserName` is another corp.
    #[error("message is for another corp")]
    OtherCorp,
    /// `AgentID` is another app.
    #[error("message is for another app")]
    OtherApp,
}

impl From<NotXml> for Unreadable {
    fn from(_: NotXml) -> Self {
        Self::NotXml
    }
}

/// Reads a decrypted message for this corp and app.
pub(super) fn read(message: &str, corp_id: &str, agent_id: i64) -> Result<Inbound, Unreadable> {
    let root = Element::parse(message)?;
    if id(&root, "ToUserName")? != corp_id {
        return Err(Unreadable::OtherCorp);
    }
    // Events that are no app's, such as customer contact, come without.
    let agent = id(&root, "AgentID")?;
    if !agent.is_empty() && agent.parse() != Ok(agent_id) {
        return Err(Unreadable::OtherApp);
    }
    Ok(Inbound {
        platform: Platform::Wecom,
        key: key(&root)?,
        user: id(&root, "FromUserName")?.to_owned(),
        may_recur: false,
        act: act(&root)?,
    })
}

fn act(root: &Element) -> Result<Act, NotXml> {
    // Documents and wire have differed in case.
    let kind = id(root, "MsgType")?.to_ascii_lowercase();
    if kind == "text" {
        let text = root.field("Content")?.unwrap_or_default().to_owned();
        return Ok(Act::said(text));
    }
    if kind != "event" {
        return Ok(Act::Other {
            kind: harmless(&kind),
        });
    }
    let event = id(root, "Event")?.to_ascii_lowercase();
    if event == "template_card_event"
        && let Some(press) = press(root)?
    {
        return Ok(Act::Press(press));
    }
    let change = id(root, "ChangeType")?.to_ascii_lowercase();
    let kind = if change.is_empty() {
        event
    } else {
        format!("{event}.{change}")
    };
    Ok(Act::Other {
        kind: harmless(&kind),
    })
}

/// Without a card or a button there is nothing to act on.
fn press(root: &Element) -> Result<Option<Press>, NotXml> {
    let (card_id, button) = (id(root, "TaskId")?, id(root, "EventKey")?);
    if card_id.is_empty() || button.is_empty() {
        return Ok(None);
    }
    let code = id(root, "ResponseCode")?;
    Ok(Some(Press {
        card_id: card_id.to_owned(),
        button: button.to_owned(),
        params: selected(root)?,
        update_code: (!code.is_empty()).then(|| code.to_owned()),
    }))
}

fn selected(root: &Element) -> Result<BTreeMap<String, Vec<String>>, NotXml> {
    let mut answers = BTreeMap::<String, Vec<String>>::new();
    let Some(items) = root.child("SelectedItems")? else {
        return Ok(answers);
    };
    for item in items
        .children
        .iter()
        .filter(|child| child.name == "SelectedItem")
    {
        let answer = answers
            .entry(id(item, "QuestionKey")?.to_owned())
            .or_default();
        let Some(options) = item.child("OptionIds")? else {
            continue;
        };
        for option in options
            .children
            .iter()
            .filter(|child| child.name == "OptionId")
        {
            answer.push(option.text.trim().to_owned());
        }
    }
    Ok(answers)
}

/// Same for every delivery of one act, other for every other act. NUL parts the
/// fields: the reader lets none through, so no two lists give the same bytes.
fn key(root: &Element) -> Result<String, NotXml> {
    let message_id = id(root, "MsgId")?;
    let (kind, fields): (_, &[&str]) = if message_id.is_empty() {
        ("event", &EVENT_KEY)
    } else {
        ("message", &["AgentID", "MsgId"])
    };
    let mut digest = Sha256::new();
    for name in fields {
        digest.update(id(root, name)?.as_bytes());
        digest.update([0]);
    }
    Ok(format!("{kind}:{}", hex(&digest.finalize())))
}

/// An id or number: with or without CDATA, white space round it does not count.
fn id<'a>(root: &'a Element, name: &str) -> Result<&'a str, NotXml> {
    Ok(root.field(name)?.unwrap_or_default().trim())
}

/// A kind goes into log lines, so only what a kind looks like.
fn harmless(kind: &str) -> String {
    let fits =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
    if !kind.is_empty() && kind.len() <= 80 && kind.bytes().all(fits) {
        kind.to_owned()
    } else {
        "unknown".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<ToUserName>ww1</ToUserName><FromUserName>HanMeimei</FromUserName><CreateTime>1767324000</CreateTime><AgentID>7</AgentID>";

    fn reading(rest: &str) -> Result<Inbound, Unreadable> {
        read(&format!("<xml>{HEAD}{rest}</xml>"), "ww1", 7)
    }

    fn key_of(rest: &str) -> String {
        reading(rest).expect("reads").key
    }

    const PRESS: &str = "<MsgType>event</MsgType><Event>TEMPLATE_card_event</Event><EventKey>assign</EventKey><TaskId><![CDATA[pd-1]]></TaskId><ResponseCode>c1</ResponseCode>";

    #[test]
    fn a_press_carries_all_its_answers() {
        let item = |name: &str, options: &str| {
            format!(
                "<SelectedItem><QuestionKey>{name}</QuestionKey><OptionIds>{options}</OptionIds></SelectedItem>"
            )
        };
        let several = format!(
            "{PRESS}<SelectedItems>{}{}</SelectedItems>",
            item("rep", "<OptionId>wangfang</OptionId>"),
            item(
                "reason",
                "<OptionId>busy</OptionId><OptionId><![CDATA[far]]></OptionId>"
            ),
        );
        let Act::Press(press) = reading(&several).expect("reads").act else {
            panic!("a press")
        };
        assert_eq!(
            (press.card_id.as_str(), press.button.as_str()),
            ("pd-1", "assign")
        );
        assert_eq!(press.update_code.as_deref(), Some("c1"));
        assert_eq!(press.params["rep"], ["wangfang"]);
        assert_eq!(press.params["reason"], ["busy", "far"]);
    }

    #[test]
    fn words_are_kept_as_typed_and_other_kinds_are_named() {
        let said = reading("<MsgType>text</MsgType><Content> /查询 1 </Content><MsgId>9</MsgId>");
        assert_eq!(said.expect("reads").act, Act::said(" /查询 1 ".into()));
        let other = |rest: &str| match reading(rest).expect("reads").act {
            Act::Other { kind } => kind,
            act => panic!("{act:?}"),
        };
        assert_eq!(other("<MsgType>image</MsgType><MsgId>9</MsgId>"), "image");
        assert_eq!(
            other("<MsgType>event</MsgType><Event>LOCATION</Event>"),
            "location"
        );
        let contact = "<MsgType>event</MsgType><Event>change_external_contact</Event><ChangeType>add_external_contact</ChangeType>";
        assert_eq!(
            other(contact),
            "change_external_contact.add_external_contact"
        );
        assert_eq!(other("<MsgType>e\nvil</MsgType>"), "unknown");
        let no_card =
            "<MsgType>event</MsgType><Event>template_card_event</Event><EventKey>claim</EventKey>";
        assert_eq!(other(no_card), "template_card_event");
    }

    #[test]
    fn keys_are_equal_for_one_act_and_different_for_two() {
        assert_eq!(key_of(PRESS), key_of(PRESS));
        assert_ne!(
            key_of(PRESS),
            key_of(&PRESS.replace("c1", "c2")),
            "two presses in one second"
        );
        let customer = |id: &str| {
            key_of(&format!(
                "<MsgType>event</MsgType><Event>e</Event><ExternalUserID>{id}</ExternalUserID>"
            ))
        };
        assert_ne!(customer("a"), customer("b"));
        let message = |id: &str| key_of(&format!("<MsgType>text</MsgType><MsgId>{id}</MsgId>"));
        assert_ne!(message("1"), message("2"));
        assert!(message("1").starts_with("message:") && customer("a").starts_with("event:"));
    }

    #[test]
    fn fields_that_lean_on_each_other_do_not_collide() {
        let key = |event: &str, change: &str| {
            key_of(&format!(
                "<MsgType>event</MsgType><Event>{event}</Event><ChangeType>{change}</ChangeType>"
            ))
        };
        assert_ne!(key("ab", "c"), key("a", "bc"));
    }

    #[test]
    fn messages_for_others_are_refused() {
        let refused = |xml: &str| read(xml, "ww1", 7).expect_err("refused");
        assert_eq!(refused("<xml><A>k</A></xml>"), Unreadable::OtherCorp);
        assert_eq!(
            refused("<xml><ToUserName>ww2</ToUserName></xml>"),
            Unreadable::OtherCorp
        );
        let other = "<xml><ToUserName>ww1</ToUserName><AgentID>8</AgentID></xml>";
        assert_eq!(refused(other), Unreadable::OtherApp);
        assert_eq!(refused("x"), Unreadable::NotXml);
        let twice = reading("<EventKey>claim</EventKey><EventKey>won</EventKey>");
        assert_eq!(twice, Err(Unreadable::NotXml));
    }
}
