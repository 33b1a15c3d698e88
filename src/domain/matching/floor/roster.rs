//! Everybody at their places, and the only ways to change them.

use std::sync::Arc;

use imbl::{OrdMap, Vector};

use super::index::Index;
use super::names::Names;
use super::seat::Seat;
use super::standing::Standing;
use crate::catalogue::Catalogue;
use crate::fairness::{Ledger, Share};
use crate::ids::StaffId;
use crate::matching::program::Program;
use crate::people::Platform;
use crate::policy::Policy;
use crate::time::Instant;

/// The sales floor: all staff, the rules in force and the product catalogue.
///
/// A copy costs the same for ten people and a million. Rules and catalogue do not change within
/// a floor: other ones make a new floor.
#[derive(Debug, Clone)]
pub struct Floor {
    /// By place. Nobody's place changes, since nobody is ever taken off: who leaves is inactive.
    seats: Vector<Seat>,
    places: OrdMap<StaffId, u32>,
    pub(in crate::matching) index: Index,
    pub(in crate::matching) names: Names,
    pub(in crate::matching) program: Arc<Program>,
    /// What everybody was due and got, by the places of this floor.
    pub ledger: Ledger,
    /// The rules in force.
    pub policy: Arc<Policy>,
    /// The product catalogue.
    pub catalogue: Arc<Catalogue>,
    /// On which platform the reps of the pool have a group chat (公海群), if on one.
    pub pool_group: Option<Platform>,
}

impl Floor {
    /// A floor of these people. Where an id comes twice, the last one counts.
    #[must_use]
    pub fn new(people: Vec<Standing>, policy: Arc<Policy>, catalogue: Arc<Catalogue>) -> Self {
        let mut names = Names::of(catalogue.clone());
        let program = Arc::new(Program::of(&policy, &mut names));
        let mut floor = Self {
            seats: Vector::new(),
            places: OrdMap::new(),
            index: Index::default(),
            names,
            program,
            ledger: Ledger::default(),
            policy,
            catalogue,
            pool_group: None,
        };
        for one in people {
            floor.put(one);
        }
        floor
    }

    /// Everybody, in order of their ids.
    pub fn people(&self) -> impl Iterator<Item = &Standing> {
        let places = self.places.values();
        places.filter_map(|place| Some(&self.seat(*place)?.standing))
    }

    /// How many reps a round may ask at most, whichever rule decides.
    #[must_use]
    pub fn most_offers(&self) -> u32 {
        self.program.most_offers
    }

    /// How many people there are, whatever they are.
    #[must_use]
    pub fn head_count(&self) -> usize {
        self.seats.len()
    }

    /// One of them.
    #[must_use]
    pub fn find(&self, id: &StaffId) -> Option<&Standing> {
        Some(&self.seat(self.place(id)?)?.standing)
    }

    /// Where somebody stands on this floor and its later copies; a floor made anew counts anew.
    #[must_use]
    pub fn place(&self, id: &StaffId) -> Option<u32> {
        self.places.get(id).copied()
    }

    /// Who stands at a place.
    #[must_use]
    pub fn at(&self, place: u32) -> Option<&Standing> {
        Some(&self.seat(place)?.standing)
    }

    pub(in crate::matching) fn seat(&self, place: u32) -> Option<&Seat> {
        self.seats.get(usize::try_from(place).ok()?)
    }

    /// Somebody came, or is another than before.
    pub fn put(&mut self, standing: Standing) {
        let id = standing.staff.id.clone();
        let known = self.place(&id);
        let next = u32::try_from(self.seats.len()).unwrap_or(u32::MAX);
        let place = known.unwrap_or(next);
        let seat = Seat::of(standing, place, &mut self.names);
        match known {
            Some(place) => self.replace(place, seat),
            None => {
                self.index.join(place, &seat);
                self.seats.push_back(seat);
                self.places.insert(id, place);
            }
        }
    }

    fn replace(&mut self, place: u32, seat: Seat) {
        let at = usize::try_from(place).unwrap_or(usize::MAX);
        let Some(old) = self.seats.get_mut(at) else {
            return;
        };
        let old = std::mem::replace(old, seat);
        self.index.leave(place, &old);
        self.index.join(place, &self.seats[at]);
    }

    /// Something about how somebody stands is another than before; who they are is put by
    /// [`Floor::put`]. Nothing happens for somebody who is not here.
    pub fn change(&mut self, id: &StaffId, change: impl FnOnce(&mut Standing)) {
        let place = self.place(id);
        let at = place.and_then(|place| usize::try_from(place).ok());
        let Some(one) = at.and_then(|at| self.seats.get_mut(at)) else {
            return;
        };
        let staff = one.standing.staff.clone();
        change(&mut one.standing);
        one.standing.staff = staff;
        let has_room = one.standing.has_room();
        if let Some(place) = place {
            self.index.room(place, has_room);
        }
    }

    /// Writes down that a usual lead went from one person's hands to another's.
    pub fn moved(&mut self, from: Option<&StaffId>, to: Option<&StaffId>) {
        self.moved_with(from, to, 1000);
    }

    /// The same for a lead that is so much work, in permille of a usual one.
    pub fn moved_with(&mut self, from: Option<&StaffId>, to: Option<&StaffId>, effort: u32) {
        let effort = u64::from(effort);
        if let Some(from) = from {
            self.change(from, |one| {
                one.load = one.load.saturating_sub(1);
                one.effort_permille = one.effort_permille.saturating_sub(effort);
            });
        }
        if let Some(to) = to {
            self.change(to, |one| {
                one.load = one.load.saturating_add(1);
                one.effort_permille = one.effort_permille.saturating_add(effort);
            });
        }
    }

    /// Everybody who takes turns and works at `now`, with their target share, by place.
    #[must_use]
    pub fn taking_turns(&self, now: Instant) -> Vec<Share> {
        let away = self.index.away(now);
        let at_work = self
            .index
            .reps
            .iter()
            .filter(|place| !away.contains(*place));
        let share = |place| Some((place, self.at(place)?.staff.target_share_permille));
        let shares = at_work.filter_map(share);
        shares.filter(|(_, share)| *share > 0).collect()
    }

    /// Writes down that somebody was offered a lead.
    pub fn offered(&mut self, rep: &StaffId, now: Instant) {
        self.change(rep, |one| one.last_offered = Some(now));
    }
}
