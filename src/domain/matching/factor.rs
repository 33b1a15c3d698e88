//! What speaks for a candidate: one value in permille a factor, and why.

use serde::{Deserialize, Serialize};

use super::floor::{Floor, Standing};
use crate::money::Tier;
use crate::people::Grade;
use crate::policy::Weights;
use crate::region::Nearness;
use crate::understand::Facts;

/// A factor (因子) of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// 片区.
    Territory,
    /// 产品.
    Product,
    /// 在手量.
    Load,
    /// 公平.
    Fairness,
    /// 价值档.
    Tier,
    /// 行业.
    Industry,
}

impl Factor {
    /// In the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Territory,
        Self::Product,
        Self::Load,
        Self::Fairness,
        Self::Tier,
        Self::Industry,
    ];

    /// The word in explanations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Territory => "territory",
            Self::Product => "product",
            Self::Load => "load",
            Self::Fairness => "fairness",
            Self::Tier => "tier",
            Self::Industry => "industry",
        }
    }

    /// What it counts, in permille.
    #[must_use]
    pub fn weight(self, weights: &Weights) -> u32 {
        match self {
            Self::Territory => weights.territory,
            Self::Product => weights.product,
            Self::Load => weights.load,
            Self::Fairness => weights.fairness,
            Self::Tier => weights.tier,
            Self::Industry => weights.industry,
        }
    }
}

/// One factor of one candidate. `contribution` is `weight * value / 1000`, rounded
/// so that all of a candidate add up to the score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorScore {
    /// Which.
    pub factor: Factor,
    /// Permille.
    pub weight: u32,
    /// 0 to 1000.
    pub value: u32,
    /// Permille of the whole score.
    pub contribution: u32,
    /// Why this value.
    pub because: Because,
}

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
    },
    /// No account of shares is kept yet: everybody has the middle.
    EvenTurns,
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
}

/// What a factor scores where nothing speaks for or against.
const MIDDLE: u32 = 500;

/// The value of a factor for a candidate, with its reason.
pub(super) fn assess(
    factor: Factor,
    one: &Standing,
    facts: &Facts,
    floor: &Floor,
) -> (u32, Because) {
    match factor {
        Factor::Territory => territory(one, facts),
        Factor::Product => product(one, facts, floor),
        Factor::Load => load(one),
        Factor::Fairness => (MIDDLE, Because::EvenTurns),
        Factor::Tier => tier(one, facts),
        Factor::Industry => industry(one, facts),
    }
}

/// The nearest level that holds the lead: district 1000, city 850, province 600,
/// larger 400 (contract §5).
fn territory(one: &Standing, facts: &Facts) -> (u32, Because) {
    if one.staff.territories.is_empty() {
        return (MIDDLE, Because::Unrestricted);
    }
    let Some(region) = facts.region else {
        return (MIDDLE, Because::Unknown);
    };
    let value = |nearness: Nearness| match nearness {
        Nearness::District => 1000,
        Nearness::City => 850,
        Nearness::Province => 600,
        Nearness::Larger => 400,
    };
    one.staff
        .territories
        .iter()
        .filter_map(|territory| territory.covers(region))
        .max_by_key(|nearness| value(*nearness))
        .map_or((0, Because::NotCovered), |nearness| {
            (value(nearness), Because::Covered { nearness })
        })
}

/// The mean over the wanted categories of the best level for each; knowledge of a
/// parent counts for its children.
fn product(one: &Standing, facts: &Facts, floor: &Floor) -> (u32, Because) {
    if one.staff.products.is_empty() {
        return (MIDDLE, Because::Unrestricted);
    }
    if facts.products.is_empty() {
        return (MIDDLE, Because::Unknown);
    }
    let level = |wanted: &String| {
        one.staff
            .products
            .iter()
            .filter(|skill| floor.catalogue.is_a(wanted, &skill.category))
            .map(|skill| skill.level_permille.min(1000))
            .max()
    };
    let levels: Vec<Option<u32>> = facts.products.iter().map(level).collect();
    let best = facts
        .products
        .iter()
        .zip(&levels)
        .filter_map(|(name, level)| level.map(|level| (name, level)))
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    let Some((category, level_permille)) = best else {
        return (0, Because::DoesNotSell);
    };
    let wanted = u32::try_from(levels.len()).unwrap_or(u32::MAX);
    let mean = levels.iter().map(|level| level.unwrap_or(0)).sum::<u32>() / wanted;
    (
        mean,
        Because::Sells {
            category: category.clone(),
            level_permille,
        },
    )
}

/// Head-room: the share of the rep's own capacity that is free.
fn load(one: &Standing) -> (u32, Because) {
    let capacity = one.staff.capacity;
    let free = capacity.saturating_sub(one.load);
    let value = u64::from(free) * 1000 / u64::from(capacity.max(1));
    let value = u32::try_from(value).unwrap_or(1000);
    (
        value,
        Because::AtHand {
            load: one.load,
            capacity,
        },
    )
}

/// The same letter 1000, one apart 500, two apart 0: A serves A best.
fn tier(one: &Standing, facts: &Facts) -> (u32, Because) {
    let Some(tier) = facts.tier else {
        return (MIDDLE, Because::Unknown);
    };
    let grade = one.staff.grade;
    let of_tier = match tier {
        Tier::A => 0_u32,
        Tier::B => 1,
        Tier::C => 2,
    };
    let of_grade = match grade {
        Grade::A => 0_u32,
        Grade::B => 1,
        Grade::C => 2,
    };
    (
        1000 - 500 * of_tier.abs_diff(of_grade),
        Because::Serves { tier, grade },
    )
}

fn industry(one: &Standing, facts: &Facts) -> (u32, Because) {
    if one.staff.industries.is_empty() {
        return (MIDDLE, Because::Unrestricted);
    }
    match &facts.industry {
        None => (MIDDLE, Because::Unknown),
        Some(trade) if one.staff.industries.contains(trade) => (1000, Because::KnowsIndustry),
        Some(_) => (0, Because::OtherIndustry),
    }
}
