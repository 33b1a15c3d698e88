//! Everybody × everything × every state: what is in the table of `reliability.md` §2
//! happens, all else is refused or changes nothing.

use super::*;

/// How somebody stands to the lead, which lies with 张伟 where it lies with a rep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    /// 张伟: offered to, or owner.
    Holder,
    /// 王芳: another rep of the team.
    Colleague,
    /// 李经理, who leads the team and was asked to choose.
    Boss,
    /// 孙经理 of another team.
    OtherBoss,
    Admin,
    Source,
    System,
}

impl Who {
    const ALL: [Self; 7] = [
        Self::Holder,
        Self::Colleague,
        Self::Boss,
        Self::OtherBoss,
        Self::Admin,
        Self::Source,
        Self::System,
    ];

    fn actor(self) -> Actor {
        match self {
            Self::Holder => rep("zhang"),
            Self::Colleague => rep("wang"),
            Self::Boss => manager("li"),
            Self::OtherBoss => manager("sun"),
            Self::Admin => admin(),
            Self::Source => source(),
            Self::System => Actor::system(),
        }
    }
}

/// What is asked. The name says in whose name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    Claim(&'static str),
    Decline(&'static str),
    Contact(&'static str),
    Release(&'static str),
    Conclude(Option<&'static str>, Conclusion),
    Reassign { outright: bool },
    Assign,
    Unreachable,
    Explain,
}

impl Ask {
    fn all() -> Vec<Self> {
        let mut all = vec![Self::Assign, Self::Unreachable, Self::Explain];
        all.extend([true, false].map(|outright| Self::Reassign { outright }));
        for name in ["zhang", "wang"] {
            all.extend([Self::Claim(name), Self::Decline(name)]);
            all.extend([Self::Contact(name), Self::Release(name)]);
        }
        for name in [None, Some("zhang"), Some("wang")] {
            for result in [Conclusion::Won, Conclusion::Lost, Conclusion::Invalid] {
                all.push(Self::Conclude(name, result));
            }
        }
        all
    }

    fn command(self, lead: &Lead) -> Command {
        let reason = Reason::NONE;
        match self {
            Self::Claim(name) => Command::Claim {
                rep: id(name),
                offer: None,
            },
            Self::Decline(name) => Command::Decline {
                rep: id(name),
                offer: None,
                reason,
            },
            Self::Contact(name) => Command::Contact {
                rep: id(name),
                note: reason,
            },
            Self::Release(name) => Command::Release {
                rep: id(name),
                reason,
            },
            Self::Conclude(name, result) => Command::Conclude {
                rep: name.map(id),
                result,
                value: None,
                reason,
            },
            Self::Reassign { outright } => Command::Reassign {
                to: id("zhao"),
                outright,
                reason,
            },
            Self::Assign => Command::Assign {
                to: id("zhao"),
                level: 1,
            },
            Self::Unreachable => {
                let offer = lead.offer().map_or(offer_id(77), |offer| offer.id);
                Command::Unreachable { offer }
            }
            Self::Explain => {
                let about = About::Decline {
                    offer: offer_id(77),
                };
                Command::Explain {
                    rep: id("zhang"),
                    about,
                    reason,
                    value: None,
                }
            }
        }
    }
}

/// A lead in that state; with 张伟 where a rep has it.
fn in_state(state: State) -> World {
    let spam = Arrival {
        facts: Facts {
            is_lead: false,
            ..facts()
        },
        ..arrival(1)
    };
    let (mut world, _) = World::begins();
    match state {
        State::Offered => {}
        State::Received => {
            world.events.truncate(1);
            world.at_hand.lead = fold_all(&world.events).unwrap();
        }
        State::Escalated => {
            let offer = OfferPolicy {
                max_offers: 1,
                ..OfferPolicy::default()
            };
            world = World::begins_with(usual_staff(), offer, &arrival(1)).0;
            world.declines("zhang").unwrap();
        }
        State::Pooled => {
            let mut staff = usual_staff();
            staff.iter_mut().for_each(|one| one.manager = None);
            let offer = OfferPolicy {
                max_offers: 1,
                ..OfferPolicy::default()
            };
            world = World::begins_with(staff, offer, &arrival(1)).0;
            world.declines("zhang").unwrap();
        }
        State::Merged => {
            let (new, _) = merge(&arrival(9), world.lead(), "phone", &source(), NOON);
            world.at_hand.lead = new.lead;
            world.events = new.events;
        }
        State::Quarantined => {
            world = World::begins_with(usual_staff(), OfferPolicy::default(), &spam).0;
        }
        State::Claimed | State::Contacted | State::Won | State::Lost | State::Invalid => {
            world.claims("zhang").unwrap();
        }
    }
    match state {
        State::Contacted => {
            let command = Command::Contact {
                rep: id("zhang"),
                note: Reason::NONE,
            };
            world.does(&rep("zhang"), &command).map(drop).unwrap();
        }
        State::Won => world.concludes("zhang", Conclusion::Won).map(drop).unwrap(),
        State::Lost => world
            .concludes("zhang", Conclusion::Lost)
            .map(drop)
            .unwrap(),
        State::Invalid => world
            .concludes("zhang", Conclusion::Invalid)
            .map(drop)
            .unwrap(),
        _ => {}
    }
    assert_eq!(world.state(), state);
    world
}

/// The table: may it happen?
fn in_the_table(state: State, who: Who, ask: Ask) -> bool {
    use State::{Claimed, Contacted, Escalated, Invalid, Lost, Merged, Offered, Pooled};
    use State::{Quarantined, Received, Won};
    // Who may speak for 张伟, and for 王芳.
    let speaks_for = |name: &str| match who {
        Who::Holder => name == "zhang",
        Who::Colleague => name == "wang",
        Who::Boss | Who::Admin => true,
        Who::OtherBoss | Who::Source | Who::System => false,
    };
    // 孙经理's scope holds what lies with nobody yet.
    let over = match who {
        Who::Boss | Who::Admin => true,
        Who::OtherBoss => matches!(state, Received | Quarantined),
        _ => false,
    };
    match ask {
        Ask::Claim(name) if state == Pooled => speaks_for(name),
        Ask::Claim(name) | Ask::Decline(name) if state == Offered => {
            name == "zhang" && speaks_for(name)
        }
        Ask::Contact(name) => state == Claimed && name == "zhang" && speaks_for(name),
        Ask::Release(name) => {
            matches!(state, Claimed | Contacted) && name == "zhang" && speaks_for(name)
        }
        Ask::Conclude(Some(name), _) => {
            matches!(state, Claimed | Contacted) && name == "zhang" && speaks_for(name)
        }
        Ask::Conclude(None, result) => {
            let in_nobodys_hands = matches!(state, Quarantined | Escalated | Pooled);
            let may_end = matches!(state, Claimed | Contacted)
                || (in_nobodys_hands && result == Conclusion::Invalid);
            may_end && over
        }
        Ask::Reassign { .. } => !matches!(state, Won | Lost | Invalid | Merged) && over,
        Ask::Assign => state == Escalated && matches!(who, Who::Boss | Who::Admin),
        Ask::Unreachable => state == Offered && who == Who::System,
        Ask::Claim(_) | Ask::Decline(_) | Ask::Explain => false,
    }
}

#[test]
fn what_is_not_in_the_table_is_refused_without_events() {
    let (mut cells, mut allowed) = (0, 0);
    for state in State::ALL {
        let world = in_state(state);
        for who in Who::ALL {
            for ask in Ask::all() {
                let command = ask.command(world.lead());
                let answer = world.would(&who.actor(), &command);
                let happened = answer
                    .as_ref()
                    .is_ok_and(|decided| !decided.events.is_empty());
                let expected = in_the_table(state, who, ask);
                assert_eq!(happened, expected, "{state:?} {who:?} {ask:?}: {answer:?}");
                if let Ok(decided) = &answer {
                    whole(Some(world.lead()), decided);
                    if !expected {
                        // Asked again for what is so already: no step, no card.
                        assert_eq!(&decided.lead, world.lead());
                        assert!(decided.effects.is_empty() && decided.explanation.is_none());
                    }
                }
                cells += 1;
                allowed += usize::from(expected);
            }
        }
    }
    println!("role x action x state: {cells} cells, {allowed} allowed, all others without events");
    assert_eq!(cells, 11 * 7 * Ask::all().len());
}

#[test]
fn every_state_and_reason_is_known_by_its_name() {
    for state in State::ALL {
        assert_eq!(State::from_name(state.name()), Some(state));
        assert_eq!(through_json(&state), state);
        assert_eq!(serde_json::to_value(state).unwrap(), state.name());
    }
    for code in ReasonCode::ALL {
        assert_eq!(ReasonCode::from_name(code.name()), Some(code));
        assert_eq!(serde_json::to_value(code).unwrap(), code.name());
    }
    assert_eq!(State::from_name(""), None);
    assert_eq!(ReasonCode::from_name("Busy"), None);
}
