//! How far the reps are from a lead that comes in, as far as that is known.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Not known yet, or not possible: further than all there is.
pub(super) const FAR: i64 = i64::MAX;

/// A lead could go to a rep.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) to: u32,
    /// Which lead.
    pub(super) by: u32,
    /// What that adds.
    pub(super) cost: i64,
}

/// The reps reached, the nearest first.
pub(super) struct Reach {
    /// To each rep.
    pub(super) length: Vec<i64>,
    /// Which lead comes to each rep on the shortest way.
    pub(super) by: Vec<u32>,
    near: BinaryHeap<Reverse<(i64, u32)>>,
    /// The length of the shortest way into a free place.
    pub(super) shortest: i64,
    /// The rep at its end.
    pub(super) end: usize,
}

impl Reach {
    pub(super) fn new(reps: usize) -> Self {
        Self {
            length: vec![FAR; reps],
            by: vec![0; reps],
            near: BinaryHeap::new(),
            shortest: FAR,
            end: 0,
        }
    }

    /// Follows a way on from a rep that is `here` from the new lead; `free` is what a place at
    /// its end costs.
    pub(super) fn follow(&mut self, here: i64, way: Way, potential: &[i64], free: &[i64]) {
        let to = way.to as usize;
        let there = here + way.cost;
        let length = there - potential[to];
        if length >= self.shortest || length >= self.length[to] {
            return;
        }
        self.length[to] = length;
        self.by[to] = way.by;
        let whole = there.saturating_add(free[to]);
        if whole < self.shortest {
            (self.shortest, self.end) = (whole, to);
        }
        if length < self.shortest {
            self.near.push(Reverse((length, way.to)));
        }
    }

    /// The nearest rep that may lie on a shorter way than the shortest known; each comes once.
    pub(super) fn next(&mut self) -> Option<usize> {
        while let Some(Reverse((length, rep))) = self.near.pop() {
            if length >= self.shortest {
                return None;
            }
            if length == self.length[rep as usize] {
                return Some(rep as usize);
            }
        }
        None
    }
}
