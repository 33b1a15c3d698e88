//! People come and go, as a test says; whoever leaves is told to the service (`user_leave_org`).

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::frame::Frame;
use super::people::Person;
use super::push::{Cause, Event, Pusher};
use crate::sandbox::random_text::random_text;
use crate::sandbox::story::Tone;

impl Pusher {
    /// Puts people; answers with everybody.
    pub fn put_people(self: &Arc<Self>, people: Vec<Person>) -> Vec<Person> {
        let (left, all) = self.platform().change(|state, now| {
            let mut left = Vec::new();
            for person in people {
                let was_here = state.people.find(&person.userid).is_some();
                if person.left {
                    let at = state.people.left_at.entry(person.userid.clone());
                    at.or_insert_with(|| now.as_second());
                    if was_here {
                        left.push(person.clone());
                    }
                } else {
                    state.people.left_at.remove(&person.userid);
                }
                state.people.put(person);
            }
            (left, state.people.all().to_vec())
        });
        if !left.is_empty() {
            let names: Vec<&str> = left.iter().map(|person| person.name.as_str()).collect();
            let text = format!("{}离开了公司", names.join("、"));
            self.platform().tell(Tone::Plain, None, text);
            self.tell_leaving(&left);
        }
        all
    }

    fn tell_leaving(self: &Arc<Self>, left: &[Person]) {
        let ids: Vec<&str> = left.iter().map(|person| person.userid.as_str()).collect();
        let corp = &self.platform().account.corp_id;
        let now_ms = self.platform().now().as_millisecond();
        let id = random_text(32).to_lowercase();
        let headers: Map<String, Value> = [
            ("eventType", "user_leave_org".to_owned()),
            ("eventBornTime", now_ms.to_string()),
            ("eventCorpId", corp.clone()),
            ("eventId", id.clone()),
            ("eventUnifiedAppId", "sandbox".to_owned()),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
        let data = json!({"timeStamp": now_ms.to_string(), "userId": ids});
        let message = json!({
            "EventType": "user_leave_org",
            "EventTime": now_ms,
            "CorpId": corp,
            "BizId": random_text(12),
            "eventId": id,
            "timeStamp": now_ms.to_string(),
            "userId": ids,
        });
        let event = Event {
            message,
            frame: Frame::event(headers, &data),
        };
        let cause = Cause {
            event: "user_leave_org".to_owned(),
            userid: ids.join(","),
            // Contact events are free.
            counted: false,
        };
        self.event(event, cause);
    }
}
