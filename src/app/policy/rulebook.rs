//! The verb of the rules and what it has at hand.

use std::sync::Arc;

use jiff::tz::TimeZone;
use paidan_domain::ids::StaffId;
use paidan_domain::matching::Floor;
use paidan_domain::people::Staff;
use paidan_domain::policy::{Company, Policy};
use paidan_domain::region::Gazetteer;

use super::refused::NotDone;
use crate::app::answer::rfc3339;
use crate::app::failure::Failure;
use crate::app::ports::{Clock, Overtaken, Policies, Shelf, StoreError};
use crate::words::{Lang, RuleWords, clock};

/// The verb of the rules.
#[derive(Clone)]
pub struct Rulebook {
    /// Where they are kept.
    pub policies: Arc<dyn Policies>,
    /// Everybody as they stand.
    pub shelf: Arc<dyn Shelf>,
    /// Knows places.
    pub gazetteer: Arc<Gazetteer>,
    /// Names of the sources that leads may come from.
    pub sources: Vec<String>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Of the company.
    pub zone: TimeZone,
}

impl Rulebook {
    /// Runs long work beside the threads that answer requests.
    pub(super) async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, NotDone> {
        let this = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&this)).await;
        done.map_err(|_| {
            let gone = StoreError::Unavailable("a look at the rules broke off".to_owned());
            NotDone::Failure(Failure::Store(gone))
        })
    }

    /// What is taken for all that a document leaves out: as it is in force, so that whoever writes
    /// one rule does not take the duty manager off by saying nothing of them.
    pub(super) fn defaults(&self) -> Policy {
        self.shelf.floor().policy.as_ref().clone()
    }

    pub(super) fn overtaken(&self, what: Overtaken) -> NotDone {
        let (Overtaken::Draft { at, .. } | Overtaken::Rules { at, .. }) = &what;
        NotDone::Overtaken {
            at: clock(*at, self.clock.now(), &self.zone, false),
            rfc3339: rfc3339(*at, &self.zone),
            what,
        }
    }
}

/// The company as a policy is checked against it.
pub(super) fn company<'a>(rulebook: &'a Rulebook, floor: &'a Floor) -> Company<'a> {
    let people: Vec<&Staff> = floor.people().map(|one| one.staff.as_ref()).collect();
    Company {
        people,
        catalogue: &floor.catalogue,
        sources: &rulebook.sources,
        gazetteer: &rulebook.gazetteer,
    }
}

/// Calls `told` with the words for what rules name.
pub(super) fn in_words<T>(
    rulebook: &Rulebook,
    floor: &Floor,
    lang: Lang,
    told: impl FnOnce(&RuleWords<'_>) -> T,
) -> T {
    let person = |id: &StaffId| floor.find(id).map(|one| one.staff.name.clone());
    told(&RuleWords {
        lang,
        gazetteer: &rulebook.gazetteer,
        person: &person,
    })
}
