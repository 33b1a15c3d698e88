//! Conditions as one would first write them.

use super::naive::Case;
use super::*;
use crate::policy::FactKind;

impl Case<'_> {
    pub fn holds(&self, condition: &Condition) -> bool {
        let facts = self.facts;
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.holds(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part)),
            Condition::Not(part) => !self.holds(part),
            Condition::Region(wide) => facts
                .region
                .is_some_and(|place| wide.iter().any(|one| one.covers(place).is_some())),
            Condition::Product(asked) => facts
                .products
                .iter()
                .any(|one| asked.iter().any(|wide| self.catalogue.is_a(one, wide))),
            Condition::Industry(asked) => {
                asked.iter().any(|one| facts.industry.as_ref() == Some(one))
            }
            Condition::Tier(asked) => asked.iter().any(|one| facts.tier == Some(*one)),
            Condition::Value(range) => facts.value.is_some_and(|value| {
                value >= range.from.unwrap_or(Fen(i64::MIN))
                    && range.below.is_none_or(|end| value < end)
            }),
            Condition::OldCustomer(old) => facts.former.is_some() == *old,
            Condition::Known(FactKind::Region) => facts.region.is_some(),
            Condition::Known(FactKind::Value) => facts.value.is_some(),
            Condition::CustomerType(asked) => asked.contains(&facts.customer_type),
            other => panic!("{other:?} is not made at random"),
        }
    }
}
