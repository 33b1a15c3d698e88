//! 意图: what somebody wants of us.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::chat::not_theirs;
use super::clause::head;
use super::evidence::{Because, Evidence, Fact};
use super::intent_words::{ADVERTISES, BUYS, COMPLAINS, JOB, OFFERS, ORDERS, QUOTES, SURELY_JOB};
use super::page::Page;
use super::solicitation::{asks_for_goods, sellers_words};

/// What somebody wants of us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// 采购: to buy.
    Purchase,
    /// 询价: to hear a price.
    Quote,
    /// 投诉、售后: something went wrong. A person must answer, so it is a lead.
    Complaint,
    /// 求职: to work here. No lead.
    Job,
    /// 推销: to sell us something, advertising, fraud. No lead.
    Solicitation,
    /// Nothing tells.
    #[default]
    Other,
}

/// Evidence with what it speaks for.
pub(super) type Heard = (Intent, u16, Evidence);

/// Whether the text is no customer's wish: somebody who looks for work or sells to us.
/// `wanted` says that it names a product that may be wished for, `counted` how many of it.
pub(super) fn not_a_lead(page: &Page<'_>, wanted: bool, counted: bool) -> Option<Heard> {
    let text = &customers_words(page.text());
    let evidence = |(at, word): (usize, &str)| {
        page.evidence(Fact::IsLead, at, at + word.len(), Because::NotALeadWords)
            .matched(word)
    };
    let asks = asks_for_goods(text);
    // Beside a product that may be wished for, any word of trade makes a customer.
    let buys = asks || counted || (wanted && BUYS.iter().any(|word| text.contains(word)));
    if !buys && let Some(found) = first_of(text, &ADVERTISES) {
        return Some((Intent::Solicitation, 900, evidence(found)));
    }
    let job = || first_of(text, &JOB).filter(|_| !wanted);
    let surely = || first_of(text, &SURELY_JOB).filter(|_| !asks && !counted);
    if let Some(found) = job().or_else(surely) {
        return Some((Intent::Job, 900, evidence(found)));
    }
    let offer = || {
        let known = first_of(text, &OFFERS).filter(|_| !wanted);
        known.or_else(|| sellers_words(text, wanted))
    };
    if !asks && let Some(found) = offer() {
        return Some((Intent::Solicitation, 800, evidence(found)));
    }
    None
}

/// The text with blanks for what our side says in a pasted chat: `需要的私我` there offers us
/// nothing.
fn customers_words(text: &str) -> Cow<'_, str> {
    let mut words = Cow::Borrowed(text);
    for (from, to) in not_theirs(text) {
        words
            .to_mut()
            .replace_range(from..to, &" ".repeat(to - from));
    }
    words
}

/// What a customer wants; `known` says that a product or an amount was understood.
pub(super) fn of_customer(page: &Page<'_>, known: bool) -> Option<Heard> {
    let text = page.text();
    let heard = |intent, sure, (at, word): (usize, &str)| {
        let evidence = page.evidence(Fact::Intent, at, at + word.len(), Because::IntentWord);
        Some((intent, sure, evidence.matched(word)))
    };
    if let Some(found) = first_of(text, &COMPLAINS) {
        return heard(Intent::Complaint, if known { 600 } else { 850 }, found);
    }
    if let Some(found) = first_of(text, &QUOTES) {
        return heard(Intent::Quote, 850, found);
    }
    if let Some(found) = first_of(text, &BUYS).or_else(|| first_of(text, &ORDERS)) {
        return heard(Intent::Purchase, if known { 850 } else { 600 }, found);
    }
    // A product and an amount without any verb: `雨伞 500把`.
    let front = head(text.trim_start(), 60);
    let at = text.len() - text.trim_start().len();
    (known && !front.is_empty()).then(|| {
        let evidence = page.evidence(
            Fact::Intent,
            at,
            at + front.trim_end().len(),
            Because::IntentWord,
        );
        (Intent::Purchase, 600, evidence)
    })
}

/// The first of the words that a text has.
fn first_of(text: &str, words: &[&'static str]) -> Option<(usize, &'static str)> {
    words
        .iter()
        .filter_map(|word| Some((text.find(word)?, *word)))
        .min()
}
