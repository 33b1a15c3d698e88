//! A lead in an owner's hands: followed, finished, given back, explained.

use super::*;
use crate::money::Fen;

#[test]
fn two_who_gave_it_back_explain_each_for_themselves() {
    let mut world = claimed();
    world
        .does(&rep("zhang"), &release("zhang", Reason::NONE))
        .unwrap();
    world.claims("wang").unwrap();
    world
        .does(&rep("wang"), &release("wang", Reason::NONE))
        .unwrap();
    world
        .does(&rep("wang"), &explain("wang", About::Release))
        .unwrap();
    let again = world.does(&rep("wang"), &explain("wang", About::Release));
    assert_eq!(again, Err(Refusal::NothingToExplain));
    world
        .does(&rep("zhang"), &explain("zhang", About::Release))
        .unwrap();
    assert!(world.lead().unexplained.is_empty());
}

#[test]
fn who_gave_it_back_twice_is_asked_once() {
    let mut world = claimed();
    for _ in 0..2 {
        world
            .does(&rep("zhang"), &release("zhang", Reason::NONE))
            .unwrap();
        world.reassigns("zhang", true).unwrap();
    }
    assert_eq!(world.lead().unexplained, [(id("zhang"), About::Release)]);
}

#[test]
fn contacted_is_said_once() {
    let mut world = claimed();
    let decided = world.does(&rep("zhang"), &contact("zhang")).unwrap();
    assert_eq!(
        (steps(&decided), cards(&decided)),
        ("contacted".into(), "refresh:zhang".into())
    );
    assert!(
        world
            .does(&rep("zhang"), &contact("zhang"))
            .unwrap()
            .events
            .is_empty()
    );
    assert_eq!(world.state(), State::Contacted);
}

#[test]
fn a_lead_ends_once_and_stays_ended() {
    for result in [Conclusion::Won, Conclusion::Lost, Conclusion::Invalid] {
        for first_contacted in [false, true] {
            let mut world = claimed();
            if first_contacted {
                world.does(&rep("zhang"), &contact("zhang")).unwrap();
            }
            let decided = world.concludes("zhang", result).unwrap();
            assert_eq!(cards(&decided), "refresh:zhang");
            let state = world.state();
            assert!(state.is_terminal());
            assert_eq!(world.lead().owner(), Some(&id("zhang")));
            assert_eq!(
                world.lead().counts_for(),
                None,
                "a finished lead weighs nothing"
            );
            assert!(world.concludes("zhang", result).unwrap().events.is_empty());
            for other in [Conclusion::Won, Conclusion::Lost, Conclusion::Invalid] {
                if other != result {
                    let no = Err(Refusal::WrongState { state });
                    assert_eq!(world.concludes("zhang", other), no);
                }
            }
            assert_eq!(
                world.reassigns("wang", true),
                Err(Refusal::WrongState { state })
            );
        }
    }
}

#[test]
fn an_amount_is_added_once_after_the_deal() {
    let mut world = claimed();
    world.concludes("zhang", Conclusion::Won).unwrap();
    let about = About::Conclusion;
    let value = Some(Fen(5_230_000));
    let command = Command::Explain {
        rep: id("zhang"),
        about,
        reason: Reason::NONE,
        value,
    };
    assert_eq!(steps(&world.does(&rep("zhang"), &command).unwrap()), "note");
    assert_eq!(
        world.does(&rep("zhang"), &command),
        Err(Refusal::NothingToExplain)
    );
}

#[test]
fn release_goes_on_to_the_next_rep() {
    let mut world = claimed();
    let decided = world
        .does(&rep("zhang"), &release("zhang", Reason::NONE))
        .unwrap();
    assert_eq!(steps(&decided), "released offered");
    assert_eq!(cards(&decided), "refresh:zhang offer_card:wang");
    assert_eq!(
        world.lead().attempts,
        1,
        "who takes a lead back starts the count again"
    );
    assert!(world.lead().round.contains(&id("zhang")));
}

#[test]
fn release_goes_to_the_pool_when_nobody_is_left() {
    let mut world = claimed();
    for name in ["zhang", "wang", "zhao"] {
        assert_eq!(world.lead().owner(), Some(&id(name)));
        world
            .does(&rep(name), &release(name, Reason::typed()))
            .unwrap();
        if world.state() == State::Offered {
            let next = world.lead().counts_for().unwrap().clone();
            world.claims(next.as_str()).unwrap();
        }
    }
    assert_eq!(world.state(), State::Pooled);
    assert_eq!(steps(&world.claims("wang").unwrap()), "claimed");
    assert_eq!(world.lead().owner(), Some(&id("wang")));
}

#[test]
fn who_gives_back_what_a_manager_gave_is_not_asked_next() {
    let (mut world, _) = World::begins();
    world.reassigns("zhang", true).unwrap();
    assert!(world.lead().round.is_empty());
    world
        .does(&rep("zhang"), &release("zhang", Reason::NONE))
        .unwrap();
    assert_eq!(world.lead().counts_for(), Some(&id("wang")));
    assert_eq!(world.lead().round, [id("zhang"), id("wang")]);
}
