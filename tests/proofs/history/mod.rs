//! What callers asked about one lead, when, and what they were told: and a judge who says
//! whether any order of events explains it all (linearizability, one register a lead).
//!
//! The client writes down an [`Operation`] for everything it asks. An answer that never came
//! leaves the operation open: it may have happened at any time since, or never. The judge
//! ([`History::judge`]) knows the rules of [`register`] and nothing of the program.

mod judge;
mod register;
mod story;
mod tests;

pub use judge::Verdict;
pub use register::Stage;

/// Microseconds since 1970, on the one clock of caller and store.
pub type At = i64;

/// A person by staff id; small tests leak the few names they have.
pub type Who = &'static str;

/// All that callers know of one lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Where the lead stood before the first operation.
    pub begins: Stage,
    /// Where it goes by itself when a time is over or an offer is declined, one after the
    /// other, as far as somebody says.
    pub onward: Vec<Stage>,
    /// In any order.
    pub operations: Vec<Operation>,
}

/// One thing that somebody asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// By whom.
    pub who: Who,
    /// What.
    pub asks: Ask,
    /// Just before it was sent.
    pub invoked: At,
    /// What came back; none when nothing did.
    pub answer: Option<Answer>,
}

/// What can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ask {
    /// 认领 or 抢单.
    Claim(Card),
    /// 拒绝, on the card of the how-manieth offer.
    Decline(u32),
    /// 转派, by a manager.
    Reassign(Who),
    /// 放公海, by a manager.
    Pool,
    /// Only how it stands.
    Look,
}

/// By which card a lead is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Card {
    /// That of the how-manieth offer of this lead, from 1.
    Offer(u32),
    /// One from the pool.
    Pool,
    /// None: by its number.
    None,
}

/// What was told. An act comes first, then what is shown of the lead, both between call and
/// answer; between the two, others may act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Just after it came.
    pub at: At,
    /// What was said of the act.
    pub did: Did,
    /// What was shown of the lead afterwards.
    pub saw: Option<Sight>,
}

/// What was said of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Did {
    /// Nothing; what was shown speaks for it.
    Unsaid,
    /// It was done, or was so before.
    Done,
    /// It was not.
    Refused,
    /// It went to somebody else, and who had it until then, if anybody.
    Handed {
        /// Who.
        from: Option<Who>,
    },
}

/// What was shown of a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sight {
    /// Somebody owns it.
    Owned(Who),
    /// A manager gave it to somebody, who has it, or is asked.
    Given(Who),
    /// Somebody is asked.
    Offered(Who),
    /// The asker may claim it now.
    Open,
    /// The asker's offer ran out, and where it went.
    RanOut(Onward),
    /// The asker's offer was declined.
    Declined,
    /// With a manager.
    Escalated,
    /// In the pool.
    Pooled,
}

/// Where a lead went from somebody whose offer ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Onward {
    /// Nowhere yet, or nobody says.
    Unsaid,
    /// To another rep.
    Rep,
    /// To a manager.
    Manager,
    /// To the pool.
    Pool,
}
