//! What was understood.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::command::Name;
use super::context::fold;
use crate::ids::LeadNumber;
use crate::time::Instant;

/// More leads than this in one command are asked about first.
pub const ASK_ABOVE: usize = 5;

/// A message as paidan takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// An order to paidan.
    Command(SlashCommand),
    /// Text that is no command.
    Chatter {
        /// It begins with the word of this command, so the slash may have been forgotten.
        looks_like: Option<Name>,
    },
}

/// A command (指令) with everything it needs, typed. Whether the leads and the people exist
/// and what they allow is for others to find out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum SlashCommand {
    /// 帮助, about one command or all of the asker's role.
    Help {
        /// The command that was named.
        about: Option<Name>,
    },
    /// 查询: the lead's card in its present state.
    Show {
        /// Which lead.
        number: LeadNumber,
    },
    /// 为什么: the explanation of the decision.
    Why {
        /// Which lead.
        number: LeadNumber,
    },
    /// 转派.
    Reassign {
        /// Which leads: 1 to 100, each once, in the order typed.
        numbers: Vec<LeadNumber>,
        /// To whom.
        to: PersonRef,
        /// As typed.
        reason: Option<String>,
    },
    /// 公海: the list, or 抢单 of one lead.
    Pool {
        /// The lead to take.
        take: Option<LeadNumber>,
    },
    /// 认领.
    Claim {
        /// Which lead.
        number: LeadNumber,
    },
    /// 拒绝.
    Decline {
        /// Which lead.
        number: LeadNumber,
        /// As typed.
        reason: Option<String>,
    },
    /// 请假.
    Away {
        /// Somebody else's leave, entered by a manager; `None` is the asker's own. Never
        /// given when a rep asks.
        who: Option<PersonRef>,
        /// How long; `None` is until 上班.
        leave: Option<Leave>,
        /// Who looks after the leads at hand (代理人).
        deputy: Option<PersonRef>,
    },
    /// 上班.
    Back {
        /// Somebody else, named by a manager; `None` is the asker.
        who: Option<PersonRef>,
    },
    /// 状态 of today.
    Status,
    /// 我的 open leads.
    Mine,
    /// 线索: a lead that somebody on staff hands in.
    Lead {
        /// The customer's words.
        text: Pasted,
    },
    /// 额度 of this week.
    Share {
        /// Somebody else, named by a manager; `None` is the asker, or all whom a manager leads.
        who: Option<PersonRef>,
    },
    /// 确认 of what was asked.
    Confirm,
    /// 取消 of what was asked.
    Cancel,
}

/// A customer's words as they were pasted, to the letter. Debug says how many they are only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pasted(pub String);

impl fmt::Debug for Pasted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pasted({} characters)", self.0.chars().count())
    }
}

/// How long a leave (请假) lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leave {
    /// From now on, in plain time; more than nothing, at most 366 days.
    For(Duration),
    /// To a minute in the future, at most 366 days away.
    Until(Instant),
}

/// A person as somebody typed or mentioned them, not looked up yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRef {
    /// Name or userid as typed, without the `@`; of a mention whose text the platform took
    /// out, the mention's name or userid. 1 to 64 characters.
    pub text: String,
    /// The team in `张伟(华东)`, as typed.
    pub team: Option<String>,
    /// The platform's userid, when this was a real mention. It outranks `text`.
    pub mention_userid: Option<String>,
}

impl PersonRef {
    /// The text as names and userids are compared: NFKC, lower case.
    #[must_use]
    pub fn key(&self) -> String {
        fold(&self.text)
    }
}

/// Which right a command needs, before anything is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// To be on staff.
    Anyone,
    /// To stand to the lead in a way that `people::may` allows.
    OwnLead,
    /// To be a manager; the scope is then asked of `people::may`.
    Manager,
}

impl SlashCommand {
    /// The right that it needs.
    #[must_use]
    pub fn action(&self) -> Need {
        match self {
            Self::Show { .. }
            | Self::Why { .. }
            | Self::Claim { .. }
            | Self::Decline { .. }
            | Self::Pool { take: Some(_) } => Need::OwnLead,
            Self::Reassign { .. }
            | Self::Status
            | Self::Away { who: Some(_), .. }
            | Self::Back { who: Some(_) }
            | Self::Share { who: Some(_) } => Need::Manager,
            Self::Help { .. }
            | Self::Pool { take: None }
            | Self::Away { who: None, .. }
            | Self::Back { who: None }
            | Self::Share { who: None }
            | Self::Mine
            | Self::Lead { .. }
            | Self::Confirm
            | Self::Cancel => Need::Anyone,
        }
    }

    /// Which command of the list it is.
    #[must_use]
    pub fn name(&self) -> Name {
        match self {
            Self::Help { .. } => Name::Help,
            Self::Show { .. } => Name::Show,
            Self::Why { .. } => Name::Why,
            Self::Reassign { .. } => Name::Reassign,
            Self::Pool { .. } => Name::Pool,
            Self::Claim { .. } => Name::Claim,
            Self::Decline { .. } => Name::Decline,
            Self::Away { .. } => Name::Away,
            Self::Back { .. } => Name::Back,
            Self::Status => Name::Status,
            Self::Mine => Name::Mine,
            Self::Lead { .. } => Name::Lead,
            Self::Share { .. } => Name::Share,
            Self::Confirm => Name::Confirm,
            Self::Cancel => Name::Cancel,
        }
    }
}

/// Whether the command is asked back before it is done: more than five leads at once.
#[must_use]
pub fn needs_confirmation(command: &SlashCommand) -> bool {
    matches!(command, SlashCommand::Reassign { numbers, .. } if numbers.len() > ASK_ABOVE)
}
