//! Leads that came together, planned as a whole.

use super::*;
use crate::policy::Strategy;

/// 近 is best for the place and has room for one; 远 covers the province; toys are 近's alone.
fn people() -> [Described; 2] {
    [
        rep("近")
            .covers("330700")
            .sells("保温杯", 900)
            .sells("玩具", 900)
            .has(0, 1),
        rep("远").covers("330000").sells("保温杯", 500),
    ]
}

fn plan(leads: &[Facts], floor: &Floor) -> Vec<String> {
    let leads: Vec<&Facts> = leads.iter().collect();
    let told = |intended: Option<Intended>| match intended {
        None => "-".to_owned(),
        Some((rep, None)) => rep.to_string(),
        Some((rep, Some(trade))) => {
            format!("{rep}, not {} for {:?}", trade.best_rep, trade.lines)
        }
    };
    together(&leads, floor, NOW).into_iter().map(told).collect()
}

#[test]
fn a_place_is_kept_for_who_has_nobody_else() {
    let floor = floor(people());
    let leads = [lead("330700", &["保温杯"]), lead("330700", &["玩具"])];
    assert_eq!(chosen(&choose(&leads[0], &[], &floor, NOW)), "近 default");
    assert_eq!(plan(&leads, &floor), ["远, not 近 for [2]", "近"]);
    assert_eq!(plan(&leads[..1], &floor), ["近"]);
    assert!(plan(&[], &floor).is_empty());
}

#[test]
fn what_a_rule_decides_otherwise_is_not_planned() {
    let then = Then {
        strategy: Strategy::LeastLoaded,
        ..Then::default()
    };
    let toys = rule("toys", Condition::Product(vec!["玩具".to_owned()]), then);
    let floor = floor_under(policy([toys]), people());
    let leads = [lead("330700", &["玩具"]), lead("330700", &["保温杯"])];
    assert_eq!(plan(&leads, &floor), ["-", "近"]);
}

#[test]
fn where_nobody_fits_nothing_is_planned() {
    let floor = floor(people());
    let leads = [lead("440300", &[]), lead("330700", &[])];
    assert_eq!(plan(&leads, &floor)[0], "-");
}
