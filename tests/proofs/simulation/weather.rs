//! What is broken at the moment.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use paidan::app::ports::StoreError;

use super::dice::Dice;
use super::ledger::Ledger;
use super::memory::{Air, Fate};
use super::options::Options;
use super::pool::give_way;

/// How the chat platform is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChatMood {
    #[default]
    Fine,
    Down,
    Slow,
    Throttles,
    RefusesApp,
}

/// The weather of a world.
pub struct Weather {
    pub options: Arc<Options>,
    dice: Dice,
    ledger: Arc<Ledger>,
    now: Mutex<Now>,
}

/// What is broken now.
#[derive(Debug, Default)]
pub struct Now {
    /// From here on nothing breaks.
    pub calm: bool,
    pub store_away: bool,
    pub chat: ChatMood,
    /// Accounts that the platform does not know.
    pub strangers: BTreeSet<String>,
}

impl Weather {
    /// Everything is whole, for now.
    pub fn new(options: Arc<Options>, dice: Dice, ledger: Arc<Ledger>) -> Arc<Self> {
        Arc::new(Self {
            options,
            dice,
            ledger,
            now: Mutex::default(),
        })
    }

    /// What is broken now.
    pub fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a fault of this kind strikes.
    pub fn strikes(&self, fault: &'static str, permille: u64) -> bool {
        let strikes = permille > 0 && self.dice.permille(permille) && !self.now().calm;
        if strikes {
            self.ledger.fault(fault);
        }
        strikes
    }

    /// From here on everything is whole.
    pub fn clears(&self) {
        *self.now() = Now {
            calm: true,
            ..Now::default()
        };
    }

    /// Others run; sometimes time passes.
    pub async fn step(&self) {
        for _ in 0..self.dice.between(0, self.options.yields) {
            give_way().await;
        }
        if self.dice.permille(self.options.slow_steps) {
            tokio::time::sleep(self.dice.millis(1, self.options.latency)).await;
        }
    }

    /// How long a call to the chat takes.
    pub fn call_length(&self) -> Duration {
        self.dice.millis(5, 300)
    }
}

#[async_trait]
impl Air for Weather {
    async fn pause(&self) {
        self.step().await;
    }

    fn reach(&self) -> Result<(), StoreError> {
        if self.now().store_away {
            self.ledger.fault("store away");
            return Err(StoreError::Unavailable("away".to_owned()));
        }
        Ok(())
    }

    fn commit(&self) -> Fate {
        if self.now().store_away || self.strikes("commit refused", self.options.refused) {
            Fate::Refused
        } else if self.strikes("commit unheard", self.options.unheard) {
            let done = self.dice.permille(500);
            Fate::Unheard { done }
        } else {
            Fate::Done
        }
    }
}
