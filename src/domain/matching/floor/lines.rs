//! Who leads whom, who stands in for whom, who works side by side.

use super::roster::Floor;
use super::standing::Standing;
use crate::ids::StaffId;
use crate::people::Role;
use crate::time::Instant;

impl Floor {
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
}
