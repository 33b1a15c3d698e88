//! A platform's directory as a test writes it.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use paidan::app::ports::{Clue, Directory, Known, Listed, SendFailure};
use paidan_domain::time::Instant;

/// What the platform knows, and how often it was asked by phone.
pub struct Fake {
    clues: &'static [Clue],
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    members: Vec<Member>,
    left: Vec<String>,
    records: Vec<String>,
    listless: bool,
    hidden: Vec<String>,
    asked_by_mobile: usize,
}

struct Member {
    listed: Listed,
    mobile: Option<String>,
}

impl Fake {
    /// People are told by phone and by job number.
    pub fn dingtalk() -> Arc<Self> {
        Self::by(&[Clue::Mobile, Clue::JobNumber])
    }

    /// People are told by name, and by phone on request.
    pub fn wecom() -> Arc<Self> {
        Self::by(&[Clue::Name, Clue::MobileOnRequest])
    }

    fn by(clues: &'static [Clue]) -> Arc<Self> {
        Arc::new(Self {
            clues,
            state: Mutex::default(),
        })
    }

    pub fn has(&self, user: &str, name: &str, mobile: Option<&str>, job_number: Option<&str>) {
        let listed = Listed {
            user: user.to_owned(),
            name: name.to_owned(),
            job_number: job_number.map(str::to_owned),
        };
        let mobile = mobile.map(str::to_owned);
        self.state().members.push(Member { listed, mobile });
    }

    /// Somebody is gone, and the platform says so when it is asked for them.
    pub fn loses(&self, user: &str) {
        let mut state = self.state();
        state.members.retain(|one| one.listed.user != user);
        state.left.push(user.to_owned());
    }

    /// Somebody stands in the list of leavers, be they a member again or not.
    pub fn records(&self, user: &str) {
        self.state().records.push(user.to_owned());
    }

    /// The app may not see them any more; the platform says nothing of them.
    pub fn hides(&self, user: &str) {
        self.state().hidden.push(user.to_owned());
    }

    /// The list is refused.
    pub fn keeps_its_list(&self) {
        self.state().listless = true;
    }

    pub fn asked_by_mobile(&self) -> usize {
        self.state().asked_by_mobile
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().expect("not poisoned")
    }
}

#[async_trait]
impl Directory for Fake {
    fn clues(&self) -> &'static [Clue] {
        self.clues
    }

    async fn look_up(&self, user: &str) -> Result<Known, SendFailure> {
        let state = self.state();
        let is = |other: &String| other.eq_ignore_ascii_case(user);
        let is_there = state.members.iter().any(|one| is(&one.listed.user));
        Ok(match (state.left.iter().any(is), is_there) {
            (true, _) => Known::Left,
            (_, true) if !state.hidden.iter().any(is) => Known::Here,
            _ => Known::Unsaid,
        })
    }

    async fn by_mobile(&self, mobile: &str) -> Result<Option<String>, SendFailure> {
        let mut state = self.state();
        state.asked_by_mobile += 1;
        let mut members = state.members.iter();
        let found = members.find(|one| one.mobile.as_deref() == Some(mobile));
        Ok(found.map(|one| one.listed.user.clone()))
    }

    async fn everybody(&self) -> Result<Vec<Listed>, SendFailure> {
        let state = self.state();
        if state.listless {
            return Err(SendFailure::Person {
                code: "60011".to_owned(),
            });
        }
        let seen = |one: &&Member| !state.hidden.contains(&one.listed.user);
        let members = state.members.iter().filter(seen);
        Ok(members.map(|one| one.listed.clone()).collect())
    }

    async fn leavers_since(&self, _since: Instant) -> Result<Vec<String>, SendFailure> {
        Ok(self.state().records.clone())
    }
}
