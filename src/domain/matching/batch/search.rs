//! Min-cost flow by shortest augmenting paths (the Hungarian method with room): each lead in
//! turn takes the cheapest way into a free place, moving others on where that pays. Own,
//! because the kept crates want a square table of leads by places, 30 million cells for 3,000
//! leads, or know no costs that rise within one rep.

use super::burst::Burst;
use super::reach::{FAR, Reach, Way};
use super::wishes::Wishes;

/// The plan as it grows. After each [`Search::seat`] it is the best one for the leads so far.
///
/// Costs are millionths of a score, below zero for what is gained. Behind the reps stands
/// nobody, who has room for all.
pub(super) struct Search<'a> {
    burst: &'a Burst,
    wishes: &'a Wishes,
    /// What it costs to be left out: more than any scores make good.
    left_out: i64,
    /// Where each lead is.
    place: Vec<usize>,
    /// The leads at each rep.
    at: Vec<Vec<usize>>,
    /// What one more lead costs each rep; [`FAR`] where there is no room.
    free: Vec<i64>,
    /// Of each rep: no way between two is cheaper than the difference of their potentials, so
    /// lengths never fall along a way, and the nearest rep is final once it is reached.
    potential: Vec<i64>,
    /// The cheapest ways on from each rep, by one of its leads; `None` after a change there.
    onward: Vec<Option<Vec<Way>>>,
    /// For [`Search::look_around`]: of each rep the cheapest way there.
    cheapest: Vec<(i64, u32)>,
    looked: u64,
}

impl<'a> Search<'a> {
    pub(super) fn new(burst: &'a Burst, wishes: &'a Wishes) -> Self {
        let (leads, reps) = (burst.leads.len(), burst.seats.len());
        let costs = burst.seats.iter().map(|seat| seat.cost_micro(leads));
        let scores = burst.leads.iter().flatten().map(|one| one.score);
        // A way passes each rep once at most and gains a score at each.
        let gains = i64::from(scores.max().unwrap_or(0)) * 1000 * int(leads.min(reps) + 1);
        let mut free: Vec<i64> = burst
            .seats
            .iter()
            .map(|seat| if seat.room > 0 { 0 } else { FAR })
            .collect();
        free.push(0);
        Self {
            burst,
            wishes,
            left_out: 1 + 2 * gains + costs.max().unwrap_or(0),
            place: vec![reps; leads],
            at: vec![Vec::new(); reps + 1],
            free,
            potential: vec![0; reps + 1],
            onward: vec![None; reps + 1],
            cheapest: vec![(FAR, 0); reps + 1],
            looked: 0,
        }
    }

    /// The rep of each lead.
    pub(super) fn given(&self) -> Vec<Option<u32>> {
        let nobody = self.burst.seats.len();
        let rep = |place: &usize| (*place < nobody).then(|| short(*place));
        self.place.iter().map(rep).collect()
    }

    /// Ways looked at so far.
    pub(super) fn looked(&self) -> u64 {
        self.looked
    }

    /// Brings one more lead in.
    pub(super) fn seat(&mut self, lead: usize) {
        let mut reach = Reach::new(self.potential.len());
        for way in self.ways(lead) {
            reach.follow(0, way, &self.potential, &self.free);
        }
        let mut passed = Vec::new();
        while let Some(rep) = reach.next() {
            passed.push(rep);
            self.look_around(rep);
            let here = reach.length[rep] + self.potential[rep];
            let onward = self.onward[rep].as_deref().unwrap_or_default();
            self.looked += onward.len() as u64;
            for way in onward {
                reach.follow(here, *way, &self.potential, &self.free);
            }
        }
        for rep in passed {
            self.potential[rep] += reach.length[rep] - reach.shortest;
        }
        self.move_along(lead, &reach);
    }

    /// Where a lead can go.
    fn ways(&self, lead: usize) -> impl Iterator<Item = Way> {
        let by = short(lead);
        let seated = self.wishes.of_lead(lead).iter().map(move |one| Way {
            to: one.rep,
            by,
            cost: -i64::from(one.score) * 1000,
        });
        let out = Way {
            to: short(self.burst.seats.len()),
            by,
            cost: self.left_out,
        };
        seated.chain(std::iter::once(out))
    }

    /// Finds the cheapest ways on from a rep, where a change made them unknown.
    fn look_around(&mut self, rep: usize) {
        if self.onward[rep].is_some() {
            return;
        }
        let mut cheapest = std::mem::take(&mut self.cheapest);
        let mut met = Vec::new();
        for &lead in &self.at[rep] {
            let here = self.cost_of(lead, rep);
            for way in self.ways(lead) {
                let cost = way.cost - here;
                let known = &mut cheapest[way.to as usize];
                if known.0 == FAR {
                    met.push(way.to);
                }
                if cost < known.0 {
                    *known = (cost, way.by);
                }
            }
            self.looked += self.wishes.of_lead(lead).len() as u64;
        }
        let ways = met.into_iter().map(|to| {
            let (cost, by) = std::mem::replace(&mut cheapest[to as usize], (FAR, 0));
            Way { to, by, cost }
        });
        self.onward[rep] = Some(ways.collect());
        self.cheapest = cheapest;
    }

    /// From the end of the way back to the new lead everybody moves one place on.
    fn move_along(&mut self, new: usize, reach: &Reach) {
        let mut to = reach.end;
        loop {
            let lead = reach.by[to] as usize;
            let from = std::mem::replace(&mut self.place[lead], to);
            self.at[to].push(lead);
            self.onward[to] = None;
            if lead == new {
                break;
            }
            self.at[from].retain(|one| *one != lead);
            to = from;
        }
        if let Some(seat) = self.burst.seats.get(reach.end) {
            let has = self.at[reach.end].len();
            let fits = has < seat.room as usize;
            self.free[reach.end] = if fits { seat.cost_micro(has) } else { FAR };
        }
    }

    fn cost_of(&self, lead: usize, rep: usize) -> i64 {
        let score = self.wishes.score(lead, short(rep));
        score.map_or(self.left_out, |score| -i64::from(score) * 1000)
    }
}

fn int(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Places of reps and leads are below 2³².
fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
