//! A search through everything that can happen: two reps, a manager, one lead, all
//! commands by everybody, duplicates and old cards included, by the real `decide`.

use std::collections::{HashSet, VecDeque};

use super::*;

/// How many acts after the arrival are followed.
const DEPTH: u32 = 9;

/// What makes two worlds the same for all that can happen next: ids and times differ
/// between worlds that behave alike.
fn outline(world: &World) -> String {
    let lead = world.lead();
    let life = match &lead.life {
        Life::Offered(offer) => format!("offered to {}", offer.rep),
        Life::Escalated(asked) => format!("escalated to {} {}", asked.manager, asked.level),
        other => format!("{other:?}"),
    };
    let mut open: Vec<String> = lead
        .unexplained
        .iter()
        .map(|(who, what)| match what {
            About::Decline { .. } => format!("{who} declined"),
            other => format!("{who} {other:?}"),
        })
        .collect();
    open.sort();
    let (round, attempts, last) = (&lead.round, lead.attempts, &lead.last_rep);
    format!("{life} {round:?} {attempts} {last:?} {open:?}")
}

/// Everything that can be asked here, sensible or not.
fn commands(world: &World) -> Vec<Command> {
    let lead = world.lead();
    let reason = Reason::NONE;
    let said = Reason::chosen(ReasonCode::Busy);
    let live = lead.offer().map(|offer| offer.id);
    // The first card of all, once it is over.
    let stale = if live == Some(offer_id(1)) {
        Some(offer_id(0))
    } else {
        Some(offer_id(1))
    };
    let mut all = Vec::new();
    for name in ["zhang", "wang", "li"] {
        let who = id(name);
        for offer in [None, live, stale] {
            all.push(Command::Claim {
                rep: who.clone(),
                offer,
            });
            all.push(Command::Decline {
                rep: who.clone(),
                offer,
                reason,
            });
        }
        all.push(Command::Decline {
            rep: who.clone(),
            offer: live,
            reason: said,
        });
        all.push(Command::Contact {
            rep: who.clone(),
            note: reason,
        });
        all.push(Command::Release {
            rep: who.clone(),
            reason,
        });
        all.push(Command::Release {
            rep: who.clone(),
            reason: said,
        });
        for outright in [true, false] {
            all.push(Command::Reassign {
                to: who.clone(),
                outright,
                reason,
            });
        }
        for level in [1, 2] {
            all.push(Command::Assign {
                to: who.clone(),
                level,
            });
        }
        let about = About::Decline { offer: offer_id(0) };
        all.push(Command::Explain {
            rep: who.clone(),
            about,
            reason: said,
            value: None,
        });
    }
    for (who, about) in &lead.unexplained {
        let (rep, about) = (who.clone(), about.clone());
        all.push(Command::Explain {
            rep,
            about,
            reason: said,
            value: None,
        });
    }
    for rep in [None, Some(id("zhang")), Some(id("wang"))] {
        for result in [Conclusion::Won, Conclusion::Lost, Conclusion::Invalid] {
            all.push(Command::Conclude {
                rep: rep.clone(),
                result,
                value: None,
                reason,
            });
        }
    }
    all.extend(
        [live, stale]
            .into_iter()
            .flatten()
            .map(|offer| Command::Unreachable { offer }),
    );
    all
}

/// Whether a command comes from a card whose offer or escalation is over.
fn is_from_an_old_card(command: &Command, lead: &Lead) -> bool {
    let pressed = match command {
        Command::Claim { offer, .. } | Command::Decline { offer, .. } => *offer,
        Command::Unreachable { offer } => Some(*offer),
        Command::Assign { level, .. } => {
            return lead.escalation().map(|asked| asked.level) != Some(*level);
        }
        _ => None,
    };
    pressed.is_some_and(|pressed| lead.offer().map(|offer| offer.id) != Some(pressed))
}

/// What may never happen in one decision, whatever the state.
fn lawful(before: &World, who: &Actor, command: &Command, decided: &Decided) -> bool {
    let (old, new) = (before.lead(), &decided.lead);
    let moved = !decided.events.is_empty();
    let only_a_note = decided
        .events
        .iter()
        .all(|event| event.body.kind() == Kind::Note);
    let late = before
        .at_hand
        .deadline
        .is_some_and(|deadline| before.now >= deadline);
    let claims = matches!(command, Command::Claim { .. });
    let by_a_manager = matches!(who.kind, ActorKind::Manager | ActorKind::System);
    let holder = old.holder().map(StaffId::as_str);
    let was_in_the_pool = old.state() == State::Pooled;
    let rests = new.state() != State::Received;
    let explains = matches!(command, Command::Explain { .. });
    rests
        && (!moved || !is_from_an_old_card(command, old))
        && (only_a_note || !old.state().is_terminal())
        && (!moved || !claims || !late || old.state() != State::Offered)
        && (!moved || by_a_manager || was_in_the_pool || explains || holder == Some(&who.id))
        && (old.counts_for() == new.counts_for() || moved)
}

#[test]
fn every_life_of_a_small_floor_keeps_the_invariants() {
    let mut staff = usual_staff();
    staff.truncate(4);
    staff.remove(2);
    staff[1].capacity = 1;
    let offer = OfferPolicy {
        max_offers: 2,
        ..OfferPolicy::default()
    };
    let (first, _) = World::begins_with(staff, offer, &arrival(1));
    let everybody = [rep("zhang"), rep("wang"), manager("li"), Actor::system()];

    let mut seen = HashSet::from([outline(&first)]);
    let mut states = HashSet::from([first.state()]);
    let mut queue = VecDeque::from([(first, 0_u32)]);
    let (mut asked, mut taken, mut unlawful, mut stuck) = (0_u32, 0_u32, 0_u32, 0_u32);
    while let Some((world, depth)) = queue.pop_front() {
        let mut moves = 0_u32;
        let mut late = world.clone();
        late.waits(60 * MINUTE);
        for here in [&world, &late] {
            for command in commands(here) {
                // Time decides about claims only.
                if std::ptr::eq(here, &raw const late) && !matches!(command, Command::Claim { .. })
                {
                    continue;
                }
                for who in &everybody {
                    asked += 1;
                    let Ok(decided) = here.would(who, &command) else {
                        continue;
                    };
                    unlawful += u32::from(!lawful(here, who, &command, &decided));
                    if decided.events.is_empty() {
                        continue;
                    }
                    taken += 1;
                    moves += u32::from(decided.lead.life != here.lead().life);
                    let mut next = here.clone();
                    next.at_hand.lead = decided.lead.clone();
                    if depth == DEPTH || !seen.insert(outline(&next)) {
                        continue;
                    }
                    // A way not seen before: all checks, over the whole story.
                    let mut next = here.clone();
                    next.does(who, &command).unwrap();
                    states.insert(next.state());
                    queue.push_back((next, depth + 1));
                }
            }
        }
        stuck += u32::from(moves == 0 && !world.state().is_terminal());
    }
    println!(
        "model: {} states to depth {DEPTH}, {asked} commands asked, {taken} taken, \
         {unlawful} unlawful, {stuck} stuck",
        seen.len()
    );
    assert_eq!((unlawful, stuck), (0, 0));
    let reachable = State::ALL
        .into_iter()
        .filter(|state| !matches!(state, State::Received | State::Merged | State::Quarantined));
    for state in reachable {
        assert!(states.contains(&state), "{state:?} was never reached");
    }
}
