//! Why a factor has its value, or why somebody was chosen.

use serde::{Deserialize, Serialize};

use crate::money::Tier;
use crate::people::Grade;
use crate::region::Nearness;
use crate::time::Instant;

/// Why a factor has its value, as facts; `words` makes the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Because {
    /// The lead's region lies in a territory, so near.
    Covered {
        /// The nearest level that holds it.
        nearness: Nearness,
    },
    /// The lead's region lies in none of the territories.
    NotCovered,
    /// The rep names nothing here, so it restricts nothing and scores the middle.
    Unrestricted,
    /// The lead says nothing here.
    Unknown,
    /// The rep sells it.
    Sells {
        /// The category of the lead that they know best.
        category: String,
        /// 0 to 1000.
        level_permille: u32,
    },
    /// The rep does not sell it.
    DoesNotSell,
    /// So many leads at hand.
    AtHand {
        /// Offered, claimed, contacted.
        load: u32,
        /// At most.
        capacity: u32,
        /// How much work they are, in permille of a usual lead, where they are not all usual.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effort_permille: Option<u64>,
    },
    /// No account of shares is kept yet: everybody has the middle.
    EvenTurns,
    /// So much is still owed to the rep; below zero when more came than was due.
    Owed {
        /// In millionths of a lead.
        owed_micro: i64,
        /// The owed value in millionths of a lead of usual value, where values are known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value_micro: Option<i64>,
    },
    /// So much value is still owed to the rep.
    OwedValue {
        /// In fen.
        owed_fen: i64,
    },
    /// A lead of this tier for a rep of this grade.
    Serves {
        /// Of the lead.
        tier: Tier,
        /// Of the rep.
        grade: Grade,
    },
    /// The rep knows the customer's trade.
    KnowsIndustry,
    /// The rep knows other trades.
    OtherIndustry,
    /// The rep serves customers of this kind.
    KnowsCustomerType,
    /// The rep serves customers of other kinds.
    OtherCustomerType,
    /// The rep claims so often in time.
    Claims {
        /// 0 to 1000.
        permille: u32,
    },
    /// The rep wins so often.
    Wins {
        /// 0 to 1000.
        permille: u32,
    },
    /// Too little is known of the rep.
    NoRecord,
    /// The rep served this customer before.
    Served {
        /// When the last lead of the customer ended, or was last worked on.
        at: Instant,
        /// Whether it was won.
        won: bool,
    },
    /// A colleague served this customer before.
    ServedByOther,
    /// Nobody of ours served this customer before.
    NewCustomer,
    /// A rule names the rep.
    Named,
}
