//! What DingTalk's phones show, as JSON for the page and for tests.

use serde_json::{Value, json};

use super::chat::{Author, Body, Message, Place};
use super::people::Person;
use super::platform::Platform;
use super::state::State;
use crate::sandbox::card_reading;

impl Platform {
    /// The phones with the messages changed after `from`, or with all of them; see
    /// [`State::version`]. A group is a part of every phone.
    pub fn snapshot(&self, from: Option<u64>, most_phones: usize) -> Value {
        self.read(|state| {
            let people = state.people.all();
            let phones: Vec<Value> = people
                .iter()
                .take(most_phones)
                .map(|person| self.phone(state, person, from))
                .collect();
            json!({
                "mode": self.account.mode,
                "connections": state.gateway.connections().len(),
                "gateway": {
                    "down": state.gateway.down,
                    "opens": state.gateway.opens,
                    "acks": state.gateway.acks,
                },
                "month": {
                    "calls_used": state.month.calls.used,
                    "calls_left": state.month.calls.left(),
                    "messages_used": state.month.messages.used,
                    "messages_left": state.month.messages.left(),
                },
                "group": self.account.group.as_ref().map(|group| &group.name),
                "phones": phones,
                "more_phones": people.len().saturating_sub(most_phones),
            })
        })
    }

    fn phone(&self, state: &State, person: &Person, from: Option<u64>) -> Value {
        let mut messages: Vec<(&str, &Message)> = Vec::new();
        let own = Some(("robot", Place::Robot(person.userid.clone())));
        let group = self.account.group.as_ref();
        let group = group.map(|group| ("group", Place::Group(group.id.clone())));
        for (chat, place) in [own, group].into_iter().flatten() {
            let here = state.chats.get(&place).into_iter();
            let here = here.flat_map(|chat| chat.messages());
            let new = |message: &&Message| from.is_none_or(|from| message.version > from);
            messages.extend(here.filter(new).map(|message| (chat, message)));
        }
        messages.sort_by_key(|(_, message)| message.id);
        let messages: Vec<Value> = messages
            .into_iter()
            .map(|(chat, message)| self.message(state, person, chat, message))
            .collect();
        json!({
            "userid": person.userid,
            "name": person.name,
            "role": person.role,
            "left": person.left,
            "messages": messages,
        })
    }

    fn message(&self, state: &State, reader: &Person, chat: &str, message: &Message) -> Value {
        let from = match &message.from {
            Author::App => "app".to_owned(),
            Author::Person(userid) if *userid == reader.userid => "me".to_owned(),
            Author::Person(userid) => state.name_of(userid),
        };
        json!({
            "id": message.id,
            "version": message.version,
            "chat": chat,
            "from": from,
            "at": message.at.to_string(),
            "updated_at": message.updated_at.map(|at| at.to_string()),
            "recalled": message.recalled,
            "body": self.body(state, reader, &message.body),
        })
    }

    fn body(&self, state: &State, reader: &Person, body: &Body) -> Value {
        let mut shown = json!(body);
        let title = match body {
            Body::Text { .. } => String::new(),
            Body::Markdown { title, .. } | Body::ActionCard { title, .. } => title.clone(),
            Body::Card { out_track_id } => {
                let Some(card) = state.cards.get(out_track_id) else {
                    return shown;
                };
                let view = self.template.draw(
                    &card.public,
                    card.private.get(&reader.userid),
                    card.chosen.get(&reader.userid).map(String::as_str),
                );
                if let (Some(shown), Value::Object(view)) = (shown.as_object_mut(), view.as_json())
                {
                    shown.extend(view);
                }
                view.text("title").to_owned()
            }
        };
        shown["data_lead"] = card_reading::lead_number(&title).into();
        // A title without any `#` is about no lead; a text has none at all.
        let state = (!title.is_empty()).then(|| card_reading::lead_state(&title));
        shown["data_state"] = state.flatten().into();
        shown
    }
}
