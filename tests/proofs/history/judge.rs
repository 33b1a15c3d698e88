//! The search for an order that explains a history, after Wing and Gong with Lowe's
//! memoisation: an operation may come next when nothing that is still to come has been answered
//! before it began. Times are exact, since deadlines are: each step is put at the earliest
//! instant it can have, and none may come after its own answer.
//!
//! Three things keep it small. What fits as it stands and changes nothing, now or ever, is
//! taken at once; of operations that are alike the one that was answered first goes first; and
//! where nothing that is left can change the lead, the rest is checked without any order.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::register::{Lead, fits};
use super::story::told;
use super::{Answer, Ask, At, Did, History, Operation, Sight, Who};

/// More places than this and the history is too entangled to be judged.
const MOST: usize = 2_000_000;

/// What the judge says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// An order exists.
    Sound,
    /// None exists; with what cannot be explained together, as small as it gets.
    Broken(String),
    /// The search was given up.
    TooHard,
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sound => out.write_str("sound"),
            Self::Broken(bit) => out.write_str(bit),
            Self::TooHard => out.write_str("too entangled to be judged"),
        }
    }
}

impl History {
    /// Says whether an order of events explains every answer.
    pub fn judge(&self) -> Verdict {
        match Search::new(self).run() {
            Some(true) => Verdict::Sound,
            None => Verdict::TooHard,
            Some(false) => Verdict::Broken(told(&self.smallest())),
        }
    }

    /// Forgets answer after answer as long as the rest stays inexplicable: an operation whose
    /// answer is forgotten may have happened or not, so that forgetting never breaks anything.
    fn smallest(&self) -> Self {
        let mut smallest = self.clone();
        let mut many = self.operations.len().div_ceil(2);
        loop {
            for from in (0..self.operations.len()).step_by(many.max(1)) {
                let mut less = smallest.clone();
                for one in less.operations.iter_mut().skip(from).take(many) {
                    one.answer = None;
                }
                if less != smallest && Search::new(&less).run() == Some(false) {
                    smallest = less;
                }
            }
            if many <= 1 {
                return smallest;
            }
            many = many.div_ceil(4);
        }
    }
}

/// What a place in the search is known by.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Place {
    acted: Vec<bool>,
    looked: Vec<bool>,
    lead: Lead,
}

/// What makes two operations alike.
type Kind = (Who, Ask, Option<(Did, Option<Sight>)>);

struct Search<'h> {
    history: &'h History,
    /// The earliest time at which a place was left without success.
    seen: HashMap<Place, At>,
    places: usize,
}

impl<'h> Search<'h> {
    fn new(history: &'h History) -> Self {
        Self {
            history,
            seen: HashMap::new(),
            places: 0,
        }
    }

    fn run(mut self) -> Option<bool> {
        let all = &self.history.operations;
        let place = Place {
            acted: all.iter().map(|one| one.asks == Ask::Look).collect(),
            looked: all.iter().map(|one| sight(one).is_none()).collect(),
            lead: Lead::new(self.history.begins),
        };
        self.explains(place, At::MIN)
    }

    /// None: given up.
    fn explains(&mut self, mut place: Place, at: At) -> Option<bool> {
        if self.still_open(&place).any(|answer| answer.at < at) {
            return Some(false);
        }
        self.take_what_changes_nothing(&mut place, at);
        let Some(end) = self.still_open(&place).map(|answer| answer.at).min() else {
            return Some(true);
        };
        if self.seen.get(&place).is_some_and(|seen| *seen <= at) {
            return Some(false);
        }
        if self.is_at_rest(&place) {
            return Some(self.rest_fits(&place));
        }
        self.places += 1;
        if self.places > MOST {
            return None;
        }
        for (next, then) in self.ways_on(&place, at, end) {
            if self.explains(next, then)? {
                return Some(true);
            }
        }
        self.seen.insert(place, at);
        Some(false)
    }

    /// What was answered and is not explained yet.
    fn still_open<'a>(&'a self, place: &'a Place) -> impl Iterator<Item = Answer> {
        let all = self.history.operations.iter().enumerate();
        all.filter(|(one, _)| !place.acted[*one] || !place.looked[*one])
            .filter_map(|(_, operation)| operation.answer)
    }

    /// Every step that may come next, and when; what was answered first comes first.
    fn ways_on(&self, place: &Place, at: At, end: At) -> Vec<(Place, At)> {
        let mut ways: Vec<(At, Place, At)> = Vec::new();
        let mut alike: HashSet<Kind> = HashSet::new();
        let mut order: Vec<usize> = (0..self.history.operations.len()).collect();
        order.sort_by_key(|one| {
            let operation = &self.history.operations[*one];
            (answered(operation), operation.invoked)
        });
        for one in order {
            let operation = &self.history.operations[one];
            let then = at.max(operation.invoked);
            if then > end || place.lead.until().is_some_and(|until| then >= until) {
                continue;
            }
            let may_wait = operation.invoked <= at || operation.answer.is_none();
            if may_wait && !place.acted[one] && !alike.insert(kind(operation)) {
                continue;
            }
            if let Some(next) = self.step(place, one) {
                ways.push((answered(operation), next, then));
            }
        }
        if let Some((until, lead)) = place.lead.passes(&self.history.onward) {
            let then = at.max(until);
            let next = Place {
                lead,
                ..place.clone()
            };
            ways.push((At::MAX, next, then));
        }
        ways.sort_by_key(|(answered, _, _)| *answered);
        ways.into_iter()
            .map(|(_, next, then)| (next, then))
            .collect()
    }

    /// The place after the next step of an operation, when it fits.
    fn step(&self, place: &Place, one: usize) -> Option<Place> {
        let operation = &self.history.operations[one];
        let mut next = place.clone();
        if place.acted[one] {
            let sight = sight(operation).filter(|_| !place.looked[one])?;
            next.looked[one] = true;
            return place.lead.shows(operation.who, sight).then_some(next);
        }
        let (lead, truth) = place
            .lead
            .act(operation.who, operation.asks, &self.history.onward);
        // What may never have happened is of use only where it changes something.
        let is_of_use = operation.answer.is_some() || lead != place.lead;
        next.acted[one] = true;
        next.lead = lead;
        (is_of_use && fits(did(operation), truth)).then_some(next)
    }

    /// Looks that fit as it stands, and acts that change nothing wherever the lead may go.
    fn take_what_changes_nothing(&self, place: &mut Place, at: At) {
        if place.lead.until().is_some_and(|until| at >= until) {
            return;
        }
        let reach = self.reach(place);
        for (one, operation) in self.history.operations.iter().enumerate() {
            if operation.answer.is_none() || operation.invoked > at {
                continue;
            }
            if !place.acted[one] {
                place.acted[one] = reach.iter().all(|lead| self.is_idle(lead, operation));
            }
            if place.acted[one]
                && let Some(sight) = sight(operation)
            {
                place.looked[one] |= place.lead.shows(operation.who, sight);
            }
        }
    }

    /// Whether an act does nothing to a lead, and what was said of it fits.
    fn is_idle(&self, lead: &Lead, operation: &Operation) -> bool {
        let (after, truth) = lead.act(operation.who, operation.asks, &self.history.onward);
        after == *lead && fits(did(operation), truth)
    }

    /// Wherever the lead may still go, whoever acts and however late.
    fn reach(&self, place: &Place) -> HashSet<Lead> {
        let left: HashSet<(Who, Ask)> = self.left(place).map(|one| (one.who, one.asks)).collect();
        let mut reach = HashSet::from([place.lead]);
        let mut new = vec![place.lead];
        while let Some(lead) = new.pop() {
            let acts = left.iter();
            let by_acts = acts.map(|(who, asks)| lead.act(who, *asks, &self.history.onward).0);
            let by_time = lead.passes(&self.history.onward).map(|(_, next)| next);
            let next: Vec<Lead> = by_acts.chain(by_time).collect();
            new.extend(next.into_iter().filter(|lead| reach.insert(*lead)));
        }
        reach
    }

    fn left<'a>(&'a self, place: &'a Place) -> impl Iterator<Item = &'a Operation> {
        let all = self.history.operations.iter().enumerate();
        all.filter(|(one, _)| !place.acted[*one])
            .map(|(_, operation)| operation)
    }

    /// Nothing that is left can change the lead any more.
    fn is_at_rest(&self, place: &Place) -> bool {
        place.lead.passes(&self.history.onward).is_none()
            && self.left(place).all(|one| {
                let (after, _) = place.lead.act(one.who, one.asks, &self.history.onward);
                after == place.lead
            })
    }

    fn rest_fits(&self, place: &Place) -> bool {
        let all = self.history.operations.iter().enumerate();
        all.filter(|(_, operation)| operation.answer.is_some())
            .all(|(one, operation)| {
                let act = place.acted[one] || self.is_idle(&place.lead, operation);
                let shows = |sight| place.lead.shows(operation.who, sight);
                act && (place.looked[one] || sight(operation).is_none_or(shows))
            })
    }
}

fn answered(operation: &Operation) -> At {
    operation.answer.map_or(At::MAX, |answer| answer.at)
}

fn did(operation: &Operation) -> Did {
    operation.answer.map_or(Did::Unsaid, |answer| answer.did)
}

fn sight(operation: &Operation) -> Option<Sight> {
    operation.answer.and_then(|answer| answer.saw)
}

fn kind(operation: &Operation) -> Kind {
    let told = operation.answer.map(|answer| (answer.did, answer.saw));
    (operation.who, operation.asks, told)
}
