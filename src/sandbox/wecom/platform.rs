//! The platform's whole state in one plain structure behind a lock; HTTP is a thin skin over it.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use subtle::ConstantTimeEq;
use tokio::sync::watch;

use super::errcode::Refusal;
use super::member::Members;
use super::phone::{Author, Body, Message, Phone};
use super::setup::Setup;
use super::token::Tokens;
use crate::sandbox::call_log::{Call, CallLog};
use crate::sandbox::clock::{Clock, seconds_between};
use crate::sandbox::faults::Faults;
use crate::sandbox::random_text::random_text;
use crate::sandbox::story::{Story, Tone};

/// Hours that a `response_code` may be used (platform document 94888).
const CODE_LIFE_SECONDS: i64 = 72 * 3600;

/// Who the simulated app is.
pub struct Account {
    /// Corp id.
    pub corp_id: String,
    /// The app's number.
    pub agent_id: i64,
    /// The app's secret; never shown.
    pub secret: String,
}

impl Account {
    /// Compares in constant time: a fake is copied from more often than one thinks.
    pub fn has_secret(&self, presented: &str) -> bool {
        self.secret.as_bytes().ct_eq(presented.as_bytes()).into()
    }
}

/// A message that was sent, perhaps to several members.
#[derive(Debug)]
pub struct Sent {
    /// When.
    pub at: Timestamp,
    /// Userids in lower case.
    pub recipients: Vec<String>,
}

/// A right to change a card once.
#[derive(Debug)]
pub struct Code {
    /// The message it belongs to.
    pub msgid: String,
    /// When it was given out.
    pub at: Timestamp,
    /// Whether it was used.
    pub used: bool,
}

/// A login code on its way from the phone through the service and back.
#[derive(Debug)]
pub struct Login {
    /// Whose phone opened the page.
    pub userid: String,
    /// When.
    pub at: Timestamp,
}

/// Everything the platform remembers.
#[derive(Default)]
pub struct State {
    /// Rises with each change.
    pub version: u64,
    /// Rises with each reset of the phones.
    pub epoch: u64,
    /// What is broken on purpose.
    pub faults: Faults,
    /// The same on DingTalk's side.
    pub dingtalk_faults: Faults,
    /// What is set up wrongly on purpose.
    pub setup: Setup,
    /// Access tokens.
    pub tokens: Tokens,
    /// The address book.
    pub members: Members,
    /// Phones by userid in lower case.
    pub phones: HashMap<String, Phone>,
    /// Every `task_id` ever sent.
    pub tasks: HashSet<String>,
    /// Messages by `msgid`.
    pub sent: HashMap<String, Sent>,
    /// Rights to change a card, by `response_code`.
    pub codes: HashMap<String, Code>,
    /// Login codes.
    pub logins: HashMap<String, Login>,
    /// Calls and deliveries.
    pub calls: CallLog,
    /// What happened, in sentences.
    pub story: Story,
    /// Whether the service passed the check of its callback address.
    pub callback_verified: Option<bool>,
    messages: u64,
}

impl State {
    /// Shows a message on a member's phone.
    pub fn show(&mut self, userid: &str, now: Timestamp, from: Author, msgid: &str, body: Body) {
        self.messages += 1;
        let task_id = match &body {
            Body::Card { card, .. } => card.task_id.clone(),
            _ => String::new(),
        };
        let message = Message {
            id: self.messages,
            version: self.version,
            from,
            at: now,
            updated_at: None,
            msgid: msgid.to_owned(),
            task_id,
            recalled: false,
            body,
        };
        self.phones
            .entry(userid.to_lowercase())
            .or_default()
            .show(message);
    }

    /// Makes a right to change the cards of this message once.
    pub fn new_code(&mut self, msgid: &str, now: Timestamp) -> String {
        let code = random_text(43);
        self.codes.insert(
            code.clone(),
            Code {
                msgid: msgid.to_owned(),
                at: now,
                used: false,
            },
        );
        code
    }

    /// The message that a still usable code belongs to.
    pub fn message_of_code(&self, code: &str, now: Timestamp) -> Option<&str> {
        let code = self.codes.get(code)?;
        let fresh = seconds_between(code.at, now) < CODE_LIFE_SECONDS;
        (fresh && !code.used).then_some(code.msgid.as_str())
    }

    /// Uses a code up.
    pub fn spend_code(&mut self, code: &str) {
        if let Some(code) = self.codes.get_mut(code) {
            code.used = true;
        }
    }

    /// Leaves the drop-down of a pressed card as the presser set it.
    pub fn remember_choice(&mut self, userid: &str, msgid: &str, chosen: &[String]) {
        let phone = self.phones.get_mut(&userid.to_lowercase());
        let message = phone.and_then(|phone| phone.message_mut(msgid));
        if let (Some(message), [only]) = (message, chosen)
            && let Body::Card { card, .. } = &mut message.body
            && let Some(selection) = &mut card.button_selection
        {
            selection.selected_id.clone_from(only);
            message.version = self.version;
        }
    }

    /// The name on a member's phone, or the userid when nobody has it.
    pub fn name_of(&self, userid: &str) -> String {
        self.members
            .find(userid)
            .map_or_else(|| userid.to_owned(), |member| member.name.clone())
    }

    /// Empties the phones and the story; what the platform itself remembers stays.
    pub fn reset(&mut self) {
        self.phones.values_mut().for_each(Phone::clear);
        self.story.clear();
        self.epoch += 1;
    }
}

/// The simulated platform.
pub struct Platform {
    /// Who the app is.
    pub account: Account,
    /// Its time.
    pub clock: Clock,
    state: Mutex<State>,
    changed: watch::Sender<u64>,
}

impl Platform {
    /// A platform on which nothing has happened yet.
    pub fn new(account: Account) -> Self {
        Self {
            account,
            clock: Clock::default(),
            state: Mutex::default(),
            changed: watch::Sender::new(0),
        }
    }

    /// Looks at the state.
    pub fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Changes the state and wakes everybody who watches.
    pub fn change<T>(&self, work: impl FnOnce(&mut State, Timestamp) -> T) -> T {
        let mut state = self.lock();
        state.version += 1;
        let done = work(&mut state, self.clock.now());
        self.changed.send_replace(state.version);
        done
    }

    /// Writes into the call log, which nobody watches.
    pub fn log_call(&self, call: Call) {
        let now = self.clock.now();
        self.lock().calls.add(now, call);
    }

    /// Adds a line to the story.
    pub fn tell(&self, tone: Tone, lead: Option<u64>, text: String) {
        self.change(|state, now| state.story.tell(now, tone, lead, text));
    }

    /// Follows the state's version.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Whether a call with this token may go on.
    pub fn authorise(&self, token: Option<&str>) -> Result<(), Refusal> {
        let now = self.clock.now();
        self.read(|state| {
            state.tokens.check(token, now)?;
            state.setup.check_address()
        })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic while the lock was held leaves a state that is still worth showing.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
