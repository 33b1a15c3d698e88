//! Accounts of people on the chat platforms: who has one, who gets one, who loses one.
//! The floor's number is drawn before a person is read, and its row is the lock between
//! processes: of two that fill or take an account at once, the second sees what the first did.

use paidan_domain::people::{Platform, Staff};
use paidan_entity::staff;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::desk::Desk;
use super::fault::{Fault, read_doc, write_doc};
use super::people::refuse_taken;

/// What an account is compared by: WeCom takes upper and lower case as one.
pub(super) fn key(user: &str) -> String {
    user.to_lowercase()
}

/// Who has an account.
pub(super) async fn owner(
    db: &impl ConnectionTrait,
    platform: Platform,
    user: &str,
) -> Result<Option<staff::Model>, Fault> {
    let by_key = staff::Entity::find().filter(column(platform).eq(key(user)));
    Ok(by_key.one(db).await?)
}

/// Gives somebody an account who is at work and has none.
pub(super) async fn fill(
    desk: &mut Desk,
    id: &str,
    platform: Platform,
    user: &str,
) -> Result<bool, Fault> {
    let number = desk.number_of_change().await?;
    refuse_taken(desk, id, column(platform), Some(&key(user))).await?;
    let row = staff::Entity::find_by_id(id.to_owned());
    let Some(row) = row.one(&desk.tx).await? else {
        return Ok(false);
    };
    let mut one: Staff = read_doc("staff", &row.doc)?;
    if !one.active || one.account(platform).is_some() {
        return Ok(false);
    }
    match platform {
        Platform::Wecom => one.wecom_userid = Some(user.to_owned()),
        Platform::Dingtalk => one.dingtalk_userid = Some(user.to_owned()),
    }
    write(desk, &one, number).await?;
    Ok(true)
}

/// Takes an account from whoever has it, who is a leaver by the platform's word.
pub(super) async fn leave(
    desk: &mut Desk,
    platform: Platform,
    user: &str,
) -> Result<Option<Staff>, Fault> {
    // Most who leave a company are not on the staff here: for them nothing is locked.
    if owner(&desk.tx, platform, user).await?.is_none() {
        return Ok(None);
    }
    let number = desk.number_of_change().await?;
    let Some(row) = owner(&desk.tx, platform, user).await? else {
        return Ok(None);
    };
    let mut one: Staff = read_doc("staff", &row.doc)?;
    one.leave(platform, desk.now());
    write(desk, &one, number).await?;
    Ok(Some(one))
}

async fn write(desk: &mut Desk, one: &Staff, number: i64) -> Result<(), Fault> {
    let key = |platform| one.account(platform).map(key);
    let row = staff::ActiveModel {
        staff_id: Set(one.id.to_string()),
        doc: Set(write_doc(one)?),
        wecom_key: Set(key(Platform::Wecom)),
        dingtalk_key: Set(key(Platform::Dingtalk)),
        unreachable: Set(None),
        changed: Set(number),
        ..Default::default()
    };
    row.update(&desk.tx).await?;
    desk.settle_in().await
}

fn column(platform: Platform) -> staff::Column {
    match platform {
        Platform::Wecom => staff::Column::WecomKey,
        Platform::Dingtalk => staff::Column::DingtalkKey,
    }
}
