//! Planted faults: whoever touches a row or its events is found out.

use super::*;

/// A life with a decline, a reason, a claim, a contact and a deal.
fn life() -> World {
    let (mut world, _) = World::begins();
    let offer = world.live_offer();
    world.waits(MINUTE);
    world.declines("zhang").unwrap();
    let about = About::Decline { offer };
    let reason = Reason::chosen(ReasonCode::Busy);
    let why = Command::Explain {
        rep: id("zhang"),
        about,
        reason,
        value: None,
    };
    world.does(&rep("zhang"), &why).unwrap();
    world.waits(MINUTE);
    world.claims("wang").unwrap();
    world.concludes("wang", Conclusion::Lost).unwrap();
    world
}

/// The whole life passes; the life with this fault does not, and for this reason.
fn check(plant: impl FnOnce(&mut Lead, &mut Vec<Event>), found: impl FnOnce(&Broken) -> bool) {
    let world = life();
    let (mut lead, mut events) = (world.lead().clone(), world.events.clone());
    assert_eq!(invariants(&lead, &events, 3), Ok(()));
    plant(&mut lead, &mut events);
    let broken = invariants(&lead, &events, 3).unwrap_err();
    assert!(found(&broken), "found as {broken:?}");
}

/// The events and the row that honestly follows from them, where they fold at all.
fn check_events(plant: impl FnOnce(&mut Vec<Event>), found: impl FnOnce(&Broken) -> bool) {
    check(
        |lead, events| {
            plant(events);
            if let Ok(folded) = fold_all(events.iter()) {
                *lead = folded;
            }
        },
        found,
    );
}

fn gap(broken: &Broken) -> bool {
    matches!(broken, Broken::Fold(FoldError::Gap { .. }))
}

fn wrong_state(broken: &Broken) -> bool {
    matches!(broken, Broken::Fold(FoldError::WrongState { .. }))
}

fn illegal(broken: &Broken) -> bool {
    matches!(broken, Broken::Fold(FoldError::Illegal { .. }))
}

#[test]
fn a_missing_or_repeated_or_swapped_event_is_found() {
    for at in 0..life().events.len() - 1 {
        let begun = |broken: &Broken| gap(broken) || *broken == Broken::Fold(FoldError::NotBegun);
        check_events(|events| drop(events.remove(at)), begun);
        check_events(|events| events.insert(at, events[at].clone()), gap);
        check_events(|events| events.swap(at, at + 1), begun);
    }
    check_events(Vec::clear, |broken| {
        *broken == Broken::Fold(FoldError::NotBegun)
    });
    check(
        |_, events| drop(events.pop()),
        |broken| *broken == Broken::Row,
    );
    check_events(|events| events[0].seq = 2, gap);
}

#[test]
fn a_wrong_state_is_found() {
    for at in 0..life().events.len() {
        check_events(|events| events[at].from = Some(State::Won), wrong_state);
        check_events(|events| events[at].to = State::Quarantined, wrong_state);
    }
}

#[test]
fn time_that_runs_backwards_is_found() {
    for at in 1..life().events.len() {
        let earlier = |broken: &Broken| matches!(broken, Broken::Fold(FoldError::Earlier { .. }));
        check_events(
            |events| events[at].at = Instant(events[at - 1].at.0 - 1),
            earlier,
        );
    }
}

#[test]
fn an_offer_made_twice_is_found() {
    let twice = |events: &mut Vec<Event>| {
        for event in events {
            if let Body::Offered { offer, .. }
            | Body::Claimed {
                offer: Some(offer), ..
            } = &mut event.body
            {
                *offer = offer_id(1);
            }
        }
    };
    check_events(twice, |broken| *broken == Broken::OfferTwice(offer_id(1)));
}

#[test]
fn a_claim_by_somebody_else_or_of_another_offer_is_found() {
    let claim = |change: fn(&mut StaffId, &mut Option<OfferId>)| {
        move |events: &mut Vec<Event>| {
            for event in events {
                if let Body::Claimed { owner, offer } = &mut event.body {
                    change(owner, offer);
                }
            }
        }
    };
    check_events(claim(|owner, _| *owner = id("zhang")), illegal);
    check_events(claim(|_, offer| *offer = Some(offer_id(1))), illegal);
    check_events(claim(|_, offer| *offer = None), illegal);
}

#[test]
fn an_offer_out_of_turn_is_found() {
    let offers = |change: fn(&mut StaffId, &mut u32)| {
        move |events: &mut Vec<Event>| {
            for event in events.iter_mut().skip(2) {
                if let Body::Offered { rep, attempt, .. } = &mut event.body {
                    change(rep, attempt);
                }
            }
        }
    };
    check_events(offers(|_, attempt| *attempt = 1), illegal);
    check_events(offers(|_, attempt| *attempt = 3), illegal);
    check_events(offers(|rep, _| *rep = id("zhang")), illegal);
}

#[test]
fn a_reason_that_nobody_was_asked_for_is_found() {
    let notes = |change: fn(&mut Event)| {
        move |events: &mut Vec<Event>| {
            events
                .iter_mut()
                .filter(|one| one.body.kind() == Kind::Note)
                .for_each(change);
        }
    };
    check_events(notes(|event| event.actor = rep("wang")), illegal);
    check_events(
        notes(|event| event.on_behalf_of = Some(id("zhao"))),
        illegal,
    );
    let about_another = |event: &mut Event| {
        let about = About::Decline { offer: offer_id(2) };
        event.body = Body::Note {
            about,
            reason: Reason::typed(),
            value_fen: None,
        };
    };
    check_events(notes(about_another), illegal);
}

#[test]
fn a_changed_row_is_found() {
    let changes: [fn(&mut Lead); 11] = [
        |lead| lead.id = lead_id(99),
        |lead| lead.number = LeadNumber(99),
        |lead| lead.source.push('x'),
        |lead| lead.facts.region = None,
        |lead| {
            lead.life = Life::Lost {
                owner: Some(id("zhang")),
            }
        },
        |lead| lead.seq += 1,
        |lead| lead.round.clear(),
        |lead| lead.attempts = 0,
        |lead| lead.last_rep = None,
        |lead| lead.unexplained.clear(),
        |lead| lead.updated_at = lead.created_at,
    ];
    for change in changes {
        check(|lead, _| change(lead), |broken| *broken == Broken::Row);
    }
}

#[test]
fn more_offers_than_the_rules_allow_and_a_lead_between_two_steps_are_found() {
    let world = life();
    let few = invariants(world.lead(), &world.events, 1);
    assert_eq!(few, Err(Broken::TooManyOffers(2)));
    let begun = &world.events[..1];
    let between = fold_all(begun).unwrap();
    assert_eq!(invariants(&between, begun, 3), Err(Broken::Restless));
}
