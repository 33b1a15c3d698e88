//! What is drawn for one step. It is read against what is there at the moment, so that a
//! sequence still means something when some of its steps are left out.

use crate::proofs::simulation::Dice;

/// What a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    TimePasses,
    Intake,
    Change,
    StoreAct,
    FinishAct,
    OpenActs,
    Sends,
    Lease,
    Burst,
    BeginSend,
    Finish,
    ListAnswered,
    LookAtLists,
    Answered,
    WakeWaiting,
    Tally,
    Parked,
    Replay,
    Told,
    SetAway,
    PutStaff,
    FindStaff,
    Unreachable,
    HoldWaiting,
    Due,
    OffersOf,
    LookAtLead,
    ListLeads,
    LookAtCards,
    Day,
}

/// How often each is drawn.
const WEIGHTS: [(Ask, u64); 30] = [
    (Ask::TimePasses, 10),
    (Ask::Intake, 12),
    (Ask::Change, 34),
    (Ask::StoreAct, 6),
    (Ask::FinishAct, 4),
    (Ask::OpenActs, 2),
    (Ask::Sends, 10),
    (Ask::Lease, 9),
    (Ask::Burst, 4),
    (Ask::BeginSend, 9),
    (Ask::Finish, 9),
    (Ask::ListAnswered, 1),
    (Ask::LookAtLists, 2),
    (Ask::Answered, 3),
    (Ask::WakeWaiting, 1),
    (Ask::Tally, 1),
    (Ask::Parked, 1),
    (Ask::Replay, 2),
    (Ask::Told, 3),
    (Ask::SetAway, 2),
    (Ask::PutStaff, 2),
    (Ask::FindStaff, 1),
    (Ask::Unreachable, 1),
    (Ask::HoldWaiting, 3),
    (Ask::Due, 4),
    (Ask::OffersOf, 2),
    (Ask::LookAtLead, 2),
    (Ask::ListLeads, 3),
    (Ask::LookAtCards, 2),
    (Ask::Day, 1),
];

/// One step.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    pub ask: Ask,
    pub which: usize,
    pub who: usize,
    pub how: usize,
    pub much: u64,
}

impl Act {
    /// A step, drawn; in a burst mostly leads that come in and cards that go out.
    pub fn drawn(dice: &Dice, burst: bool) -> Self {
        let all: u64 = WEIGHTS.iter().map(|(_, weight)| weight).sum();
        let mut rest = dice.between(0, all - 1);
        let mut ask = Ask::TimePasses;
        for (one, weight) in WEIGHTS {
            ask = one;
            if rest < weight {
                break;
            }
            rest -= weight;
        }
        if burst && dice.permille(850) {
            ask = match dice.between(0, 7) {
                0..4 => Ask::Intake,
                4..7 => Ask::Sends,
                _ => Ask::TimePasses,
            };
        }
        // In a burst time passes by seconds.
        let how = dice.place(1000);
        let how = if burst && ask == Ask::TimePasses {
            3
        } else {
            how
        };
        Self {
            ask,
            which: dice.place(1000),
            who: dice.place(1000),
            how,
            much: dice.between(0, 999),
        }
    }

    /// Whether something happens that is drawn from `much`.
    pub fn sometimes(&self, permille: u64) -> bool {
        self.much < permille
    }
}

/// One of a list; none when it is empty.
pub fn one_of<T>(all: &[T], which: usize) -> Option<&T> {
    all.get(which % all.len().max(1))
}
