//! 全部认领: a press on a list card is a claim of each of its leads, by the one road.

use futures_util::future::join_all;
use paidan_domain::ids::LeadId;
use paidan_domain::lead::Command;
use paidan_domain::people::Staff;
use uuid::Uuid;

use super::button::actor;
use super::failure::Failure;
use super::inbox::{Answer, Dealt, Desk, HOLD, Needless};
use super::list::MEANT;
use super::ports::{Aside, CardRecord, Inbound, LeadRef, Member, Press, Reply, StoreError};

impl Desk {
    /// The card of the one lead that a press on a list names.
    pub(super) async fn one_of_list(
        &self,
        list: &CardRecord,
        press: &Press,
    ) -> Result<Option<CardRecord>, StoreError> {
        let Some(named) = press.params.get(MEANT).and_then(|values| values.first()) else {
            return Ok(None);
        };
        let Ok(lead) = Uuid::try_parse(named) else {
            return Ok(None);
        };
        let members = self.reads.members(&list.card_id).await?;
        Ok(list.meaning(LeadId(lead), &members))
    }

    /// Claims what can still be claimed, and shows what became of each. Every claim may
    /// be repeated, so a crash in between only means that the act is taken up again.
    pub(super) async fn press_list(
        &self,
        act: &Inbound,
        press: &Press,
        card: &CardRecord,
        staff: &Staff,
        answer: Answer,
    ) -> Result<Dealt, StoreError> {
        let mut held = Vec::new();
        if press.button == "claim" {
            let members = self.reads.members(&card.card_id).await?;
            let open = members
                .iter()
                .filter(|one| one.offered().is_some_and(|offer| offer.ended.is_none()));
            let claims = open.map(|one| self.claim_one(one, staff, answer));
            for end in join_all(claims).await {
                held.extend(end?);
            }
        }
        // Every claim may be repeated: another press of the button does no harm.
        self.came_to_nothing(act).await?;
        let members = self.reads.members(&card.card_id).await?;
        let reply = Reply::Card(Box::new(self.presenter.list(card, &members)));
        let now = self.presenter.clock.now();
        let shows_its_end = answer.changes_card() && !members.iter().any(|one| one.stands(now));
        let needless = shows_its_end.then(|| Needless::List {
            card_id: card.card_id.clone(),
            held,
        });
        Ok(Dealt { reply, needless })
    }

    /// The outbox row that waits for the answer of the press. What cannot be claimed any
    /// more is told by the card.
    async fn claim_one(
        &self,
        member: &Member,
        staff: &Staff,
        answer: Answer,
    ) -> Result<Vec<Uuid>, StoreError> {
        let command = Command::Claim {
            rep: staff.id.clone(),
            offer: Some(member.offer),
        };
        let aside = Aside {
            answering: answer
                .changes_card()
                .then(|| (vec![staff.id.clone().into()], HOLD)),
            ..Aside::default()
        };
        let lead = LeadRef::Id(member.record.lead.id);
        match self
            .transition
            .carry_out(lead, command, actor(staff), aside)
            .await
        {
            Ok(changed) => Ok(changed.held),
            Err(Failure::Store(error)) => Err(error),
            Err(_) => Ok(Vec::new()),
        }
    }
}
