//! Whether a condition holds for a lead at a moment.

use std::cell::OnceCell;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::week::falls_in;
use crate::matching::floor::Names;
use crate::matching::wanted::Wanted;
use crate::policy::{Condition, FactKind};
use crate::time::Instant;
use crate::understand::CustomerType;

/// A condition with its products as numbers.
#[derive(Debug)]
pub(super) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Product(Vec<u32>),
    /// Any other one, which is asked as it is written.
    Plain(Condition),
}

/// The time of day in the policy's zone, worked out when the first rule asks for it.
pub(super) struct Moment<'z> {
    now: Instant,
    zone: &'z TimeZone,
    local: OnceCell<DateTime>,
}

impl<'z> Moment<'z> {
    pub fn new(now: Instant, zone: &'z TimeZone) -> Self {
        Self {
            now,
            zone,
            local: OnceCell::new(),
        }
    }

    fn local(&self) -> &DateTime {
        self.local
            .get_or_init(|| self.zone.to_datetime(self.now.timestamp()))
    }
}

impl Test {
    pub fn of(condition: &Condition, names: &mut Names) -> Self {
        let mut all = |parts: &[Condition]| parts.iter().map(|one| Self::of(one, names)).collect();
        match condition {
            Condition::All(parts) => Self::All(all(parts)),
            Condition::Any(parts) => Self::Any(all(parts)),
            Condition::Not(part) => Self::Not(Box::new(Self::of(part, names))),
            Condition::Product(asked) => {
                Self::Product(asked.iter().map(|name| names.learn(name)).collect())
            }
            plain => Self::Plain(plain.clone()),
        }
    }

    pub fn holds(&self, wanted: &Wanted<'_>, moment: &Moment<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(wanted, moment)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(wanted, moment)),
            Self::Not(part) => !part.holds(wanted, moment),
            Self::Product(asked) => {
                let mut lineages = wanted.products.iter();
                lineages.any(|lineage| asked.iter().any(|one| lineage.contains(one)))
            }
            Self::Plain(condition) => plain(condition, wanted, moment),
        }
    }
}

fn plain(condition: &Condition, wanted: &Wanted<'_>, moment: &Moment<'_>) -> bool {
    let facts = wanted.facts;
    let shares = |mine: &[String], asked: &[String]| mine.iter().any(|one| asked.contains(one));
    match condition {
        Condition::Region(wide) => facts
            .region
            .is_some_and(|place| wide.iter().any(|one| one.covers(place).is_some())),
        Condition::Industry(asked) => facts
            .industry
            .as_ref()
            .is_some_and(|one| asked.contains(one)),
        Condition::CustomerType(asked) => asked.contains(&facts.customer_type),
        Condition::Tier(asked) => facts.tier.is_some_and(|tier| asked.contains(&tier)),
        Condition::Value(range) => facts.value.is_some_and(|value| range.holds(value)),
        // The whole amount: 2.5 lies in no range that begins with 3.
        Condition::Quantity(range) => facts
            .quantity
            .as_ref()
            .is_some_and(|quantity| range.holds(quantity.amount.as_milli() / 1000)),
        Condition::Source(asked) => asked.contains(&facts.source),
        Condition::Tag(asked) => shares(&facts.tags, asked),
        Condition::Contains(asked) => shares(&facts.words, asked),
        Condition::Urgency(asked) => asked.contains(&facts.urgency),
        Condition::Intent(asked) => asked.contains(&facts.intent),
        Condition::Language(asked) => asked.contains(&facts.language),
        Condition::Time(part) => falls_in(moment.local(), part),
        Condition::OldCustomer(old) => facts.former.is_some() == *old,
        Condition::Known(kind) => match kind {
            FactKind::Region => facts.region.is_some(),
            FactKind::Product => !facts.products.is_empty(),
            FactKind::Industry => facts.industry.is_some(),
            FactKind::CustomerType => facts.customer_type != CustomerType::Unknown,
            FactKind::Quantity => facts.quantity.is_some(),
            FactKind::Value => facts.value.is_some(),
        },
        // These are tests of their own.
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) | Condition::Product(_) => false,
    }
}
