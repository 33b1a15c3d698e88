//! Leads that are handed out together: the planned rep, and why not the best one.

use super::*;

fn people() -> [Described; 3] {
    [
        rep("best").covers("330782"),
        rep("good").covers("330700"),
        rep("fair").covers("330000"),
    ]
}

fn trade(line: u32) -> Trade {
    Trade {
        best_rep: id("then"),
        best_rep_name: "then".to_owned(),
        best_score: 1,
        lines: vec![line],
    }
}

fn planned(name: &str, why: Option<Trade>, people: [Described; 3]) -> Choice {
    let facts = lead("330782", &[]);
    choose_as_planned(&facts, &[], &floor(people), NOW, (id(name), why))
}

#[test]
fn the_planned_rep_gets_it_and_the_better_one_is_named() {
    let choice = planned("fair", Some(trade(8)), people());
    assert_eq!(chosen(&choice), "fair default");
    let why = &choice.explanation;
    assert_eq!(candidates(why), ["fair", "best", "good"]);
    let told = why.trade.as_ref().unwrap();
    assert_eq!(told.best_rep_name, "best", "as of now, not as of the plan");
    assert_eq!(told.best_score, why.candidates[1].score);
    assert_eq!(told.lines, [8]);
    assert_eq!(choice.eligible.len(), 3);
    assert_eq!(why.recomputed(), *why);
    // Without a trade in the plan somebody became better since.
    let why = planned("good", None, people()).explanation;
    assert_eq!(why.trade.unwrap().lines, Vec::<u32>::new());
}

#[test]
fn who_is_the_best_anyway_was_not_traded() {
    let choice = planned("best", Some(trade(8)), people());
    assert_eq!(chosen(&choice), "best default");
    assert_eq!(choice.explanation.trade, None);
    let alone = choose(&lead("330782", &[]), &[], &floor(people()), NOW);
    assert_eq!(choice, alone);
}

#[test]
fn a_plan_that_does_not_hold_any_more_is_as_none() {
    let check = |name: &str, full: bool| {
        let [best, good, fair] = people();
        let fair = if full { fair.has(20, 20) } else { fair };
        let choice = planned(name, Some(trade(8)), [best, good, fair]);
        assert_eq!(chosen(&choice), "best default");
        assert_eq!(choice.explanation.trade, None);
    };
    check("fair", true);
    check("nobody", false);
}

#[test]
fn a_touched_trade_is_found() {
    let honest = planned("fair", Some(trade(8)), people()).explanation;
    let changes: [fn(&mut Trade); 3] = [
        |trade| trade.best_score += 1,
        |trade| trade.best_rep_name.push('x'),
        |trade| trade.best_rep = id("x"),
    ];
    for change in changes {
        let mut touched = honest.clone();
        change(touched.trade.as_mut().unwrap());
        assert_ne!(touched.recomputed(), touched);
    }
    let mut swapped = honest.clone();
    swapped.candidates.swap(1, 2);
    assert_ne!(swapped.recomputed(), swapped, "the order counts");
}
