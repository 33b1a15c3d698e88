//! 通讯录: a platform's own list of who works at the company, and the few tries that may miss.

use std::time::Duration;

use async_trait::async_trait;
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;

use super::{SendFailure, StoreError};

/// A platform's list of people. One call is one attempt; nothing is kept.
#[async_trait]
pub trait Directory: Send + Sync {
    /// By what the platform can tell people, in the order in which it is tried.
    fn clues(&self) -> &'static [Clue];

    /// How an account stands that paidan knows.
    async fn look_up(&self, user: &str) -> Result<Known, SendFailure>;

    /// The account behind a phone (`13912345678`); none when nobody has it.
    async fn by_mobile(&self, mobile: &str) -> Result<Option<String>, SendFailure>;

    /// Everybody whom the app may see, each account once. Somebody who is missing here need not
    /// have left: an app sees only what its administrator lets it see.
    async fn everybody(&self) -> Result<Vec<Listed>, SendFailure>;

    /// Accounts that the platform itself names as leavers since then; empty where it keeps no
    /// such list.
    async fn leavers_since(&self, since: Instant) -> Result<Vec<String>, SendFailure>;
}

/// By what somebody is found whose account is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clue {
    /// Their phone.
    Mobile,
    /// Their phone, but only when somebody asks for this very person: the platform stops
    /// answering when too many are not found.
    MobileOnRequest,
    /// Their job number (工号), when only one person has it.
    JobNumber,
    /// Their name, when only one person has it.
    Name,
}

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A member.
    Here,
    /// The platform says that there is no such member any more.
    Left,
    /// The platform does not say.
    Unsaid,
}

/// One line of a platform's list. Phones are left out: nobody needs them here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The platform's id of the person.
    pub user: String,
    /// As the platform shows them.
    pub name: String,
    /// 工号; none when the platform keeps none or it is empty.
    pub job_number: Option<String>,
}

/// Tries that may miss, few for all processes together.
#[async_trait]
pub trait Misses: Send + Sync {
    /// Takes one of `most` tries, each of which is free again `window` after it missed. None
    /// when all are used up.
    async fn take(
        &self,
        platform: Platform,
        most: u32,
        window: Duration,
    ) -> Result<Option<Try>, StoreError>;

    /// It did not miss: the try is free again.
    async fn give_back(&self, platform: Platform, used: Try) -> Result<(), StoreError>;
}

/// A try that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Try {
    /// Which of them, from 0.
    pub number: u32,
    /// When it was taken.
    pub at: Instant,
}
