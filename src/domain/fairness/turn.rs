//! What is posted: a turn, and a turn that is given back.

use super::account::{Account, LEAD};
use super::split::split;
use super::stretch::Stretch;
use crate::money::Fen;

/// A place on the floor with the target share in permille of who stands there.
pub type Share = (u32, u32);

/// 轮次: one automatic offer. It hands out one lead's due, and the lead's value, among all who
/// could have had it; the one who is offered it has got both. A declined or expired offer is used
/// up. Who is away, inactive or full could not have had it, so nothing piles up for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Who is offered it, by place.
    pub rep: u32,
    /// What the lead may be worth; zero when unknown.
    pub value: Fen,
    /// Everybody who could have had it, by rising place.
    pub eligible: Vec<Share>,
    /// The rule that decided, when it decides by shares.
    pub rule: Option<(String, Stretch)>,
}

/// 返还: a turn whose lead was bad (invalid, or another's duplicate) is given back. The rep's got
/// falls by it, and the due that it handed out is taken back from all at work, so what is owed in
/// all stays zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// Whose turn it was, by place.
    pub rep: u32,
    /// What the turn counted.
    pub value: Fen,
    /// Everybody at work now, by rising place.
    pub at_work: Vec<Share>,
    /// The rule under which the turn was, when it decides by shares.
    pub rule: Option<String>,
}

/// What changes in one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// Whose, by place.
    pub place: u32,
    /// What is added.
    pub more: Account,
}

impl Turn {
    /// What it adds to which accounts, one posting a place, by rising place. Of due and got the
    /// same is added in all.
    #[must_use]
    pub fn postings(&self) -> Vec<Posting> {
        let got = Account {
            got_micro: LEAD,
            got_fen: self.value.0,
            ..Account::default()
        };
        posted(self.rep, got, self.value, 1, &self.eligible)
    }
}

impl Credit {
    /// What it adds to which accounts of the floor.
    #[must_use]
    pub fn postings(&self) -> Vec<Posting> {
        self.postings_among(|_| true)
    }

    /// The same in an account that not everybody has. When none of them is at work, the rep's own
    /// due falls.
    #[must_use]
    pub fn postings_among(&self, has: impl Fn(u32) -> bool) -> Vec<Posting> {
        let got = Account {
            got_micro: -LEAD,
            got_fen: -self.value.0,
            ..Account::default()
        };
        let members: Vec<Share> = self
            .at_work
            .iter()
            .copied()
            .filter(|(place, _)| has(*place))
            .collect();
        posted(self.rep, got, self.value, -1, &members)
    }
}

fn posted(rep: u32, got: Account, value: Fen, sign: i64, due_to: &[Share]) -> Vec<Posting> {
    let alone = [(rep, 1)];
    let due_to = if due_to.is_empty() { &alone } else { due_to };
    let shares: Vec<u32> = due_to.iter().map(|(_, share)| *share).collect();
    let leads = split(LEAD, &shares);
    let money = split(value.0.max(0), &shares);
    let mut postings: Vec<Posting> = due_to
        .iter()
        .zip(leads.iter().zip(&money))
        .map(|((place, _), (lead, fen))| Posting {
            place: *place,
            more: Account {
                due_micro: sign * lead,
                due_fen: sign * fen,
                ..Account::default()
            },
        })
        .collect();
    match postings.binary_search_by_key(&rep, |one| one.place) {
        Ok(at) => postings[at].more += got,
        Err(at) => postings.insert(
            at,
            Posting {
                place: rep,
                more: got,
            },
        ),
    }
    postings.retain(|one| !one.more.is_empty());
    postings
}
