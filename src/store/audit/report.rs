//! What an audit found.

use paidan_domain::lead::Promise;

/// How many findings are kept for each check; the rest is counted.
const KEPT: usize = 10;

/// The end of an audit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audit {
    /// Leads that were looked at.
    pub leads: u64,
    /// Their events.
    pub events: u64,
    /// Rows of the outbox.
    pub effects: u64,
    /// What does not hold: the first of each check.
    pub findings: Vec<Finding>,
    /// All that does not hold, also what is not kept.
    pub total: u64,
    /// Offers and escalations whose time is over and that nobody moved on yet. Not
    /// broken: a service that does not run moves nothing.
    pub overdue: u64,
    /// Effects that were given up and can be replayed.
    pub dead: u64,
    /// Acts of people that are safe and not dealt with yet.
    pub open_acts: u64,
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What of.
    pub about: Subject,
    /// Where: `#12`, a staff id, the id of a row.
    pub at: String,
    /// What was seen there, without anything personal.
    pub seen: String,
}

/// What can be wrong with a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The file or the server's data is not sound.
    Storage,
    /// The schema is not the one of this program, or lacks what guards a promise.
    Schema,
    /// A promise does not hold.
    Promise(Promise),
}

impl Audit {
    /// Nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.total == 0
    }

    pub(super) fn find(&mut self, about: Subject, at: impl ToString, seen: impl ToString) {
        self.total += 1;
        let kept = self.findings.iter().filter(|one| one.about == about);
        if kept.count() < KEPT {
            self.findings.push(Finding {
                about,
                at: at.to_string(),
                seen: seen.to_string(),
            });
        }
    }

    pub(super) fn broken(&mut self, promise: Promise, at: impl ToString, seen: impl ToString) {
        self.find(Subject::Promise(promise), at, seen);
    }
}
