//! Counts, tells and warns.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use paidan_domain::time::Instant;
use serde_json::{Value, json};

use super::level::{Level, Limits};
use crate::app::ports::{
    Clock, Errand, Meter, Metered, MeteredApp, Month, Shelf, StoreError, Traffic, Usage,
};
use crate::words::{Consumption, Saying, say};

/// Shares of the month that people are told of, in percent, the highest first.
const TOLD: [u8; 3] = [100, 90, 70];
/// From here on calls are saved.
const SAVING: u8 = 90;
/// How long the platform's word holds that the month is used up: what is sent next finds
/// out whether somebody bought more.
const HOLDS: Duration = Duration::from_secs(600);

/// The month of one app on one platform.
pub struct Quota {
    app: MeteredApp,
    limits: Limits,
    usage: Arc<dyn Usage>,
    shelf: Arc<dyn Shelf>,
    clock: Arc<dyn Clock>,
    count: Mutex<Count>,
    /// One flush at a time: none adds what another is adding.
    flushing: tokio::sync::Mutex<()>,
}

/// What is known here.
#[derive(Default)]
struct Count {
    /// The sums that the store told last.
    stored: BTreeMap<Month, Traffic>,
    /// What it was not told yet.
    pending: BTreeMap<Month, Traffic>,
    /// Until when the platform's word holds that a month is used up.
    refused: BTreeMap<(Month, Metered), Instant>,
    /// What this process knows to be told, so that the store is not asked each second.
    told: BTreeMap<(Month, Metered), u8>,
}

impl Count {
    fn used(&self, month: Month) -> Traffic {
        let of = |part: &BTreeMap<Month, Traffic>| part.get(&month).copied().unwrap_or_default();
        of(&self.stored) + of(&self.pending)
    }

    /// Months that are over need not be known any more.
    fn forget_before(&mut self, month: Month) {
        self.stored.retain(|at, _| *at >= month);
        self.pending.retain(|_, some| *some != Traffic::default());
        self.refused.retain(|(at, _), _| *at >= month);
        self.told.retain(|(at, _), _| *at >= month);
    }
}

impl Quota {
    /// Nothing counted yet; the first [`Quota::flush`] brings what the store knows, so it
    /// belongs before the first send.
    #[must_use]
    pub fn new(
        app: MeteredApp,
        limits: Limits,
        usage: Arc<dyn Usage>,
        shelf: Arc<dyn Shelf>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            app,
            limits,
            usage,
            shelf,
            clock,
            count: Mutex::default(),
            flushing: tokio::sync::Mutex::default(),
        }
    }

    /// How much of this month is used as far as this process knows: the other processes'
    /// part is about a second old.
    #[must_use]
    pub fn used(&self) -> Traffic {
        self.lock().used(self.month())
    }

    /// How careful to be with one kind; answered from memory.
    #[must_use]
    pub fn level(&self, kind: Metered) -> Level {
        let (now, month) = (self.clock.now(), self.month());
        let count = self.lock();
        let refused = count.refused.get(&(month, kind));
        if refused.is_some_and(|until| now < *until) {
            return Level::Spent;
        }
        match self.percent(count.used(month), kind) {
            100.. => Level::Spent,
            SAVING.. => Level::Saving,
            _ => Level::Free,
        }
    }

    /// Brings what was counted to the store, learns what other processes counted, sets the
    /// figures and tells the admins what has to be told. To be called each second, before
    /// the first send and at the stop.
    ///
    /// # Errors
    /// When the store does not take it; nothing is lost then, the next call brings it.
    pub async fn flush(&self) -> Result<(), StoreError> {
        let _alone = self.flushing.lock().await;
        let month = self.month();
        let mut counted = self.lock().pending.clone();
        counted.entry(month).or_default();
        for (month, more) in counted {
            let sum = self.usage.add(&self.app, month, more).await?;
            let mut count = self.lock();
            let pending = count.pending.entry(month).or_default();
            *pending = *pending - more;
            // Another process may have been answered later and told us earlier.
            let stored = count.stored.entry(month).or_default();
            *stored = stored.max(sum);
        }
        self.lock().forget_before(month);
        for kind in Metered::ALL {
            self.figure(kind);
            self.warn(month, kind).await?;
        }
        Ok(())
    }

    /// For `/readyz` and whoever looks.
    #[must_use]
    pub fn shown(&self) -> Value {
        let used = self.used();
        let of = |kind| {
            json!({
                "used": used.of(kind),
                "limit": self.limits.of(kind),
                "level": self.level(kind).name(),
            })
        };
        json!({
            "month": self.month().to_string(),
            "calls": of(Metered::Calls),
            "messages": of(Metered::Messages),
        })
    }

    /// Tells the admins once a month, kind and share, over all processes. Where several
    /// shares are passed at once the highest is told.
    async fn warn(&self, month: Month, kind: Metered) -> Result<(), StoreError> {
        let (used, told) = {
            let count = self.lock();
            let told = count.told.get(&(month, kind)).copied();
            (count.used(month), told.unwrap_or(0))
        };
        let percent = match self.level(kind) {
            Level::Spent => 100,
            _ => self.percent(used, kind),
        };
        let Some(percent) = TOLD.into_iter().find(|share| percent >= *share) else {
            return Ok(());
        };
        if percent <= told {
            return Ok(());
        }
        let saying = Saying::Quota(Consumption {
            platform: self.app.platform,
            kind,
            used: used.of(kind),
            limit: self.limits.of(kind),
            percent,
        });
        let duty = self.shelf.floor().duty_manager().cloned();
        let errand = Errand::Say {
            saying: saying.clone(),
        };
        let tell = duty.map(|manager| (manager, errand));
        let warned = self.usage.warn(&self.app, month, kind, percent, tell);
        if warned.await? {
            let platform = self.app.platform.name();
            tracing::warn!(platform, kind = kind.name(), percent, "{}", say(&saying));
        }
        self.lock().told.insert((month, kind), percent);
        Ok(())
    }

    fn figure(&self, kind: Metered) {
        let used = u32::try_from(self.used().of(kind)).unwrap_or(u32::MAX);
        metrics::gauge!(
            "paidan_platform_quota_used",
            "platform" => self.app.platform.name(),
            "kind" => kind.name(),
        )
        .set(f64::from(used));
    }

    /// The share that is used, at most 100; rounded down, so that no share is told early.
    fn percent(&self, used: Traffic, kind: Metered) -> u8 {
        let Some(limit) = self.limits.of(kind) else {
            return 0;
        };
        let share = used.of(kind).saturating_mul(100).checked_div(limit);
        share.map_or(100, |share| {
            u8::try_from(share).map_or(100, |share| share.min(100))
        })
    }

    fn counts(&self, more: Traffic) {
        let month = self.month();
        let mut count = self.lock();
        let pending = count.pending.entry(month).or_default();
        *pending = *pending + more;
    }

    fn month(&self) -> Month {
        Month::of(self.clock.now())
    }

    fn lock(&self) -> MutexGuard<'_, Count> {
        self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Meter for Quota {
    fn called(&self, _api: &'static str) {
        self.counts(Traffic {
            calls: 1,
            messages: 0,
        });
    }

    fn messaged(&self) {
        self.counts(Traffic {
            calls: 0,
            messages: 1,
        });
    }

    /// Whatever was counted here: the month belongs to the company, and other apps use it, too.
    fn refused(&self, kind: Metered) {
        let until = self.clock.now().after(HOLDS);
        self.lock().refused.insert((self.month(), kind), until);
    }
}

impl fmt::Debug for Quota {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Quota")
            .field("app", &self.app)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
