//! `/请假`, `/上班`: who is on leave loses the open offers to the next one at once.

use paidan_domain::ids::StaffId;
use paidan_domain::lead::{Command, ExpiredBecause, State};
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
    ) -> Result<Told, StoreError> {
        let (staff, named) = match self.whose(asker, who) {
            Ok(found) => found,
            Err(told) => return Ok(told),
        };
        let until = match leave {
            Some(Leave::For(length)) => Some(self.clock.now().after(length)),
            Some(Leave::Until(at)) => Some(at),
            None => None,
        };
        self.people
            .set_away(&staff, Some(until.unwrap_or(UNTIL_BACK)))
            .await?;
        let mut moved = 0;
        for (lead, offer) in self.clockwork.offers_of(&staff).await? {
            let command = Command::Expire {
                offer,
                because: ExpiredBecause::Away,
            };
            if self.transition.automate(lead, command).await? {
                moved += 1;
            }
        }
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
        self.people.set_away(&staff, None).await?;
        Ok(Told::Back(named))
    }

    /// Oneself, or somebody of one's own team.
    fn whose(
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
