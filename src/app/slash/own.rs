//! `/认领`, `/拒绝`, `/公海 N`: what a rep does with a lead, as by its buttons.

use paidan_domain::ids::LeadNumber;
use paidan_domain::lead::{Command, Reason, Refusal};
use paidan_domain::people::Role;

use super::{Asker, Slash};
use crate::app::failure::Failure;
use crate::app::ports::{Aside, LeadRef, StoreError};
use crate::words::{self, Told};

impl Slash {
    pub(super) async fn claim(
        &self,
        asker: &Asker<'_>,
        number: LeadNumber,
    ) -> Result<Told, StoreError> {
        if asker.staff.role == Role::Manager {
            return Ok(Told::NeedsRep("认领"));
        }
        let command = Command::Claim {
            rep: asker.staff.id.clone(),
            offer: None,
        };
        self.act(asker, number, command, None, Told::Claimed(number))
            .await
    }

    pub(super) async fn decline(
        &self,
        asker: &Asker<'_>,
        number: LeadNumber,
        reason: Option<String>,
    ) -> Result<Told, StoreError> {
        if asker.staff.role == Role::Manager {
            return Ok(Told::NeedsRep("拒绝"));
        }
        let chosen = reason.as_deref().and_then(words::reason_code);
        let kind = match (&reason, chosen) {
            (None, _) => Reason::NONE,
            (_, Some(code)) => Reason::chosen(code),
            (Some(_), None) => Reason::typed(),
        };
        let rep = asker.staff.id.clone();
        let command = Command::Decline {
            rep,
            offer: None,
            reason: kind,
        };
        let typed = reason.filter(|_| chosen.is_none());
        self.act(asker, number, command, typed, Told::Declined(number))
            .await
    }

    async fn act(
        &self,
        asker: &Asker<'_>,
        number: LeadNumber,
        command: Command,
        typed: Option<String>,
        done: Told,
    ) -> Result<Told, StoreError> {
        let aside = Aside {
            typed,
            once: Some(asker.once(number)),
            ..Aside::default()
        };
        let lead = LeadRef::Number(number);
        match self
            .transition
            .carry_out(lead, command, asker.actor(), aside)
            .await
        {
            Ok(_) => Ok(done),
            Err(Failure::Store(error)) => Err(error),
            Err(Failure::Refused { refusal, state }) => Ok(match refusal {
                Refusal::AlreadyClaimed { by } => Told::Taken {
                    number,
                    by: self.name(&by),
                },
                Refusal::Full { .. } => Told::Full(number),
                // Whose it is, is not theirs to know.
                Refusal::NotOfferedToYou { .. } | Refusal::NotAllowed => Told::NoLead(number),
                _ => Told::NotNow(number, state),
            }),
            Err(_) => Ok(Told::NoLead(number)),
        }
    }
}
