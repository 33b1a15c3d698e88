//! A [`Card`] as WeCom's `button_interaction` template card (page 90236, field
//! limits in `protocols/wecom.md` §4.2).
//!
//! `words` keeps to the limits; here they are only enforced so that a slip there
//! shortens a card and does not lose it.

use crate::protocol::{cut, cut_bytes};
use crate::words::{Button, ButtonWeight, Card, Choice, Row};

use super::form::Group;

/// Hard limits: one more is refused (42035, 42037, 42038).
const ROWS: usize = 6;
const BUTTONS: usize = 6;
const OPTIONS: usize = 10;
const KEY_BYTES: usize = 1024;
const OPTION_ID_BYTES: usize = 128;

/// Soft limits in characters: a phone cuts what is longer.
const SOURCE: usize = 20;
const TITLE: usize = 36;
const DESC: usize = 44;
const QUOTE: usize = 160;
const ROW_KEY: usize = 5;
const ROW_VALUE: usize = 30;
const BUTTON: usize = 10;
const OPTION: usize = 16;
const GREY: usize = 20;

/// The key of the one button that a finished card keeps, since the type needs one.
const DONE: &str = "done";
const ENDED: &str = "已结束";

/// The form of a new card. `task_id` is the card's id, set on sending only.
pub(super) fn new(card: &Card, task_id: &str) -> Group {
    body(card, Some(task_id))
}

/// The form of a card that replaces one already sent.
pub(super) fn changed(card: &Card) -> Group {
    let form = body(card, None);
    // With it the buttons show as one grey text that cannot be pressed (page 94888).
    if card.buttons.is_empty() {
        form.with("replace_text", cut(ended(card), GREY))
    } else {
        form
    }
}

fn body(card: &Card, task_id: Option<&str>) -> Group {
    let choice = card.choice.as_ref().filter(|_| !card.buttons.is_empty());
    Group::default()
        .with("card_type", "button_interaction")
        .with("source", source(card))
        .with("main_title", title(card))
        .with("quote_area", quote(card))
        .with("horizontal_content_list", rows(&card.rows))
        .with("card_action", action(card))
        .with("task_id", task_id.unwrap_or_default())
        .with(
            "button_selection",
            choice.map(selection).unwrap_or_default(),
        )
        .with("button_list", buttons(card))
}

fn source(card: &Card) -> Group {
    match shown(card.source.as_deref()) {
        Some(text) => Group::default()
            .with("desc", cut(text, SOURCE))
            .with("desc_color", 0),
        None => Group::default(),
    }
}

fn title(card: &Card) -> Group {
    Group::default()
        .with("title", cut(&card.title, TITLE))
        .with("desc", cut(card.desc.as_deref().unwrap_or_default(), DESC))
}

fn quote(card: &Card) -> Group {
    match shown(card.quote.as_deref()) {
        Some(text) => Group::default()
            .with("type", 0)
            .with("quote_text", cut(text, QUOTE)),
        None => Group::default(),
    }
}

fn rows(rows: &[Row]) -> Vec<Group> {
    // A row without a key is refused (42027) and would take the card with it.
    rows.iter()
        .filter(|row| !row.key.is_empty())
        .take(ROWS)
        .map(row)
        .collect()
}

fn row(row: &Row) -> Group {
    let form = Group::default().with("keyname", cut(&row.key, ROW_KEY));
    match shown(row.url.as_deref()) {
        Some(url) => form
            .with("type", 1)
            .with("value", cut(&row.value, ROW_VALUE))
            .with("url", url),
        None => form.with("value", cut(&row.value, ROW_VALUE)),
    }
}

fn action(card: &Card) -> Group {
    match shown(card.url.as_deref()) {
        Some(url) => Group::default().with("type", 1).with("url", url),
        None => Group::default(),
    }
}

fn selection(choice: &Choice) -> Group {
    let options = &choice.options[..choice.options.len().min(OPTIONS)];
    if options.is_empty() {
        return Group::default();
    }
    let selected = choice
        .selected
        .as_deref()
        .filter(|id| options.iter().any(|one| one.id == *id));
    let list: Vec<_> = options
        .iter()
        .map(|option| {
            Group::default()
                .with("id", cut_bytes(&option.id, OPTION_ID_BYTES))
                .with("text", cut(&option.text, OPTION))
        })
        .collect();
    Group::default()
        .with("question_key", cut_bytes(&choice.key, KEY_BYTES))
        .with("title", choice.title.as_str())
        .with("option_list", list)
        .with("selected_id", selected.unwrap_or_default())
}

fn buttons(card: &Card) -> Vec<Group> {
    if card.buttons.is_empty() {
        let style = style(ButtonWeight::Plain);
        return vec![
            Group::default()
                .with("text", cut(ended(card), BUTTON))
                .with("style", style)
                .with("key", DONE),
        ];
    }
    card.buttons.iter().take(BUTTONS).map(button).collect()
}

fn button(button: &Button) -> Group {
    let form = Group::default()
        .with("text", cut(&button.text, BUTTON))
        .with("style", style(button.weight));
    match shown(button.url.as_deref()) {
        // It opens a page, and no event comes of it.
        Some(url) => form.with("type", 1).with("url", url),
        None => form.with("key", cut_bytes(&button.key, KEY_BYTES)),
    }
}

/// The page shows styles 1 to 4 as a picture only. 1 is the main one by every
/// account; 2 or 4 were called grey, so 3 is what is left for a step that cannot be
/// taken back. Not seen on a phone yet (`protocols/wecom.md` §9.7).
fn style(weight: ButtonWeight) -> u8 {
    match weight {
        ButtonWeight::Main => 1,
        ButtonWeight::Plain => 2,
        ButtonWeight::Danger => 3,
    }
}

fn ended(card: &Card) -> &str {
    shown(card.ended.as_deref()).unwrap_or(ENDED)
}

fn shown(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}
