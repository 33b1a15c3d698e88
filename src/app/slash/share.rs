//! `/额度`: what was due this week and what came; one's own, or of one's team.

use paidan_domain::people::Role;
use paidan_domain::slash::PersonRef;

use super::{Asker, Slash};
use crate::app::ports::StoreError;
use crate::words::Told;

impl Slash {
    pub(super) async fn share(
        &self,
        asker: &Asker<'_>,
        who: Option<&PersonRef>,
    ) -> Result<Told, StoreError> {
        if who.is_none() && asker.staff.role == Role::Manager {
            return self.shares(asker).await;
        }
        let (staff, named) = match self.whose(asker, who) {
            Ok(found) => found,
            Err(told) => return Ok(told),
        };
        let week = self.ledger.week_of(&staff).await?;
        Ok(Told::Share { who: named, week })
    }

    /// Every rep whom the manager leads.
    async fn shares(&self, asker: &Asker<'_>) -> Result<Told, StoreError> {
        let floor = self.shelf.floor();
        let me = &asker.staff.id;
        let mut team = Vec::new();
        for one in floor.people() {
            let staff = &one.staff;
            if staff.active && staff.role == Role::Rep && floor.leads(me, &staff.id) {
                team.push((staff.name.clone(), self.ledger.week_of(&staff.id).await?));
            }
        }
        Ok(Told::Shares(team))
    }
}
