//! List cards on their way out, and at their end.

use paidan_domain::ids::Audience;
use paidan_domain::lead::Body;
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;

use super::errand::{Change, Parcel, new_card};
use super::route::Routes;
use crate::app::ports::{CardAsks, CardRecord, LeadRef, Member, Reads, StoreError, Task};
use crate::app::present::Presenter;
use crate::app::view::View;

/// Several offers in one card. What was begun before goes out under the same id.
pub(super) async fn together(
    presenter: &Presenter,
    reads: &dyn Reads,
    task: &Task,
    platform: Platform,
    now: Instant,
) -> Result<Parcel, StoreError> {
    let mut members = Vec::new();
    for (lead, offer) in task.offers() {
        if let Some(record) = reads.lead(LeadRef::Id(lead)).await? {
            members.push(Member { record, offer });
        }
    }
    let standing = || members.iter().filter(|one| one.stands(now));
    let Some(first) = standing().next() else {
        return Ok(Parcel::Nothing("offers over"));
    };
    // As of one offer: the time printed begins now, the stored one with the delivery.
    let until = standing()
        .filter_map(|one| Some(now.after(one.offered()?.claim_within)))
        .min();
    let begun = task.card_id.clone();
    let card_id = begun.unwrap_or_else(|| format!("pd-{}", task.id));
    let (lead, to) = (first.record.lead.id, task.recipient.clone());
    let record = new_card(card_id, lead, to, platform, CardAsks::List, until);
    let card = presenter.list(&record, &members);
    Ok(Parcel::new_card(record, card))
}

/// The list cards of whose offers none is left show what became of each, once.
pub(super) async fn turned(
    presenter: &Presenter,
    reads: &dyn Reads,
    lists: Vec<CardRecord>,
    routes: &Routes<'_>,
) -> Result<Vec<Change>, StoreError> {
    let mut all = Vec::new();
    for list in lists {
        let may_change = list.send_code.is_some() || list.press_code.is_some();
        if !may_change {
            continue;
        }
        let members = reads.members(&list.card_id).await?;
        let over = |one: &Member| one.offered().is_some_and(|offer| offer.ended.is_some());
        if members.iter().all(over) {
            let card = presenter.list(&list, &members);
            all.extend(Change::of(list, card, routes));
        }
    }
    Ok(all)
}

/// A claim made it theirs; what a manager gives outright comes with a card of its own.
pub(super) fn is_theirs_by_claim(view: &View, audience: &Audience) -> bool {
    let given = view
        .events
        .iter()
        .rev()
        .find_map(|event| match &event.body {
            Body::Claimed { .. } => Some(false),
            Body::Reassigned { outright, .. } => Some(*outright),
            _ => None,
        });
    let owner = view.record.lead.owner();
    owner.is_some_and(|owner| audience.is(owner)) && given == Some(false)
}
