//! Who gets which lead of a burst, and which trades were made for it.

use super::burst::Burst;
use super::exchange::exchange;
use super::search::Search;
use super::wishes::Wishes;

/// The best plan for a burst.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// One for each lead, in their order.
    pub leads: Vec<Planned>,
    /// Ways from lead to rep that the search looked at: its cost, equal on every machine.
    pub looked: u64,
}

/// What is planned for one lead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Planned {
    /// Who gets it; `None` when the room did not suffice or nobody may have it.
    pub rep: Option<u32>,
    /// What the rep scores for it when the burst begins, in permille; 0 without a rep.
    pub score: u32,
    /// What this lead gave up for the whole; `None` when it goes to its best.
    pub trade: Option<Trade>,
}

/// A trade (取舍): this lead's best rep serves other leads of the burst.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trade {
    /// The rep with room who scores best for the lead; the lower place among equals.
    pub best_rep: u32,
    /// What they score, in permille; more than the lead got.
    pub best_score: u32,
    /// The leads that go to that rep, the oldest first; never empty. All together would lose
    /// more than this lead gains if one of them made way for it.
    pub because_of: Vec<usize>,
}

impl Plan {
    /// Finds the plan of the greatest [`super::Worth`]: first as many leads as possible get a
    /// rep, then the total score is the greatest. Then the older lead comes first: no two
    /// leads could change places at the same total so that the older one is better off. What
    /// is equal even then is settled by the lower places.
    ///
    /// 3,000 leads by 500 reps take some 30 ms with territories and products, and about a
    /// second when everybody may have everything (`benches/batch.rs`).
    #[must_use]
    pub fn of(burst: &Burst) -> Self {
        let wishes = Wishes::of(burst);
        let mut search = Search::new(burst, &wishes);
        for lead in 0..burst.leads.len() {
            search.seat(lead);
        }
        let mut given = search.given();
        exchange(&wishes, burst.seats.len(), &mut given);
        Self {
            leads: told(&wishes, burst.seats.len(), &given),
            looked: search.looked(),
        }
    }

    /// The rep of each lead.
    #[must_use]
    pub fn given(&self) -> Vec<Option<u32>> {
        self.leads.iter().map(|one| one.rep).collect()
    }
}

fn told(wishes: &Wishes, reps: usize, given: &[Option<u32>]) -> Vec<Planned> {
    let mut at: Vec<Vec<usize>> = vec![Vec::new(); reps];
    for (lead, rep) in given.iter().enumerate() {
        if let Some(rep) = rep {
            at[*rep as usize].push(lead);
        }
    }
    let one = |(lead, rep): (usize, &Option<u32>)| {
        let score = rep.and_then(|rep| wishes.score(lead, rep));
        let best = wishes.best(lead);
        Planned {
            rep: *rep,
            score: score.unwrap_or(0),
            trade: best
                .filter(|best| Some(best.score) > score)
                .map(|best| Trade {
                    best_rep: best.rep,
                    best_score: best.score,
                    because_of: at[best.rep as usize].clone(),
                }),
        }
    };
    given.iter().enumerate().map(one).collect()
}
