//! Staff and the catalogue.

use async_trait::async_trait;
use paidan_domain::catalogue::Category;
use paidan_domain::ids::StaffId;
use paidan_domain::people::{Platform, Staff};
use paidan_domain::time::Instant;
use paidan_entity::{document, staff};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

use super::account;
use super::desk::Desk;
use super::fault::{Fault, read_doc, write_doc};
use super::floor;
use super::handle::Store;
use crate::app::ports::{People, StoreError};

#[async_trait]
impl People for Store {
    async fn put(&self, staff: Staff, mobile: Option<String>) -> Result<bool, StoreError> {
        self.queue
            .write(move |desk| {
                let (staff, mobile) = (staff.clone(), mobile.clone());
                Box::pin(async move { put(desk, &staff, mobile.as_deref()).await })
            })
            .await
    }

    async fn mobile(&self, staff: &StaffId) -> Result<Option<String>, StoreError> {
        let id = staff.to_string();
        let sealer = self.sealer.clone();
        self.read(move |db| async move {
            let row = staff::Entity::find_by_id(id.clone()).one(&db).await?;
            let Some(sealed) = row.and_then(|row| row.mobile) else {
                return Ok(None);
            };
            let plain = sealer.open_own("staff", &id, &sealed)?;
            let damaged = |_| Fault::Damaged("staff".to_owned());
            Ok(Some(String::from_utf8(plain).map_err(damaged)?))
        })
        .await
    }

    async fn by_platform_id(
        &self,
        platform: Platform,
        user: &str,
    ) -> Result<Option<Staff>, StoreError> {
        let user = user.to_owned();
        self.read(move |db| async move {
            let row = account::owner(&db, platform, &user).await?;
            row.map(|row| read_doc("staff", &row.doc)).transpose()
        })
        .await
    }

    async fn set_away(
        &self,
        staff: &StaffId,
        until: Option<Instant>,
        deputy: Option<&StaffId>,
    ) -> Result<(), StoreError> {
        let (id, deputy) = (staff.to_string(), deputy.cloned());
        self.queue
            .write(move |desk| {
                let (id, deputy) = (id.clone(), deputy.clone());
                Box::pin(async move { set_away(desk, &id, until, deputy).await })
            })
            .await
    }

    async fn flag_unreachable(
        &self,
        staff: &StaffId,
        code: Option<&str>,
    ) -> Result<(), StoreError> {
        let (id, code) = (staff.to_string(), code.map(str::to_owned));
        self.queue
            .write(move |desk| {
                let (id, code) = (id.clone(), code.clone());
                Box::pin(async move {
                    staff::Entity::update_many()
                        .col_expr(staff::Column::Unreachable, Expr::value(code))
                        .filter(staff::Column::StaffId.eq(id))
                        .exec(&desk.tx)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    async fn fill_account(
        &self,
        staff: &StaffId,
        platform: Platform,
        user: &str,
    ) -> Result<bool, StoreError> {
        let (id, user) = (staff.to_string(), user.to_owned());
        self.queue
            .write(move |desk| {
                let (id, user) = (id.clone(), user.clone());
                Box::pin(async move { account::fill(desk, &id, platform, &user).await })
            })
            .await
    }

    async fn leave(&self, platform: Platform, user: &str) -> Result<Option<Staff>, StoreError> {
        let user = user.to_owned();
        self.queue
            .write(move |desk| {
                let user = user.clone();
                Box::pin(async move { account::leave(desk, platform, &user).await })
            })
            .await
    }

    async fn catalogue(&self) -> Result<Vec<Category>, StoreError> {
        self.read(|db| async move {
            let row = floor::latest(&db, "catalogue").await?;
            row.map_or_else(|| Ok(Vec::new()), |row| read_doc("catalogue", &row.doc))
        })
        .await
    }

    async fn put_catalogue(&self, categories: Vec<Category>, by: &str) -> Result<(), StoreError> {
        let by = by.to_owned();
        self.queue
            .write(move |desk| {
                let (categories, by) = (categories.clone(), by.clone());
                Box::pin(async move { put_catalogue(desk, &categories, &by).await })
            })
            .await
    }
}

async fn put(desk: &mut Desk, one: &Staff, mobile: Option<&str>) -> Result<bool, Fault> {
    let id = one.id.to_string();
    let known = staff::Entity::find_by_id(id.clone()).one(&desk.tx).await?;
    let key = |platform| one.account(platform).map(account::key);
    let (wecom_key, dingtalk_key) = (key(Platform::Wecom), key(Platform::Dingtalk));
    refuse_taken(desk, &id, staff::Column::WecomKey, wecom_key.as_deref()).await?;
    refuse_taken(
        desk,
        &id,
        staff::Column::DingtalkKey,
        dingtalk_key.as_deref(),
    )
    .await?;
    let sealer = &desk.keeper.sealer;
    let mobile = mobile
        .map(|plain| sealer.seal_own("staff", &id, plain.as_bytes()))
        .transpose()?;
    let mut row = staff::ActiveModel {
        staff_id: Set(id),
        doc: Set(write_doc(one)?),
        wecom_key: Set(wecom_key),
        dingtalk_key: Set(dingtalk_key),
        mobile: Set(mobile),
        capacity: Set(i64::from(one.capacity)),
        unreachable: Set(None),
        changed: Set(desk.number_of_change().await?),
        ..Default::default()
    };
    let is_new = known.is_none();
    if is_new {
        row.load = Set(0);
        row.last_offered = Set(None);
        staff::Entity::insert(row)
            .exec_without_returning(&desk.tx)
            .await?;
    } else {
        row.update(&desk.tx).await?;
    }
    desk.settle_in().await?;
    Ok(is_new)
}

async fn set_away(
    desk: &mut Desk,
    id: &str,
    until: Option<Instant>,
    deputy: Option<StaffId>,
) -> Result<(), Fault> {
    let row = staff::Entity::find_by_id(id.to_owned())
        .one(&desk.tx)
        .await?;
    let Some(row) = row else { return Ok(()) };
    let mut one: Staff = read_doc("staff", &row.doc)?;
    one.away_until = until;
    one.deputy = deputy;
    let number = desk.number_of_change().await?;
    staff::Entity::update_many()
        .col_expr(staff::Column::Doc, Expr::value(write_doc(&one)?))
        .col_expr(staff::Column::Changed, Expr::value(number))
        .filter(staff::Column::StaffId.eq(id))
        .exec(&desk.tx)
        .await?;
    desk.settle_in().await
}

/// Nobody else may have this key.
pub(super) async fn refuse_taken(
    desk: &Desk,
    id: &str,
    column: staff::Column,
    key: Option<&str>,
) -> Result<(), Fault> {
    let Some(key) = key else { return Ok(()) };
    let other = staff::Entity::find()
        .filter(column.eq(key))
        .filter(staff::Column::StaffId.ne(id))
        .one(&desk.tx)
        .await?;
    other.map_or(Ok(()), |row| Err(Fault::Taken(row.staff_id)))
}

async fn put_catalogue(desk: &mut Desk, categories: &[Category], by: &str) -> Result<(), Fault> {
    let last = floor::latest(&desk.tx, "catalogue").await?;
    let row = document::ActiveModel {
        name: Set("catalogue".to_owned()),
        version: Set(last.map_or(1, |row| row.version + 1)),
        doc: Set(write_doc(&categories)?),
        at: Set(desk.now().0),
        by: Set(by.to_owned()),
        comment: Set(None),
    };
    document::Entity::insert(row)
        .exec_without_returning(&desk.tx)
        .await?;
    desk.floor_changed().await
}
