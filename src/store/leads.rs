//! The port of leads: intake and change.

use std::sync::Arc;

use async_trait::async_trait;
use paidan_domain::lead::{AtHand, Refusal};
use paidan_domain::time::Instant;
use paidan_entity::{lead, offer};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::desk::Desk;
use super::fault::Fault;
use super::handle::Store;
use super::rows::lead_of;
use super::{change, inbox, intake};
use crate::app::ports::{
    Aside, Changed, Incoming, Judge, LeadRef, Leads, StoreError, TakenIn, Verdict,
};

#[async_trait]
impl Leads for Store {
    async fn take_in(&self, incoming: Incoming, judge: Judge) -> Result<TakenIn, StoreError> {
        let incoming = Arc::new(incoming);
        self.queue
            .write(move |desk| {
                let (incoming, judge) = (incoming.clone(), judge.clone());
                Box::pin(async move { intake::take_in(desk, &incoming, &judge).await })
            })
            .await
    }

    async fn change(
        &self,
        lead: LeadRef,
        verdict: Verdict,
        aside: Aside,
    ) -> Result<Option<Result<Changed, Refusal>>, StoreError> {
        self.queue
            .write(move |desk| {
                let (verdict, aside) = (verdict.clone(), aside.clone());
                Box::pin(async move { transact(desk, lead, &verdict, &aside).await })
            })
            .await
    }
}

async fn transact(
    desk: &mut Desk,
    lead: LeadRef,
    verdict: &Verdict,
    aside: &Aside,
) -> Result<Option<Result<Changed, Refusal>>, Fault> {
    let Some(at_hand) = at_hand(desk, lead).await? else {
        return Ok(None);
    };
    if let Some(once) = &aside.once
        && inbox::is_made(desk, once).await?
    {
        return Ok(Some(Ok(Changed {
            moved: false,
            before: at_hand.lead.clone(),
            after: at_hand.lead,
            held: Vec::new(),
        })));
    }
    let now = desk.now();
    let decided = match verdict(&at_hand, desk.floor()?, now) {
        Ok(decided) => decided,
        Err(refusal) => return Ok(Some(Err(refusal))),
    };
    let held = change::write(desk, Some(&at_hand.lead), &decided, aside).await?;
    if let Some(key) = &aside.inbox_key {
        inbox::mark_done(desk, key).await?;
    }
    if let Some(once) = &aside.once {
        inbox::made(desk, once).await?;
    }
    Ok(Some(Ok(Changed {
        moved: !decided.events.is_empty(),
        before: at_hand.lead,
        after: decided.lead,
        held,
    })))
}

async fn at_hand(desk: &Desk, lead: LeadRef) -> Result<Option<AtHand>, Fault> {
    let found = match lead {
        LeadRef::Id(id) => lead::Entity::find_by_id(id.0),
        LeadRef::Number(number) => lead::Entity::find().filter(lead::Column::Number.eq(number.0)),
    };
    let Some(row) = found.one(&desk.tx).await? else {
        return Ok(None);
    };
    let lead = lead_of(&row)?;
    let deadline = match lead.offer() {
        Some(live) => {
            let row = offer::Entity::find_by_id(live.id.0).one(&desk.tx).await?;
            let row = row.ok_or_else(|| Fault::Damaged("offer".to_owned()))?;
            Some(Instant(row.deadline))
        }
        None => None,
    };
    Ok(Some(AtHand { lead, deadline }))
}
