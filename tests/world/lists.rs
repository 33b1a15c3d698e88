//! List cards: several offers in one, as a story sees them.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use serde_json::Value;
use uuid::Uuid;

use super::phones::Card;
use super::rep::Rep;
use super::scene::World;
use super::truth::Truth;
use super::until::until_some;

const SOON: Duration = Duration::from_secs(20);

impl Rep<'_> {
    /// Waits until the newest list card on this phone has a title that begins so; it then
    /// counts as expected in just this form.
    #[track_caller]
    pub fn sees_list(&self, title: &str) -> Card {
        let what = format!("{} sees the list 「{title}…」", self.name);
        let (id, card) = until_some(&what, SOON, || {
            let last = self.lists().pop();
            last.filter(|(_, card)| card.title().starts_with(title))
        });
        self.world.expect_message(id, &card.words());
        card
    }

    /// The list cards on this phone, oldest first.
    pub fn lists(&self) -> Vec<(u64, Card)> {
        let cards = self
            .messages()
            .into_iter()
            .filter_map(|one| Some((one.id, one.card?)));
        cards.filter(|(_, card)| card.lead.is_none()).collect()
    }

    /// Presses a button of this card by its text.
    #[track_caller]
    pub fn presses_on(&self, card: &Card, text: &str) -> Value {
        self.press(card, text, None)
    }
}

impl Card {
    /// Values of all rows.
    pub fn values(&self) -> Vec<&str> {
        let rows = self.raw["horizontal_content_list"].as_array();
        rows.into_iter()
            .flatten()
            .filter_map(|row| row["value"].as_str())
            .collect()
    }

    /// What the button with this text opens.
    pub fn opens(&self, text: &str) -> Option<&str> {
        let all = self.raw["button_list"].as_array()?;
        all.iter().find(|button| button["text"] == text)?["url"].as_str()
    }
}

impl Truth {
    /// The cards in which the offers of a lead went out, by task_id: its own, or the list
    /// that it was in.
    pub fn cards_that_offered(&self, number: i64) -> Vec<&str> {
        let lead = self.leads.iter().find(|lead| lead.number == number);
        let id = lead.expect("a lead").id;
        let offers = self.offers_out();
        offers
            .filter(|(lead, _)| *lead == id)
            .map(|(_, card)| card)
            .collect()
    }

    /// Each lead that went out as an offer, with the card in which it did.
    fn offers_out(&self) -> impl Iterator<Item = (Uuid, &str)> {
        self.outbox
            .iter()
            .filter(|row| row.offer_id.is_some())
            .filter_map(|row| Some((row.lead_id?, row.card_id.as_deref()?)))
    }
}

impl World {
    /// On which phones each lead stands, and in which card: its own, or the list card that the
    /// store says it went out in.
    pub fn shown_on_phones(&self) -> BTreeMap<i64, Vec<(String, String)>> {
        let truth = self.truth();
        let mut listed: HashMap<&str, Vec<i64>> = HashMap::new();
        let numbers: HashMap<Uuid, i64> = truth
            .leads
            .iter()
            .map(|lead| (lead.id, lead.number))
            .collect();
        for (lead, card) in truth.offers_out() {
            listed.entry(card).or_default().push(numbers[&lead]);
        }
        let mut shown: BTreeMap<i64, Vec<(String, String)>> = BTreeMap::new();
        for (userid, messages) in self.block_on(self.phones.all()) {
            for card in messages.into_iter().filter_map(|message| message.card) {
                let numbers = match card.lead {
                    Some(number) => vec![number],
                    None => listed.remove(card.task_id.as_str()).unwrap_or_default(),
                };
                for number in numbers {
                    let place = (userid.clone(), card.task_id.clone());
                    shown.entry(number).or_default().push(place);
                }
            }
        }
        shown
    }
}
