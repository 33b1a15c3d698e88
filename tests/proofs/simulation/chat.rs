//! A chat platform that is away, slow, throttles, refuses, does not know people, and loses
//! answers after it acted.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use paidan::app::ports::{Address, CardAsks, Chat, Right, SendFailure, Sent};
use paidan::words::Card;
use tokio::time;

use super::dice::Dice;
use super::ledger::Ledger;
use super::memory::Shared;
use super::phones::{OnPhone, Phones};
use super::weather::{ChatMood, Weather};

/// What the platform itself allows one person: above this it drops silently.
const SILENT_LIMITS: [(usize, Duration); 2] = [
    (30, Duration::from_secs(60)),
    (1000, Duration::from_secs(3600)),
];
/// A call ends after this.
const TIME_OUT: u64 = 10_000;

/// The platform.
pub struct LossyChat {
    pub dice: Dice,
    pub weather: Arc<Weather>,
    pub ledger: Arc<Ledger>,
    pub phones: Arc<Phones>,
    pub store: Arc<Shared>,
}

/// Whether the answer of a call that acted comes home.
enum Answer {
    Heard,
    Lost,
}

impl LossyChat {
    /// The way there, and what goes wrong on it.
    async fn call(&self, user: &str) -> Result<Answer, SendFailure> {
        time::sleep(self.weather.call_length()).await;
        let (mood, stranger) = {
            let now = self.weather.now();
            (now.chat, now.strangers.contains(user))
        };
        let later = |code: &str| SendFailure::Later {
            code: code.to_owned(),
            after: None,
        };
        match mood {
            ChatMood::Fine => {}
            ChatMood::Down => {
                self.ledger.fault("chat down");
                return Err(later("connect"));
            }
            ChatMood::Throttles => {
                self.ledger.fault("chat throttles");
                let (code, after) = ("45009".to_owned(), Duration::from_secs(20));
                return Err(SendFailure::Throttled { code, after });
            }
            ChatMood::RefusesApp => {
                self.ledger.fault("app refused");
                let (code, hint) = ("60020".to_owned(), "trust this address".to_owned());
                return Err(SendFailure::App { code, hint });
            }
            ChatMood::Slow => {
                self.ledger.fault("chat slow");
                let takes = self.dice.between(500, 13_000);
                time::sleep(Duration::from_millis(takes.min(TIME_OUT))).await;
                if takes > TIME_OUT {
                    if self.dice.permille(500) {
                        return Err(unheard());
                    }
                    return Ok(Answer::Lost);
                }
            }
        }
        if stranger {
            self.ledger.fault("person unknown");
            let code = "81013".to_owned();
            return Err(SendFailure::Person { code });
        }
        let options = &self.weather.options;
        if self.weather.strikes("call failed", options.failed_calls) {
            return Err(later("500"));
        }
        if self.weather.strikes("answer lost", options.lost_answers) {
            return Ok(Answer::Lost);
        }
        Ok(Answer::Heard)
    }

    /// Which times stand on a phone now, for the offers of a card or of a list.
    fn prints(&self, card_id: &str) {
        let data = self.store.data();
        let Some(card) = data.cards.get(card_id).map(|row| &row.record) else {
            return;
        };
        let Some(until) = card.printed_deadline else {
            return;
        };
        let listed = data
            .outbox
            .values()
            .filter(|row| card.asks == CardAsks::List && row.card_id.as_deref() == Some(card_id));
        let own = match card.asks {
            CardAsks::Offer(offer) => Some(offer),
            _ => None,
        };
        for offer in listed.filter_map(|row| row.offer).chain(own) {
            self.ledger.prints(offer, until);
        }
        if card.asks == CardAsks::List {
            self.ledger.fault("list cards");
        }
    }

    fn counts(&self, user: &str) {
        let now = time::Instant::now();
        let mut phones = self.phones.state();
        let sends = phones.sends.entry(user.to_owned()).or_default();
        sends.push(now);
        for (most, window) in SILENT_LIMITS {
            let recent = sends.iter().rev().take_while(|at| now - **at < window);
            let count = recent.count();
            if count > most {
                let what = format!("{user} was sent {count} within {window:?}");
                self.ledger.breaks(what);
            }
        }
    }
}

/// This platform has no group chats.
fn person(to: &Address) -> &str {
    match to {
        Address::Person(user) => user,
        Address::Group => unreachable!("nobody told of a group"),
    }
}

fn unheard() -> SendFailure {
    let code = "timeout".to_owned();
    SendFailure::Unknown { code }
}

#[async_trait]
impl Chat for LossyChat {
    async fn send_card(
        &self,
        to: &Address,
        card_id: &str,
        card: &Card,
    ) -> Result<Sent, SendFailure> {
        let user = person(to);
        self.counts(user);
        let answer = self.call(user).await?;
        self.ledger.note("cards", card_id);
        let mut phones = self.phones.state();
        let already = phones.cards.contains_key(card_id);
        let mut update_code = None;
        if already {
            if phones.cards[card_id].user != user {
                let what = format!("card {card_id} went to two people");
                self.ledger.breaks(what);
            }
        } else {
            let on_phone = OnPhone {
                user: user.to_owned(),
                card: card.clone(),
            };
            phones.cards.insert(card_id.to_owned(), on_phone);
            phones.news.push_back(card_id.to_owned());
            update_code = Some(phones.code(card_id));
            self.prints(card_id);
        }
        drop(phones);
        self.phones.buzz.notify_one();
        match answer {
            Answer::Heard => Ok(Sent {
                message_id: None,
                update_code,
                already,
            }),
            Answer::Lost => Err(unheard()),
        }
    }

    async fn update_card(
        &self,
        to: &Address,
        _: &str,
        update_code: &str,
        card: &Card,
    ) -> Result<Right, SendFailure> {
        let user = person(to);
        let answer = self.call(user).await?;
        let mut phones = self.phones.state();
        let Some(card_id) = phones.codes.remove(update_code) else {
            let code = "45053".to_owned();
            return Err(SendFailure::Spent { code });
        };
        self.ledger.note("changes", &card_id);
        phones.shows(&card_id, card.clone());
        drop(phones);
        self.phones.buzz.notify_one();
        match answer {
            Answer::Heard => Ok(Right::Used),
            Answer::Lost => Err(unheard()),
        }
    }

    async fn send_text(&self, to: &Address, _text: &str) -> Result<Sent, SendFailure> {
        let user = person(to);
        self.counts(user);
        let answer = self.call(user).await?;
        self.ledger.note("texts", user);
        self.phones.state().texts += 1;
        match answer {
            Answer::Heard => Ok(Sent::default()),
            Answer::Lost => Err(unheard()),
        }
    }
}
