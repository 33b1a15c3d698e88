//! One by one, as it is done without a plan: for comparison.

use std::cmp::Reverse;

use super::*;

/// Each lead in order of arrival to who scores best at that moment.
pub(super) fn by_arrival(burst: &Burst) -> Vec<Option<u32>> {
    let mut taken = vec![0_usize; burst.seats.len()];
    let mut given = Vec::new();
    for candidates in &burst.leads {
        let best = candidates
            .iter()
            .filter(|one| fits(burst, &taken, one.rep))
            .max_by_key(|one| {
                let seat = burst.seats[one.rep as usize];
                let cost = seat.cost_micro(taken[one.rep as usize]);
                (i64::from(one.score) * 1000 - cost, Reverse(one.rep))
            });
        given.push(best.map(|one| one.rep));
        if let Some(one) = best {
            taken[one.rep as usize] += 1;
        }
    }
    given
}

/// The best pair of all first, as its score is at that moment.
pub(super) fn by_score(burst: &Burst) -> Vec<Option<u32>> {
    let mut taken = vec![0_usize; burst.seats.len()];
    let mut given = vec![None; burst.leads.len()];
    let mut heap: std::collections::BinaryHeap<_> = burst
        .leads
        .iter()
        .enumerate()
        .flat_map(|(lead, all)| {
            let worth =
                move |one: &Candidate| (i64::from(one.score) * 1000, Reverse(lead), one.rep, 0);
            all.iter().map(worth)
        })
        .collect();
    while let Some((worth, Reverse(lead), rep, at)) = heap.pop() {
        let has = taken[rep as usize];
        if given[lead].is_some() || !fits(burst, &taken, rep) {
            continue;
        }
        if at < has {
            // Others came meanwhile: it is worth less by now.
            let seat = burst.seats[rep as usize];
            let worth = worth - seat.cost_micro(has) + seat.cost_micro(at);
            heap.push((worth, Reverse(lead), rep, has));
            continue;
        }
        given[lead] = Some(rep);
        taken[rep as usize] += 1;
    }
    given
}

fn fits(burst: &Burst, taken: &[usize], rep: u32) -> bool {
    taken[rep as usize] < burst.seats[rep as usize].room as usize
}
