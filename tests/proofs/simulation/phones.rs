//! What people have on their phones, and the rights to change it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use paidan::words::Card;
use tokio::sync::Notify;
use tokio::time;

/// All phones of a world.
#[derive(Default)]
pub struct Phones {
    state: Mutex<State>,
    /// Something is new on a phone.
    pub buzz: Notify,
}

/// What is on them.
#[derive(Debug, Default)]
pub struct State {
    pub cards: BTreeMap<String, OnPhone>,
    /// Rights to change a card once, until they are used.
    pub codes: BTreeMap<String, String>,
    pub texts: u64,
    /// When each person was sent something.
    pub sends: BTreeMap<String, Vec<time::Instant>>,
    pub news: VecDeque<String>,
    codes_made: u64,
}

/// A card on a phone.
#[derive(Debug, Clone)]
pub struct OnPhone {
    pub user: String,
    pub card: Card,
}

impl Phones {
    /// What is on them.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer of a press changes its card.
    pub fn answers(&self, card_id: &str, code: Option<&str>, card: Card) {
        let mut state = self.state();
        if let Some(code) = code {
            state.codes.remove(code);
        }
        state.shows(card_id, card);
        drop(state);
        self.buzz.notify_one();
    }
}

impl State {
    /// A new right to change a card once.
    pub fn code(&mut self, card_id: &str) -> String {
        self.codes_made += 1;
        let code = format!("code-{}", self.codes_made);
        self.codes.insert(code.clone(), card_id.to_owned());
        code
    }

    /// A card shows something else.
    pub fn shows(&mut self, card_id: &str, card: Card) {
        if let Some(on_phone) = self.cards.get_mut(card_id) {
            on_phone.card = card;
            self.news.push_back(card_id.to_owned());
        }
    }
}
