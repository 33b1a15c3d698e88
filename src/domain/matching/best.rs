//! The best of many, without keeping or sorting them all.

use std::cmp::{Ordering, Reverse};

use super::floor::Floor;
use super::roll::Roll;
use super::weighing::Weighing;
use crate::time::Instant;

/// A candidate while they are compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    pub place: u32,
    /// Permille.
    pub score: u32,
    waits_since: Option<Instant>,
}

/// The best of these by score, best first; of equals who waited longest since their last offer,
/// then the smaller id.
pub(super) fn best(
    places: impl IntoIterator<Item = u32>,
    weighing: &Weighing,
    roll: &Roll<'_>,
    most: usize,
) -> Vec<Ranked> {
    let floor = roll.floor;
    let mut kept: Vec<Ranked> = Vec::with_capacity(most.min(256) + 1);
    for place in places {
        let Some(seat) = floor.seat(place) else {
            continue;
        };
        let next = Ranked {
            place,
            score: weighing.score(seat, roll.wanted),
            waits_since: seat.standing.last_offered,
        };
        let is_behind = |last: &Ranked| order(&next, last, floor) != Ordering::Less;
        if kept.len() >= most && kept.last().is_none_or(is_behind) {
            continue;
        }
        let at = kept.partition_point(|one| order(one, &next, floor) == Ordering::Less);
        kept.insert(at, next);
        kept.truncate(most);
    }
    kept
}

/// The better one is less.
fn order(one: &Ranked, other: &Ranked, floor: &Floor) -> Ordering {
    let figures = |of: &Ranked| (Reverse(of.score), of.waits_since);
    let id = |of: &Ranked| floor.seat(of.place).map(|seat| &seat.standing.staff.id);
    figures(one)
        .cmp(&figures(other))
        .then_with(|| id(one).cmp(&id(other)))
}
