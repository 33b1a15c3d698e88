//! Leases, sends and ends of rows; also by holders that hold them no more.

use std::time::Duration;

use paidan::app::deliver::PERSON_LIMITS;
use paidan::app::ports::{
    Burst, CardAsks, CardRecord, Errand, Finish, MaySend, Member, RateLimit, Spent, Task,
};
use paidan_domain::ids::LeadId;
use paidan_domain::lead::Effect;
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;

use super::act::{Act, Ask, one_of};
use super::side::{Side, ordered, told};

/// Low, so that a sequence reaches it.
const TIGHT: [RateLimit; 1] = [RateLimit {
    most: 2,
    window: Duration::from_secs(40),
}];

impl Side {
    pub(super) async fn posts(&mut self, act: &Act, now: Instant) -> String {
        match act.ask {
            Ask::Lease => {
                let most = u32::try_from(1 + act.much % 6).unwrap_or(1);
                let tasks = self.outbox.lease(most).await;
                if let Ok(tasks) = &tasks {
                    self.hand.tasks.extend(tasks.iter().cloned());
                }
                told(tasks)
            }
            Ask::Sends => self.sends(act, now).await,
            Ask::Burst => self.gathers(act).await,
            Ask::ListAnswered => {
                let card = one_of(&self.hand.cards, act.which).cloned();
                let held = one_of(&self.hand.held, act.how).copied();
                let held: Vec<_> = held.into_iter().collect();
                told(
                    self.outbox
                        .list_answered(&card.unwrap_or_default(), &held)
                        .await,
                )
            }
            Ask::LookAtLists => {
                let card = one_of(&self.hand.cards, act.which).cloned();
                let members = self.reads.members(&card.unwrap_or_default()).await;
                let lead = one_of(&self.hand.leads, act.how).copied();
                let lead = lead.unwrap_or(LeadId(uuid::Uuid::nil()));
                let lists = self.reads.lists_of(lead, &self.somebody(act.who)).await;
                let members = members.map(|all| {
                    let one = |member: Member| (member.offer, ordered(Some(member.record)));
                    all.into_iter().map(one).collect::<Vec<_>>()
                });
                format!("{} {}", told(members), told(lists))
            }
            Ask::BeginSend => self.begins_send(act, now).await,
            Ask::Finish => self.ends_row(act, now).await,
            Ask::Answered => match one_of(&self.hand.held, act.which).copied() {
                Some(row) => told(self.outbox.answered(row).await),
                None => String::new(),
            },
            Ask::WakeWaiting => told(self.outbox.wake_waiting().await),
            Ask::Parked => {
                let given_up = act.sometimes(500);
                told(self.backlog.parked(given_up, None, 5).await)
            }
            Ask::Replay => {
                let row = self.backlog.parked(true, None, 100).await.expect("answers");
                let row = one_of(&row, act.which).map(|row| row.id);
                let row = row.unwrap_or(uuid::Uuid::nil());
                told(self.backlog.replay(row).await)
            }
            _ => told(self.backlog.tally().await),
        }
    }

    /// Nothing waits any more.
    pub(super) async fn clears_outbox(&self) {
        loop {
            let tasks = self.outbox.lease(1000).await.expect("answers");
            for task in &tasks {
                let ended = self.outbox.finish(task, Finish::Skipped("cleared"));
                ended.await.expect("answers");
            }
            if tasks.is_empty() {
                return;
            }
        }
    }

    /// Does what the courier does when nothing goes wrong; one in ten stops half-way.
    async fn sends(&mut self, act: &Act, now: Instant) -> String {
        let most = u32::try_from(1 + act.how % 3).unwrap_or(1);
        let tasks = self.outbox.lease(most).await.expect("answers");
        let mut said = format!("{tasks:?}");
        for mut task in tasks {
            if !task.offers().is_empty() {
                let burst = self.outbox.burst(&task).await.expect("answers");
                said.push_str(&format!(" {burst:?}"));
                match burst {
                    Burst::Single => {}
                    Burst::List(with) => task.with = with,
                    Burst::NotBefore(until) => {
                        let wait = Finish::PutOff {
                            until,
                            counts: false,
                            code: "enough cards for now".to_owned(),
                        };
                        said.push_str(&told(self.outbox.finish(&task, wait).await));
                        continue;
                    }
                }
            }
            let card = card(&task, now);
            task.card_id = card.as_ref().map(|card| card.card_id.clone());
            self.hand.cards.extend(task.card_id.clone());
            let begun = self
                .outbox
                .begin_send(&task, Platform::Wecom, card, &PERSON_LIMITS);
            let begun = begun.await;
            said.push_str(&format!(" {begun:?}"));
            if act.sometimes(100) || begun != Ok(MaySend::Now) {
                self.hand.tasks.push(task);
                continue;
            }
            let sent = Finish::CardSent {
                update_code: Some(format!("code-{}", act.much)),
                message_id: None,
                spent: Vec::new(),
            };
            said.push_str(&told(self.outbox.finish(&task, sent).await));
        }
        said
    }

    /// Whether a row in hand goes out with others.
    async fn gathers(&mut self, act: &Act) -> String {
        let Some(place) = place(&self.hand.tasks, act) else {
            return String::new();
        };
        let task = &self.hand.tasks[place];
        if task.offers().is_empty() {
            return String::new();
        }
        let burst = self.outbox.burst(task).await;
        if let Ok(Burst::List(with)) = &burst {
            self.hand.tasks[place].with.clone_from(with);
        }
        told(burst)
    }

    async fn begins_send(&mut self, act: &Act, now: Instant) -> String {
        let Some(place) = place(&self.hand.tasks, act) else {
            return String::new();
        };
        let mut task = self.hand.tasks[place].clone();
        let card = card(&task, now);
        task.card_id = card.as_ref().map(|card| card.card_id.clone());
        let limits: &[RateLimit] = if act.sometimes(500) {
            &TIGHT
        } else {
            &PERSON_LIMITS
        };
        let shown = card.as_ref().map(|card| card.card_id.clone());
        let end = self
            .outbox
            .begin_send(&task, Platform::Wecom, card, limits)
            .await;
        if end == Ok(MaySend::Now) {
            self.hand.cards.extend(shown);
        }
        self.hand.tasks[place] = task;
        told(end)
    }

    async fn ends_row(&mut self, act: &Act, now: Instant) -> String {
        let Some(place) = place(&self.hand.tasks, act) else {
            return String::new();
        };
        // Some keep what they ended, and come again.
        let task = if act.how.is_multiple_of(4) {
            self.hand.tasks[place].clone()
        } else {
            self.hand.tasks.swap_remove(place)
        };
        let finish = match act.much % 7 {
            0..3 => Finish::CardSent {
                spent: Vec::new(),
                update_code: Some(format!("code-{}", act.much)),
                message_id: None,
            },
            3 => {
                let cards = one_of(&self.hand.cards, act.how).cloned();
                let code = format!("code-{}", act.how % 1000);
                Finish::Done {
                    spent: cards
                        .into_iter()
                        .map(|card_id| Spent {
                            card_id,
                            right: code.clone(),
                            next: act.how.is_multiple_of(3).then(|| "next".to_owned()),
                        })
                        .collect(),
                }
            }
            4 => Finish::Skipped("over by now"),
            5 => Finish::Dead("81013".to_owned()),
            _ => Finish::PutOff {
                until: now.after(Duration::from_secs(act.much % 90)),
                counts: act.how.is_multiple_of(2),
                code: "platform away".to_owned(),
            },
        };
        told(self.outbox.finish(&task, finish).await)
    }
}

/// The newest, most of the time.
fn place(tasks: &[Task], act: &Act) -> Option<usize> {
    let last = tasks.len().checked_sub(1)?;
    Some(if act.which.is_multiple_of(3) {
        act.which % tasks.len()
    } else {
        last
    })
}

fn card(task: &Task, now: Instant) -> Option<CardRecord> {
    let Errand::Lead(effect) = &task.errand else {
        return None;
    };
    let row = format!("pd-{}", task.id);
    let until = now.after(Duration::from_secs(300));
    let (asks, card_id, printed_deadline) = match effect {
        Effect::OfferCard { .. } if !task.with.is_empty() => (CardAsks::List, row, Some(until)),
        Effect::OfferCard { offer, .. } => (
            CardAsks::Offer(*offer),
            format!("pd-{offer}-1"),
            Some(until),
        ),
        Effect::EscalationCard { level, .. } => (CardAsks::Escalation(*level), row, None),
        Effect::PoolCard { .. } => (CardAsks::Pool, row, None),
        Effect::OwnerCard { .. } => (CardAsks::Owner, row, None),
        _ => return None,
    };
    Some(CardRecord {
        card_id,
        lead: task.lead?,
        audience: task.recipient.clone(),
        platform: Platform::Wecom,
        asks,
        send_code: None,
        press_code: None,
        printed_deadline,
    })
}
