//! The one road of every change to a lead: decide beside the data, commit, and
//! say what came of it.

use std::sync::Arc;

use paidan_domain::ids::{LeadId, OfferId};
use paidan_domain::lead::{Command, Lead, State, decide};
use paidan_domain::people::Actor;

use super::failure::Failure;
use super::ports::{Aside, Changed, Ids, LeadRef, Leads, Reads, StoreError};

/// The verb of change.
pub struct Transition {
    /// Where leads are.
    pub leads: Arc<dyn Leads>,
    /// For the state in a refusal.
    pub reads: Arc<dyn Reads>,
    /// Makes ids.
    pub ids: Arc<dyn Ids>,
}

impl Transition {
    /// Carries a command out.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Refused`] with the present state, or
    /// [`Failure::Store`]; nothing changed then.
    pub async fn carry_out(
        &self,
        lead: LeadRef,
        command: Command,
        actor: Actor,
        aside: Aside,
    ) -> Result<Changed, Failure> {
        let name = command_name(&command);
        self.carry_out_as(name, lead, move |_| command.clone(), actor, aside)
            .await
    }

    /// The same for a command that depends on how the lead stands: it is made beside the
    /// data, so that nothing moves between the look and the act.
    ///
    /// # Errors
    /// As [`Transition::carry_out`].
    pub async fn carry_out_as(
        &self,
        name: &'static str,
        lead: LeadRef,
        command: impl Fn(&Lead) -> Command + Send + Sync + 'static,
        actor: Actor,
        aside: Aside,
    ) -> Result<Changed, Failure> {
        let fresh = OfferId(self.ids.fresh());
        let verdict = Arc::new(
            move |at_hand: &paidan_domain::lead::AtHand,
                  floor: &paidan_domain::matching::Floor,
                  now| {
                let command = command(&at_hand.lead);
                decide(at_hand, &command, &actor, floor, now, fresh)
            },
        );
        let end = self.leads.change(lead, verdict, aside).await?;
        match end {
            None => Err(Failure::NotFound),
            Some(Ok(changed)) => {
                if changed.moved {
                    tracing::info!(
                        lead.number = changed.after.number.0,
                        from = changed.before.state().name(),
                        to = changed.after.state().name(),
                        command = name,
                        "a lead moved"
                    );
                    if changed.after.state() == State::Claimed {
                        count_claim(&changed);
                    }
                }
                Ok(changed)
            }
            Some(Err(refusal)) => {
                tracing::info!(command = name, why = %refusal, "a command was refused");
                let state = self
                    .reads
                    .lead(lead)
                    .await?
                    .map(|record| record.lead.state());
                let state = state.ok_or(Failure::NotFound)?;
                Err(Failure::Refused { refusal, state })
            }
        }
    }
}

impl Transition {
    /// Does what the rules say by themselves; false when it was over already, which is
    /// what was wanted.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn automate(&self, lead: LeadId, command: Command) -> Result<bool, StoreError> {
        let aside = Aside::default();
        match self
            .carry_out(LeadRef::Id(lead), command, Actor::system(), aside)
            .await
        {
            Ok(changed) => Ok(changed.moved),
            Err(Failure::Store(error)) => Err(error),
            Err(_) => Ok(false),
        }
    }
}

fn count_claim(changed: &Changed) {
    let waited = changed.after.updated_at.since(changed.before.updated_at);
    metrics::histogram!("paidan_claim_seconds").record(waited.as_secs_f64());
}

fn command_name(command: &Command) -> &'static str {
    match command {
        Command::Claim { .. } => "claim",
        Command::Decline { .. } => "decline",
        Command::Explain { .. } => "explain",
        Command::Contact { .. } => "contact",
        Command::Release { .. } => "release",
        Command::Conclude { .. } => "outcome",
        Command::Reassign { .. } => "reassign",
        Command::Assign { .. } => "assign",
        Command::Take { .. } => "take",
        Command::Pool => "pool",
        Command::Note => "note",
        Command::Expire { .. } | Command::Lapse { .. } => "expire",
        Command::Unreachable { .. } => "unreachable",
    }
}
