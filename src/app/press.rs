//! A press on a card: whose it is, what its button asks for, what the card shows then.

use paidan_domain::ids::{Audience, LeadId};
use paidan_domain::lead::Refusal;
use paidan_domain::people::Staff;

use super::button::{actor, command};
use super::failure::Failure;
use super::inbox::{Answer, Dealt, Desk, HOLD, Needless};
use super::list::MEANT;
use super::ports::{
    Aside, CardAsks, CardRecord, Errand, Inbound, LeadRef, Press, Reply, StoreError,
};
use super::view::View;
use crate::words::{Saying, WhyNot, say};

impl Desk {
    pub(super) async fn press(
        &self,
        act: &Inbound,
        press: &Press,
        staff: &Staff,
        answer: Answer,
    ) -> Result<Dealt, StoreError> {
        let tell = |saying: Saying| self.tell(act, staff, saying, answer);
        let Some(card) = self.reads.card(&press.card_id).await? else {
            return tell(Saying::UnknownCard).await;
        };
        if card.audience.person().is_some_and(|one| *one != staff.id) {
            // Somebody's card in another hand: told, written down, nothing changed.
            tracing::warn!(rep.id = %staff.id, "security: a press on somebody else's card");
            return tell(Saying::NotYours).await;
        }
        let card = match (card.asks, press.params.contains_key(MEANT)) {
            (CardAsks::List, false) => {
                return self.press_list(act, press, &card, staff, answer).await;
            }
            (CardAsks::List, true) => match self.one_of_list(&card, press).await? {
                Some(meant) => meant,
                None => return tell(Saying::UnknownCard).await,
            },
            _ => card,
        };
        let record = self.reads.lead(LeadRef::Id(card.lead)).await?;
        let Some(record) = record else {
            return tell(Saying::UnknownCard).await;
        };
        let number = record.lead.number;
        let command = match command(press, &card, staff, &record.lead.unexplained) {
            Ok(command) => command,
            Err(None) => {
                // A button that this card does not have any more shows what it is now.
                self.came_to_nothing(act).await?;
                return self.present(&card, staff).await.map(Dealt::from);
            }
            Err(Some(why)) => return tell(Saying::Refused { number, why }).await,
        };
        let shown_in_answer = || (vec![staff.id.clone().into(), card.audience.clone()], HOLD);
        let aside = Aside {
            inbox_key: Some(act.key.clone()),
            answering: answer.changes_card().then(shown_in_answer),
            ..Aside::default()
        };
        let end = self
            .transition
            .carry_out(LeadRef::Id(card.lead), command, actor(staff), aside)
            .await;
        match end {
            Ok(changed) => {
                let reply = self.present(&card, staff).await?;
                let rows = Some(changed.held).filter(|rows| !rows.is_empty());
                let needless = rows.map(Needless::Rows);
                Ok(Dealt { reply, needless })
            }
            Err(Failure::Refused { refusal, state }) if shows_on_card(&refusal) => {
                tracing::debug!(state = state.name(), "a lost race shows on the card");
                self.came_to_nothing(act).await?;
                self.present(&card, staff).await.map(Dealt::from)
            }
            Err(Failure::Refused { refusal, state }) => {
                let why = WhyNot::of(&refusal, state);
                tell(Saying::Refused { number, why }).await
            }
            Err(Failure::Store(error)) => Err(error),
            Err(_) => tell(Saying::UnknownCard).await,
        }
    }

    /// The act changed nothing. Where two presses of one button cannot be told apart, a later one
    /// must not be taken for this one come again.
    pub(super) async fn came_to_nothing(&self, act: &Inbound) -> Result<(), StoreError> {
        if act.may_recur {
            self.inbox.forget(&act.key).await
        } else {
            self.inbox.done(&act.key, None).await
        }
    }

    pub(super) async fn present(
        &self,
        card: &CardRecord,
        staff: &Staff,
    ) -> Result<Reply, StoreError> {
        if card.asks == CardAsks::List {
            let members = self.reads.members(&card.card_id).await?;
            return Ok(Reply::Card(Box::new(self.presenter.list(card, &members))));
        }
        let Some(view) = self.newest_view(card.lead).await? else {
            return Ok(Reply::Silent);
        };
        let shown = self
            .presenter
            .card(&view, card.asks, &card.audience, card.printed_deadline);
        let shown = Box::new(shown);
        Ok(match card.audience {
            Audience::Person(_) => Reply::Card(shown),
            Audience::PoolGroup => Reply::Shared {
                card: shown,
                own: self.presenter.own(&view, &staff.id),
            },
        })
    }

    /// The lead as nothing has changed it since: an answer must not undo what another press of
    /// the same moment has shown.
    async fn newest_view(&self, lead: LeadId) -> Result<Option<View>, StoreError> {
        loop {
            let Some(view) = self.presenter.view(lead).await? else {
                return Ok(None);
            };
            let now = self.reads.lead(LeadRef::Id(lead)).await?;
            if now.is_none_or(|now| now.lead.seq == view.record.lead.seq) {
                return Ok(Some(view));
            }
        }
    }

    /// A text to whoever pressed. It goes as a message, where a platform need not take a
    /// text as the answer of a press (WeCom document 90241 lists none).
    async fn tell(
        &self,
        act: &Inbound,
        staff: &Staff,
        saying: Saying,
        answer: Answer,
    ) -> Result<Dealt, StoreError> {
        if answer == Answer::ChangesCardOrSays {
            self.came_to_nothing(act).await?;
            return Ok(Dealt::from(Reply::Text(say(&saying))));
        }
        let told = Some((staff.id.clone(), Errand::Say { saying }));
        self.inbox.done(&act.key, told).await?;
        Ok(Dealt::from(Reply::Silent))
    }
}

/// A lost race shows on the card; anything else is said.
fn shows_on_card(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::AlreadyClaimed { .. }
            | Refusal::OfferEnded { .. }
            | Refusal::NotOfferedToYou { .. }
            | Refusal::WrongState { .. }
            | Refusal::NothingToExplain
    )
}
