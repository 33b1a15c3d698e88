//! Several leads on one floor, and random acts done to them.

use super::lives::{Act, House, PEOPLE};
use super::*;
use crate::money::Fen;
use crate::understand::{Amount, Quantity};

/// One lead as the store has it.
pub(super) struct Kept {
    at_hand: AtHand,
    events: Vec<Event>,
}

/// Several leads on one floor.
pub(super) struct Town {
    floor: Floor,
    pub(super) kept: Vec<Kept>,
    now: Instant,
    fresh: u128,
    pub(super) steps: u32,
    pub(super) refused: u32,
}

impl Town {
    pub(super) fn of(house: &House) -> Self {
        let covers = ["330700", "330000", "全国", "440000"];
        let mut staff: Vec<Staff> = house
            .capacities
            .iter()
            .enumerate()
            .map(|(at, capacity)| {
                let boss = (at != 2).then_some("boss");
                let mut one = person(PEOPLE[at], Role::Rep, "华东", boss, covers[at]);
                one.capacity = *capacity;
                one
            })
            .collect();
        if house.away {
            staff[1].away_until = Some(NOON.after(60 * MINUTE));
        }
        staff.push(person("boss", Role::Manager, "华东", None, ""));
        staff.push(person("other", Role::Manager, "华南", None, ""));
        let offer = OfferPolicy {
            max_offers: house.max_offers,
            duty_manager: house.duty.then(|| id("other")),
            ..OfferPolicy::default()
        };
        let floor = floor_of(staff, offer);
        Self {
            floor,
            kept: vec![],
            now: NOON,
            fresh: 0,
            steps: 0,
            refused: 0,
        }
    }

    pub(super) fn receives(&mut self, n: u128, house: &House) {
        self.fresh += 1;
        let mut lead = arrival(n);
        lead.facts.is_lead = n != 3;
        let amount = Amount::milli(house.amount * 1000 / 7);
        lead.facts.quantity = Some(Quantity {
            amount,
            unit: "个".to_owned(),
        });
        lead.facts.value = Some(Fen(house.amount));
        let decided = receive(
            &lead,
            &source(),
            &self.floor,
            self.now,
            offer_id(self.fresh),
        );
        let at_hand = AtHand {
            lead: decided.lead.clone(),
            deadline: None,
        };
        self.kept.push(Kept {
            at_hand,
            events: vec![],
        });
        self.takes(self.kept.len() - 1, None, &decided);
    }

    fn takes(&mut self, at: usize, before: Option<&Lead>, decided: &Decided) {
        let had = before.and_then(Lead::counts_for).cloned();
        let has = decided.lead.counts_for().cloned();
        self.floor.moved(had.as_ref(), has.as_ref());
        if let Some(rep) = has.filter(|rep| had.as_ref() != Some(rep) && !decided.by_hand) {
            let one = self.floor.find(&rep).unwrap();
            assert!(
                one.load <= one.staff.capacity,
                "I7: over capacity without a manager"
            );
        }
        let kept = &mut self.kept[at];
        kept.events.extend(decided.events.iter().cloned());
        kept.at_hand.lead = decided.lead.clone();
        if decided
            .events
            .iter()
            .any(|event| event.body.kind() == Kind::Offered)
        {
            kept.at_hand.deadline = Some(decided.lead.updated_at.after(10 * MINUTE));
        }
        whole(before, decided);
        self.all_is_well();
    }

    fn all_is_well(&self) {
        for kept in &self.kept {
            let lead = &kept.at_hand.lead;
            invariants(lead, &kept.events, self.floor.policy.offer.max_offers).unwrap();
            assert_eq!(fold_all(&kept.events).as_ref(), Ok(lead));
            let seqs: Vec<u32> = kept.events.iter().map(|event| event.seq).collect();
            assert_eq!(seqs, (1..=lead.seq).collect::<Vec<_>>());
            assert!(kept.events.iter().map(|event| event.at).is_sorted());
            let owned = matches!(lead.state(), State::Claimed | State::Contacted);
            assert!(!owned || lead.owner().is_some(), "I2");
        }
        for one in self.floor.people() {
            let of = |kept: &&Kept| kept.at_hand.lead.counts_for() == Some(&one.staff.id);
            let count = u32::try_from(self.kept.iter().filter(of).count()).unwrap();
            assert_eq!(one.load, count, "I7: the load of {}", one.staff.id);
        }
    }

    fn command(&self, act: &Act, lead: &Lead) -> Command {
        let named = id(PEOPLE[act.named]);
        let offer = match act.offer {
            0..4 => None,
            4..9 => lead.offer().map(|offer| offer.id),
            n => Some(offer_id(u128::try_from(n).unwrap() - 8)),
        };
        let reason = match ReasonCode::ALL.get(act.code) {
            Some(code) => Reason::chosen(*code),
            None if act.flag => Reason::typed(),
            None => Reason::NONE,
        };
        let reason = if act.flag { reason } else { Reason::NONE };
        let value = act.flag.then_some(Fen(5_230_000));
        let question = lead.unexplained.get(act.code % 3).cloned();
        let sure = offer.unwrap_or(offer_id(1));
        let (rep, about) = question.unwrap_or((named.clone(), About::Decline { offer: sure }));
        let rep_or_none = (act.step % 3 != 0).then(|| named.clone());
        let result = [Conclusion::Won, Conclusion::Lost, Conclusion::Invalid][act.code % 3];
        match act.kind {
            0 | 1 => Command::Claim { rep: named, offer },
            2 | 3 => Command::Decline {
                rep: named,
                offer,
                reason,
            },
            4 => Command::Explain {
                rep,
                about,
                reason,
                value,
            },
            5 => Command::Contact {
                rep: named,
                note: reason,
            },
            6 | 7 => Command::Release { rep: named, reason },
            8 => Command::Conclude {
                rep: rep_or_none,
                result,
                value,
                reason,
            },
            9 | 10 => Command::Reassign {
                to: named,
                outright: act.flag,
                reason,
            },
            11 => Command::Assign {
                to: named,
                level: u32::try_from(act.code % 3).unwrap(),
            },
            _ => Command::Unreachable { offer: sure },
        }
    }

    /// A living lead, most of the time.
    pub(super) fn pick(&self, act: &Act) -> usize {
        let lives = |at: &usize| !self.kept[*at].at_hand.lead.state().is_terminal();
        let living: Vec<usize> = (0..self.kept.len()).filter(lives).collect();
        let any = act.lead % self.kept.len();
        if act.code == 0 {
            any
        } else {
            living
                .get(act.lead % living.len().max(1))
                .copied()
                .unwrap_or(any)
        }
    }

    /// The act itself. The named one acts themselves most of the time.
    pub(super) fn acts(&mut self, act: &Act) {
        self.now = Instant(self.now.0 + act.step * 1_000_000);
        self.fresh += 1;
        let at = self.pick(act);
        let before = self.kept[at].at_hand.lead.clone();
        let mut act = act.clone();
        let holder = before
            .holder()
            .and_then(|who| PEOPLE.iter().position(|n| *n == who.as_str()));
        // Whoever has it comes up more often than by chance.
        if let Some(holder) = holder.filter(|_| act.step % 4 != 0 && act.kind < 9) {
            act.named = holder;
        }
        let command = self.command(&act, &before);
        let actor = match (act.actor, act.kind) {
            (0, _) | (4.., 9 | 10) => manager("boss"),
            (1, _) => manager("other"),
            (2, _) | (4.., 11) => admin(),
            (3, _) | (4.., 12) => Actor::system(),
            (4, _) => source(),
            _ if PEOPLE[act.named] == "boss" => manager("boss"),
            _ => rep(PEOPLE[act.named]),
        };
        let kept = &self.kept[at];
        let fresh = offer_id(self.fresh);
        match decide(
            &kept.at_hand,
            &command,
            &actor,
            &self.floor,
            self.now,
            fresh,
        ) {
            Ok(decided) if decided.events.is_empty() => {
                assert_eq!(decided.lead, before, "no event, no change");
                assert!(decided.effects.is_empty());
            }
            Ok(decided) => {
                self.steps += 1;
                self.takes(at, Some(&before), &decided);
            }
            Err(_) => {
                self.refused += 1;
                assert_eq!(
                    self.kept[at].at_hand.lead, before,
                    "refused, nothing changed"
                );
                self.all_is_well();
            }
        }
    }

    /// The customer of a lead comes again.
    pub(super) fn comes_again(&mut self, at: usize) {
        let survivor = self.kept[at].at_hand.lead.clone();
        if survivor.state().is_terminal() {
            return;
        }
        let n = u128::try_from(self.kept.len()).unwrap() + 1000;
        let (new, note) = merge(&arrival(n), &survivor, "phone", &source(), self.now);
        whole(None, &new);
        invariants(&new.lead, &new.events, 1).unwrap();
        self.takes(at, Some(&survivor), &note);
        let at_hand = AtHand {
            lead: new.lead.clone(),
            deadline: None,
        };
        self.kept.push(Kept {
            at_hand,
            events: new.events,
        });
        self.all_is_well();
    }

    /// Nothing is stuck: an admin ends any living lead in two acts.
    pub(super) fn ends(&mut self) {
        let live = |town: &Self, at: usize| !town.kept[at].at_hand.lead.state().is_terminal();
        for at in 0..self.kept.len() {
            let to = id("r0");
            let reason = Reason::NONE;
            let take = Command::Reassign {
                to,
                outright: true,
                reason,
            };
            let result = Conclusion::Lost;
            let end = Command::Conclude {
                rep: None,
                result,
                value: None,
                reason,
            };
            for command in [take, end] {
                if live(self, at) {
                    let before = self.kept[at].at_hand.clone();
                    let fresh = offer_id(self.fresh);
                    let decided =
                        decide(&before, &command, &admin(), &self.floor, self.now, fresh).unwrap();
                    self.takes(at, Some(&before.lead), &decided);
                }
            }
            assert!(!live(self, at));
        }
        assert!(self.floor.people().all(|one| one.load == 0));
    }
}
