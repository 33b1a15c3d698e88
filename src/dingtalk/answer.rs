//! The answer of a press, which changes the pressed card in place
//! (`protocols/dingtalk.md` §5.5).

use serde_json::{Map, Value, json};

use super::card;
use crate::app::ports::Reply;

/// What goes back for a press: over HTTP the body itself, over Stream the `response` of
/// the acknowledgement. An empty object changes nothing.
#[must_use]
pub fn answer(reply: &Reply) -> Value {
    match reply {
        Reply::Silent => json!({}),
        Reply::Card(shown) => by_key(card::public(shown), card::private(shown)),
        Reply::Shared { card, own } => by_key(card::public(card), card::own(own)),
        Reply::Text(text) => by_key(not_done(), card::hint(text)),
    }
}

/// `ok` is what the template asks to know whether a press did what its button says.
fn not_done() -> Map<String, Value> {
    Map::from_iter([("ok".to_owned(), Value::from("false"))])
}

/// `public` for everybody, `private` for the one who pressed; an empty part is left out.
/// Without the options the platform drops every variable that is not named.
pub(super) fn by_key(public: Map<String, Value>, private: Map<String, Value>) -> Value {
    let mut body = json!({"cardUpdateOptions": super::instance::options()});
    if !public.is_empty() {
        body["cardData"] = json!({"cardParamMap": public});
    }
    if !private.is_empty() {
        body["userPrivateData"] = json!({"cardParamMap": private});
    }
    body
}
