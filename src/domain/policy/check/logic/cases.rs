//! A condition as cases.

use super::case::{Case, Closed};
use super::many::{Many, Pick};
use super::names::Names;
use super::spans::Spans;
use super::universe::{AMOUNTS, Universe, VALUES, WEEK, minutes};
use crate::policy::{Condition, FactKind};
use crate::understand::{CustomerType, Intent, Language, Urgency};

/// Cases of a condition at most; what would need more is not compared.
pub(in crate::policy::check) const MOST: usize = 64;

/// The cases in which the condition holds, or does not; empty when it never does. `None`: there
/// would be too many.
pub(in crate::policy::check) fn cases(
    universe: &mut Universe<'_>,
    condition: &Condition,
    holds: bool,
) -> Option<Vec<Case>> {
    match (condition, holds) {
        (Condition::Not(inner), _) => cases(universe, inner, !holds),
        (Condition::All(inner), true) | (Condition::Any(inner), false) => {
            let mut all = vec![Case::whole()];
            for one in inner {
                let next = cases(universe, one, holds)?;
                all = both(universe, &all, &next)?;
                if all.is_empty() {
                    break;
                }
            }
            Some(all)
        }
        (Condition::Any(inner), true) | (Condition::All(inner), false) => {
            let mut all = Vec::new();
            for one in inner {
                for case in cases(universe, one, holds)? {
                    if !all.contains(&case) {
                        all.push(case);
                    }
                }
                if all.len() > MOST {
                    return None;
                }
            }
            Some(all)
        }
        (test, _) => {
            let case = single(universe, test, holds);
            if !universe.budget.take(case.size()) {
                return None;
            }
            Some(if case.is_empty() {
                Vec::new()
            } else {
                vec![case]
            })
        }
    }
}

/// Leads of one of these and one of those.
pub(in crate::policy::check) fn both(
    universe: &mut Universe<'_>,
    these: &[Case],
    those: &[Case],
) -> Option<Vec<Case>> {
    let mut all = Vec::new();
    for one in these {
        for other in those {
            if !universe.budget.take(one.steps(other)) {
                return None;
            }
            all.extend(one.and(other));
            if all.len() > MOST {
                return None;
            }
        }
    }
    Some(all)
}

/// The one case of a test.
fn single(universe: &mut Universe<'_>, test: &Condition, holds: bool) -> Case {
    let mut case = Case::whole();
    let bits = |list: Closed, bits: u8| {
        let bits = if holds { bits } else { !bits };
        Case::closed(list, bits)
    };
    let spans = |spans: Spans, whole| {
        Some(if holds {
            spans
        } else {
            spans.others(whole, whole != WEEK)
        })
    };
    let names = |names: Names, may_be_unknown| {
        Some(if holds {
            names
        } else {
            names.others(may_be_unknown)
        })
    };
    let many = |pick: Pick| {
        if holds {
            Many::one_of(pick)
        } else {
            Many::none_of(pick)
        }
    };
    let of = |names: &[String]| Pick::of(names.iter().map(String::as_str));
    match test {
        Condition::Region(territories) => {
            let within = universe.within(territories);
            case.region = Some(if holds { within } else { within.others() });
        }
        Condition::Known(FactKind::Region) => {
            let anywhere = universe.anywhere();
            case.region = Some(if holds { anywhere } else { anywhere.others() });
        }
        Condition::Product(names) => case.product = many(universe.products(names)),
        Condition::Known(FactKind::Product) => case.product = many(Pick::Any),
        Condition::Tag(names) => case.tag = many(of(names)),
        Condition::Contains(names) => case.word = many(of(names)),
        Condition::Industry(list) => case.industry = names(Names::of(list), true),
        Condition::Known(FactKind::Industry) => case.industry = names(Names::any(), true),
        Condition::Source(list) => case.source = names(Names::of(list), false),
        Condition::Tier(tiers) => case.value = spans(universe.tier_values(tiers), VALUES),
        Condition::Value(range) => {
            let ends = (
                range.from.map_or(VALUES.0, |fen| fen.0),
                range.below.map_or(VALUES.1, |fen| fen.0),
            );
            case.value = spans(Spans::of(vec![ends]), VALUES);
        }
        Condition::Known(FactKind::Value) => {
            case.value = spans(Spans::of(vec![VALUES]), VALUES);
        }
        Condition::Quantity(range) => {
            let ends = (
                range.from.unwrap_or(AMOUNTS.0),
                range.below.unwrap_or(AMOUNTS.1),
            );
            case.quantity = spans(Spans::of(vec![ends]), AMOUNTS);
        }
        Condition::Known(FactKind::Quantity) => {
            case.quantity = spans(Spans::of(vec![AMOUNTS]), AMOUNTS);
        }
        Condition::Time(time) => case.time = spans(minutes(time), WEEK),
        Condition::CustomerType(types) => {
            return bits(Closed::CustomerType, bits_of(types, &TYPES));
        }
        Condition::Known(FactKind::CustomerType) => {
            let known = !bits_of(&[CustomerType::Unknown], &TYPES);
            return bits(Closed::CustomerType, known);
        }
        Condition::Urgency(list) => return bits(Closed::Urgency, bits_of(list, &URGENCIES)),
        Condition::Intent(list) => return bits(Closed::Intent, bits_of(list, &INTENTS)),
        Condition::Language(list) => return bits(Closed::Language, bits_of(list, &LANGUAGES)),
        Condition::OldCustomer(is) => {
            return bits(Closed::OldCustomer, if *is { 0b10 } else { 0b01 });
        }
        // Groups are taken apart before.
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) => {}
    }
    case
}

const TYPES: [CustomerType; 7] = [
    CustomerType::Agent,
    CustomerType::Distributor,
    CustomerType::Retailer,
    CustomerType::Online,
    CustomerType::Institution,
    CustomerType::Individual,
    CustomerType::Unknown,
];
const URGENCIES: [Urgency; 3] = [Urgency::Urgent, Urgency::Soon, Urgency::Normal];
const INTENTS: [Intent; 6] = [
    Intent::Purchase,
    Intent::Quote,
    Intent::Complaint,
    Intent::Job,
    Intent::Solicitation,
    Intent::Other,
];
const LANGUAGES: [Language; 4] = [Language::Zh, Language::En, Language::Mixed, Language::Other];

fn bits_of<T: PartialEq>(words: &[T], list: &[T]) -> u8 {
    let places = list.iter().enumerate();
    places
        .filter(|(_, word)| words.contains(word))
        .fold(0, |bits, (at, _)| bits | 1 << at)
}
