//! Everything that the simulated DingTalk remembers.

use std::collections::HashMap;

use jiff::Timestamp;

use super::card::Instance;
use super::chat::{Author, Body, Chat, Message, Place};
use super::gateway::Gateway;
use super::people::People;
use super::setup::Setup;
use super::token::Tokens;
use super::volume::{Month, Pace};

/// A message that the app sent and may withdraw.
#[derive(Debug)]
pub struct Sent {
    /// When.
    pub at: Timestamp,
    /// The group that it was sent to, for the group's own recall.
    pub group: Option<String>,
}

/// A `sessionWebhook` that was given out.
#[derive(Debug)]
pub struct Session {
    /// Where a reply is shown.
    pub place: Place,
    /// From when on it is not known any more.
    pub until: Timestamp,
}

/// A login code (免登授权码).
#[derive(Debug)]
pub struct Login {
    /// Whose client asked for it.
    pub userid: String,
    /// When.
    pub at: Timestamp,
}

/// Where presses of cards go in mode `http`; `protocols/dingtalk.md` §5.6.
#[derive(Debug, Clone)]
pub struct Route {
    /// The service's address.
    pub url: String,
    /// Signs the requests.
    pub secret: String,
}

/// The state.
#[derive(Default)]
pub struct State {
    /// Version of the change under way; the same count as WeCom's.
    pub version: u64,
    /// What is set up wrongly on purpose.
    pub setup: Setup,
    /// Access tokens.
    pub tokens: Tokens,
    /// Everybody.
    pub people: People,
    /// Conversations.
    pub chats: HashMap<Place, Chat>,
    /// Cards by `outTrackId`.
    pub cards: HashMap<String, Instance>,
    /// Sent messages by `processQueryKey` or `carrierId`.
    pub sent: HashMap<String, Sent>,
    /// Session webhooks by their secret part.
    pub sessions: HashMap<String, Session>,
    /// Login codes.
    pub logins: HashMap<String, Login>,
    /// Registered card callbacks by route key.
    pub routes: HashMap<String, Route>,
    /// The month's volumes.
    pub month: Month,
    /// Calls of the last second.
    pub pace: Pace,
    /// Tickets and connections.
    pub gateway: Gateway,
    /// Host and port under which the service calls the platform.
    pub host: String,
    /// Mode `http`: whether the service passed the check of its event address.
    pub verified: Option<bool>,
    messages: u64,
}

impl State {
    /// Shows a message in a conversation.
    pub fn show(&mut self, place: Place, now: Timestamp, from: Author, key: &str, body: Body) {
        self.messages += 1;
        let message = Message {
            id: self.messages,
            version: self.version,
            from,
            at: now,
            updated_at: None,
            key: key.to_owned(),
            recalled: false,
            body,
        };
        self.chats.entry(place).or_default().show(message);
    }

    /// Tells every copy of a card that its data has changed.
    pub fn touch_card(&mut self, out_track_id: &str, now: Timestamp) {
        let version = self.version;
        for message in self.chats.values_mut().flat_map(Chat::messages_mut) {
            if matches!(&message.body, Body::Card { out_track_id: own } if own == out_track_id) {
                message.version = version;
                message.updated_at = Some(now);
            }
        }
    }

    /// Withdraws a message wherever it stands.
    pub fn recall(&mut self, key: &str) {
        let version = self.version;
        for message in self.chats.values_mut().flat_map(Chat::messages_mut) {
            if message.key == key {
                message.recalled = true;
                message.version = version;
            }
        }
    }

    /// The name of somebody, or the userid when nobody has it.
    pub fn name_of(&self, userid: &str) -> String {
        let person = self.people.known(userid);
        person.map_or_else(|| userid.to_owned(), |person| person.name.clone())
    }

    /// Where on somebody's phone this card stands.
    pub fn place_of(&self, userid: &str, out_track_id: &str, group: Option<&str>) -> Option<Place> {
        let own = Place::Robot(userid.to_owned());
        let shared = group.map(|id| Place::Group(id.to_owned()));
        let holds = |place: &Place| {
            let chat = self.chats.get(place);
            chat.is_some_and(|chat| chat.holds(out_track_id))
        };
        [Some(own), shared].into_iter().flatten().find(holds)
    }

    /// Empties the conversations; what the platform itself remembers stays.
    pub fn clear(&mut self) {
        self.chats.clear();
    }
}
