//! The worker: takes due rows, tries each once, writes down what came of it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use paidan_domain::ids::Audience;
use paidan_domain::lead::{Command, Effect};
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::channel::{AWAY, Channel, MayTry};
use super::errand::{Parcel, pack};
use super::route::Routes;
use super::send::{Failed, send};
use crate::app::ports::{
    Address, Burst, Chance, Chat, Clock, Errand, Finish, MaySend, Outbox, People, RateLimit, Reads,
    SendFailure, Shelf, StoreError, Task,
};
use crate::app::present::Presenter;
use crate::app::transition::Transition;

/// What a person may be sent: below the silent limits of WeCom (30 a minute, 1000
/// an hour for one app and member, document 90312). The windows are longer by what the
/// clocks of two processes may differ: each writes its sends down by its own.
pub const PERSON_LIMITS: [RateLimit; 2] = [
    RateLimit {
        most: 25,
        window: Duration::from_secs(60 + 5),
    },
    RateLimit {
        most: 900,
        window: Duration::from_secs(3600 + 5),
    },
];
/// Seconds before the second, third, … attempt; each is drawn evenly from zero to
/// this, so that rows do not come back in step. After the last: given up.
const RETRIES: [f64; 8] = [0.0, 1.0, 4.0, 15.0, 60.0, 300.0, 1800.0, 7200.0];
/// How many sends are on their way at once.
const AT_ONCE: usize = 32;
/// How long a refused app is left alone (a mended setting takes about a minute).
const APP_PAUSE: Duration = Duration::from_secs(60);

/// Carries out the outbox.
pub struct Courier {
    /// Where errands come from.
    pub outbox: Arc<dyn Outbox>,
    /// For cards that are changed.
    pub reads: Arc<dyn Reads>,
    /// Who has which account.
    pub people: Arc<dyn People>,
    /// Names and accounts.
    pub shelf: Arc<dyn Shelf>,
    /// Builds cards.
    pub presenter: Arc<Presenter>,
    /// For offers that nobody got.
    pub transition: Arc<Transition>,
    /// The platforms that are switched on.
    pub chats: HashMap<Platform, Arc<dyn Chat>>,
    /// How they are doing.
    pub channels: HashMap<Platform, Arc<Channel>>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Spreads retries.
    pub chance: Arc<dyn Chance>,
}

impl Courier {
    /// Works until told to stop; then lets what is on its way come home.
    pub async fn run(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        let places = Arc::new(Semaphore::new(AT_ONCE));
        let mut under_way = JoinSet::new();
        while !*stop.borrow() {
            let free = u32::try_from(places.available_permits()).unwrap_or(0);
            let tasks = if free == 0 {
                Ok(Vec::new())
            } else {
                self.outbox.lease(free).await
            };
            for task in tasks.unwrap_or_else(|error| self.log_store(&error)) {
                let (courier, places) = (self.clone(), places.clone());
                under_way.spawn(async move {
                    let _place = places.acquire().await;
                    courier.carry(&task).await;
                });
            }
            tokio::select! {
                () = self.outbox.rung() => {}
                _ = stop.changed() => {}
                Some(_) = under_way.join_next() => {}
            }
        }
        while under_way.join_next().await.is_some() {}
    }

    /// Takes what is due now and tries each row once; says how many there were.
    ///
    /// # Errors
    /// When the store does not hand out rows.
    pub async fn step(&self) -> Result<usize, StoreError> {
        let tasks = self
            .outbox
            .lease(u32::try_from(AT_ONCE).unwrap_or(u32::MAX))
            .await?;
        for task in &tasks {
            self.carry(task).await;
        }
        Ok(tasks.len())
    }

    fn log_store<T: Default>(&self, error: &StoreError) -> T {
        tracing::warn!(%error, "the outbox cannot be read");
        T::default()
    }

    async fn carry(&self, task: &Task) {
        let mut task = task.clone();
        let finish = match self.attempt(&mut task).await {
            Ok(Some(finish)) => finish,
            Ok(None) => return,
            Err(error) => {
                // The lease runs out by itself; the row is tried again then.
                tracing::warn!(%error, "an errand was not carried out");
                return;
            }
        };
        if let Finish::Dead(code) = &finish {
            tracing::error!(outbox.id = %task.id, rep.id = %task.recipient, code, "given up");
        }
        match self.outbox.finish(&task, finish).await {
            Ok(true) => {}
            Ok(false) => tracing::warn!(outbox.id = %task.id, "another worker has this row by now"),
            Err(error) => tracing::warn!(%error, "an errand's end was not written down"),
        }
    }

    /// One attempt. `None`: somebody else has the row by now.
    async fn attempt(&self, task: &mut Task) -> Result<Option<Finish>, StoreError> {
        let floor = self.shelf.floor();
        let routes = Routes {
            floor: &floor,
            chats: &self.chats,
            channels: &self.channels,
        };
        let now = self.clock.now();
        let Some((platform, to)) = routes.best(&task.recipient, now) else {
            return Ok(Some(Finish::Skipped("no account")));
        };
        if let Some(wait) = self.gather(task, routes.is_saving(platform)).await? {
            return Ok(Some(wait));
        }
        let (presenter, reads) = (&self.presenter, self.reads.as_ref());
        let mut parcel = pack(presenter, reads, task, &routes, platform, now).await?;
        let counted = match &parcel {
            Parcel::Nothing(why) => return Ok(Some(Finish::Skipped(why))),
            Parcel::NewCard(new) => Some(Some(new.record.clone())),
            Parcel::Text(_) => Some(None),
            // A change of a card is no message: no limit counts it.
            Parcel::Changes(_) => None,
        };
        let waits = self.leave_out_what_waits(&mut parcel, platform, now);
        if let Some(wait) = &waits
            && parcel.is_empty()
        {
            return Ok(Some(wait.clone()));
        }
        if let Some(card) = counted {
            task.card_id = card.as_ref().map(|card| card.card_id.clone());
            match self
                .outbox
                .begin_send(task, platform, card, &PERSON_LIMITS)
                .await?
            {
                MaySend::Now => {}
                MaySend::Lost => return Ok(None),
                MaySend::Over => return Ok(Some(Finish::Skipped("over by now"))),
                MaySend::NotBefore(until) => {
                    let code = "rate limit of the person".to_owned();
                    return Ok(Some(put_off(until, code)));
                }
            }
        }
        let end = send(&self.chats, (platform, &to), &parcel).await;
        self.count(platform, &end);
        let finish = match end {
            Ok(finish) => {
                for platform in parcel.platforms(platform) {
                    self.back(platform).await?;
                }
                waits.unwrap_or(finish)
            }
            Err(failed) => {
                let finish = self.sort(task, &parcel, (platform, &to), failed).await?;
                // Who can be reached elsewhere does not wait for a platform that refuses us.
                let elsewhere = routes.best(&task.recipient, now);
                let moves = elsewhere.is_some_and(|(other, _)| other != platform);
                if moves { at_once(finish, now) } else { finish }
            }
        };
        Ok(Some(finish))
    }

    /// Takes out of the parcel what goes to a platform that is away; when that is all or a part
    /// of it, the row comes again.
    fn leave_out_what_waits(
        &self,
        parcel: &mut Parcel,
        platform: Platform,
        now: Instant,
    ) -> Option<Finish> {
        let mut waits = None;
        for platform in parcel.platforms(platform) {
            let channel = self.channels.get(&platform)?;
            if let MayTry::NotBefore(until, code) = channel.may_try(now) {
                parcel.leave_out(platform);
                waits = Some(put_off(until, code));
            }
        }
        waits
    }

    /// The card of an offer may go out in a list with others, or wait for them; so do the cards
    /// of the pool for a group, while calls are saved.
    async fn gather(&self, task: &mut Task, saving: bool) -> Result<Option<Finish>, StoreError> {
        let to_group = task.recipient == Audience::PoolGroup;
        let burst = match &task.errand {
            Errand::Lead(Effect::OfferCard { .. }) => self.outbox.burst(task).await?,
            Errand::Lead(Effect::PoolCard { .. }) if saving && to_group => {
                self.outbox.pool_burst(task).await?
            }
            _ => return Ok(None),
        };
        match burst {
            Burst::Single => {}
            Burst::List(with) => task.with = with,
            Burst::NotBefore(until) => {
                let code = "enough cards for now".to_owned();
                return Ok(Some(put_off(until, code)));
            }
        }
        Ok(None)
    }

    /// The platform answered: when it was away, everything that waits is due.
    async fn back(&self, platform: Platform) -> Result<(), StoreError> {
        let channel = self.channels.get(&platform);
        if channel.is_some_and(|channel| channel.succeeded()) {
            tracing::info!(platform = platform.name(), "the platform is back");
            self.outbox.wake_waiting().await?;
        }
        Ok(())
    }

    /// What is done about a failure (`reliability.md` §3).
    async fn sort(
        &self,
        task: &Task,
        parcel: &Parcel,
        (route, to): (Platform, &Address),
        failed: Failed,
    ) -> Result<Finish, StoreError> {
        let now = self.clock.now();
        let Failed { platform, failure } = failed;
        let Some(channel) = self.channels.get(&platform) else {
            return Ok(Finish::Skipped("platform off"));
        };
        tracing::warn!(outbox.id = %task.id, to = %task.recipient, %failure, "not sent");
        Ok(match failure {
            SendFailure::Later { code, after } => {
                self.again(task, channel.failed(now), after, code)
            }
            SendFailure::Unknown { code } => self.again(task, channel.failed(now), None, code),
            SendFailure::Throttled { code, after } => {
                channel.pause(now.after(after), &code);
                put_off(now.after(after), code)
            }
            SendFailure::PersonBusy { code, after } => {
                self.back(platform).await?;
                put_off(now.after(after), code)
            }
            SendFailure::App { code, hint } => {
                tracing::error!(
                    code,
                    hint,
                    "the platform refuses our app; sending is paused"
                );
                let until = now.after(APP_PAUSE);
                channel.refuse(until, &code);
                put_off(until, code)
            }
            SendFailure::Person { code } => {
                self.back(platform).await?;
                self.nobody_there(task, &code).await?;
                Finish::Dead(code)
            }
            SendFailure::Spent { .. } => {
                self.back(platform).await?;
                Finish::Skipped("card can no longer be changed")
            }
            SendFailure::Never { code } => {
                self.back(platform).await?;
                // The person must still learn of the lead.
                let chat = self.chats.get(&route);
                match (parcel.as_text(), chat) {
                    (Some(text), Some(chat)) if chat.send_text(to, &text).await.is_ok() => {
                        tracing::error!(code, "a card was refused, a text went out instead");
                        Finish::Done { spent: Vec::new() }
                    }
                    _ => Finish::Dead(code),
                }
            }
        })
    }

    /// Tries again later; while the platform is away as a whole it does not count.
    fn again(&self, task: &Task, away: bool, after: Option<Duration>, code: String) -> Finish {
        let now = self.clock.now();
        if away {
            return put_off(now.after(Duration::from_secs(5)), AWAY.to_owned());
        }
        let Some(most) = RETRIES.get(task.tries as usize) else {
            return Finish::Dead(code);
        };
        let drawn = Duration::from_secs_f64(most * self.chance.unit());
        let until = now.after(after.map_or(drawn, |asked| asked.max(drawn)));
        Finish::PutOff {
            until,
            counts: true,
            code,
        }
    }

    /// A card nobody got is not an offer: the next best rep is asked at once.
    async fn nobody_there(&self, task: &Task, code: &str) -> Result<(), StoreError> {
        if let Some(person) = task.recipient.person() {
            self.people.flag_unreachable(person, Some(code)).await?;
        }
        for (lead, offer) in task.offers() {
            let command = Command::Unreachable { offer };
            self.transition.automate(lead, command).await?;
        }
        Ok(())
    }

    fn count(&self, platform: Platform, end: &Result<Finish, Failed>) {
        let (platform, result) = match end {
            Ok(_) => (platform, "sent"),
            Err(failed) => (failed.platform, failed.failure.name()),
        };
        metrics::counter!("paidan_push_total", "platform" => platform.name(), "result" => result)
            .increment(1);
    }
}

/// Waits without the attempt counting.
fn put_off(until: Instant, code: String) -> Finish {
    Finish::PutOff {
        until,
        counts: false,
        code,
    }
}

/// The same, as soon as may be.
fn at_once(finish: Finish, now: Instant) -> Finish {
    match finish {
        Finish::PutOff { counts, code, .. } => Finish::PutOff {
            until: now,
            counts,
            code,
        },
        other => other,
    }
}
