//! Of plans with the same worth, one in which the older lead comes first.

use std::cmp::Reverse;

use super::wishes::Wishes;

/// Lets an older lead change places with a younger one wherever the total stays the same and
/// the older one gets a better score, or a rep at all; until no two are left who could.
pub(super) fn exchange(wishes: &Wishes, reps: usize, given: &mut [Option<u32>]) {
    let mut at = vec![Vec::new(); reps];
    for (lead, rep) in given.iter().enumerate() {
        if let Some(rep) = rep {
            at[*rep as usize].push(lead);
        }
    }
    // The sum of the scores weighted by age grows with each exchange, so this ends.
    let mut moved = true;
    while moved {
        moved = false;
        for older in 0..given.len() {
            while let Some((younger, to)) = partner(wishes, given, &at, older) {
                let from = given[older];
                (given[older], given[younger]) = (Some(to), from);
                replace(&mut at[to as usize], younger, older);
                if let Some(from) = from {
                    replace(&mut at[from as usize], older, younger);
                }
                moved = true;
            }
        }
    }
}

/// With whom the lead can change places, and whose place that is: the best score first, there
/// the youngest.
fn partner(
    wishes: &Wishes,
    given: &[Option<u32>],
    at: &[Vec<usize>],
    older: usize,
) -> Option<(usize, u32)> {
    let from = given[older];
    let now = from.and_then(|rep| wishes.score(older, rep));
    let candidates = wishes.of_lead(older).iter();
    let mut better: Vec<_> = candidates.filter(|one| Some(one.score) > now).collect();
    better.sort_unstable_by_key(|one| (Reverse(one.score), one.rep));
    better.into_iter().find_map(|one| {
        let keeps_total = |younger: usize| {
            let gives_up = wishes.score(younger, one.rep);
            let Some(from) = from else {
                // It goes without instead.
                return gives_up == Some(one.score);
            };
            let gets = wishes.score(younger, from);
            let before = now.zip(gives_up).map(|(a, b)| u64::from(a) + u64::from(b));
            let after = gets.map(|gets| u64::from(gets) + u64::from(one.score));
            after.is_some() && before == after
        };
        let there = at[one.rep as usize].iter().copied();
        let younger = there.filter(|other| *other > older && keeps_total(*other));
        younger.max().map(|younger| (younger, one.rep))
    })
}

fn replace(leads: &mut [usize], gone: usize, come: usize) {
    for lead in leads {
        if *lead == gone {
            *lead = come;
        }
    }
}
