//! 收件箱: acts of people, safe before they are answered.

use async_trait::async_trait;
use paidan_domain::ids::StaffId;
use paidan_domain::time::Instant;
use paidan_entity::{card, inbox, outbox};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set, TryInsertResult,
};
use serde::{Deserialize, Serialize};

use super::change::{OutboxRow, outbox_row};
use super::desk::Desk;
use super::fault::{Fault, read_doc, write_doc};
use super::handle::Store;
use super::seal::Sealer;
use crate::app::ports::{Act, Errand, Inbound, Inbox, StoreError, Stored};

#[async_trait]
impl Inbox for Store {
    async fn store(&self, act: &Inbound) -> Result<Stored, StoreError> {
        let act = act.clone();
        self.queue
            .write(move |desk| {
                let act = act.clone();
                Box::pin(async move { store(desk, &act).await })
            })
            .await
    }

    async fn open(&self, age_seconds: u32, most: u32) -> Result<Vec<Inbound>, StoreError> {
        let before = self
            .clock
            .now()
            .before(std::time::Duration::from_secs(age_seconds.into()));
        let sealer = self.sealer.clone();
        self.read(move |db| async move {
            let rows = inbox::Entity::find()
                .filter(inbox::Column::DoneAt.is_null())
                .filter(inbox::Column::ReceivedAt.lte(before.0))
                .order_by_asc(inbox::Column::ReceivedAt)
                .limit(u64::from(most))
                .all(&db)
                .await?;
            rows.iter().map(|row| Ok(kept(&sealer, row)?.act)).collect()
        })
        .await
    }

    async fn done(&self, key: &str, answer: Option<(StaffId, Errand)>) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.queue
            .write(move |desk| {
                let (key, answer) = (key.clone(), answer.clone());
                Box::pin(async move { done(desk, &key, answer).await })
            })
            .await
    }

    async fn said(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let (key, text) = (key.to_owned(), text.to_owned());
        self.queue
            .write(move |desk| {
                let (key, text) = (key.clone(), text.clone());
                Box::pin(async move { said(desk, &key, text).await })
            })
            .await
    }

    async fn told(&self, key: &str) -> Result<Option<String>, StoreError> {
        let key = key.to_owned();
        let sealer = self.sealer.clone();
        self.read(move |db| async move {
            let row = inbox::Entity::find_by_id(key).one(&db).await?;
            let Some(row) = row else { return Ok(None) };
            Ok(kept(&sealer, &row)?.told)
        })
        .await
    }

    async fn forget(&self, key: &str) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.queue
            .write(move |desk| {
                let key = key.clone();
                Box::pin(async move {
                    inbox::Entity::delete_by_id(key).exec(&desk.tx).await?;
                    Ok(())
                })
            })
            .await
    }

    async fn is_done(&self, key: &str) -> Result<bool, StoreError> {
        let key = key.to_owned();
        self.read(move |db| async move {
            let row = inbox::Entity::find_by_id(key).one(&db).await?;
            Ok(row.is_none_or(|row| row.done_at.is_some()))
        })
        .await
    }
}

/// What a row seals.
#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    act: Inbound,
    /// The words that answered it, in the platform's own call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    told: Option<String>,
}

fn kept(sealer: &Sealer, row: &inbox::Model) -> Result<Kept, Fault> {
    let plain = sealer.open_own("inbox", &row.key, &row.sealed)?;
    let text = String::from_utf8(plain).map_err(|_| Fault::Damaged("inbox".to_owned()))?;
    read_doc("inbox", &text)
}

async fn said(desk: &Desk, key: &str, text: String) -> Result<(), Fault> {
    let open = inbox::Entity::find_by_id(key.to_owned())
        .filter(inbox::Column::DoneAt.is_null())
        .one(&desk.tx)
        .await?;
    let Some(row) = open else { return Ok(()) };
    let sealer = &desk.keeper.sealer;
    let kept = Kept {
        told: Some(text),
        ..kept(sealer, &row)?
    };
    let sealed = sealer.seal_own("inbox", key, write_doc(&kept)?.as_bytes())?;
    inbox::Entity::update_many()
        .col_expr(inbox::Column::Sealed, Expr::value(sealed))
        .col_expr(inbox::Column::DoneAt, Expr::value(desk.now().0))
        .filter(inbox::Column::Key.eq(key))
        .exec(&desk.tx)
        .await?;
    Ok(())
}

/// Whether a change that is made once was made before.
pub(super) async fn is_made(desk: &Desk, once: &str) -> Result<bool, Fault> {
    let row = inbox::Entity::find_by_id(once.to_owned());
    Ok(row.one(&desk.tx).await?.is_some())
}

/// The change is made: a row that is done and says nothing else.
pub(super) async fn made(desk: &Desk, once: &str) -> Result<(), Fault> {
    let now = desk.now().0;
    let row = inbox::ActiveModel {
        key: Set(once.to_owned()),
        received_at: Set(now),
        sealed: Set(Vec::new()),
        done_at: Set(Some(now)),
    };
    inbox::Entity::insert(row)
        .exec_without_returning(&desk.tx)
        .await?;
    Ok(())
}

async fn store(desk: &mut Desk, act: &Inbound) -> Result<Stored, Fault> {
    let plain = write_doc(act)?;
    let row = inbox::ActiveModel {
        key: Set(act.key.clone()),
        received_at: Set(desk.now().0),
        sealed: Set(desk
            .keeper
            .sealer
            .seal_own("inbox", &act.key, plain.as_bytes())?),
        done_at: Set(None),
    };
    let inserted = inbox::Entity::insert(row)
        .on_conflict_do_nothing_on([inbox::Column::Key])
        .exec_without_returning(&desk.tx)
        .await?;
    match inserted {
        TryInsertResult::Inserted(1) => {}
        _ => return Ok(Stored::Again),
    }
    if let Act::Press(press) = &act.act
        && let Some(code) = &press.update_code
    {
        card::Entity::update_many()
            .col_expr(card::Column::PressCode, Expr::value(code.clone()))
            .filter(card::Column::CardId.eq(press.card_id.as_str()))
            .exec(&desk.tx)
            .await?;
    }
    Ok(Stored::New)
}

/// The act is dealt with, in the transaction that dealt with it.
pub(super) async fn mark_done(desk: &Desk, key: &str) -> Result<(), Fault> {
    inbox::Entity::update_many()
        .col_expr(inbox::Column::DoneAt, Expr::value(desk.now().0))
        .filter(inbox::Column::Key.eq(key))
        .filter(inbox::Column::DoneAt.is_null())
        .exec(&desk.tx)
        .await?;
    Ok(())
}

async fn done(desk: &mut Desk, key: &str, answer: Option<(StaffId, Errand)>) -> Result<(), Fault> {
    mark_done(desk, key).await?;
    let Some((recipient, errand)) = answer else {
        return Ok(());
    };
    let now: Instant = desk.now();
    let row = outbox_row(OutboxRow {
        id: desk.keeper.ids.fresh(),
        cause: format!("inbox:{key}"),
        lead: None,
        recipient: &recipient.into(),
        kind: if matches!(errand, Errand::Show { .. }) {
            "show"
        } else {
            "say"
        },
        errand: &errand,
        due_at: now,
        made_at: now,
    })?;
    let once = [
        outbox::Column::Cause,
        outbox::Column::Recipient,
        outbox::Column::Kind,
    ];
    outbox::Entity::insert(row)
        .on_conflict_do_nothing_on(once)
        .exec_without_returning(&desk.tx)
        .await?;
    desk.ring();
    Ok(())
}
