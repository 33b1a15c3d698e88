//! Changes of leads by the real `decide`: every command, by everybody, with stale offers.

use std::time::Duration;

use paidan::app::ports::{Aside, LeadRecord, LeadRef};
use paidan_domain::ids::{LeadId, OfferId, StaffId};
use paidan_domain::lead::{
    About, Command, Conclusion, ExpiredBecause, Lead, Reason, ReasonCode, State,
};
use paidan_domain::people::{Actor, ActorKind};
use uuid::Uuid;

use super::act::{Act, one_of};
use super::side::{Side, told};

impl Side {
    /// Somebody does something to a lead.
    pub(super) async fn changes(&mut self, act: &Act) -> String {
        let lead = one_of(&self.hand.leads, act.which).copied();
        let lead = LeadRef::Id(lead.unwrap_or(LeadId(Uuid::nil())));
        let record = match self.reads.lead(lead).await {
            Ok(Some(record)) => record,
            other => return told(other),
        };
        // Two acts in three are those of whoever has it.
        let holder = record
            .lead
            .holder()
            .cloned()
            .filter(|_| !act.who.is_multiple_of(3));
        let named = holder.unwrap_or_else(|| self.somebody(act.who / 3));
        let (command, actor) = drawn(act, &record, named);
        let aside = Aside {
            typed: act.sometimes(300).then(|| "客户说明天再谈".to_owned()),
            once: (act.how.is_multiple_of(5))
                .then(|| format!("once-{}-{}", self.hand.sequence, act.who % 4)),
            inbox_key: one_of(&self.hand.acts, act.how)
                .cloned()
                .filter(|_| act.sometimes(400)),
            answering: record
                .lead
                .holder()
                .cloned()
                .filter(|_| act.much.is_multiple_of(2))
                .map(|who| (vec![who.into()], Duration::from_secs(2))),
        };
        let said = format!("{command:?} by {}: ", actor.id);
        let end = self.transition.carry_out(lead, command, actor, aside).await;
        if let Ok(changed) = &end {
            self.hand.held.extend(&changed.held);
        }
        format!("{said}{end:?}")
    }

    /// At the end of a sequence nobody has anything of it in hand.
    pub(super) async fn concludes(&self) -> String {
        let mut said = String::new();
        let admin = || Actor {
            kind: ActorKind::Admin,
            id: "admin".to_owned(),
        };
        for lead in &self.hand.leads {
            let reason = Reason::NONE;
            let take = Command::Reassign {
                to: StaffId::parse("rep0").expect("an id"),
                outright: true,
                reason,
            };
            let end = Command::Conclude {
                rep: None,
                result: Conclusion::Lost,
                value: None,
                reason,
            };
            for command in [take, end] {
                let lead = LeadRef::Id(*lead);
                let aside = Aside::default();
                let done = self.transition.carry_out(lead, command, admin(), aside);
                said.push_str(&format!("{:?}\n", done.await));
            }
        }
        said
    }
}

fn drawn(act: &Act, record: &LeadRecord, rep: StaffId) -> (Command, Actor) {
    let lead = &record.lead;
    let some_offer = one_of(&record.offers, act.which).map(|offer| offer.id);
    let live = lead.offer().map(|offer| offer.id);
    let offer = if act.how.is_multiple_of(4) {
        some_offer
    } else {
        live
    };
    let sure = offer.unwrap_or(OfferId(Uuid::nil()));
    let code = *one_of(&ReasonCode::ALL, act.how).expect("reasons");
    let reason = match act.how % 3 {
        0 => Reason::NONE,
        1 => Reason::chosen(code),
        _ => Reason::typed(),
    };
    let ends = [Conclusion::Won, Conclusion::Lost, Conclusion::Invalid];
    let outright = act.how.is_multiple_of(2);
    let own = Actor::rep(&rep);
    let boss = Actor::manager(&StaffId::parse("boss0").expect("an id"));
    let by_rule = Actor::system();
    match kind(act, lead) {
        0..4 => (Command::Claim { rep, offer }, own),
        4..6 => (Command::Decline { rep, offer, reason }, own),
        6 => {
            let first = lead.unexplained.first().cloned();
            let (rep, about) = first.unwrap_or((rep, About::Release));
            let own = Actor::rep(&rep);
            let value = None;
            (
                Command::Explain {
                    rep,
                    about,
                    reason,
                    value,
                },
                own,
            )
        }
        7 => (Command::Contact { rep, note: reason }, own),
        8 => (Command::Release { rep, reason }, own),
        9 => {
            let (rep, result) = (Some(rep), ends[act.how % 3]);
            (
                Command::Conclude {
                    rep,
                    result,
                    value: None,
                    reason,
                },
                own,
            )
        }
        10 => (
            Command::Reassign {
                to: rep,
                outright,
                reason,
            },
            boss,
        ),
        11 if lead.state() == State::Escalated => {
            let manager = lead.escalation().map(|asked| asked.manager.clone());
            let boss = manager.map_or(boss, |id| Actor::manager(&id));
            match act.how % 3 {
                0 => (Command::Take { level: 1 }, boss),
                _ => (Command::Assign { to: rep, level: 1 }, boss),
            }
        }
        11 | 12 => (Command::Pool, boss),
        13 => (Command::Lapse { level: 1 }, by_rule),
        14 => (Command::Unreachable { offer: sure }, by_rule),
        _ => {
            let because = match act.how % 3 {
                0 => ExpiredBecause::Away,
                _ => ExpiredBecause::Deadline,
            };
            (
                Command::Expire {
                    offer: sure,
                    because,
                },
                by_rule,
            )
        }
    }
}

/// Mostly something that makes sense where the lead stands, else anything.
fn kind(act: &Act, lead: &Lead) -> u64 {
    let sensible: &[u64] = match lead.state() {
        State::Offered => &[0, 0, 4, 4, 10, 12, 14, 15],
        State::Escalated => &[11, 11, 12, 13, 10],
        State::Pooled => &[0, 0, 0, 10],
        State::Claimed | State::Contacted => &[7, 8, 9, 10],
        State::Quarantined => &[10, 12],
        _ => &[6, 6, 9],
    };
    if act.which % 4 == 3 {
        return act.much % 16;
    }
    let place = usize::try_from(act.much).unwrap_or(0);
    one_of(sensible, place).copied().unwrap_or(0)
}
