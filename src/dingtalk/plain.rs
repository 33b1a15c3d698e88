//! Messages that need no template: texts, and cards as action cards whose buttons are
//! links to the phone page (`protocols/dingtalk.md` §4.2, §5.7).

use reqwest::Url;
use serde_json::{Value, json};

use crate::protocol::{cut, cut_bytes};
use crate::words::{ButtonWeight, Card, DETAILS};

/// Bytes of a text; a group takes 15 000 of the whole parameter, escapes included (§4.2).
const TEXT: usize = 6000;

/// Characters of the line that stands in the list of chats.
const TITLE: usize = 60;

/// A line break in the platform's markdown: two blanks before and after it.
const BREAK: &str = "  \n  ";

/// A robot's message: the name of its kind and what it is filled with.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Message {
    pub key: &'static str,
    pub param: Value,
    /// Whether something can be done with it, so that it is worth recalling later.
    pub is_card: bool,
}

/// A text as it is.
pub(super) fn text(text: &str) -> Message {
    Message {
        key: "sampleText",
        param: json!({"content": cut_bytes(text, TEXT)}),
        is_card: false,
    }
}

/// A card as well as it goes without a template: with its main button and its page where
/// there are such, else as a text.
pub(super) fn card(card: &Card) -> Message {
    let opens = card.buttons.iter().find(|button| button.url.is_some());
    let link = match opens {
        Some(button) => button.url.as_deref().map(|url| (button.text.as_str(), url)),
        None => card.url.as_deref().map(|url| (DETAILS, url)),
    };
    let Some((label, url)) = link else {
        return text(&lines(card, str::to_owned).join("\n"));
    };
    let main = card
        .buttons
        .iter()
        .find(|button| button.url.is_none() && button.weight == ButtonWeight::Main);
    let mut param = json!({"title": cut(&card.title, TITLE), "text": markdown(card)});
    let key = match main {
        Some(button) => {
            param["buttonTitle1"] = json!(button.text);
            param["buttonUrl1"] = json!(doing(url, &button.key));
            param["buttonTitle2"] = json!(label);
            param["buttonUrl2"] = json!(url);
            "sampleActionCard6"
        }
        None => {
            param["singleTitle"] = json!(label);
            param["singleURL"] = json!(url);
            "sampleActionCard"
        }
    };
    Message {
        key,
        param,
        is_card: true,
    }
}

/// The card without the customer's words and details, for a platform that refused them.
pub(super) fn shorter(card: &Card) -> Card {
    Card {
        quote: None,
        rows: Vec::new(),
        ..card.clone()
    }
}

/// The page, asked for one act. It is done there by a press, never by opening: previews
/// of links open them too.
fn doing(url: &str, button: &str) -> String {
    let verb = button.split_once(':').map_or(button, |(verb, _)| verb);
    match Url::parse(url) {
        Ok(mut url) => {
            url.query_pairs_mut().append_pair("do", verb);
            url.into()
        }
        Err(_) => url.to_owned(),
    }
}

fn markdown(card: &Card) -> String {
    let lines = lines(card, plain);
    let lines = lines.iter().enumerate().map(|(index, line)| {
        if index == 0 {
            format!("**{line}**")
        } else {
            begun(line)
        }
    });
    let text = lines.collect::<Vec<_>>().join(BREAK);
    cut_bytes(&text, TEXT).to_owned()
}

/// Headline, what is to be done, the customer's words, the facts.
fn lines(card: &Card, write: impl Fn(&str) -> String) -> Vec<String> {
    let mut lines = vec![write(&card.title)];
    lines.extend(card.desc.as_deref().map(&write));
    lines.extend(card.quote.as_deref().map(&write));
    let facts = card.rows.iter().filter(|row| row.url.is_none());
    lines.extend(facts.map(|row| write(&format!("{}: {}", row.key, row.value))));
    lines.extend(card.ended.as_deref().map(&write));
    lines
}

/// Somebody's words as words: whatever the platform's markdown could take for a link, a
/// heading or a list is written with its full-width twin. Escapes by backslash are not
/// documented there.
fn plain(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let twins = line.chars().map(|character| match character {
        '[' => '［',
        ']' => '］',
        '*' => '＊',
        '_' => '＿',
        '`' => '｀',
        '<' => '＜',
        '>' => '＞',
        '~' => '～',
        '|' => '｜',
        '\\' => '＼',
        other => other,
    });
    twins.collect()
}

/// A line that neither is a heading nor belongs to a list.
fn begun(line: &str) -> String {
    let twin = match line.chars().next() {
        Some('#') => '＃',
        Some('-') => '－',
        Some('+') => '＋',
        _ => return line.to_owned(),
    };
    format!("{twin}{}", &line[1..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Button, Row};

    const PAGE: &str = "https://paidan.example.cn/h5/leads/1042";

    fn offered() -> Card {
        let button = |key: &str, text: &str, weight| Button {
            key: key.into(),
            text: text.into(),
            weight,
            url: None,
        };
        Card {
            title: "#1042 金华 · 保温杯 500 个".into(),
            desc: Some("14:35 前认领".into()),
            quote: Some("要 500 个".into()),
            buttons: vec![
                button("claim", "认领", ButtonWeight::Main),
                button("decline", "拒绝", ButtonWeight::Plain),
            ],
            url: Some(PAGE.into()),
            ..Card::default()
        }
    }

    #[test]
    fn an_offer_is_two_links_beside_each_other() {
        let message = card(&offered());
        assert_eq!(message.key, "sampleActionCard6");
        assert_eq!(
            message.param,
            json!({
                "title": "#1042 金华 · 保温杯 500 个",
                "text": "**#1042 金华 · 保温杯 500 个**  \n  14:35 前认领  \n  要 500 个",
                "buttonTitle1": "认领", "buttonUrl1": format!("{PAGE}?do=claim"),
                "buttonTitle2": "详情", "buttonUrl2": PAGE,
            })
        );
    }

    #[test]
    fn a_finished_card_is_one_link_and_without_a_page_a_text() {
        let ended = Card {
            buttons: Vec::new(),
            ended: Some("已超时".into()),
            ..offered()
        };
        assert_eq!(card(&ended).key, "sampleActionCard");
        let message = card(&Card { url: None, ..ended });
        assert_eq!((message.key, message.is_card), ("sampleText", false));
        let content = message.param["content"].as_str().expect("a text");
        assert!(
            content.ends_with("已超时") && content.starts_with("#1042"),
            "{content}"
        );
    }

    #[test]
    fn a_customer_s_words_stay_words() {
        let quote = "# 看[这里](https://evil.example)\n- **加急**\n![图](x)`<a>`";
        let sly = Card {
            quote: Some(quote.into()),
            rows: vec![Row {
                key: "公司".into(),
                value: "[点我](x)".into(),
                url: None,
            }],
            ..offered()
        };
        let message = card(&sly);
        let text = message.param["text"].as_str().expect("a text");
        let own = text.replace("**#1042 金华 · 保温杯 500 个**", "");
        for markup in ["[", "]", "*", "`", "<", ">", "\n- ", "\n# "] {
            assert!(!own.contains(markup), "{markup} in {own}");
        }
    }

    #[test]
    fn the_act_is_added_to_whatever_the_address_has() {
        assert_eq!(
            doing("https://h/a?k=1", "assign:2"),
            "https://h/a?k=1&do=assign"
        );
    }
}
