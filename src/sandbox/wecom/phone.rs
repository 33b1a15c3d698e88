//! One member's phone: the chat with the app, and the platform's limits on it.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde::Serialize;

use super::card::Card;
use super::card_check;
use crate::sandbox::card_reading;
use crate::sandbox::clock::{as_text, as_text_or_null};

/// Older messages scroll away.
const LONGEST_CHAT: usize = 200;
/// Platform document 90312: what an app may send to one member; more is dropped without an error.
const PER_MINUTE: usize = 30;
const PER_HOUR: usize = 1000;

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Author {
    /// The app.
    App,
    /// The owner of the phone.
    Member,
}

/// What a message holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Body {
    /// Plain words; `<a href>` is a link, as on the platform.
    Text {
        /// The words.
        content: String,
    },
    /// The platform's small subset of Markdown.
    Markdown {
        /// The words.
        content: String,
    },
    /// A title, words and a link.
    TextCard {
        /// Title.
        title: String,
        /// Words.
        description: String,
        /// Link.
        url: String,
        /// Text of the link.
        btntxt: String,
    },
    /// A template card.
    Card {
        /// The card as it stands now.
        card: Box<Card>,
        /// Number read from the title.
        lead: Option<u64>,
        /// State read from the title.
        state: Option<&'static str>,
        /// Fields longer than the platform shows.
        overlong: Vec<String>,
    },
}

impl Body {
    /// A card with what its title says.
    pub fn card(card: Card) -> Self {
        Self::Card {
            lead: card_reading::lead_number(card.title()),
            state: card_reading::lead_state(card.title()),
            overlong: card_check::overlong(&card),
            card: Box::new(card),
        }
    }

    /// Number of the lead that a card is about.
    pub fn lead(&self) -> Option<u64> {
        match self {
            Self::Card { lead, .. } => *lead,
            _ => None,
        }
    }
}

/// One message of the chat.
#[derive(Debug, Clone, Serialize)]
pub struct Message {
    /// Rises with each message of the sandbox.
    pub id: u64,
    /// State version of the last change.
    #[serde(skip)]
    pub version: u64,
    /// Who wrote it.
    pub from: Author,
    /// When it came.
    #[serde(serialize_with = "as_text")]
    pub at: Timestamp,
    /// When its card was last changed.
    #[serde(serialize_with = "as_text_or_null")]
    pub updated_at: Option<Timestamp>,
    /// The platform's id; empty for passive replies and for what the member wrote.
    pub msgid: String,
    /// Task of the card, empty for other messages.
    pub task_id: String,
    /// Withdrawn by the app.
    pub recalled: bool,
    /// What it holds.
    #[serde(flatten)]
    pub body: Body,
}

impl Message {
    /// The card, when it is one that is still to be seen.
    pub fn card(&self) -> Option<&Card> {
        match &self.body {
            Body::Card { card, .. } if !self.recalled => Some(card),
            _ => None,
        }
    }
}

/// The phone.
#[derive(Debug, Default)]
pub struct Phone {
    messages: VecDeque<Message>,
    sends: VecDeque<Timestamp>,
    /// Messages that the rate limit swallowed.
    pub dropped: u64,
}

impl Phone {
    /// The chat, oldest first.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter()
    }

    /// Puts a message at the end of the chat.
    pub fn show(&mut self, message: Message) {
        if self.messages.len() == LONGEST_CHAT {
            self.messages.pop_front();
        }
        self.messages.push_back(message);
    }

    /// The card of this task.
    pub fn card_of(&self, task_id: &str) -> Option<&Message> {
        let of_task = |message: &&Message| message.card().is_some() && message.task_id == task_id;
        self.messages.iter().rev().find(of_task)
    }

    /// The message with the platform's id.
    pub fn message_mut(&mut self, msgid: &str) -> Option<&mut Message> {
        self.messages
            .iter_mut()
            .rev()
            .find(|message| message.msgid == msgid)
    }

    /// Counts one send of the app; false when the member's minute or hour is full.
    pub fn has_room(&mut self, now: Timestamp) -> bool {
        let second = now.as_second();
        while self
            .sends
            .front()
            .is_some_and(|at| at.as_second() + 3600 <= second)
        {
            self.sends.pop_front();
        }
        let in_minute = self
            .sends
            .iter()
            .rev()
            .take_while(|at| at.as_second() + 60 > second)
            .count();
        if in_minute >= PER_MINUTE || self.sends.len() >= PER_HOUR {
            self.dropped += 1;
            return false;
        }
        self.sends.push_back(now);
        true
    }

    /// Empties the chat. The rate windows stay: the platform forgets nothing.
    pub fn clear(&mut self) {
        self.messages.clear();
        self.dropped = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thirty_first_message_of_a_minute_is_swallowed() {
        let mut phone = Phone::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        assert!((0..30).all(|_| phone.has_room(at(100))));
        assert!(!phone.has_room(at(159)));
        assert!(phone.has_room(at(160)));
        assert_eq!(phone.dropped, 1);
    }
}
