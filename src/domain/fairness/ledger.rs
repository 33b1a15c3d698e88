//! All accounts of a floor.

use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::Vector;

use super::account::Account;
use super::candidate::Candidate;
use super::stretch::Stretch;
use super::turn::{Credit, Posting, Turn};
use crate::money::Fen;

/// One account for each place; places that are not there have an empty one. A clone is cheap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book(Vector<Account>);

impl Book {
    /// The account of a place.
    #[must_use]
    pub fn of(&self, place: u32) -> Account {
        self.0.get(place as usize).copied().unwrap_or_default()
    }

    /// Adds to one account.
    pub fn add(&mut self, place: u32, more: Account) {
        let at = place as usize;
        while self.0.len() <= at {
            self.0.push_back(Account::default());
        }
        if let Some(account) = self.0.get_mut(at) {
            *account += more;
        }
    }

    /// All of it together; due and got are the same but for what was read from elsewhere.
    #[must_use]
    pub fn total(&self) -> Account {
        self.0
            .iter()
            .fold(Account::default(), |sum, one| sum + *one)
    }

    fn post(&mut self, postings: &[Posting]) {
        for one in postings {
            self.add(one.place, one.more);
        }
    }
}

/// The accounts of a rule that decides by shares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleBooks {
    /// Who works now.
    pub stretch: Stretch,
    /// Since this stretch began.
    pub now: Book,
    /// Over all stretches.
    pub whole: Book,
    /// The largest lead since this stretch began.
    pub largest: Fen,
}

/// 额度账本: the running account of the floor, which feeds the fairness factor, and the accounts
/// of each rule that decides by shares. A clone shares everything until one of the two changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The floor's.
    pub floor: Book,
    rules: Arc<BTreeMap<String, RuleBooks>>,
}

impl Ledger {
    /// The books of a rule; none before its first turn.
    #[must_use]
    pub fn rule(&self, rule: &str) -> Option<&RuleBooks> {
        self.rules.get(rule)
    }

    /// The same, to read them in from where they are kept.
    pub fn rule_mut(&mut self, rule: &str) -> &mut RuleBooks {
        Arc::make_mut(&mut self.rules)
            .entry(rule.to_owned())
            .or_default()
    }

    /// How somebody stands in a rule, for the quota methods. In a stretch that only begins
    /// nothing was due yet, and what is owed from before is kept.
    #[must_use]
    pub fn candidate(
        &self,
        rule: &str,
        stretch: Stretch,
        place: u32,
        share_permille: u32,
    ) -> Candidate {
        let Some(books) = self.rule(rule) else {
            return Candidate::new(share_permille, Account::default());
        };
        let account = if books.stretch == stretch {
            books.now.of(place)
        } else {
            Account::default()
        };
        let whole = books.whole.of(place);
        Candidate {
            share_permille,
            account,
            before_micro: whole.owed_micro() - account.owed_micro(),
            before_fen: whole.owed_fen() - account.owed_fen(),
        }
    }

    /// The largest lead of a rule in this stretch so far; zero where it only begins.
    #[must_use]
    pub fn largest(&self, rule: &str, stretch: Stretch) -> Fen {
        self.rule(rule)
            .filter(|books| books.stretch == stretch)
            .map_or(Fen(0), |books| books.largest)
    }

    /// Posts a turn.
    pub fn post(&mut self, turn: &Turn) {
        let postings = turn.postings();
        self.floor.post(&postings);
        if let Some((rule, stretch)) = &turn.rule {
            let books = self.rule_mut(rule);
            if books.stretch != *stretch {
                books.stretch = *stretch;
                books.now = Book::default();
                books.largest = Fen(0);
            }
            books.largest = books.largest.max(turn.value);
            books.now.post(&postings);
            books.whole.post(&postings);
        }
    }

    /// Gives a turn back, in the floor's account and in the rule's.
    pub fn credit(&mut self, credit: &Credit) {
        self.floor.post(&credit.postings());
        if let Some(rule) = credit
            .rule
            .as_deref()
            .filter(|rule| self.rule(rule).is_some())
        {
            let books = self.rule_mut(rule);
            for book in [&mut books.now, &mut books.whole] {
                // Whoever has no part in this stretch is out of it: there is nothing to mend.
                if !book.of(credit.rep).is_empty() {
                    let members = book.clone();
                    let has = |place| !members.of(place).is_empty();
                    book.post(&credit.postings_among(has));
                }
            }
        }
    }
}
