//! What a platform says of our people: that somebody left, that something changed.

use std::sync::Arc;

use paidan_domain::ids::LeadNumber;
use paidan_domain::lead::State;
use paidan_domain::people::{Platform, Staff};
use tokio::sync::Notify;

use crate::app::ports::{Act, Inbound, LeadFilter, People, Reads, StoreError};
use crate::app::sweep::Sweep;

/// Leads of one leaver that a report names at most.
const NAMED: u32 = 1000;

/// The verb of news about staff.
pub struct StaffNews {
    /// Who works here.
    pub people: Arc<dyn People>,
    /// For what they leave behind.
    pub reads: Arc<dyn Reads>,
    /// Moves their open offers on.
    pub sweep: Arc<Sweep>,
    /// Rung when people or departments changed on a platform.
    pub changed: Notify,
}

/// Somebody whom a platform named as a leaver.
#[derive(Debug, Clone, PartialEq)]
pub struct Gone {
    /// As they stand now; still active when they have an account on another platform.
    pub staff: Staff,
    /// The leads that they own, newest first. They stay theirs until somebody hands them over.
    pub leads: Vec<LeadNumber>,
}

impl StaffNews {
    /// Takes what a platform says of its people; false when an act says nothing of them.
    ///
    /// # Errors
    /// As [`StaffNews::left`]; the same act may be heard again.
    pub async fn hear(&self, act: &Inbound) -> Result<bool, StoreError> {
        match &act.act {
            Act::Left { users } => {
                for user in users {
                    self.left(act.platform, user).await?;
                }
            }
            Act::PeopleChanged => self.changed.notify_one(),
            Act::Press(_) | Act::Said { .. } | Act::Other { .. } => return Ok(false),
        }
        Ok(true)
    }

    /// A platform names the owner of an account as a leaver. None when nobody here has it, so
    /// that the same news again changes nothing.
    ///
    /// # Errors
    /// When the store does not take it. Were it to fail between the account and the offers,
    /// those end at the next ring of the bell, as for everybody who is not at work.
    pub async fn left(&self, platform: Platform, user: &str) -> Result<Option<Gone>, StoreError> {
        let Some(staff) = self.people.leave(platform, user).await? else {
            return Ok(None);
        };
        tracing::info!(
            rep.id = %staff.id,
            platform = platform.name(),
            active = staff.active,
            "a platform names a leaver"
        );
        self.sweep.take_from(&staff.id).await?;
        let owned = LeadFilter {
            states: vec![State::Claimed, State::Contacted],
            owner: Some(staff.id.clone()),
            limit: NAMED,
            ..LeadFilter::default()
        };
        let leads = self.reads.leads(owned).await?;
        let leads = leads.iter().map(|record| record.lead.number).collect();
        Ok(Some(Gone { staff, leads }))
    }
}
