//! What people do in a chat, free of any platform's form.

use std::collections::BTreeMap;

use paidan_domain::people::Platform;
use serde::{Deserialize, Serialize};

/// Something a person did on a platform, verified as theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbound {
    /// Which platform it came by.
    pub platform: Platform,
    /// Same for every delivery of the same act, different for any other act.
    pub key: String,
    /// The platform's id of the person; as it was given, compare without case.
    pub user: String,
    /// The platform does not tell two presses of one button apart: one that came to nothing may
    /// come again under the same key.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_recur: bool,
    /// What they did.
    pub act: Act,
}

/// The acts that paidan knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// A button of a card.
    Press(Press),
    /// A text message.
    Said {
        /// The words as typed.
        text: String,
        /// The platform's ids of those mentioned in it, in order, without paidan's own.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        mentions: Vec<String>,
        /// In a group, where only what begins with a slash is a command.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        in_group: bool,
    },
    /// The platform says that these people left the company (离职).
    Left {
        /// By the platform's ids.
        users: Vec<String>,
    },
    /// Anything else that needs no answer.
    Other {
        /// The platform's name of it, for the log.
        kind: String,
    },
}

impl Act {
    /// Words of a chat of two.
    #[must_use]
    pub fn said(text: String) -> Self {
        Self::Said {
            text,
            mentions: Vec::new(),
            in_group: false,
        }
    }
}

/// A button pressed on a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Press {
    /// The card, by the id it was sent with.
    pub card_id: String,
    /// The button's key; begins with the verb.
    pub button: String,
    /// Answers of drop-downs and inputs by their name.
    pub params: BTreeMap<String, Vec<String>>,
    /// The right to change the pressed card once.
    pub update_code: Option<String>,
}

/// What goes back to the platform in the answer of its own call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Received; nothing to show.
    Silent,
    /// The pressed card in its new state.
    Card(Box<crate::words::Card>),
    /// The pressed card, which many see, with what only the presser sees on it.
    Shared {
        /// For everybody.
        card: Box<crate::words::Card>,
        /// For who pressed.
        own: Own,
    },
    /// A line of text.
    Text(String),
}

/// What one person alone sees on a card that many see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Own {
    /// The lead is theirs.
    pub mine: bool,
    /// A line for them.
    pub hint: String,
    /// Their own page of the lead.
    pub url: Option<String>,
}
