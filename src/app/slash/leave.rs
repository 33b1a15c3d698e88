//! `/请假`, `/上班`: who is on leave loses the open offers to the next one at once.

use paidan_domain::ids::StaffId;
use paidan_domain::lead::State;
use paidan_domain::slash::{Leave, PersonRef};
use paidan_domain::time::Instant;

use super::{Asker, Slash, person};
use crate::app::ports::{LeadFilter, StoreError};
use crate::words::Told;

/// Until one is back: a time that does not come.
const UNTIL_BACK: Instant = Instant(253_402_300_799_000_000);

impl Slash {
    pub(super) async fn away(
        &self,
        asker: &Asker<'_>,
        who: Option<&PersonRef>,
        leave: Option<Leave>,
        deputy: Option<&PersonRef>,
    ) -> Result<Told, StoreError> {
        let (staff, named) = match self.whose(asker, who) {
            Ok(found) => found,
            Err(told) => return Ok(told),
        };
        let deputy = match deputy.map(|who| self.deputy(&staff, who)).transpose() {
            Ok(deputy) => deputy,
            Err(told) => return Ok(told),
        };
        let until = match leave {
            Some(Leave::For(length)) => Some(self.clock.now().after(length)),
            Some(Leave::Until(at)) => Some(at),
            None => None,
        };
        self.people
            .set_away(&staff, Some(until.unwrap_or(UNTIL_BACK)), deputy.as_ref())
            .await?;
        let moved = self.sweep.take_from(&staff).await?;
        let states = vec![State::Claimed, State::Contacted];
        let filter = LeadFilter {
            states,
            owner: Some(staff),
            limit: 1000,
            ..LeadFilter::default()
        };
        let kept = self.reads.leads(filter).await?.len();
        Ok(Told::Away {
            who: named,
            until,
            moved,
            kept,
            deputy: deputy.map(|deputy| self.name(&deputy)),
        })
    }

    pub(super) async fn back(
        &self,
        asker: &Asker<'_>,
        who: Option<&PersonRef>,
    ) -> Result<Told, StoreError> {
        let (staff, named) = match self.whose(asker, who) {
            Ok(found) => found,
            Err(told) => return Ok(told),
        };
        self.people.set_away(&staff, None, None).await?;
        Ok(Told::Back(named))
    }

    /// Who looks after the leads meanwhile: a colleague who is at work.
    fn deputy(&self, absent: &StaffId, who: &PersonRef) -> Result<StaffId, Told> {
        let floor = self.shelf.floor();
        let deputy = person::find(&floor, who)?;
        let at_work = floor
            .find(&deputy)
            .is_some_and(|one| one.staff.is_at_work(self.clock.now()));
        if deputy == *absent || !at_work || !floor.are_colleagues(&deputy, absent) {
            return Err(Told::WrongDeputy(self.name(&deputy)));
        }
        Ok(deputy)
    }

    /// Oneself, or somebody of one's own team.
    pub(super) fn whose(
        &self,
        asker: &Asker<'_>,
        who: Option<&PersonRef>,
    ) -> Result<(StaffId, Option<String>), Told> {
        let Some(who) = who else {
            return Ok((asker.staff.id.clone(), None));
        };
        let floor = self.shelf.floor();
        let staff = person::find(&floor, who)?;
        if floor.leads(&asker.staff.id, &staff) {
            let name = self.name(&staff);
            Ok((staff, Some(name)))
        } else {
            Err(Told::NoPerson(who.text.clone()))
        }
    }
}
