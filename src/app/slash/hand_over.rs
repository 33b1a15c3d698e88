//! `/转派`: a manager gives leads to somebody of their choice.

use paidan_domain::ids::{LeadNumber, StaffId};
use paidan_domain::lead::{Command, Lead, Life, Reason, State};
use paidan_domain::slash::PersonRef;

use super::{Asker, Slash, person};
use crate::app::failure::Failure;
use crate::app::ports::{Aside, LeadRef, StoreError};
use crate::words::{self, Bulk, Told};

impl Slash {
    pub(super) async fn hand_over(
        &self,
        asker: &Asker<'_>,
        numbers: &[LeadNumber],
        to: &PersonRef,
        reason: Option<String>,
    ) -> Result<Told, StoreError> {
        let target = match person::find(&self.shelf.floor(), to) {
            Ok(target) => target,
            Err(told) => return Ok(told),
        };
        let to = self.name(&target);
        let mut bulk = Bulk {
            to,
            reason: reason.clone(),
            ..Bulk::default()
        };
        for number in numbers {
            match self
                .hand_over_one(asker, *number, &target, reason.as_deref())
                .await?
            {
                Ok(from) => bulk.done.push((*number, from)),
                Err(state) => bulk.left.push((*number, state)),
            }
        }
        Ok(Told::Reassigned(bulk))
    }

    /// From whom it went; or where it stays, none when it is not theirs to move.
    async fn hand_over_one(
        &self,
        asker: &Asker<'_>,
        number: LeadNumber,
        target: &StaffId,
        reason: Option<&str>,
    ) -> Result<Result<Option<String>, Option<State>>, StoreError> {
        let Some(record) = self.reads.lead(LeadRef::Number(number)).await? else {
            return Ok(Err(None));
        };
        let lead = &record.lead;
        let has_it = lead.offer().is_some_and(|offer| offer.rep == *target);
        if has_it || lead.owner() == Some(target) && !lead.state().is_terminal() {
            // Said twice, or the line is carried out again after a crash.
            return Ok(Ok(None));
        }
        let chosen = reason.and_then(words::reason_code);
        let kind = match (reason, chosen) {
            (None, _) => Reason::NONE,
            (_, Some(code)) => Reason::chosen(code),
            (Some(_), None) => Reason::typed(),
        };
        let to = target.clone();
        // What somebody works on already is the other's at once; else it is offered.
        let command = move |lead: &Lead| Command::Reassign {
            to: to.clone(),
            outright: matches!(lead.life, Life::Claimed { .. } | Life::Contacted { .. }),
            reason: kind,
        };
        let typed = reason.filter(|_| chosen.is_none()).map(str::to_owned);
        let aside = Aside {
            typed,
            once: Some(asker.once(number)),
            ..Aside::default()
        };
        let end = self
            .transition
            .carry_out_as(
                "reassign",
                LeadRef::Id(lead.id),
                command,
                asker.actor(),
                aside,
            )
            .await;
        match end {
            Ok(changed) => {
                let from = changed.before.counts_for().filter(|_| changed.moved);
                Ok(Ok(from.map(|rep| self.name(rep))))
            }
            Err(Failure::Store(error)) => Err(error),
            Err(Failure::Refused {
                refusal: paidan_domain::lead::Refusal::NotAllowed,
                ..
            }) => Ok(Err(None)),
            Err(Failure::Refused { state, .. }) => Ok(Err(Some(state))),
            Err(_) => Ok(Err(None)),
        }
    }

    pub(super) fn name(&self, staff: &StaffId) -> String {
        let floor = self.shelf.floor();
        floor
            .find(staff)
            .map_or_else(|| staff.to_string(), |one| one.staff.name.clone())
    }
}
