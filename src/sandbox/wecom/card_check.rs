//! The platform's hard limits on a card, each with its own error code.
//!
//! Platform document 90236, codes of document 90313 (42027 to 42051). Where the code list names no
//! code (number of buttons, style) the general 40058 is answered.

use std::collections::HashSet;

use super::card::{Button, Card, Selection};
use super::errcode::{Refusal, bad_parameter};

const LONGEST_KEY: usize = 1024;
const LONGEST_ID: usize = 128;
const LONGEST_TASK_ID: usize = 128;

fn refuse<T>(code: i64, text: &str) -> Result<T, Refusal> {
    Err(Refusal::new(code, text))
}

/// Checks a card as it is sent or as it replaces another one.
pub fn check(card: &Card) -> Result<(), Refusal> {
    let buttons = match card.card_type.as_str() {
        "button_interaction" => true,
        "text_notice" => false,
        _ => return refuse(42031, "invalid card_type"),
    };
    let titled = !card.title().is_empty() || (!buttons && !card.sub_title_text.is_empty());
    if !titled {
        return refuse(42033, "missing main_title.title");
    }
    rows(card)?;
    links(card)?;
    card_action(card, !buttons)?;
    menu(card)?;
    if buttons {
        if let Some(selection) = &card.button_selection {
            drop_down(selection)?;
        }
        button_list(&card.button_list)?;
    }
    Ok(())
}

/// True for a `task_id` that the platform takes: digits, letters and `_-@`, 1 to 128 bytes.
pub fn is_task_id(task_id: &str) -> bool {
    (1..=LONGEST_TASK_ID).contains(&task_id.len())
        && task_id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-@".contains(&byte))
}

/// Fields longer than the platform shows: it cuts them on the screen and refuses nothing.
pub fn overlong(card: &Card) -> Vec<String> {
    let mut found = Vec::new();
    let mut advise = |name: &str, text: &str, limit: usize| {
        let length = text.chars().count();
        if length > limit {
            found.push(format!("{name}: {length} > {limit}"));
        }
    };
    if let Some(title) = &card.main_title {
        advise("main_title.title", &title.title, 36);
        advise("main_title.desc", &title.desc, 44);
    }
    advise("sub_title_text", &card.sub_title_text, 160);
    if let Some(source) = &card.source {
        advise("source.desc", &source.desc, 20);
    }
    for row in &card.horizontal_content_list {
        advise("horizontal_content_list.keyname", &row.keyname, 5);
        advise("horizontal_content_list.value", &row.value, 30);
    }
    for button in &card.button_list {
        advise("button_list.text", &button.text, 10);
    }
    for choice in card.button_selection.iter().flat_map(|s| &s.option_list) {
        advise("option_list.text", &choice.text, 16);
    }
    found
}

fn rows(card: &Card) -> Result<(), Refusal> {
    if card.horizontal_content_list.len() > 6 {
        return refuse(42035, "horizontal_content_list has more than 6 items");
    }
    for row in &card.horizontal_content_list {
        if row.keyname.is_empty() {
            return refuse(42027, "missing keyname");
        }
        match row.kind {
            0 => {}
            1 if row.url.is_empty() => return refuse(42028, "missing url"),
            2 if row.media_id.is_empty() => return refuse(42029, "missing media_id"),
            3 if row.userid.is_empty() => return refuse(42050, "missing userid"),
            1..=3 => {}
            _ => return Err(bad_parameter("horizontal_content_list.type")),
        }
    }
    Ok(())
}

fn links(card: &Card) -> Result<(), Refusal> {
    if card.jump_list.len() > 3 {
        return refuse(42042, "jump_list has more than 3 items");
    }
    for jump in &card.jump_list {
        if jump.title.is_empty() {
            return refuse(42033, "missing jump_list.title");
        }
        link(jump.kind, &jump.url, &jump.appid)?;
    }
    match &card.quote_area {
        Some(quote) => link(quote.kind, &quote.url, &quote.appid),
        None => Ok(()),
    }
}

fn link(kind: i64, url: &str, appid: &str) -> Result<(), Refusal> {
    match kind {
        1 if url.is_empty() => refuse(42028, "missing url"),
        2 if appid.is_empty() => refuse(42030, "missing appid"),
        0..=2 => Ok(()),
        _ => Err(bad_parameter("type of a link")),
    }
}

fn card_action(card: &Card, must: bool) -> Result<(), Refusal> {
    match &card.card_action {
        None if must => refuse(42045, "missing card_action"),
        None => Ok(()),
        Some(action) => match action.kind {
            0 if !must => Ok(()),
            1 if !action.url.is_empty() => Ok(()),
            2 if !action.appid.is_empty() => Ok(()),
            _ => refuse(42045, "invalid card_action"),
        },
    }
}

fn menu(card: &Card) -> Result<(), Refusal> {
    let Some(menu) = &card.action_menu else {
        return Ok(());
    };
    if !(1..=3).contains(&menu.action_list.len()) {
        return Err(bad_parameter("action_list must have 1 to 3 items"));
    }
    let mut keys = HashSet::new();
    for action in &menu.action_list {
        let taken = !keys.insert(action.key.as_str());
        if action.text.is_empty() || bad_key(&action.key, LONGEST_KEY) || taken {
            return refuse(42051, "invalid action_list");
        }
    }
    Ok(())
}

fn drop_down(selection: &Selection) -> Result<(), Refusal> {
    if bad_key(&selection.question_key, LONGEST_KEY) {
        return refuse(42043, "invalid question_key");
    }
    if !(1..=10).contains(&selection.option_list.len()) {
        return refuse(42037, "option_list must have 1 to 10 items");
    }
    let mut ids = HashSet::new();
    for choice in &selection.option_list {
        if bad_key(&choice.id, LONGEST_ID) || !ids.insert(choice.id.as_str()) {
            return refuse(42040, "invalid option id");
        }
        if choice.text.is_empty() {
            return refuse(42041, "missing option text");
        }
    }
    if !selection.selected_id.is_empty() && !ids.contains(selection.selected_id.as_str()) {
        return refuse(42040, "selected_id is no option");
    }
    Ok(())
}

fn button_list(buttons: &[Button]) -> Result<(), Refusal> {
    if !(1..=6).contains(&buttons.len()) {
        return Err(bad_parameter("button_list must have 1 to 6 items"));
    }
    let mut keys = HashSet::new();
    for button in buttons {
        if button.text.is_empty() {
            return refuse(42038, "missing button text");
        }
        if !(1..=4).contains(&button.style) {
            return Err(bad_parameter("button_list.style must be 1 to 4"));
        }
        match button.kind {
            0 if bad_key(&button.key, LONGEST_KEY) || !keys.insert(button.key.as_str()) => {
                return refuse(42039, "invalid button key");
            }
            1 if button.url.is_empty() => return refuse(42028, "missing url"),
            0 | 1 => {}
            _ => return Err(bad_parameter("button_list.type")),
        }
    }
    Ok(())
}

fn bad_key(key: &str, longest: usize) -> bool {
    key.is_empty() || key.len() > longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn code_after(change: impl Fn(&mut Value)) -> i64 {
        let mut value = json!({
            "card_type": "button_interaction", "task_id": "t-1",
            "main_title": {"title": "#1 金华"},
            "button_selection": {"question_key": "rep", "option_list": [{"id": "a", "text": "A"}]},
            "button_list": [{"text": "认领", "key": "claim"}, {"text": "拒绝", "style": 2, "key": "decline"}]
        });
        change(&mut value);
        let card: Card = serde_json::from_value(value).unwrap();
        check(&card).map_or_else(|refusal| refusal.code, |()| 0)
    }

    fn set(pointer: &'static str, to: Value) -> impl Fn(&mut Value) {
        move |card| *card.pointer_mut(pointer).unwrap() = to.clone()
    }

    #[test]
    fn each_broken_limit_has_its_code() {
        assert_eq!(code_after(|_| {}), 0);
        assert_eq!(code_after(set("/card_type", json!("vote"))), 42031);
        assert_eq!(code_after(set("/main_title/title", json!(""))), 42033);
        assert_eq!(code_after(set("/button_list", json!([]))), 40058);
        assert_eq!(code_after(set("/button_list/0/text", json!(""))), 42038);
        assert_eq!(code_after(set("/button_list/0/key", json!(""))), 42039);
        assert_eq!(code_after(set("/button_list/1/key", json!("claim"))), 42039);
        let opens = |url: &str| json!({"text": "查看", "style": 2, "type": 1, "url": url});
        assert_eq!(code_after(set("/button_list/1", opens("http://a/"))), 0);
        assert_eq!(code_after(set("/button_list/1", opens(""))), 42028);
        let options = |n: usize| {
            (0..n)
                .map(|i| json!({"id": i.to_string(), "text": "x"}))
                .collect()
        };
        assert_eq!(
            code_after(set("/button_selection/option_list", options(10))),
            0
        );
        assert_eq!(
            code_after(set("/button_selection/option_list", options(11))),
            42037
        );
        assert_eq!(code_after(set("/button_selection", json!({}))), 42043);
        let rows = |n: usize| -> Value { (0..n).map(|_| json!({"keyname": "公司"})).collect() };
        let with_rows =
            |n: usize| move |card: &mut Value| card["horizontal_content_list"] = rows(n);
        assert_eq!(code_after(with_rows(6)), 0);
        assert_eq!(code_after(with_rows(7)), 42035);
        assert_eq!(code_after(set("/card_type", json!("text_notice"))), 42045);
    }

    #[test]
    fn task_ids_are_letters_digits_and_three_signs() {
        assert!(is_task_id("pd-0190f3c2_7b1e@1"));
        for bad in ["", "a b", "派单", "a.b", &"x".repeat(129)] {
            assert!(!is_task_id(bad), "{bad}");
        }
    }
}
