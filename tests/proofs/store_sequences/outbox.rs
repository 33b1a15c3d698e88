//! Leases, sends and ends of rows; also by holders that hold them no more.

use std::time::Duration;

use paidan::app::deliver::PERSON_LIMITS;
use paidan::app::ports::{CardAsks, CardRecord, Errand, Finish, MaySend, RateLimit, Task};
use paidan_domain::lead::Effect;
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;

use super::act::{Act, Ask, one_of};
use super::side::{Side, told};

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
        let task = if act.how % 4 == 0 {
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
                    spent: cards.into_iter().map(|card| (card, code.clone())).collect(),
                }
            }
            4 => Finish::Skipped("over by now"),
            5 => Finish::Dead("81013".to_owned()),
            _ => Finish::PutOff {
                until: now.after(Duration::from_secs(act.much % 90)),
                counts: act.how % 2 == 0,
                code: "platform away".to_owned(),
            },
        };
        told(self.outbox.finish(&task, finish).await)
    }
}

/// The newest, most of the time.
fn place(tasks: &[Task], act: &Act) -> Option<usize> {
    let last = tasks.len().checked_sub(1)?;
    Some(if act.which % 3 == 0 {
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
        staff: task.recipient.clone(),
        platform: Platform::Wecom,
        asks,
        send_code: None,
        press_code: None,
        printed_deadline,
    })
}
