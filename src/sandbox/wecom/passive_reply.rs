//! Reading the passive reply in a callback's answer.
//!
//! Platform document 90241 (被动回复消息格式). The platform drops a wrong reply without a word; the
//! reason given here goes into the call log only.

use super::card::Card;
use super::crypto::{Crypto, Sealed};
use super::message_content::cut;
use super::xml::{self, Element};
use super::{card_check, card_xml};

const TEXT_SHOWN: usize = 2048;

/// What the service wants the clicker or writer to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Nothing: an empty body.
    Nothing,
    /// A text in the chat.
    Text(String),
    /// The card's buttons become one grey text.
    Grey(String),
    /// Another card in place of the pressed one.
    Replace(Box<Card>),
}

/// Reads the body of a 200 answer that was meant for this member.
pub fn read(crypto: &Crypto, corp_id: &str, userid: &str, body: &str) -> Result<Reply, String> {
    if body.is_empty() {
        return Ok(Reply::Nothing);
    }
    let envelope = xml::read(body).map_err(|error| format!("envelope: {error}"))?;
    let sealed = Sealed {
        encrypt: envelope.text_of("Encrypt"),
        signature: envelope.text_of("MsgSignature"),
        timestamp: envelope.text_of("TimeStamp"),
        nonce: envelope.text_of("Nonce"),
    };
    let message = crypto.open(&sealed).map_err(|error| error.to_string())?;
    let message = xml::read(&message).map_err(|error| format!("message: {error}"))?;
    if message.text_of("FromUserName") != corp_id {
        return Err("FromUserName is not the corp id".to_owned());
    }
    if !message.text_of("ToUserName").eq_ignore_ascii_case(userid) {
        return Err("ToUserName is not the member".to_owned());
    }
    content(&message)
}

fn content(message: &Element) -> Result<Reply, String> {
    match message.text_of("MsgType").as_str() {
        "text" => match message.text_of("Content") {
            content if content.is_empty() => Err("text without Content".to_owned()),
            content => Ok(Reply::Text(cut(content, TEXT_SHOWN))),
        },
        "update_button" => {
            let button = message.child("Button").ok_or("no Button")?;
            match button.text_of("ReplaceName") {
                name if name.is_empty() => Err("no ReplaceName".to_owned()),
                name => Ok(Reply::Grey(name)),
            }
        }
        "update_template_card" => {
            let card = card_xml::read(message.child("TemplateCard").ok_or("no TemplateCard")?);
            card_check::check(&card).map_err(|refusal| refusal.to_string())?;
            Ok(Reply::Replace(Box::new(card)))
        }
        other => Err(format!("MsgType {other} is not played here")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::wecom::xml::cdata;

    fn crypto() -> Crypto {
        Crypto::new(
            "FYzy21SDaa",
            "l00QW1E4AOj9afYNwUDoWwsjtGdeZVfmgpeoqLZqvyc",
            "ww1",
        )
        .unwrap()
    }

    fn answer(inner: &str) -> String {
        let message = format!(
            "<xml><ToUserName>LiLei</ToUserName><FromUserName>ww1</FromUserName><CreateTime>1</CreateTime>{inner}</xml>"
        );
        let sealed = crypto().seal(&message, 1_767_324_001);
        format!(
            "<xml><Encrypt>{}</Encrypt><MsgSignature>{}</MsgSignature><TimeStamp>{}</TimeStamp><Nonce>{}</Nonce></xml>",
            cdata(&sealed.encrypt),
            sealed.signature,
            sealed.timestamp,
            cdata(&sealed.nonce),
        )
    }

    fn read_as(userid: &str, body: &str) -> Result<Reply, String> {
        read(&crypto(), "ww1", userid, body)
    }

    #[test]
    fn text_grey_button_and_nothing_are_understood() {
        assert_eq!(read_as("lilei", ""), Ok(Reply::Nothing));
        let text = answer("<MsgType>text</MsgType><Content><![CDATA[已收到]]></Content>");
        assert_eq!(read_as("lilei", &text), Ok(Reply::Text("已收到".into())));
        let grey = answer(
            "<MsgType>update_button</MsgType><Button><ReplaceName>已认领</ReplaceName></Button>",
        );
        assert_eq!(read_as("LiLei", &grey), Ok(Reply::Grey("已认领".into())));
        assert!(read_as("HanMeimei", &text).is_err());
    }

    #[test]
    fn a_card_beyond_the_limits_is_dropped() {
        let card = |buttons: &str| {
            answer(&format!(
                "<MsgType>update_template_card</MsgType><TemplateCard><CardType>button_interaction</CardType><MainTitle><Title>已认领 #1</Title></MainTitle>{buttons}</TemplateCard>"
            ))
        };
        let one = "<ButtonList><Text>成交</Text><Key>won</Key></ButtonList>";
        assert!(matches!(
            read_as("LiLei", &card(one)),
            Ok(Reply::Replace(_))
        ));
        assert!(read_as("LiLei", &card("")).is_err());
        assert!(read_as("LiLei", "<xml>plain</xml>").is_err());
    }
}
