//! What is known of each command.

use serde::{Deserialize, Serialize};

use super::super::misread::Misread;
use super::super::reader::Reader;
use super::super::said::SlashCommand;
use super::list::ALL;
use crate::people::Role;

/// Which command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Name {
    /// 帮助.
    Help,
    /// 查询.
    Show,
    /// 为什么.
    Why,
    /// 转派.
    Reassign,
    /// 公海.
    Pool,
    /// 认领.
    Claim,
    /// 拒绝.
    Decline,
    /// 请假.
    Away,
    /// 上班.
    Back,
    /// 状态.
    Status,
    /// 我的.
    Mine,
    /// 线索.
    Lead,
    /// 额度.
    Share,
    /// 确认.
    Confirm,
    /// 取消.
    Cancel,
}

/// Whose help lists a command. What they may do is asked of `action()` and `people::may`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roles {
    /// Everybody's.
    All,
    /// A rep's.
    Rep,
    /// A manager's.
    Manager,
    /// Nobody's: it only answers a question.
    Unlisted,
}

/// A command of the list: data for reading it and for the help.
#[derive(Debug)]
pub struct Command {
    /// Which.
    pub name: Name,
    /// Its words, folded: the Chinese one, the English one, then other spellings.
    pub words: &'static [&'static str],
    /// Whose it is.
    pub roles: Roles,
    /// Its arguments as the help shows them, in Chinese and English; may be empty.
    pub arguments: [&'static str; 2],
    /// The same for a manager, where a manager may say more.
    pub manager_arguments: Option<[&'static str; 2]>,
    /// A whole line that works, in Chinese and English.
    pub examples: [&'static str; 2],
    /// Reads its arguments.
    pub(in super::super) read: fn(&mut Reader<'_>) -> Result<SlashCommand, Misread>,
}

impl Command {
    /// The command of that name.
    #[must_use]
    pub fn named(name: Name) -> Option<&'static Self> {
        ALL.into_iter().find(|command| command.name == name)
    }

    /// Its word in Chinese or English, without the slash.
    #[must_use]
    pub fn word(&self, english: bool) -> &'static str {
        self.words
            .get(usize::from(english))
            .copied()
            .unwrap_or_default()
    }

    /// Its example in Chinese or English.
    #[must_use]
    pub fn example(&self, english: bool) -> &'static str {
        let [chinese, other] = self.examples;
        if english { other } else { chinese }
    }

    /// Its arguments for somebody of this role.
    #[must_use]
    pub fn arguments_for(&self, role: Role, english: bool) -> &'static str {
        let own = self.manager_arguments.filter(|_| role == Role::Manager);
        let [chinese, other] = own.unwrap_or(self.arguments);
        if english { other } else { chinese }
    }

    /// Whether the help for this role lists it.
    #[must_use]
    pub fn is_for(&self, role: Role) -> bool {
        match self.roles {
            Roles::All => true,
            Roles::Rep => role == Role::Rep,
            Roles::Manager => role == Role::Manager,
            Roles::Unlisted => false,
        }
    }
}
