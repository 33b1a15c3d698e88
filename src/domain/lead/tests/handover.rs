//! Where a manager comes in: nobody fits, the last decline, 指派, 转派; and what
//! does not become a lead of its own: merged or quarantined.

use super::*;

fn with_duty(duty: &str) -> OfferPolicy {
    OfferPolicy {
        duty_manager: Some(id(duty)),
        ..OfferPolicy::default()
    }
}

/// A lead of which nobody on this floor covers the place.
fn from(place: &str) -> Arrival {
    let region = Some(RegionCode::parse(place).unwrap());
    Arrival {
        facts: Facts { region, ..facts() },
        ..arrival(1)
    }
}

fn assign(to: &str, level: u32) -> Command {
    Command::Assign { to: id(to), level }
}

fn invalid() -> Command {
    let result = Conclusion::Invalid;
    Command::Conclude {
        rep: None,
        result,
        value: None,
        reason: Reason::NONE,
    }
}

/// 张伟 and 王芳 declined, and two is the limit: 李经理 has to choose.
fn escalated() -> World {
    let offer = OfferPolicy {
        max_offers: 2,
        ..OfferPolicy::default()
    };
    let (mut world, _) = World::begins_with(usual_staff(), offer, &arrival(1));
    world.declines("zhang").unwrap();
    world.declines("wang").unwrap();
    world
}

#[test]
fn the_last_decline_goes_to_the_manager() {
    let (mut world, _) = World::begins();
    world.declines("zhang").unwrap();
    world.declines("wang").unwrap();
    let decided = world.declines("zhao").unwrap();
    assert_eq!(steps(&decided), "declined escalated");
    assert_eq!(cards(&decided), "refresh:zhao escalation_card:li");
    let asked = world.lead().escalation().unwrap();
    assert_eq!((asked.level, asked.kind), (1, EscalationKind::Choose));
    assert_eq!(asked.since, NOON);
    assert_eq!(asked.deadline, NOON.after(10 * MINUTE));
}

#[test]
fn no_more_reps_are_asked_than_the_rules_allow() {
    let world = escalated();
    assert_eq!(world.lead().escalation().unwrap().manager, id("li"));
    assert_eq!(world.lead().attempts, 2);
    assert_eq!(
        world.lead().round,
        [id("zhang"), id("wang")],
        "赵强 was never asked"
    );
}

#[test]
fn nobody_eligible_goes_to_the_manager_of_the_nearest_excluded_rep() {
    let mut staff = usual_staff();
    staff.remove(2);
    staff.push(person("chen", Role::Rep, "华南", Some("sun"), "440000"));
    let lands = |place: &str| {
        let (world, decided) = World::begins_with(staff.clone(), with_duty("li"), &from(place));
        assert_eq!(steps(&decided), "received escalated");
        world.lead().escalation().unwrap().manager.clone()
    };
    // 深圳's neighbour, 海口, lies in 华南; 上海 in 华东.
    assert_eq!(lands("460100"), id("sun"));
    assert_eq!(lands("310115"), id("li"));
}

#[test]
fn without_a_manager_of_theirs_the_manager_on_duty_is_asked_else_the_pool() {
    let lonely = || {
        let mut staff = usual_staff();
        staff.remove(2);
        staff.iter_mut().for_each(|one| one.manager = None);
        staff
    };
    let (world, decided) = World::begins_with(lonely(), with_duty("sun"), &from("440300"));
    assert_eq!(world.lead().escalation().unwrap().manager, id("sun"));
    assert_eq!(cards(&decided), "escalation_card:sun");

    let (world, decided) = World::begins_with(lonely(), OfferPolicy::default(), &from("440300"));
    assert_eq!(
        (steps(&decided).as_str(), world.state()),
        ("received pooled", State::Pooled)
    );
    // Nobody covers the place: everybody with room sees it in the pool.
    assert_eq!(cards(&decided), "pool_card:wang pool_card:zhang");

    // A manager on duty who left, or who is none, is nobody.
    let mut staff = lonely();
    staff[3].active = false;
    let (world, _) = World::begins_with(staff, with_duty("sun"), &from("440300"));
    assert_eq!(world.state(), State::Pooled);
    let (world, _) = World::begins_with(lonely(), with_duty("zhang"), &from("440300"));
    assert_eq!(world.state(), State::Pooled);
    let (world, _) = World::begins_with(vec![], OfferPolicy::default(), &from("440300"));
    assert_eq!(world.state(), State::Pooled);
}

#[test]
fn the_manager_of_the_rep_last_asked_comes_before_the_nearest() {
    let mut staff = usual_staff();
    staff[0].manager = Some(id("sun"));
    staff.remove(2);
    let (mut world, _) = World::begins_with(staff, OfferPolicy::default(), &arrival(1));
    world.declines("zhang").unwrap();
    world.declines("wang").unwrap();
    assert_eq!(world.lead().escalation().unwrap().manager, id("li"));
}

#[test]
fn an_assigned_lead_is_a_new_offer_in_a_new_round() {
    let mut world = escalated();
    world.waits(MINUTE);
    let decided = world.does(&manager("li"), &assign("zhang", 1)).unwrap();
    assert_eq!(steps(&decided), "reassigned offered");
    assert_eq!(cards(&decided), "refresh:li offer_card:zhang");
    assert!(decided.by_hand);
    assert_eq!(world.lead().round, [id("zhang")]);
    assert_eq!(world.lead().attempts, 1);
    let Body::Offered { because, .. } = decided.events[1].body else {
        unreachable!()
    };
    assert_eq!(because, OfferedBecause::Chosen);
    assert_eq!(decided.events[1].actor, manager("li"));
    // The new round asks the others again.
    assert_eq!(steps(&world.declines("zhang").unwrap()), "declined offered");
    assert_eq!(world.lead().counts_for(), Some(&id("wang")));
}

#[test]
fn only_the_manager_who_was_asked_assigns() {
    let mut world = escalated();
    for who in [
        rep("zhang"),
        rep("zhao"),
        manager("sun"),
        source(),
        Actor::system(),
    ] {
        assert_eq!(
            world.does(&who, &assign("zhao", 1)),
            Err(Refusal::NotAllowed),
            "{who:?}"
        );
    }
    assert_eq!(
        steps(&world.does(&admin(), &assign("zhao", 1)).unwrap()),
        "reassigned offered"
    );
}

#[test]
fn an_old_escalation_card_assigns_nothing() {
    let mut world = escalated();
    let ended = |state| Err(Refusal::OfferEnded { state });
    assert_eq!(
        world.does(&manager("li"), &assign("zhao", 2)),
        ended(State::Escalated)
    );
    world.does(&manager("li"), &assign("zhao", 1)).unwrap();
    assert_eq!(
        world.does(&manager("li"), &assign("wang", 1)),
        ended(State::Offered)
    );
    world.claims("zhao").unwrap();
    let taken = Err(Refusal::AlreadyClaimed { by: id("zhao") });
    assert_eq!(world.does(&manager("li"), &assign("wang", 1)), taken);
}

#[test]
fn a_lead_is_given_only_to_somebody_who_works_here() {
    let mut staff = usual_staff();
    staff[2].active = false;
    let offer = OfferPolicy {
        max_offers: 1,
        ..OfferPolicy::default()
    };
    let (mut world, _) = World::begins_with(staff, offer, &arrival(1));
    world.declines("zhang").unwrap();
    let gone = Err(Refusal::Inactive { staff: id("zhao") });
    let unknown = Err(Refusal::UnknownStaff {
        staff: id("nobody"),
    });
    assert_eq!(world.does(&manager("li"), &assign("zhao", 1)), gone);
    assert_eq!(world.does(&manager("li"), &assign("nobody", 1)), unknown);
    assert_eq!(world.reassigns("zhao", true), gone);
    assert_eq!(world.reassigns("nobody", false), unknown);
}

#[test]
fn a_managers_act_starts_a_new_round() {
    let (mut world, _) = World::begins();
    world.declines("zhang").unwrap();
    let decided = world.reassigns("zhao", false).unwrap();
    assert_eq!(steps(&decided), "reassigned offered");
    assert_eq!(cards(&decided), "refresh:wang offer_card:zhao");
    let Body::Reassigned { from_rep, .. } = &decided.events[0].body else {
        unreachable!()
    };
    assert_eq!(from_rep.as_ref(), Some(&id("wang")));
    assert_eq!(
        (world.lead().attempts, world.lead().round.as_slice()),
        (1, [id("zhao")].as_slice())
    );
    world.declines("zhao").unwrap();
    assert_eq!(
        world.lead().counts_for(),
        Some(&id("zhang")),
        "asked again in the new round"
    );
}

#[test]
fn a_lead_given_outright_is_theirs_at_once_even_when_they_are_full() {
    let mut staff = usual_staff();
    staff[2].capacity = 0;
    let (mut world, _) = World::begins_with(staff, OfferPolicy::default(), &arrival(1));
    world.claims("zhang").unwrap();
    let decided = world.reassigns("zhao", true).unwrap();
    assert_eq!(steps(&decided), "reassigned");
    assert_eq!(cards(&decided), "refresh:zhang owner_card:zhao");
    assert!(decided.by_hand);
    assert_eq!(world.lead().owner(), Some(&id("zhao")));
    let again = world.reassigns("zhao", true).unwrap();
    assert!(again.events.is_empty() && again.effects.is_empty());
}

#[test]
fn a_lead_is_moved_only_by_a_manager_of_its_team() {
    let (mut world, _) = World::begins();
    let command = Command::Reassign {
        to: id("wang"),
        outright: true,
        reason: Reason::NONE,
    };
    for who in [
        rep("zhang"),
        rep("wang"),
        manager("sun"),
        source(),
        Actor::system(),
    ] {
        assert_eq!(
            world.does(&who, &command),
            Err(Refusal::NotAllowed),
            "{who:?}"
        );
    }
    world.does(&admin(), &command).unwrap();
    assert_eq!(world.lead().owner(), Some(&id("wang")));
}

#[test]
fn what_is_plainly_no_customer_waits_for_a_person() {
    let spam = Arrival {
        facts: Facts {
            is_lead: false,
            ..facts()
        },
        ..arrival(1)
    };
    let (mut world, decided) = World::begins_with(usual_staff(), with_duty("li"), &spam);
    assert_eq!(
        (steps(&decided), cards(&decided)),
        ("received quarantined".into(), "text:li".into())
    );
    assert!(decided.explanation.is_none());
    assert_eq!(
        world.claims("zhang"),
        Err(Refusal::WrongState {
            state: State::Quarantined
        })
    );
    assert_eq!(
        world.does(&rep("zhang"), &invalid()),
        Err(Refusal::NotAllowed)
    );
    let mut other = world.clone();
    assert_eq!(
        steps(&world.does(&manager("li"), &invalid()).unwrap()),
        "invalid"
    );
    assert_eq!(world.lead().owner(), None);
    assert_eq!(
        steps(&other.reassigns("zhang", false).unwrap()),
        "reassigned offered"
    );

    let (_, decided) = World::begins_with(usual_staff(), OfferPolicy::default(), &spam);
    assert_eq!(
        cards(&decided),
        "",
        "without a manager on duty it waits in the list"
    );
}

#[test]
fn a_manager_calls_a_lead_in_nobodys_hands_invalid_but_not_won() {
    let mut world = escalated();
    for result in [Conclusion::Won, Conclusion::Lost] {
        let command = Command::Conclude {
            rep: None,
            result,
            value: None,
            reason: Reason::NONE,
        };
        let no = Err(Refusal::WrongState {
            state: State::Escalated,
        });
        assert_eq!(world.does(&manager("li"), &command), no);
    }
    assert_eq!(
        world.does(&manager("sun"), &invalid()),
        Err(Refusal::NotAllowed)
    );
    let decided = world.does(&manager("li"), &invalid()).unwrap();
    assert_eq!(
        (steps(&decided), cards(&decided)),
        ("invalid".into(), "refresh:li".into())
    );
    let asked = world
        .lead()
        .unexplained
        .iter()
        .any(|(_, what)| *what == About::Conclusion);
    assert!(!asked, "nobody owned it, nobody is asked why");
}

#[test]
fn merge_notes_the_survivor_and_tells_whoever_has_it() {
    let check = |world: &World, told: &str| {
        let survivor = world.lead();
        let (new, note) = merge(&arrival(9), survivor, "phone", &source(), world.now);
        assert_eq!(steps(&new), "received merged");
        assert_eq!(new.lead.life, Life::Merged { into: survivor.id });
        assert_eq!(steps(&note), "note");
        assert_eq!(note.lead.life, survivor.life);
        assert_eq!(cards(&note), told);
        invariants(&new.lead, &new.events, 3).unwrap();
        let mut after = world.clone();
        after.takes(Some(survivor), &note);
    };
    let (mut world, _) = World::begins();
    check(&world, "text:zhang");
    world.claims("zhang").unwrap();
    world.waits(MINUTE);
    check(&world, "text:zhang");
    check(&escalated(), "text:li");
    let nobody = World::begins_with(vec![], OfferPolicy::default(), &arrival(1)).0;
    check(&nobody, "");
}

#[test]
fn a_merged_lead_is_over() {
    let (world, _) = World::begins();
    let (new, _) = merge(&arrival(9), world.lead(), "phone", &source(), NOON);
    let at_hand = AtHand {
        lead: new.lead,
        deadline: None,
    };
    let mut merged = World {
        at_hand,
        events: new.events,
        ..world
    };
    let no = Err(Refusal::WrongState {
        state: State::Merged,
    });
    assert_eq!(merged.claims("zhang"), no);
    assert_eq!(merged.reassigns("zhang", true), no);
    assert_eq!(merged.does(&manager("li"), &invalid()), no);
}
