//! Sets of people by what is asked of them. Each set is shared between copies of the floor and
//! copied only when it changes.

use std::sync::Arc;

use imbl::OrdMap;
use roaring::{MultiOps, RoaringBitmap};

use super::seat::Seat;
use crate::people::{Grade, Role};
use crate::region::{RegionCode, Territory};
use crate::time::Instant;

type Set = Arc<RoaringBitmap>;

/// Everybody is in exactly one of `reps`, `managers` and `gone`. The sets by territory, product,
/// team, grade and leave hold everybody, whatever they are: whoever asks meets them with `reps`.
#[derive(Debug, Clone, Default)]
pub(in crate::matching) struct Index {
    /// Reps who work here.
    pub reps: Set,
    /// Managers who work here.
    pub managers: Set,
    /// Who does not work here any more.
    pub gone: Set,
    /// Below capacity.
    pub room: Set,
    /// On leave, by the end of it.
    away: OrdMap<Instant, Set>,
    /// Whom no territory restricts.
    pub anywhere: Set,
    /// By each territory as it is named.
    territories: OrdMap<Territory, Set>,
    /// Whom no product restricts.
    pub anything: Set,
    /// By each category as it is named; who sells its parent is not in it.
    sellers: OrdMap<u32, Set>,
    teams: OrdMap<String, Set>,
    grades: [Set; 3],
}

impl Index {
    pub fn join(&mut self, place: u32, seat: &Seat) {
        self.turn(place, seat, true);
    }

    pub fn leave(&mut self, place: u32, seat: &Seat) {
        self.turn(place, seat, false);
    }

    /// Only the room of somebody changed.
    pub fn room(&mut self, place: u32, has_room: bool) {
        mark(&mut self.room, place, has_room);
    }

    fn turn(&mut self, place: u32, seat: &Seat, joins: bool) {
        let staff = &seat.standing.staff;
        let kind = match (staff.active, staff.role) {
            (false, _) => &mut self.gone,
            (true, Role::Rep) => &mut self.reps,
            (true, Role::Manager) => &mut self.managers,
        };
        mark(kind, place, joins);
        mark(&mut self.room, place, joins && seat.standing.has_room());
        if let Some(until) = staff.away_until {
            mark_at(&mut self.away, until, place, joins);
        }
        if staff.territories.is_empty() {
            mark(&mut self.anywhere, place, joins);
        }
        for territory in &staff.territories {
            mark_at(&mut self.territories, *territory, place, joins);
        }
        if seat.skills.is_empty() {
            mark(&mut self.anything, place, joins);
        }
        for (category, _) in seat.skills.iter() {
            mark_at(&mut self.sellers, *category, place, joins);
        }
        if let Some(team) = &staff.team {
            mark_at(&mut self.teams, team.clone(), place, joins);
        }
        mark(&mut self.grades[at(staff.grade)], place, joins);
    }

    /// Everybody whose leave lasts beyond `now`.
    pub fn away(&self, now: Instant) -> RoaringBitmap {
        let after = (std::ops::Bound::Excluded(now), std::ops::Bound::Unbounded);
        union(self.away.range(after).map(|(_, set)| &**set))
    }

    /// Those who name this territory.
    pub fn in_territory(&self, territory: Territory) -> Option<&RoaringBitmap> {
        self.territories.get(&territory).map(|set| &**set)
    }

    /// The territories that somebody names within the province of a place, with their people.
    pub fn in_province(
        &self,
        place: RegionCode,
    ) -> impl Iterator<Item = (RegionCode, &RoaringBitmap)> {
        let first = place.province();
        let from = Territory::Region(first);
        self.territories
            .range(from..)
            .filter_map(|(territory, set)| match territory {
                Territory::Region(code) => Some((*code, &**set)),
                _ => None,
            })
            .take_while(move |(code, _)| code.province() == first)
    }

    /// Those with a territory that lies within one of these.
    pub fn within(&self, wide: &[Territory]) -> RoaringBitmap {
        let inside = self.territories.iter();
        union(
            inside
                .filter(|(territory, _)| wide.iter().any(|outer| territory.lies_in(outer)))
                .map(|(_, set)| &**set),
        )
    }

    /// Those who name one of these categories.
    pub fn selling<'a>(&'a self, categories: &'a [u32]) -> impl Iterator<Item = &'a RoaringBitmap> {
        let named = categories.iter();
        named.filter_map(|category| self.sellers.get(category).map(|set| &**set))
    }

    /// Those of one of these teams.
    pub fn of_teams(&self, teams: &[String]) -> RoaringBitmap {
        let named = teams.iter().filter_map(|team| self.teams.get(team));
        union(named.map(|set| &**set))
    }

    /// Those of one of these grades.
    pub fn of_grades(&self, grades: &[Grade]) -> RoaringBitmap {
        union(grades.iter().map(|grade| &*self.grades[at(*grade)]))
    }
}

/// All that are in one of the sets.
pub(in crate::matching) fn union<'s>(
    sets: impl IntoIterator<Item = &'s RoaringBitmap>,
) -> RoaringBitmap {
    sets.into_iter().union()
}

fn at(grade: Grade) -> usize {
    match grade {
        Grade::A => 0,
        Grade::B => 1,
        Grade::C => 2,
    }
}

/// A set is copied only when it changes, and only while another copy of the floor holds it.
fn mark(set: &mut Set, place: u32, is_in: bool) {
    if set.contains(place) == is_in {
        return;
    }
    let set = Arc::make_mut(set);
    if is_in {
        set.insert(place);
    } else {
        set.remove(place);
    }
}

fn mark_at<K: Ord + Clone>(sets: &mut OrdMap<K, Set>, key: K, place: u32, is_in: bool) {
    if is_in {
        mark(sets.entry(key).or_default(), place, true);
    } else if let Some(set) = sets.get_mut(&key) {
        mark(set, place, false);
        if set.is_empty() {
            sets.remove(&key);
        }
    }
}
