//! A person with a phone.

use std::time::Duration;

use serde_json::{Value, json};

use super::phones::{Card, Message};
use super::scene::{Lead, World};
use super::until::until_some;

/// Long enough for a loaded machine; what must be faster is measured by its story.
const SOON: Duration = Duration::from_secs(20);

/// Somebody of the staff, as a story speaks of them.
#[derive(Clone)]
pub struct Rep<'w> {
    pub world: &'w World,
    pub id: String,
    pub name: String,
    pub userid: String,
}

impl Rep<'_> {
    /// Waits for the offer of a lead; the card counts as expected from now on.
    #[track_caller]
    pub fn sees_offer_of(&self, lead: &Lead) -> Card {
        self.sees(lead, "offered")
    }

    /// Waits until a card of a lead on this phone is in a state; it then counts as
    /// expected in just this form.
    #[track_caller]
    pub fn sees(&self, lead: &Lead, state: &str) -> Card {
        let what = format!("{} sees #{} {state}", self.name, lead.number);
        let (id, card) = until_some(&what, SOON, || {
            self.cards_of(lead)
                .into_iter()
                .rfind(|(_, card)| card.state == state)
        });
        self.world.expect_message(id, &card.words());
        card
    }

    /// Waits until every card of a lead on this phone is in a state.
    #[track_caller]
    pub fn sees_everywhere(&self, lead: &Lead, state: &str) {
        let what = format!("{} sees #{} {state} on every card", self.name, lead.number);
        let all = until_some(&what, SOON, || {
            let all = self.cards_of(lead);
            all.iter()
                .all(|(_, card)| card.state == state)
                .then_some(all)
        });
        for (id, card) in all {
            self.world.expect_message(id, &card.words());
        }
    }

    /// Waits until the card of a lead has this title; it then counts as expected so.
    #[track_caller]
    pub fn sees_title(&self, lead: &Lead, title: &str) -> Card {
        let what = format!("{} sees 「{title}」", self.name);
        let (id, card) = until_some(&what, SOON, || {
            self.cards_of(lead)
                .into_iter()
                .rfind(|(_, card)| card.title() == title)
        });
        self.world.expect_message(id, &card.words());
        card
    }

    /// Waits for a text with these words.
    #[track_caller]
    pub fn is_told(&self, words: &str) {
        let what = format!("{} is told 「{words}」", self.name);
        let id = until_some(&what, SOON, || {
            let new =
                |message: &Message| message.content == words && !self.world.is_expected(message.id);
            self.messages()
                .into_iter()
                .find(new)
                .map(|message| message.id)
        });
        self.world.expect_message(id, words);
    }

    /// The card of a lead as it is now.
    #[track_caller]
    pub fn card_of(&self, lead: &Lead) -> Card {
        let last = self.cards_of(lead).pop();
        last.unwrap_or_else(|| panic!("{} has no card of #{}", self.name, lead.number))
            .1
    }

    /// Presses a button of the card of a lead, by its text; the service must answer it.
    #[track_caller]
    pub fn presses(&self, lead: &Lead, text: &str) -> Value {
        self.press(&self.card_of(lead), text, None)
    }

    /// As [`Rep::presses`], with somebody chosen in the drop-down first.
    #[track_caller]
    pub fn presses_for(&self, lead: &Lead, text: &str, chosen: &Rep<'_>) -> Value {
        self.press(&self.card_of(lead), text, Some(&chosen.id))
    }

    /// Presses a button of a card that was on this phone before, or was forwarded to it.
    #[track_caller]
    pub fn presses_old(&self, card: &Card, key: &str) -> Value {
        self.pressed(json!({
            "userid": self.userid, "task_id": card.task_id, "key": key, "force": true,
        }))
    }

    /// Types a line into the chat; the service must take it.
    #[track_caller]
    pub fn says(&self, line: &str) {
        let said = json!({"userid": self.userid, "text": line, "wait": true});
        let end = self
            .world
            .block_on(self.world.phones.post("/sandbox/say", &said));
        assert_eq!(
            end.json()["status"],
            200,
            "the service answers: {}",
            end.text()
        );
    }

    /// Types a line and is answered with just these words.
    #[track_caller]
    pub fn is_answered(&self, line: &str, words: &str) {
        self.says(line);
        self.is_told(words);
    }

    /// The app's messages.
    pub fn messages(&self) -> Vec<Message> {
        self.world.block_on(self.world.phones.of(&self.userid))
    }

    fn cards_of(&self, lead: &Lead) -> Vec<(u64, Card)> {
        let cards = self
            .messages()
            .into_iter()
            .filter_map(|one| Some((one.id, one.card?)));
        cards
            .filter(|(_, card)| card.lead == Some(lead.number))
            .collect()
    }

    #[track_caller]
    pub(super) fn press(&self, card: &Card, text: &str, chosen: Option<&str>) -> Value {
        let key = card
            .key_of(text)
            .unwrap_or_else(|| panic!("no 「{text}」 on {card:?}"));
        let mut press = json!({"userid": self.userid, "task_id": card.task_id, "key": key});
        if let Some(chosen) = chosen {
            press["selected"] = json!(chosen);
        }
        self.pressed(press)
    }

    #[track_caller]
    fn pressed(&self, press: Value) -> Value {
        let end = self.world.block_on(self.world.phones.press(press));
        assert_eq!(
            end.status,
            200,
            "the sandbox takes the press: {}",
            end.text()
        );
        let end = end.json();
        assert_eq!(end["status"], 200, "the service answers the press: {end}");
        end
    }
}
