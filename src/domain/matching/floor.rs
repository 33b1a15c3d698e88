//! Everybody who could take a lead, as they stand at one moment.

use std::collections::HashMap;
use std::sync::Arc;

use crate::catalogue::Catalogue;
use crate::ids::StaffId;
use crate::people::{Role, Staff};
use crate::policy::Policy;
use crate::time::Instant;

/// One person with what changes by the minute.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Who.
    pub staff: Arc<Staff>,
    /// Leads at hand (在手量): offered + claimed + contacted.
    pub load: u32,
    /// When they were last offered a lead.
    pub last_offered: Option<Instant>,
}

/// The sales floor: all staff, the rules in force and the product catalogue.
#[derive(Debug, Clone)]
pub struct Floor {
    people: Vec<Standing>,
    place: HashMap<StaffId, usize>,
    /// The rules in force.
    pub policy: Arc<Policy>,
    /// The product catalogue.
    pub catalogue: Arc<Catalogue>,
}

impl Floor {
    /// A floor of these people.
    #[must_use]
    pub fn new(people: Vec<Standing>, policy: Arc<Policy>, catalogue: Arc<Catalogue>) -> Self {
        let place = people
            .iter()
            .enumerate()
            .map(|(at, one)| (one.staff.id.clone(), at))
            .collect();
        Self {
            people,
            place,
            policy,
            catalogue,
        }
    }

    /// Everybody.
    #[must_use]
    pub fn people(&self) -> &[Standing] {
        &self.people
    }

    /// One of them.
    #[must_use]
    pub fn find(&self, id: &StaffId) -> Option<&Standing> {
        self.place.get(id).and_then(|at| self.people.get(*at))
    }

    /// Whom a rep's leads go to when nobody takes them: their manager, when that
    /// one works here.
    #[must_use]
    pub fn manager_of(&self, id: &StaffId) -> Option<&StaffId> {
        let manager = self.find(id)?.staff.manager.as_ref()?;
        self.active_manager(manager)
    }

    /// The manager on duty when a team has none.
    #[must_use]
    pub fn duty_manager(&self) -> Option<&StaffId> {
        self.active_manager(self.policy.offer.duty_manager.as_ref()?)
    }

    fn active_manager(&self, id: &StaffId) -> Option<&StaffId> {
        let staff = &self.find(id)?.staff;
        (staff.active && staff.role == Role::Manager).then_some(&staff.id)
    }

    /// Whether `manager` leads `member`: named as their manager, or a manager of
    /// the same team.
    #[must_use]
    pub fn leads(&self, manager: &StaffId, member: &StaffId) -> bool {
        let (Some(boss), Some(one)) = (self.find(manager), self.find(member)) else {
            return false;
        };
        boss.staff.role == Role::Manager
            && (manager == member
                || one.staff.manager.as_ref() == Some(manager)
                || (one.staff.team.is_some() && one.staff.team == boss.staff.team))
    }

    /// Whether `me` looks after the leads of `absent` at `now` (代看).
    #[must_use]
    pub fn stands_in(&self, me: &StaffId, absent: &StaffId, now: Instant) -> bool {
        self.find(absent)
            .is_some_and(|one| one.staff.is_away(now) && one.staff.deputy.as_ref() == Some(me))
    }

    /// Whether two people work side by side: in one team, or under one manager.
    #[must_use]
    pub fn are_colleagues(&self, one: &StaffId, other: &StaffId) -> bool {
        let (Some(one), Some(other)) = (self.find(one), self.find(other)) else {
            return false;
        };
        let same = |a: Option<&str>, b: Option<&str>| a.is_some() && a == b;
        let manager = |of: &'_ Standing| of.staff.manager.as_ref().map(ToString::to_string);
        same(one.staff.team.as_deref(), other.staff.team.as_deref())
            || same(manager(one).as_deref(), manager(other).as_deref())
    }

    /// Writes down that a lead went from one person's hands to another's.
    pub fn moved(&mut self, from: Option<&StaffId>, to: Option<&StaffId>) {
        if let Some(one) = from.and_then(|id| self.place.get(id)).copied() {
            self.people[one].load = self.people[one].load.saturating_sub(1);
        }
        if let Some(one) = to.and_then(|id| self.place.get(id)).copied() {
            self.people[one].load += 1;
        }
    }

    /// Writes down that somebody was offered a lead.
    pub fn offered(&mut self, rep: &StaffId, now: Instant) {
        if let Some(one) = self.place.get(rep).copied() {
            self.people[one].last_offered = Some(now);
        }
    }
}
