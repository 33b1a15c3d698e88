//! What the explanation can say of a trade.

use super::*;

fn trade(best_rep: u32, best_score: u32, because_of: &[usize]) -> Option<Trade> {
    Some(Trade {
        best_rep,
        best_score,
        because_of: because_of.to_vec(),
    })
}

#[test]
fn a_lead_made_way_for_one_that_gains_more() {
    let plan = Plan::of(&burst(
        &[&[(0, 900), (1, 800)], &[(0, 850), (1, 100)]],
        &[(1, 0), (1, 0)],
    ));
    let first = &plan.leads[0];
    assert_eq!((first.rep, first.score), (Some(1), 800));
    assert_eq!(first.trade, trade(0, 900, &[1]));
    assert_eq!(plan.leads[1].trade, None);
}

#[test]
fn turns_are_a_reason_too() {
    let near: &[(u32, u32)] = &[(0, 900), (1, 890)];
    let plan = Plan::of(&burst(&[near, near, near], &[(9, 30_000), (9, 30_000)]));
    let rep = |lead: usize| plan.leads[lead].rep;
    assert_eq!((rep(0), rep(1), rep(2)), (Some(0), Some(0), Some(1)));
    assert_eq!(plan.leads[2].trade, trade(0, 900, &[0, 1]));
}

#[test]
fn who_goes_without_knows_why() {
    let plan = Plan::of(&burst(
        &[&[(0, 500)], &[(0, 501)], &[], &[(1, 900)]],
        &[(1, 0), (0, 0)],
    ));
    assert_eq!(plan.leads[0].rep, None);
    assert_eq!(plan.leads[0].trade, trade(0, 501 - 1, &[1]));
    // Nobody may have it, or the one who may is full: no other lead took its place.
    assert_eq!(plan.leads[2], Planned::default());
    assert_eq!(plan.leads[3], Planned::default());
}
