//! The content of a message by its type, and the limits of each type.
//!
//! Platform document 90236. Text is cut at 2048 bytes and refused far beyond; the others are
//! refused beyond their limit.

use serde::Deserialize;

use super::card::Card;
use super::card_check;
use super::errcode::{self, Refusal};
use super::phone::Body;

const TEXT_SHOWN: usize = 2048;
/// Users got 40058 beyond this, and a cut text below it.
const TEXT_TAKEN: usize = 5120;
const MARKDOWN: usize = 2048;
const TEXT_CARD_TITLE: usize = 128;
const TEXT_CARD_WORDS: usize = 512;

/// The parts of a send that hold the content; only the one named by `msgtype` counts.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Content {
    msgtype: String,
    text: Option<Words>,
    markdown: Option<Words>,
    textcard: Option<TextCard>,
    template_card: Option<Card>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Words {
    content: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct TextCard {
    title: String,
    description: String,
    url: String,
    btntxt: String,
}

impl Content {
    /// What the phones will show, or why the platform refuses it.
    pub fn into_body(self) -> Result<Body, Refusal> {
        match self.msgtype.as_str() {
            "text" => text(self.text.unwrap_or_default().content),
            "markdown" => markdown(self.markdown.unwrap_or_default().content),
            "textcard" => text_card(self.textcard.unwrap_or_default()),
            "template_card" => {
                let missing = || errcode::missing_parameter("template_card");
                template_card(self.template_card.ok_or_else(missing)?)
            }
            _ => Err(errcode::message_type()),
        }
    }
}

/// Cuts at a limit in bytes without splitting a character.
pub fn cut(mut text: String, bytes: usize) -> String {
    text.truncate(text.floor_char_boundary(bytes));
    text
}

fn text(content: String) -> Result<Body, Refusal> {
    match content.len() {
        0 => Err(errcode::empty_text()),
        1..=TEXT_TAKEN => Ok(Body::Text {
            content: cut(content, TEXT_SHOWN),
        }),
        _ => Err(errcode::bad_parameter("text.content")),
    }
}

fn markdown(content: String) -> Result<Body, Refusal> {
    match content.len() {
        0 => Err(errcode::empty_text()),
        1..=MARKDOWN => Ok(Body::Markdown { content }),
        _ => Err(errcode::too_long()),
    }
}

fn text_card(card: TextCard) -> Result<Body, Refusal> {
    if card.title.is_empty() || card.description.is_empty() || card.url.is_empty() {
        return Err(errcode::missing_parameter("textcard"));
    }
    Ok(Body::TextCard {
        title: cut(card.title, TEXT_CARD_TITLE),
        description: cut(card.description, TEXT_CARD_WORDS),
        url: card.url,
        btntxt: card.btntxt,
    })
}

fn template_card(card: Card) -> Result<Body, Refusal> {
    // A notice without a menu calls nothing back and may go without an id.
    let needs_id = card.is_interactive();
    if (needs_id || !card.task_id.is_empty()) && !card_check::is_task_id(&card.task_id) {
        return Err(errcode::task_id());
    }
    card_check::check(&card).map_err(|refusal| refusal.about(&card.task_id))?;
    Ok(Body::card(card))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn body(request: serde_json::Value) -> Result<Body, i64> {
        let content: Content = serde_json::from_value(request).unwrap();
        content.into_body().map_err(|refusal| refusal.code)
    }

    #[test]
    fn text_is_cut_on_a_character_and_refused_far_beyond() {
        let text =
            |letters: usize| json!({"msgtype": "text", "text": {"content": "派".repeat(letters)}});
        let Ok(Body::Text { content }) = body(text(1000)) else {
            panic!("a text of 3000 bytes is cut, not refused");
        };
        assert_eq!(content.chars().count(), 682);
        assert_eq!(body(text(2000)), Err(40058));
        assert_eq!(body(text(0)), Err(44004));
        assert_eq!(body(json!({"msgtype": "voice"})), Err(40008));
        let long = json!({"msgtype": "markdown", "markdown": {"content": "x".repeat(2049)}});
        assert_eq!(body(long), Err(45002));
    }

    #[test]
    fn a_card_with_buttons_needs_a_task_id() {
        let card = |task_id: &str| {
            json!({"msgtype": "template_card", "template_card": {
                "card_type": "button_interaction", "task_id": task_id, "main_title": {"title": "#1"},
                "button_list": [{"text": "认领", "key": "claim"}]}})
        };
        assert!(body(card("a-1")).is_ok());
        assert_eq!(body(card("")), Err(42014));
        assert_eq!(body(card("a 1")), Err(42014));
    }
}
