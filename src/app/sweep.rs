//! 超时: moves on what nobody answered in time. The bell rings each second; what is
//! due is asked of the store, so that a missed ring is caught up by the next.

use std::sync::Arc;

use futures_util::future::join_all;
use paidan_domain::ids::StaffId;
use paidan_domain::lead::{Command, ExpiredBecause};

use super::ports::{Clock, Clockwork, Due, Shelf, StoreError};
use super::transition::Transition;

/// How many go in one look; they share commits.
const AT_ONCE: u32 = 64;

/// The verb of time.
pub struct Sweep {
    /// Says what is due.
    pub clockwork: Arc<dyn Clockwork>,
    /// Moves leads on.
    pub transition: Arc<Transition>,
    /// Who is at work.
    pub shelf: Arc<dyn Shelf>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl Sweep {
    /// Moves on everything that is over by now; says how much that was.
    ///
    /// # Errors
    /// When the store does not say what is due, or takes none of it.
    pub async fn step(&self) -> Result<usize, StoreError> {
        self.clockwork.hold_waiting_offers().await?;
        let mut moved = self.take_from_the_absent().await?;
        loop {
            let due = self.clockwork.due(AT_ONCE).await?;
            metrics::gauge!("paidan_overdue_offers")
                .set(f64::from(u32::try_from(due.len()).unwrap_or(u32::MAX)));
            let ends = join_all(due.iter().map(|one| self.end(*one))).await;
            let done = ends.iter().filter(|end| matches!(end, Ok(true))).count();
            moved += done;
            if let Some(error) = ends.into_iter().find_map(Result::err) {
                return Err(error);
            }
            // What was refused was answered meanwhile and is not due any more.
            if due.len() < AT_ONCE as usize || done == 0 {
                return Ok(moved);
            }
        }
    }

    /// Who is on leave or has left loses the open offers at once, however that came to
    /// be known: a command, the API, an offer made in the same moment.
    async fn take_from_the_absent(&self) -> Result<usize, StoreError> {
        let (floor, now) = (self.shelf.floor(), self.clock.now());
        let absent = floor
            .people()
            .filter(|one| one.load > 0 && !one.staff.is_at_work(now));
        let mut moved = 0;
        for one in absent {
            moved += self.take_from(&one.staff.id).await?;
        }
        Ok(moved)
    }

    /// Moves on every offer that somebody has; says how many.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn take_from(&self, rep: &StaffId) -> Result<usize, StoreError> {
        let mut moved = 0;
        for (lead, offer) in self.clockwork.offers_of(rep).await? {
            let command = Command::Expire {
                offer,
                because: ExpiredBecause::Away,
            };
            moved += usize::from(self.transition.automate(lead, command).await?);
        }
        Ok(moved)
    }

    async fn end(&self, due: Due) -> Result<bool, StoreError> {
        let (lead, command) = match due {
            Due::Offer { lead, offer } => (
                lead,
                Command::Expire {
                    offer,
                    because: ExpiredBecause::Deadline,
                },
            ),
            Due::Escalation { lead, level } => (lead, Command::Lapse { level }),
        };
        self.transition.automate(lead, command).await
    }
}
