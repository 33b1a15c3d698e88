//! Who gets the lead, to the permille. People and leads are built by short words:
//! `rep("张伟").covers("330700").sells("保温杯", 900)`.

mod choosing;
mod explaining;
mod factors;
mod nearest;
mod numbers;

use std::sync::Arc;

use super::*;
use crate::catalogue::{Catalogue, Category};
use crate::ids::StaffId;
use crate::money::{Fen, Tier};
use crate::people::{Grade, Role, Skill, Staff};
use crate::policy::{OfferPolicy, Policy};
use crate::region::RegionCode;
use crate::time::Instant;
use crate::understand::Facts;
use crate::understand::Parsed;

const NOW: Instant = Instant(1_795_415_400_000_000);

fn id(name: &str) -> StaffId {
    StaffId::parse(name).unwrap()
}

/// A person being described.
#[derive(Debug, Clone)]
struct Described {
    staff: Staff,
    load: u32,
    last_offered: Option<Instant>,
}

/// A rep without any restriction, grade B, 0 of 20 at hand, never offered a lead.
fn rep(name: &str) -> Described {
    let staff = Staff {
        id: id(name),
        name: name.to_owned(),
        role: Role::Rep,
        team: None,
        manager: None,
        wecom_userid: None,
        dingtalk_userid: None,
        prefers: None,
        territories: vec![],
        products: vec![],
        industries: vec![],
        grade: Grade::B,
        capacity: 20,
        target_share_permille: 1000,
        calendar: "default".to_owned(),
        away_until: None,
        deputy: None,
        active: true,
    };
    Described {
        staff,
        load: 0,
        last_offered: None,
    }
}

impl Described {
    fn with(mut self, change: impl FnOnce(&mut Staff)) -> Self {
        change(&mut self.staff);
        self
    }

    fn covers(self, territory: &str) -> Self {
        self.with(|staff| staff.territories.push(territory.parse().unwrap()))
    }

    fn sells(self, category: &str, level_permille: u32) -> Self {
        let skill = Skill {
            category: category.to_owned(),
            level_permille,
        };
        self.with(|staff| staff.products.push(skill))
    }

    fn knows(self, industry: &str) -> Self {
        self.with(|staff| staff.industries.push(industry.to_owned()))
    }

    fn graded(self, grade: Grade) -> Self {
        self.with(|staff| staff.grade = grade)
    }

    /// So many leads at hand of so many at most.
    fn has(mut self, load: u32, capacity: u32) -> Self {
        self.load = load;
        self.with(|staff| staff.capacity = capacity)
    }

    fn away_until(self, until: Instant) -> Self {
        self.with(|staff| staff.away_until = Some(until))
    }

    fn gone(self) -> Self {
        self.with(|staff| staff.active = false)
    }

    fn manages(self) -> Self {
        self.with(|staff| staff.role = Role::Manager)
    }

    fn waits_since(mut self, seconds: i64) -> Self {
        self.last_offered = Some(Instant(NOW.0 + seconds * 1_000_000));
        self
    }
}

/// 杯壶 > 保温杯, 杯壶 > 玻璃杯; 雨具 > 雨伞; 陶瓷.
fn catalogue() -> Catalogue {
    let under = |name: &str, parent: &str| Category {
        parent: Some(parent.to_owned()),
        ..Category::named(name)
    };
    Catalogue::new(vec![
        Category::named("杯壶"),
        under("保温杯", "杯壶"),
        under("玻璃杯", "杯壶"),
        Category::named("雨具"),
        under("雨伞", "雨具"),
        Category::named("陶瓷"),
    ])
    .unwrap()
}

fn floor(people: impl IntoIterator<Item = Described>) -> Floor {
    let people = people
        .into_iter()
        .map(|one| Standing {
            staff: Arc::new(one.staff),
            load: one.load,
            last_offered: one.last_offered,
        })
        .collect();
    let policy = Policy::first(OfferPolicy::default());
    Floor::new(people, Arc::new(policy), Arc::new(catalogue()))
}

/// A lead of which nothing is known.
fn unknown() -> Facts {
    Facts::from(&Parsed::default())
}

/// A lead from there that wants that.
fn lead(region: &str, products: &[&str]) -> Facts {
    Facts {
        region: (!region.is_empty()).then(|| RegionCode::parse(region).unwrap()),
        products: products.iter().map(|&one| one.to_owned()).collect(),
        ..unknown()
    }
}

fn decide(facts: &Facts, people: impl IntoIterator<Item = Described>) -> Explanation {
    choose(facts, &[], &floor(people), NOW)
}

/// Names of the candidates, best first.
fn candidates(why: &Explanation) -> Vec<&str> {
    why.candidates
        .iter()
        .map(|one| one.rep_name.as_str())
        .collect()
}

/// Names and reasons of those left out: `王芳 full`.
fn excluded(why: &Explanation) -> Vec<String> {
    why.excluded
        .iter()
        .map(|one| format!("{} {}", one.rep_name, one.reason.name()))
        .collect()
}
