//! Leases with fences, the limits of what a person may be sent, and ends.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use async_trait::async_trait;
use paidan::app::ports::{
    Burst, CardAsks, CardRecord, Finish, MaySend, Outbox, RateLimit, Spent, StoreError, Task,
};
use paidan_domain::ids::{Audience, OfferId};
use paidan_domain::lead::State;
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;
use uuid::Uuid;

use super::Memory;
use super::data::{CardRow, Data, OutboxRow, RowState};

pub(super) const LEASE: Duration = Duration::from_secs(60);
const LOOK: usize = 256;

#[async_trait]
impl Outbox for Memory {
    async fn lease(&self, most: u32) -> Result<Vec<Task>, StoreError> {
        self.write(|data| self.take(data, most as usize)).await
    }

    async fn burst(&self, task: &Task) -> Result<Burst, StoreError> {
        self.write(|data| self.gathers(data, task)).await
    }

    async fn pool_burst(&self, _: &Task) -> Result<Burst, StoreError> {
        // Nobody here has a group, and no month runs low.
        Ok(Burst::Single)
    }

    async fn begin_send(
        &self,
        task: &Task,
        platform: Platform,
        card: Option<CardRecord>,
        limits: &[RateLimit],
    ) -> Result<MaySend, StoreError> {
        self.write(|data| {
            let mut answer = self.may_send(data, task, platform, limits);
            if let (MaySend::Now, Some(card)) = (answer, &card)
                && !still_asks(data, task, card)
            {
                answer = MaySend::Over;
            }
            let witness = &self.shared.witness;
            witness.send_begun(data, task, card.as_ref(), answer);
            if answer == MaySend::Now {
                let sends = data.sends.entry((platform, task.recipient.clone()));
                sends.or_default().push(self.now());
                if let Some(card) = card {
                    self.note_card(data, task, card);
                }
            }
            answer
        })
        .await
    }

    async fn finish(&self, task: &Task, finish: Finish) -> Result<bool, StoreError> {
        self.write(|data| {
            let newest = data.outbox.get(&task.id).map_or(0, |row| row.fence);
            let took = self.holds(data, task);
            self.shared.witness.finished(task, &finish, took, newest);
            if took {
                self.end(data, task, finish);
                self.ring_bell();
            }
            took
        })
        .await
    }

    async fn answered(&self, row: Uuid) -> Result<(), StoreError> {
        self.write(|data| {
            let Some(waiting) = data.outbox.get(&row) else {
                return;
            };
            if waiting.state != RowState::Pending || waiting.lease_until.is_some() {
                return;
            }
            let (lead, of) = (waiting.lead, waiting.recipient.clone());
            data.end_row(row, RowState::Sent);
            for card in data.cards.values_mut() {
                let own = card.record.asks != CardAsks::List && card.record.audience == of;
                if own && Some(card.record.lead) == lead {
                    card.record.press_code = None;
                }
            }
        })
        .await
    }

    async fn list_answered(&self, card_id: &str, held: &[Uuid]) -> Result<(), StoreError> {
        self.write(|data| self.list_ends(data, card_id, held)).await
    }

    async fn wake_waiting(&self) -> Result<(), StoreError> {
        self.write(|data| {
            let now = self.now();
            for (_, id) in &data.pending {
                if let Some(row) = data.outbox.get_mut(id)
                    && row.note.is_some()
                {
                    row.due_at = row.due_at.min(now);
                }
            }
            self.ring_bell();
        })
        .await
    }

    async fn rung(&self) {
        self.bell.notified().await;
    }

    fn ring(&self) {
        self.ring_bell();
    }
}

impl Memory {
    fn take(&self, data: &mut Data, most: usize) -> Vec<Task> {
        let now = self.now();
        let rows = data.pending.iter().map(|(_, id)| &data.outbox[id]);
        let leased = |until: Option<Instant>| until.is_some_and(|until| until > now);
        let mut busy: BTreeSet<Audience> = rows
            .clone()
            .filter(|row| leased(row.lease_until))
            .map(|row| row.recipient.clone())
            .collect();
        let first = waiting_offers(rows.clone(), now);
        let is_first = |row: &OutboxRow| {
            let older = first
                .get(&row.recipient)
                .is_some_and(|at| *at < row.made_at);
            row.offer.is_none() || !older
        };
        let due: Vec<Uuid> = rows
            .filter(|row| row.due_at <= now && !leased(row.lease_until))
            .take(LOOK)
            .filter(|row| is_first(row))
            .map(|row| row.id)
            .collect();
        let mut tasks = Vec::new();
        for id in due {
            if tasks.len() >= most {
                self.ring_bell();
                break;
            }
            let Some(row) = data.outbox.get_mut(&id) else {
                continue;
            };
            if !busy.insert(row.recipient.clone()) {
                continue;
            }
            row.fence += 1;
            row.lease_until = Some(now.after(LEASE));
            tasks.push(Task {
                id,
                fence: row.fence,
                lead: row.lead,
                recipient: row.recipient.clone(),
                errand: row.errand.clone(),
                tries: row.tries,
                card_id: row.card_id.clone(),
                with: Vec::new(),
            });
        }
        tasks
    }

    fn holds(&self, data: &Data, task: &Task) -> bool {
        let row = data.outbox.get(&task.id);
        let newest = |fence| fence == task.fence || self.shared.planted.no_fence;
        row.is_some_and(|row| newest(row.fence) && row.state == RowState::Pending)
    }

    fn may_send(
        &self,
        data: &Data,
        task: &Task,
        platform: Platform,
        limits: &[RateLimit],
    ) -> MaySend {
        if !self.holds(data, task) {
            return MaySend::Lost;
        }
        let now = self.now();
        let sent = data.sends.get(&(platform, task.recipient.clone()));
        let wait = limits.iter().filter_map(|limit| {
            let since = now.before(limit.window);
            let mut recent: Vec<Instant> = sent?.iter().copied().filter(|at| *at > since).collect();
            recent.sort();
            let most = usize::try_from(limit.most).unwrap_or(usize::MAX);
            let first = recent.len().checked_sub(most)?;
            Some(recent[first].after(limit.window))
        });
        wait.max().map_or(MaySend::Now, MaySend::NotBefore)
    }

    fn note_card(&self, data: &mut Data, task: &Task, card: CardRecord) {
        let card_id = card.card_id.clone();
        let (printed, platform) = (card.printed_deadline, card.platform);
        let made_at = self.now();
        let row = data.cards.entry(card_id.clone()).or_insert(CardRow {
            record: card,
            made_at,
            delivered_at: None,
        });
        row.record.printed_deadline = printed;
        row.record.platform = platform;
        for (id, _) in task.rows() {
            if let Some(row) = data.outbox.get_mut(&id) {
                row.card_id = Some(card_id.clone());
            }
        }
    }

    fn end(&self, data: &mut Data, task: &Task, finish: Finish) {
        for (id, _) in task.rows() {
            end_row(data, id, &finish);
        }
        let spent = match finish {
            Finish::CardSent {
                update_code, spent, ..
            } => {
                self.delivered(data, task, update_code);
                spent
            }
            Finish::Done { spent } => spent,
            _ => Vec::new(),
        };
        for right in spent {
            spend(data, right);
        }
    }

    /// The card is there: the offer's time runs from now.
    fn delivered(&self, data: &mut Data, task: &Task, update_code: Option<String>) {
        let now = self.now();
        let Some(card) = task.card_id.as_ref().and_then(|id| data.cards.get_mut(id)) else {
            return;
        };
        card.record.send_code = update_code;
        card.delivered_at = Some(now);
        let printed = card.record.printed_deadline;
        let own = match card.record.asks {
            CardAsks::Offer(offer) => Some(offer),
            _ => None,
        };
        let made = task.offers().into_iter().map(|(_, offer)| offer);
        for offer in made.chain(own) {
            if let Some(row) = data.offers.get_mut(&offer)
                && row.live
                && row.record.delivered_at.is_none()
            {
                row.record.delivered_at = Some(now);
                let runs = now.after(row.record.claim_within);
                row.record.deadline = printed.map_or(runs, |printed| printed.max(runs));
            }
        }
    }
}

fn end_row(data: &mut Data, id: Uuid, finish: &Finish) {
    match finish {
        Finish::CardSent { .. } | Finish::Done { .. } => data.end_row(id, RowState::Sent),
        Finish::Skipped(why) => {
            data.end_row(id, RowState::Skipped);
            note(data, id, why);
        }
        Finish::Dead(code) => {
            data.end_row(id, RowState::Dead);
            note(data, id, code);
        }
        Finish::PutOff {
            until,
            counts,
            code,
        } => {
            note(data, id, code);
            if let Some(row) = data.outbox.get_mut(&id) {
                row.lease_until = None;
                row.due_at = *until;
                row.waits = !counts;
                row.tries += u32::from(*counts);
            }
        }
    }
}

/// Whether the lead stands as the card was built; a live offer lasts at least as long as its
/// card says.
fn still_asks(data: &mut Data, task: &Task, card: &CardRecord) -> bool {
    let Some(lead) = data.leads.get(&card.lead) else {
        return false;
    };
    match card.asks {
        CardAsks::Offer(offer) => holds_offer(data, offer, card.printed_deadline),
        CardAsks::List => {
            let mut any = false;
            for (_, offer) in task.offers() {
                any |= holds_offer(data, offer, card.printed_deadline);
            }
            any
        }
        CardAsks::Escalation(_) => lead
            .escalation()
            .is_some_and(|asked| card.audience.is(&asked.manager)),
        CardAsks::Look => true,
        CardAsks::Pool => lead.state() == State::Pooled,
        CardAsks::Owner => lead.owner().is_some_and(|owner| card.audience.is(owner)),
    }
}

fn holds_offer(data: &mut Data, offer: OfferId, printed: Option<Instant>) -> bool {
    let row = data.offers.get_mut(&offer).filter(|row| row.live);
    row.is_some_and(|row| {
        let deadline = row.record.deadline;
        row.record.deadline = printed.map_or(deadline, |at| at.max(deadline));
        true
    })
}

/// When the oldest offer was made that waits for the platform or for the person's limit, by
/// person: no younger one goes before it.
fn waiting_offers<'a>(
    rows: impl Iterator<Item = &'a OutboxRow>,
    now: Instant,
) -> BTreeMap<Audience, Instant> {
    let mut first: BTreeMap<Audience, Instant> = BTreeMap::new();
    for row in rows.filter(|row| row.waits && row.offer.is_some() && row.due_at > now) {
        let at = first.entry(row.recipient.clone()).or_insert(row.made_at);
        *at = row.made_at.min(*at);
    }
    first
}

fn note(data: &mut Data, id: Uuid, code: &str) {
    if let Some(row) = data.outbox.get_mut(&id) {
        row.note = Some(code.to_owned());
    }
}

/// A right to change a card is used up.
fn spend(data: &mut Data, spent: Spent) {
    let Some(card) = data.cards.get_mut(&spent.card_id) else {
        return;
    };
    for right in [&mut card.record.send_code, &mut card.record.press_code] {
        if right.as_deref() == Some(&spent.right) {
            right.clone_from(&spent.next);
        }
    }
}
