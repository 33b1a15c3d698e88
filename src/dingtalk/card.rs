//! A [`Card`] as the variables of our card template (卡片模板). The one description of
//! variables, elements and buttons is `config/dingtalk/card-template.json`; these are
//! filled and no others (`protocols/dingtalk.md` §5.2).

use serde_json::{Map, Value, json};

use crate::app::ports::Own;
use crate::protocol::cut_bytes;
use crate::words::{Button, Card, DETAILS};

/// The right to change a template card: it works as often as one likes, and for ever.
pub(super) const PUT: &str = "put";

/// Bytes of a value at most; the platform refuses the card beyond (§5.2).
const VALUE: usize = 1024;

/// Facts of a card at most.
const ROWS: usize = 6;

/// Which variable shows which buttons. Several buttons of one variable come together.
const SHOWN_BY: [(&str, &[&str]); 10] = [
    ("can_claim", &["claim"]),
    ("can_decline", &["decline"]),
    ("can_reason", &["reason"]),
    ("can_contact", &["contacted"]),
    ("can_follow", &["won", "invalid", "release"]),
    ("can_lose", &["lost"]),
    ("can_assign", &["assign"]),
    ("can_take", &["take"]),
    ("can_pool", &["pool"]),
    ("can_approve", &["approve", "reject"]),
];

/// Values as the platform takes them: texts alone. Booleans and numbers as text, lists and
/// objects as compact JSON, null left out; each within 1 KB.
pub(super) fn param_map(values: &Map<String, Value>) -> Map<String, Value> {
    values
        .iter()
        .filter_map(|(name, value)| Some((name.clone(), Value::String(text(value)?))))
        .collect()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(cut_bytes(text, VALUE).to_owned()),
        Value::Array(items) => Some(list(items)),
        // Half an object is none.
        other => Some(other.to_string()).filter(|text| text.len() <= VALUE),
    }
}

/// A list as JSON; what does not fit is left out from its end, never cut within.
fn list(items: &[Value]) -> String {
    (0..=items.len())
        .rev()
        .map(|count| json!(items[..count]).to_string())
        .find(|text| text.len() <= VALUE)
        .unwrap_or_else(|| "[]".to_owned())
}

/// The variables that everybody sees.
pub(super) fn public(card: &Card) -> Map<String, Value> {
    let opens = card.buttons.iter().find(|button| button.url.is_some());
    let (url, url_text) = match opens {
        Some(button) => (button.url.as_deref(), button.text.as_str()),
        None => (card.url.as_deref(), DETAILS),
    };
    let choice = card.choice.as_ref();
    let options = choice.map(|choice| choice.options.iter().map(|one| option(&one.id, &one.text)));
    let mut values = object(json!({
        "state": card.state.name(),
        "source": card.source.as_deref().unwrap_or_default(),
        "title": card.title,
        "desc": card.desc.as_deref().unwrap_or_default(),
        "quote": card.quote.as_deref().unwrap_or_default(),
        "rows": rows(card, url),
        "url": address(url),
        "url_text": url_text,
        "ended": card.ended.as_deref().unwrap_or_default(),
        "owner": card.owner.as_deref().unwrap_or_default(),
        "claim_text": pressed(card, "claim").map_or("", |button| button.text.as_str()),
        "options": options.map(Iterator::collect::<Vec<_>>).unwrap_or_default(),
        "option": choice.and_then(|choice| choice.selected.as_deref()).unwrap_or_default(),
        "options_text": choice.map_or("", |choice| choice.title.as_str()),
        "reasons": reasons(card),
        "ok": true,
    }));
    for (name, verbs) in SHOWN_BY {
        let is_shown = verbs.iter().any(|verb| pressed(card, verb).is_some());
        values.insert(name.to_owned(), Value::Bool(is_shown));
    }
    param_map(&values)
}

/// The variables of the one person whose card it is, or who pressed it.
pub(super) fn private(card: &Card) -> Map<String, Value> {
    let is_owners = pressed(card, "release").is_some();
    param_map(&object(json!({"mine": is_owners, "hint": ""})))
}

/// What only the one who pressed sees on a card that many see.
pub(super) fn own(own: &Own) -> Map<String, Value> {
    param_map(&object(json!({
        "mine": own.mine,
        "hint": own.hint,
        "my_url": address(own.url.as_deref()),
    })))
}

/// A line for the one who pressed.
pub(super) fn hint(text: &str) -> Map<String, Value> {
    param_map(&object(json!({"hint": text})))
}

/// The card's first button of this verb that comes back as a press.
fn pressed<'a>(card: &'a Card, verb: &str) -> Option<&'a Button> {
    let is_meant = |button: &&Button| button.url.is_none() && verb_of(&button.key) == verb;
    card.buttons.iter().find(is_meant)
}

fn verb_of(key: &str) -> &str {
    key.split_once(':').map_or(key, |(verb, _)| verb)
}

/// The facts. A row that opens what the card's own link opens says nothing more.
fn rows(card: &Card, link: Option<&str>) -> Vec<Value> {
    let row = |key: &str, value: &str, url| json!({"k": key, "v": value, "u": address(url)});
    card.rows
        .iter()
        .filter(|one| one.url.is_none() || one.url.as_deref() != link)
        .take(ROWS)
        .map(|one| row(&one.key, &one.value, one.url.as_deref()))
        .collect()
}

/// One button a reason: `reason:busy` is shown as its text and comes back as `busy`.
fn reasons(card: &Card) -> Vec<Value> {
    let reason = |button: &Button| {
        let code = button.key.strip_prefix("reason:")?;
        Some(option(code, &button.text))
    };
    card.buttons.iter().filter_map(reason).collect()
}

fn option(id: &str, text: &str) -> Value {
    json!({"id": id, "text": text})
}

/// An address that is cut leads elsewhere, so a longer one is left out.
fn address(url: Option<&str>) -> &str {
    url.filter(|url| url.len() <= VALUE).unwrap_or_default()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
