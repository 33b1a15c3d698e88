//! Small bursts are compared with every plan there is, large ones with greedy matching.

mod exact;
mod greedy;
mod large;
mod trades;
// The benches build the same town.
mod town;

use super::*;
use crate::policy::Weights;

/// A burst in short: for each lead `(rep, score)`, for each rep `(room, further_micro)`.
fn burst(leads: &[&[(u32, u32)]], seats: &[(u32, u32)]) -> Burst {
    let one = |(rep, score): &(u32, u32)| Candidate {
        rep: *rep,
        score: *score,
    };
    let seat = |(room, further_micro): &(u32, u32)| Seat {
        room: *room,
        further_micro: *further_micro,
    };
    Burst {
        leads: leads
            .iter()
            .map(|all| all.iter().map(one).collect())
            .collect(),
        seats: seats.iter().map(seat).collect(),
    }
}
