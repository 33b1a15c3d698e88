//! The conversations: each person's with the robot, and the group.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde::Serialize;

/// Older messages scroll away.
const LONGEST_CHAT: usize = 200;

/// Where something is said.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// Somebody's chat with the robot, by userid.
    Robot(String),
    /// A group, by open conversation id.
    Group(String),
}

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// The robot.
    App,
    /// Somebody, by userid.
    Person(String),
}

/// A link in the shape of a button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// What it opens.
    pub url: String,
}

/// What a message holds; `protocols/dingtalk.md` §2.4 and §4.2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Body {
    /// Plain words.
    Text {
        /// The words.
        content: String,
    },
    /// DingTalk's subset of Markdown.
    Markdown {
        /// Title, shown in the list of chats only.
        title: String,
        /// The words.
        text: String,
    },
    /// 消息卡片 with links.
    ActionCard {
        /// Title.
        title: String,
        /// Words in Markdown.
        text: String,
        /// Its buttons, each of which opens a page.
        buttons: Vec<Link>,
    },
    /// 互动卡片; how it looks is drawn from its instance.
    Card {
        /// The instance.
        out_track_id: String,
    },
}

/// One message.
#[derive(Debug, Clone)]
pub struct Message {
    /// Rises with each message of the sandbox.
    pub id: u64,
    /// State version of the last change.
    pub version: u64,
    /// Who wrote it.
    pub from: Author,
    /// When it came.
    pub at: Timestamp,
    /// When its card was last changed.
    pub updated_at: Option<Timestamp>,
    /// `processQueryKey` or `carrierId`; empty for replies and for what people wrote.
    pub key: String,
    /// Withdrawn by the app.
    pub recalled: bool,
    /// What it holds.
    pub body: Body,
}

/// A conversation, oldest message first.
#[derive(Debug, Default)]
pub struct Chat {
    messages: VecDeque<Message>,
}

impl Chat {
    /// All that can still be seen.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter()
    }

    /// The same, to be changed.
    pub fn messages_mut(&mut self) -> impl Iterator<Item = &mut Message> {
        self.messages.iter_mut()
    }

    /// Puts a message at the end.
    pub fn show(&mut self, message: Message) {
        if self.messages.len() == LONGEST_CHAT {
            self.messages.pop_front();
        }
        self.messages.push_back(message);
    }

    /// Whether this card stands here.
    pub fn holds(&self, out_track_id: &str) -> bool {
        self.messages.iter().any(|message| {
            !message.recalled
                && matches!(&message.body, Body::Card { out_track_id: own } if own == out_track_id)
        })
    }
}
