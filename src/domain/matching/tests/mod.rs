//! Who gets the lead, to the permille. People and leads are built by short words:
//! `rep("张伟").covers("330700").sells("保温杯", 900)`.

mod changes;
mod choosing;
mod conditions;
mod crowds;
mod explaining;
mod factors;
mod learned;
mod naive;
mod naive_conditions;
mod naive_score;
mod nearest;
mod numbers;
mod planned;
mod random;
mod relaxing;
mod rules;
mod strategies;
mod together;
mod worlds;

use std::sync::Arc;

use super::*;
use crate::catalogue::{Catalogue, Category};
use crate::fairness::Account;
use crate::ids::StaffId;
use crate::money::{Fen, Tier};
use crate::people::{Grade, Role, Skill, Staff};
use crate::policy::{Condition, OfferPolicy, Policy, Rule, RuleId, Then};
use crate::region::RegionCode;
use crate::time::Instant;
use crate::understand::{CustomerType, Facts, Former, Parsed};

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
    effort_permille: Option<u64>,
    responsive_permille: Option<u32>,
    win_rate_permille: Option<u32>,
    account: Account,
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
        job_number: None,
        prefers: None,
        territories: vec![],
        products: vec![],
        industries: vec![],
        customer_types: vec![],
        grade: Grade::B,
        capacity: 20,
        target_share_permille: 1000,
        calendar: "default".to_owned(),
        away_until: None,
        deputy: None,
        active: true,
        left: None,
    };
    Described {
        staff,
        load: 0,
        last_offered: None,
        effort_permille: None,
        responsive_permille: None,
        win_rate_permille: None,
        account: Account::default(),
    }
}

impl Described {
    fn standing(self) -> Standing {
        let mut standing = Standing::new(Arc::new(self.staff), self.load);
        standing.last_offered = self.last_offered;
        standing.responsive_permille = self.responsive_permille;
        standing.win_rate_permille = self.win_rate_permille;
        standing.effort_permille = self.effort_permille.unwrap_or(standing.effort_permille);
        standing
    }

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

    fn serves(self, kind: CustomerType) -> Self {
        self.with(|staff| staff.customer_types.push(kind))
    }

    fn of_team(self, team: &str) -> Self {
        self.with(|staff| staff.team = Some(team.to_owned()))
    }

    /// So many leads are owed, in thousandths.
    fn owed(mut self, milli: i64) -> Self {
        self.account.due_micro = 10_000_000 + milli * 1000;
        self.account.got_micro = 10_000_000;
        self
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
    floor_under(Policy::first(OfferPolicy::default()), people)
}

fn floor_under(policy: Policy, people: impl IntoIterator<Item = Described>) -> Floor {
    let people: Vec<Described> = people.into_iter().collect();
    let accounts: Vec<(StaffId, Account)> = people
        .iter()
        .map(|one| (one.staff.id.clone(), one.account))
        .collect();
    let people = people.into_iter().map(Described::standing).collect();
    let mut floor = Floor::new(people, Arc::new(policy), Arc::new(catalogue()));
    for (id, account) in accounts {
        let place = floor.place(&id).expect("is on the floor");
        floor.ledger.floor.add(place, account);
    }
    floor
}

/// The policy that paidan starts with, and these rules alone.
fn policy(rules: impl IntoIterator<Item = Rule>) -> Policy {
    Policy {
        rules: rules.into_iter().collect(),
        ..Policy::first(OfferPolicy::default())
    }
}

/// A rule that is called like its id.
fn rule(id: &str, when: Condition, then: Then) -> Rule {
    Rule {
        id: RuleId(id.to_owned()),
        name: id.to_owned(),
        enabled: true,
        when,
        then,
    }
}

/// A rule for every lead.
fn always(id: &str, then: Then) -> Rule {
    rule(id, Condition::always(), then)
}

/// Decides under these rules and the defaults behind them.
fn under(
    rules: impl IntoIterator<Item = Rule>,
    facts: &Facts,
    people: impl IntoIterator<Item = Described>,
) -> Choice {
    choose(facts, &[], &floor_under(policy(rules), people), NOW)
}

/// Who was chosen, and by which rule: `王芳 default`.
fn chosen(choice: &Choice) -> String {
    let name = choice.chosen().map_or("nobody", |one| &one.rep_name);
    format!("{name} {}", choice.explanation.rule.id)
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
    choose(facts, &[], &floor(people), NOW).explanation
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
