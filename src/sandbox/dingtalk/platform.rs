//! The simulated DingTalk. Clock, story, faults, version and call log are the sandbox's, shared
//! with WeCom's side.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use super::account::Account;
use super::people::Person;
use super::state::State;
use super::template::Template;
use crate::sandbox::call_log::{Call, Side};
use crate::sandbox::faults::Faults;
use crate::sandbox::story::Tone;
use crate::sandbox::wecom;

/// How often a wait for the sandbox's clock looks at it; a test may move it at any time.
const LOOK: Duration = Duration::from_millis(50);

/// The platform.
pub struct Platform {
    /// Who the app is.
    pub account: Account,
    /// How its cards are drawn.
    pub template: Template,
    shared: Arc<wecom::Platform>,
    state: Mutex<State>,
}

impl Platform {
    /// A platform on which nothing has happened yet.
    pub fn new(account: Account, template: Template, shared: Arc<wecom::Platform>) -> Self {
        Self {
            account,
            template,
            shared,
            state: Mutex::default(),
        }
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.shared.clock.now()
    }

    /// Waits until the sandbox's clock says so.
    pub async fn wait_until(&self, at: Timestamp) {
        while self.now() < at {
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Looks at the state.
    pub fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Changes the state and wakes everybody who watches. The version is drawn with the state
    /// locked, so whoever is woken sees the whole change.
    pub fn change<T>(&self, work: impl FnOnce(&mut State, Timestamp) -> T) -> T {
        let mut state = self.lock();
        state.version = self.shared.change(|shared, _| shared.version);
        let now = self.now();
        state.month.turn(now);
        work(&mut state, now)
    }

    /// Changes what nobody watches.
    pub fn note<T>(&self, work: impl FnOnce(&mut State, Timestamp) -> T) -> T {
        let mut state = self.lock();
        let now = self.now();
        state.month.turn(now);
        work(&mut state, now)
    }

    /// Adds a line to the story.
    pub fn tell(&self, tone: Tone, lead: Option<u64>, text: String) {
        self.shared.tell(tone, lead, text);
    }

    /// Writes into the call log.
    pub fn log_call(&self, call: Call) {
        self.shared.log_call(Call {
            platform: Side::Dingtalk,
            ..call
        });
    }

    /// The faults of the moment.
    pub fn faults(&self) -> Faults {
        self.shared.read(|shared| shared.dingtalk_faults.clone())
    }

    /// A new token was fetched: the token fault is over.
    pub fn token_renewed(&self) {
        let over = Faults::default().token;
        if self.faults().token != over {
            self.shared
                .change(|shared, _| shared.dingtalk_faults.token = over);
        }
    }

    /// Learns whom the service names.
    pub fn learn(&self, found: Vec<Person>) {
        if self.read(|state| state.people.would_change(&found)) {
            self.change(|state, _| state.people.learn(found));
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic while the lock was held leaves a state that is still worth showing.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
