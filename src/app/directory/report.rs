//! What a sync came to.

use paidan_domain::ids::{LeadNumber, StaffId};
use paidan_domain::people::Platform;
use serde_json::{Value, json};

use super::news::Gone;
use crate::app::ports::Clue;
use crate::words::{NotFound, SyncTrouble, not_found_text, sync_trouble_text};

/// Of all platforms.
#[derive(Debug, Default, PartialEq)]
pub struct Report {
    /// Each that was asked.
    pub platforms: Vec<PlatformReport>,
}

/// Of one platform.
#[derive(Debug, PartialEq)]
pub struct PlatformReport {
    /// Which.
    pub platform: Platform,
    /// Accounts that stand as they are stored.
    pub here: usize,
    /// Who got an account.
    pub filled: Vec<Filled>,
    /// Whom the platform named as leavers.
    pub left: Vec<Gone>,
    /// Who has no account there that is surely theirs.
    pub not_found: Vec<Unfound>,
    /// What stopped it or held it up.
    pub troubles: Vec<SyncTrouble>,
}

/// Somebody who got an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// Who.
    pub staff: StaffId,
    /// As people call them.
    pub name: String,
    /// The account.
    pub user: String,
    /// By what they were found.
    pub by: Clue,
}

/// Somebody who got none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfound {
    /// Who.
    pub staff: StaffId,
    /// As people call them.
    pub name: String,
    /// Everything that was tried, in order.
    pub why: Vec<NotFound>,
}

impl PlatformReport {
    /// Nothing happened yet.
    #[must_use]
    pub fn new(platform: Platform) -> Self {
        Self {
            platform,
            here: 0,
            filled: Vec::new(),
            left: Vec::new(),
            not_found: Vec::new(),
            troubles: Vec::new(),
        }
    }

    fn json(&self) -> Value {
        let filled = self.filled.iter().map(|one| {
            json!({
                "rep": one.staff,
                "rep_name": one.name,
                "user": one.user,
                "by": match one.by {
                    Clue::Mobile | Clue::MobileOnRequest => "mobile",
                    Clue::JobNumber => "job_number",
                    Clue::Name => "name",
                },
            })
        });
        let left = self.left.iter().map(|gone| {
            json!({
                "rep": gone.staff.id,
                "rep_name": gone.staff.name,
                "active": gone.staff.active,
                "leads": gone.leads.iter().map(|LeadNumber(number)| number).collect::<Vec<_>>(),
            })
        });
        let not_found = self.not_found.iter().map(|one| {
            json!({
                "rep": one.staff,
                "rep_name": one.name,
                "why": one.why.iter().map(NotFound::code).collect::<Vec<_>>(),
                "text": not_found_text(&one.why),
            })
        });
        let troubles = self
            .troubles
            .iter()
            .map(|trouble| json!({ "code": trouble.code(), "text": sync_trouble_text(trouble) }));
        json!({
            "platform": self.platform,
            "here": self.here,
            "filled": filled.collect::<Vec<_>>(),
            "left": left.collect::<Vec<_>>(),
            "not_found": not_found.collect::<Vec<_>>(),
            "troubles": troubles.collect::<Vec<_>>(),
        })
    }
}

impl Report {
    /// For the API.
    #[must_use]
    pub fn json(&self) -> Value {
        let platforms = self.platforms.iter().map(PlatformReport::json);
        json!({ "platforms": platforms.collect::<Vec<_>>() })
    }
}
