//! How a row ends, and what its end changes.

use paidan_domain::time::Instant;
use paidan_entity::{card, offer, outbox};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use uuid::Uuid;

use super::lease::holds;
use crate::app::ports::{Finish, Spent, Task};
use crate::store::change::exactly_one;
use crate::store::desk::Desk;
use crate::store::fault::Fault;
use crate::store::rows::LIST;

/// Ends a task with all its rows, when every fence is still ours.
pub(super) async fn end(desk: &mut Desk, task: &Task, finish: Finish) -> Result<bool, Fault> {
    let now = desk.now();
    if !holds(desk, task).await? {
        return Ok(false);
    }
    let state = |name: &'static str| (outbox::Column::State, Expr::value(name));
    let columns = match &finish {
        Finish::CardSent { .. } | Finish::Done { .. } => {
            vec![state("sent"), (outbox::Column::SentAt, Expr::value(now.0))]
        }
        Finish::Skipped(why) => vec![state("skipped"), (outbox::Column::Note, Expr::value(*why))],
        Finish::Dead(code) => {
            vec![
                state("dead"),
                (outbox::Column::Note, Expr::value(code.as_str())),
            ]
        }
        Finish::PutOff {
            until,
            counts,
            code,
        } => vec![
            (outbox::Column::DueAt, Expr::value(until.0)),
            (outbox::Column::Note, Expr::value(code.as_str())),
            (outbox::Column::Waits, Expr::value(!*counts)),
            (
                outbox::Column::Tries,
                Expr::col(outbox::Column::Tries).add(i32::from(*counts)),
            ),
        ],
    };
    for (id, fence) in task.rows() {
        let mut update = outbox::Entity::update_many()
            .col_expr(outbox::Column::LeaseUntil, Expr::value(None::<i64>))
            .filter(outbox::Column::Id.eq(id))
            .filter(outbox::Column::Fence.eq(fence))
            .filter(outbox::Column::State.eq("pending"));
        for (column, value) in &columns {
            update = update.col_expr(*column, value.clone());
        }
        exactly_one(update.exec(&desk.tx).await?.rows_affected)?;
    }
    let spent = match finish {
        Finish::CardSent {
            update_code,
            message_id,
            spent,
        } => {
            delivered(desk, task, update_code, message_id, now).await?;
            spent
        }
        Finish::Done { spent } => spent,
        _ => Vec::new(),
    };
    for right in spent {
        spend(desk, right).await?;
    }
    // The person is free for the next row.
    desk.ring();
    Ok(true)
}

/// The card is there: the time of its offers runs from now, and never less long than the
/// card says (contract §5).
async fn delivered(
    desk: &Desk,
    task: &Task,
    update_code: Option<String>,
    message_id: Option<String>,
    now: Instant,
) -> Result<(), Fault> {
    let Some(card_id) = &task.card_id else {
        return Ok(());
    };
    card::Entity::update_many()
        .col_expr(card::Column::SendCode, Expr::value(update_code))
        .col_expr(card::Column::MessageId, Expr::value(message_id))
        .col_expr(card::Column::DeliveredAt, Expr::value(now.0))
        .filter(card::Column::CardId.eq(card_id.as_str()))
        .exec(&desk.tx)
        .await?;
    let Some(sent) = card::Entity::find_by_id(card_id.clone())
        .one(&desk.tx)
        .await?
    else {
        return Ok(());
    };
    let made = task.offers().into_iter().map(|(_, offer)| offer.0);
    let runs = || Expr::col(offer::Column::ClaimWithin).add(now.0);
    let printed = sent.printed_deadline.unwrap_or(i64::MIN);
    let deadline = Expr::case(runs().lt(printed), printed).finally(runs());
    offer::Entity::update_many()
        .col_expr(offer::Column::DeliveredAt, Expr::value(now.0))
        .col_expr(offer::Column::Deadline, deadline.into())
        .filter(offer::Column::Id.is_in(made.chain(sent.offer_id)))
        .filter(offer::Column::Live.eq(true))
        .filter(offer::Column::DeliveredAt.is_null())
        .exec(&desk.tx)
        .await?;
    Ok(())
}

/// A right to change a card is used up; the one in its place stands where it stood.
async fn spend(desk: &Desk, spent: Spent) -> Result<(), Fault> {
    for column in [card::Column::SendCode, card::Column::PressCode] {
        card::Entity::update_many()
            .col_expr(column, Expr::value(spent.next.clone()))
            .filter(card::Column::CardId.eq(spent.card_id.as_str()))
            .filter(column.eq(spent.right.as_str()))
            .exec(&desk.tx)
            .await?;
    }
    Ok(())
}

/// The answer of a press did what the row was for.
pub(super) async fn answered(desk: &mut Desk, row: Uuid) -> Result<(), Fault> {
    let now = desk.now();
    let Some(waiting) = outbox::Entity::find_by_id(row).one(&desk.tx).await? else {
        return Ok(());
    };
    // Somebody may have begun to send it meanwhile; then it is theirs to finish.
    let done = outbox::Entity::update_many()
        .col_expr(outbox::Column::State, Expr::value("sent"))
        .col_expr(outbox::Column::SentAt, Expr::value(now.0))
        .col_expr(outbox::Column::Note, Expr::value("answered"))
        .filter(outbox::Column::Id.eq(row))
        .filter(outbox::Column::State.eq("pending"))
        .filter(outbox::Column::Fence.eq(waiting.fence))
        .filter(outbox::Column::LeaseUntil.is_null())
        .exec(&desk.tx)
        .await?;
    if done.rows_affected == 1
        && let Some(lead) = waiting.lead_id
    {
        card::Entity::update_many()
            .col_expr(card::Column::PressCode, Expr::value(None::<String>))
            .filter(card::Column::LeadId.eq(lead))
            .filter(card::Column::Role.ne(LIST))
            .filter(card::Column::Staff.eq(waiting.recipient))
            .exec(&desk.tx)
            .await?;
    }
    Ok(())
}

/// The answer of a press brought a list card to its end.
pub(super) async fn list_answered(
    desk: &mut Desk,
    card_id: &str,
    held: &[Uuid],
) -> Result<(), Fault> {
    card::Entity::update_many()
        .col_expr(card::Column::SendCode, Expr::value(None::<String>))
        .col_expr(card::Column::PressCode, Expr::value(None::<String>))
        .filter(card::Column::CardId.eq(card_id))
        .exec(&desk.tx)
        .await?;
    outbox::Entity::update_many()
        .col_expr(outbox::Column::DueAt, Expr::value(desk.now().0))
        .filter(outbox::Column::Id.is_in(held.iter().copied()))
        .filter(outbox::Column::State.eq("pending"))
        .exec(&desk.tx)
        .await?;
    desk.ring();
    Ok(())
}
