//! Random floors, leads and policies from a seed: the same seed makes the same world.

use super::*;
use crate::policy::{
    Candidates, Constraints, FactKind, OfferTerms, Otherwise, Range, Relaxation, Strategy, Weights,
};

/// Chance from a seed (SplitMix64).
pub(super) struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// 0 to below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.next() % u64::from(end.max(1))).unwrap()
    }

    pub fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        let at = self.below(u32::try_from(all.len()).unwrap());
        all[usize::try_from(at).unwrap()].clone()
    }

    /// True once in so many.
    pub fn once_in(&mut self, many: u32) -> bool {
        self.below(many) == 0
    }

    pub fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.once_in(2).then(|| value(self))
    }

    fn several<T>(&mut self, most: u32, one: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| one(self)).collect()
    }
}

const PLACES: [&str; 9] = [
    "330782", "330700", "330783", "330100", "330000", "310115", "华东", "全国", "440000",
];
const PRODUCTS: [&str; 6] = ["保温杯", "玻璃杯", "杯壶", "雨伞", "陶瓷", "没见过"];
const TEAMS: [&str; 3] = ["华东", "华南", "外贸"];
const TRADES: [&str; 2] = ["餐饮", "建材"];
const KINDS: [CustomerType; 3] = [
    CustomerType::Agent,
    CustomerType::Online,
    CustomerType::Unknown,
];
const GRADES: [Grade; 3] = [Grade::A, Grade::B, Grade::C];
const TIERS: [Tier; 3] = [Tier::A, Tier::B, Tier::C];

fn text(dice: &mut Dice, all: &[&str]) -> String {
    dice.pick(all).to_owned()
}

pub(super) fn somebody(dice: &mut Dice, name: &str) -> Described {
    let mut one = rep(name).graded(dice.pick(&GRADES));
    for _ in 0..dice.below(3) {
        one = one.covers(dice.pick(&PLACES));
    }
    for _ in 0..dice.below(3) {
        let level = dice.below(1100);
        one = one.sells(dice.pick(&PRODUCTS), level);
    }
    if dice.once_in(3) {
        one = one.knows(dice.pick(&TRADES));
    }
    if dice.once_in(3) {
        one = one.serves(dice.pick(&KINDS[..2]));
    }
    if dice.once_in(2) {
        one = one.of_team(dice.pick(&TEAMS));
    }
    one = match dice.below(14) {
        0 => one.gone(),
        1 => one.manages(),
        2 => one.away_until(Instant(NOW.0 + 1)),
        3 => one.away_until(NOW),
        _ => one,
    };
    let load = dice.below(6);
    one = one.has(load, dice.pick(&[0, 3, 5, 5, 10]));
    one.effort_permille = dice.maybe(|dice| u64::from(dice.below(9000)));
    one.responsive_permille = dice.maybe(|dice| dice.below(1001));
    one.win_rate_permille = dice.maybe(|dice| dice.below(1001));
    one.last_offered = dice.maybe(|dice| Instant(NOW.0 - i64::from(dice.below(3))));
    one.staff.target_share_permille = dice.pick(&[0, 1000, 1000, 1500]);
    if dice.once_in(2) {
        let amount = |dice: &mut Dice| i64::from(dice.below(9_000_000)) - 2_000_000;
        one.account = Account {
            due_micro: amount(dice),
            got_micro: amount(dice),
            due_fen: amount(dice),
            got_fen: amount(dice),
        };
    }
    one
}

pub(super) fn everybody(dice: &mut Dice) -> Vec<Described> {
    let count = dice.below(14);
    let names = (0..count).map(|n| format!("r{n:02}"));
    names.map(|name| somebody(dice, &name)).collect()
}

pub(super) fn a_lead(dice: &mut Dice) -> Facts {
    let place = dice.pick(&[
        "", "330782", "330782", "330700", "440300", "810000", "310115",
    ]);
    let mut wanted: Vec<&str> = dice.several(2, |dice| dice.pick(&PRODUCTS));
    wanted.dedup();
    Facts {
        tier: dice.maybe(|dice| dice.pick(&TIERS)),
        value: dice.maybe(|dice| Fen(i64::from(dice.below(100)))),
        industry: dice.maybe(|dice| text(dice, &TRADES)),
        customer_type: dice.pick(&KINDS),
        former: dice.once_in(3).then(|| Former {
            rep: id(&format!("r{:02}", dice.below(14))),
            at: NOW,
            won: dice.once_in(2),
        }),
        ..lead(place, &wanted)
    }
}

fn a_condition(dice: &mut Dice, depth: u32) -> Condition {
    let kind = if depth == 0 { 0 } else { dice.below(9) };
    let territory = |dice: &mut Dice| dice.pick(&PLACES).parse().unwrap();
    match kind {
        6 => Condition::All(dice.several(2, |dice| a_condition(dice, depth - 1))),
        7 => Condition::Any(dice.several(3, |dice| a_condition(dice, depth - 1))),
        8 => Condition::Not(Box::new(a_condition(dice, depth - 1))),
        _ => match dice.below(9) {
            0 => Condition::Region(dice.several(2, territory)),
            1 => Condition::Product(dice.several(2, |dice| text(dice, &PRODUCTS))),
            2 => Condition::Industry(dice.several(2, |dice| text(dice, &TRADES))),
            3 => Condition::Tier(dice.several(2, |dice| dice.pick(&TIERS))),
            4 => Condition::Value(Range {
                from: dice.maybe(|dice| Fen(i64::from(dice.below(100)))),
                below: dice.maybe(|dice| Fen(i64::from(dice.below(100)))),
            }),
            5 => Condition::OldCustomer(dice.once_in(2)),
            6 => Condition::Known(dice.pick(&[FactKind::Region, FactKind::Value])),
            7 => Condition::CustomerType(dice.several(2, |dice| dice.pick(&KINDS))),
            _ => Condition::always(),
        },
    }
}

fn weights(dice: &mut Dice) -> Weights {
    let mut parts = [0_u32; 10];
    for _ in 0..20 {
        let at = dice.below(10);
        parts[usize::try_from(at).unwrap()] += 50;
    }
    Weights {
        territory: parts[0],
        product: parts[1],
        load: parts[2],
        fairness: parts[3],
        tier: parts[4],
        industry: parts[5],
        customer_type: parts[6],
        responsiveness: parts[7],
        win_rate: parts[8],
        relationship: parts[9],
    }
}

fn limits(dice: &mut Dice) -> Constraints {
    Constraints {
        grade_for_a: dice.maybe(|dice| dice.pick(&GRADES)),
        grade_for_b: dice.maybe(|dice| dice.pick(&GRADES)),
        least_level_permille: dice.pick(&[0, 0, 300, 900]),
        ..Constraints::default()
    }
}

fn relaxations(dice: &mut Dice) -> Vec<Relaxation> {
    let all = [
        Relaxation::Product,
        Relaxation::SameProvince,
        Relaxation::SamePart,
        Relaxation::AnyTerritory,
        Relaxation::Level,
    ];
    dice.several(4, |dice| dice.pick(&all))
}

fn what_then(dice: &mut Dice) -> Then {
    let strategies = [
        Strategy::BestScore,
        Strategy::BestScore,
        Strategy::CountShares,
        Strategy::ValueShares,
        Strategy::LeastLoaded,
        Strategy::Former,
        Strategy::Pool,
        Strategy::Named(id(&format!("r{:02}", dice.below(16)))),
    ];
    Then {
        among: Candidates {
            teams: if dice.once_in(3) {
                vec![text(dice, &TEAMS)]
            } else {
                vec![]
            },
            skills: if dice.once_in(5) {
                vec![text(dice, &PRODUCTS)]
            } else {
                vec![]
            },
            territories: if dice.once_in(5) {
                vec![dice.pick(&PLACES).parse().unwrap()]
            } else {
                vec![]
            },
            grades: if dice.once_in(5) {
                vec![dice.pick(&GRADES)]
            } else {
                vec![]
            },
            reps: vec![],
        },
        strategy: dice.pick(&strategies),
        weights: dice.maybe(weights),
        offer: dice.maybe(|dice| OfferTerms {
            claim_within_seconds: dice.maybe(|dice| dice.below(900)),
            max_offers: dice.maybe(|dice| dice.below(9)),
        }),
        relax: dice.maybe(relaxations),
        constraints: dice.maybe(limits),
        otherwise: dice.pick(&[Otherwise::NextRule, Otherwise::NextRule, Otherwise::Stop]),
    }
}

pub(super) fn a_policy(dice: &mut Dice, rules: u32) -> Policy {
    let rules = (0..rules).map(|n| Rule {
        enabled: !dice.once_in(8),
        ..rule(&format!("rule-{n}"), a_condition(dice, 3), what_then(dice))
    });
    let rules: Vec<Rule> = rules.collect();
    Policy {
        weights: weights(dice),
        relax: relaxations(dice),
        constraints: limits(dice),
        ..policy(rules)
    }
}
