//! Every factor as one would first write it.

use super::naive::Case;
use super::*;
use crate::policy::Weights;
use crate::region::{Nearness, Territory};

impl Case<'_> {
    pub fn score(&self, one: &Described, weights: &Weights) -> u64 {
        let parts = [
            (weights.territory, self.by_territory(&one.staff)),
            (weights.product, self.by_product(&one.staff)),
            (weights.load, by_load(one)),
            (weights.fairness, by_fairness(one.account)),
            (weights.tier, self.by_tier(&one.staff)),
            (weights.industry, self.by_industry(&one.staff)),
            (weights.customer_type, self.by_kind(&one.staff)),
            (
                weights.responsiveness,
                one.responsive_permille.unwrap_or(500),
            ),
            (weights.win_rate, one.win_rate_permille.unwrap_or(500)),
            (weights.relationship, self.by_former(&one.staff)),
        ];
        let sum: u64 = parts
            .iter()
            .map(|(weight, value)| u64::from(weight * value))
            .sum();
        (sum + 500) / 1000
    }

    fn by_territory(&self, staff: &Staff) -> u32 {
        let (Some(place), false) = (self.facts.region, staff.territories.is_empty()) else {
            return 500;
        };
        let value = |territory: &Territory| match territory.covers(place) {
            Some(Nearness::District) => 1000,
            Some(Nearness::City) => 850,
            Some(Nearness::Province) => 600,
            Some(Nearness::Larger) => 400,
            None => 0,
        };
        staff.territories.iter().map(value).max().unwrap()
    }

    fn by_product(&self, staff: &Staff) -> u32 {
        if self.facts.products.is_empty() || staff.products.is_empty() {
            return 500;
        }
        let levels = self.levels(staff);
        let count = u32::try_from(levels.len()).unwrap();
        levels
            .into_iter()
            .map(|level| level.unwrap_or(0))
            .sum::<u32>()
            / count
    }

    fn by_tier(&self, staff: &Staff) -> u32 {
        let letters = self
            .facts
            .tier
            .map(|tier| (tier.letter(), format!("{:?}", staff.grade)));
        match letters
            .as_ref()
            .map(|(tier, grade)| (*tier, grade.as_str()))
        {
            None => 500,
            Some(("A", "C") | ("C", "A")) => 0,
            Some((tier, grade)) if tier == grade => 1000,
            Some(_) => 500,
        }
    }

    fn by_industry(&self, staff: &Staff) -> u32 {
        match &self.facts.industry {
            Some(trade) if !staff.industries.is_empty() => {
                if staff.industries.contains(trade) {
                    1000
                } else {
                    0
                }
            }
            _ => 500,
        }
    }

    fn by_kind(&self, staff: &Staff) -> u32 {
        let kind = self.facts.customer_type;
        if staff.customer_types.is_empty() || kind == CustomerType::Unknown {
            500
        } else if staff.customer_types.contains(&kind) {
            1000
        } else {
            0
        }
    }

    fn by_former(&self, staff: &Staff) -> u32 {
        match &self.facts.former {
            None => 500,
            Some(former) if former.rep != staff.id => 0,
            Some(former) if former.won => 1000,
            Some(_) => 800,
        }
    }
}

fn by_load(one: &Described) -> u32 {
    let capacity = u64::from(one.staff.capacity);
    let effort = one.effort_permille.unwrap_or(u64::from(one.load) * 1000);
    if effort >= capacity * 1000 {
        return 0;
    }
    u32::try_from((capacity * 1000 - effort) / capacity).unwrap()
}

fn by_fairness(account: Account) -> u32 {
    if account == Account::default() {
        return 500;
    }
    let mut owed = i128::from(account.due_micro - account.got_micro);
    if account.due_fen > 0 && account.due_micro > 0 {
        let value = i128::from(account.due_fen - account.got_fen);
        let value = (value * i128::from(account.due_micro)).div_euclid(i128::from(account.due_fen));
        owed = (owed + value).div_euclid(2);
    }
    let value = 500 + (owed * 100).div_euclid(1_000_000);
    u32::try_from(value.clamp(0, 1000)).unwrap()
}
