//! A lead between reps: offered, claimed, declined, out of reach, in the pool.

use super::*;

#[test]
fn a_lead_is_offered_to_the_best_rep_at_once() {
    let (world, decided) = World::begins();
    assert_eq!(steps(&decided), "received offered");
    assert_eq!(cards(&decided), "offer_card:zhang");
    assert_eq!(world.lead().attempts, 1);
    let (seq, why) = decided.explanation.as_ref().unwrap();
    assert_eq!(*seq, 2);
    assert_eq!(why.chosen().unwrap().rep, id("zhang"));
    assert_eq!(decided.events[0].actor, source());
    assert_eq!(decided.events[1].actor, Actor::system());
    assert_eq!(world.floor.find(&id("zhang")).unwrap().load, 1);
}

#[test]
fn a_claimed_lead_belongs_to_the_rep() {
    let (mut world, _) = World::begins();
    let offer = world.live_offer();
    let decided = world.claims("zhang").unwrap();
    assert_eq!(
        (steps(&decided), cards(&decided)),
        ("claimed".into(), "refresh:zhang".into())
    );
    assert_eq!(world.lead().owner(), Some(&id("zhang")));
    let claim = Body::Claimed {
        owner: id("zhang"),
        offer: Some(offer),
    };
    assert_eq!(decided.events[0].body, claim);
    assert_eq!(decided.events[0].on_behalf_of, None);
}

#[test]
fn claiming_twice_is_one_event() {
    let (mut world, _) = World::begins();
    let offer = Some(world.live_offer());
    let command = Command::Claim {
        rep: id("zhang"),
        offer,
    };
    assert_eq!(
        steps(&world.does(&rep("zhang"), &command).unwrap()),
        "claimed"
    );
    let again = world.does(&rep("zhang"), &command).unwrap();
    assert!(again.events.is_empty() && again.effects.is_empty());
    assert_eq!(world.events.len(), 3);
}

#[test]
fn a_claim_after_the_deadline_is_refused() {
    let (mut world, _) = World::begins();
    let deadline = world.at_hand.deadline.unwrap();
    world.now = deadline;
    assert_eq!(
        world.claims("zhang"),
        Err(Refusal::OfferEnded {
            state: State::Offered
        })
    );
    world.now = Instant(deadline.0 - 1);
    assert_eq!(steps(&world.claims("zhang").unwrap()), "claimed");
}

#[test]
fn a_press_by_somebody_else_changes_nothing() {
    let (mut world, _) = World::begins();
    let not_yours = Refusal::NotOfferedToYou {
        state: State::Offered,
    };
    assert_eq!(world.claims("wang"), Err(not_yours.clone()));
    assert_eq!(world.declines("wang"), Err(not_yours));
    // Nor by naming the rep that it was offered to.
    let offer = Some(world.live_offer());
    let in_his_name = Command::Claim {
        rep: id("zhang"),
        offer,
    };
    assert_eq!(
        world.does(&rep("wang"), &in_his_name),
        Err(Refusal::NotAllowed)
    );
    let reason = Reason::NONE;
    let in_his_name = Command::Decline {
        rep: id("zhang"),
        offer,
        reason,
    };
    assert_eq!(
        world.does(&rep("wang"), &in_his_name),
        Err(Refusal::NotAllowed)
    );
    assert_eq!(
        world.does(&manager("sun"), &in_his_name),
        Err(Refusal::NotAllowed)
    );
    assert_eq!(world.events.len(), 2);
}

#[test]
fn a_manager_may_act_in_the_name_of_their_rep() {
    let (mut world, _) = World::begins();
    let command = Command::Claim {
        rep: id("zhang"),
        offer: None,
    };
    let decided = world.does(&manager("li"), &command).unwrap();
    assert_eq!(decided.events[0].actor, manager("li"));
    assert_eq!(decided.events[0].on_behalf_of, Some(id("zhang")));
    assert_eq!(world.lead().owner(), Some(&id("zhang")));
}

#[test]
fn an_old_card_cannot_claim_a_newer_offer() {
    let (mut world, _) = World::begins();
    let old = world.live_offer();
    world.declines("zhang").unwrap();
    world.reassigns("zhang", false).unwrap();
    assert_eq!(world.lead().counts_for(), Some(&id("zhang")));
    let ended = Err(Refusal::OfferEnded {
        state: State::Offered,
    });
    let claim = Command::Claim {
        rep: id("zhang"),
        offer: Some(old),
    };
    assert_eq!(world.does(&rep("zhang"), &claim), ended);
    let decline = Command::Decline {
        rep: id("zhang"),
        offer: Some(old),
        reason: Reason::NONE,
    };
    assert_eq!(world.does(&rep("zhang"), &decline), ended);
    world.claims("zhang").unwrap();
}

#[test]
fn the_slower_one_is_told_who_has_it() {
    let mut world = claimed();
    let taken = Refusal::AlreadyClaimed { by: id("zhang") };
    assert_eq!(world.claims("wang"), Err(taken.clone()));
    assert_eq!(world.declines("wang"), Err(taken.clone()));
    assert_eq!(
        world.does(&rep("wang"), &contact("wang")),
        Err(taken.clone())
    );
    assert_eq!(
        world.does(&rep("wang"), &release("wang", Reason::NONE)),
        Err(taken.clone())
    );
    assert_eq!(world.concludes("wang", Conclusion::Won), Err(taken));
}

#[test]
fn a_declined_lead_goes_to_the_next_best_rep() {
    let (mut world, _) = World::begins();
    let decided = world.declines("zhang").unwrap();
    assert_eq!(steps(&decided), "declined offered");
    assert_eq!(cards(&decided), "refresh:zhang offer_card:wang");
    assert_eq!(world.lead().attempts, 2);
    assert_eq!(world.floor.find(&id("zhang")).unwrap().load, 0);
    assert_eq!(decided.events[0].actor, rep("zhang"));
    assert_eq!(decided.events[1].actor, Actor::system());
    assert_eq!(
        world.declines("zhang"),
        Err(Refusal::NotOfferedToYou {
            state: State::Offered
        })
    );
}

#[test]
fn a_late_decline_still_counts() {
    let (mut world, _) = World::begins();
    world.waits(60 * MINUTE);
    assert_eq!(steps(&world.declines("zhang").unwrap()), "declined offered");
}

#[test]
fn a_reason_is_given_once() {
    let (mut world, _) = World::begins();
    let offer = world.live_offer();
    world.declines("zhang").unwrap();
    let why = explain("zhang", About::Decline { offer });
    assert_eq!(world.does(&rep("wang"), &why), Err(Refusal::NotAllowed));
    let not_hers = explain("wang", About::Decline { offer });
    assert_eq!(
        world.does(&rep("wang"), &not_hers),
        Err(Refusal::NothingToExplain)
    );
    let decided = world.does(&rep("zhang"), &why).unwrap();
    assert_eq!(
        (steps(&decided), cards(&decided)),
        ("note".into(), "refresh:zhang".into())
    );
    assert_eq!(world.state(), State::Offered);
    assert_eq!(
        world.does(&rep("zhang"), &why),
        Err(Refusal::NothingToExplain)
    );
}

#[test]
fn a_reason_said_with_the_decline_is_not_asked_again() {
    let (mut world, _) = World::begins();
    let offer = world.live_offer();
    let reason = Reason::chosen(ReasonCode::Territory);
    let command = Command::Decline {
        rep: id("zhang"),
        offer: Some(offer),
        reason,
    };
    world.does(&rep("zhang"), &command).unwrap();
    let why = explain("zhang", About::Decline { offer });
    assert_eq!(
        world.does(&rep("zhang"), &why),
        Err(Refusal::NothingToExplain)
    );
}

#[test]
fn the_pool_is_for_reps_with_room() {
    let mut staff = usual_staff();
    staff.truncate(2);
    staff[1].capacity = 0;
    staff.push(person("gone", Role::Rep, "华东", None, "330700"));
    staff[2].active = false;
    let lead = Arrival {
        facts: Facts {
            region: None,
            ..facts()
        },
        ..arrival(1)
    };
    let (mut world, _) = World::begins_with(staff, OfferPolicy::default(), &lead);
    let decided = world.declines("zhang").unwrap();
    assert_eq!(
        (steps(&decided), cards(&decided)),
        (
            "declined pooled".into(),
            "refresh:zhang pool_card:zhang".into()
        )
    );
    assert_eq!(
        world.claims("wang"),
        Err(Refusal::Full { staff: id("wang") })
    );
    assert_eq!(
        world.claims("gone"),
        Err(Refusal::Inactive { staff: id("gone") })
    );
    assert_eq!(world.claims("nobody"), Err(Refusal::NotAllowed));
    let old_card = Command::Claim {
        rep: id("zhang"),
        offer: Some(offer_id(1)),
    };
    let ended = Err(Refusal::OfferEnded {
        state: State::Pooled,
    });
    assert_eq!(world.does(&rep("zhang"), &old_card), ended);
    let decided = world.claims("zhang").unwrap();
    assert_eq!(
        (steps(&decided), cards(&decided)),
        ("claimed".into(), "refresh:zhang".into())
    );
}

#[test]
fn an_unreachable_rep_loses_the_offer_at_once() {
    let (mut world, _) = World::begins();
    let offer = world.live_offer();
    let command = Command::Unreachable { offer };
    for who in [rep("zhang"), manager("li"), admin(), source()] {
        assert_eq!(world.does(&who, &command), Err(Refusal::NotAllowed));
    }
    let decided = world.does(&Actor::system(), &command).unwrap();
    assert_eq!(steps(&decided), "expired offered");
    assert_eq!(
        cards(&decided),
        "offer_card:wang",
        "who got no card gets no new one"
    );
    let again = world.does(&Actor::system(), &command);
    assert_eq!(
        again,
        Err(Refusal::OfferEnded {
            state: State::Offered
        })
    );
}

#[test]
fn a_clock_that_runs_backwards_never_shows_in_the_events() {
    let (mut world, _) = World::begins();
    world.now = NOON.before(60 * MINUTE);
    let decided = world.declines("zhang").unwrap();
    assert_eq!(decided.events[0].at, NOON);
    world.now = Instant(i64::MIN);
    world.claims("wang").unwrap();
    assert_eq!(world.lead().updated_at, NOON);
}
