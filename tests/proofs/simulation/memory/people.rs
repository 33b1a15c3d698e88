//! Staff and the catalogue.

use std::sync::Arc;

use async_trait::async_trait;
use paidan::app::ports::{People, StoreError};
use paidan_domain::catalogue::Category;
use paidan_domain::ids::StaffId;
use paidan_domain::matching::Standing;
use paidan_domain::people::{Platform, Staff};
use paidan_domain::time::Instant;

use super::Memory;

#[async_trait]
impl People for Memory {
    async fn put(&self, staff: Staff, mobile: Option<String>) -> Result<bool, StoreError> {
        self.write(|data| {
            let known = data.floor.find(&staff.id).cloned();
            let is_new = known.is_none();
            if let Some(mobile) = mobile {
                data.mobiles.insert(staff.id.clone(), mobile);
            }
            data.unreachable.remove(&staff.id);
            let mut people: Vec<Standing> = data.floor.people().cloned().collect();
            people.retain(|one| one.staff.id != staff.id);
            let staff = Arc::new(staff);
            people.push(match known {
                Some(known) => Standing { staff, ..known },
                None => Standing::new(staff, 0),
            });
            data.refloor(people);
            is_new
        })
        .await
    }

    async fn mobile(&self, staff: &StaffId) -> Result<Option<String>, StoreError> {
        self.look(|data| data.mobiles.get(staff).cloned()).await
    }

    async fn by_platform_id(
        &self,
        platform: Platform,
        user: &str,
    ) -> Result<Option<Staff>, StoreError> {
        let user = user.to_lowercase();
        self.look(|data| {
            let mut people = data.floor.people().map(|one| &one.staff);
            let found = people.find(|staff| has(staff, platform, &user));
            found.map(|staff| Staff::clone(staff))
        })
        .await
    }

    async fn set_away(
        &self,
        staff: &StaffId,
        until: Option<Instant>,
        deputy: Option<&StaffId>,
    ) -> Result<(), StoreError> {
        self.write(|data| {
            let mut people: Vec<Standing> = data.floor.people().cloned().collect();
            for one in people.iter_mut().filter(|one| one.staff.id == *staff) {
                let one = Arc::make_mut(&mut one.staff);
                one.away_until = until;
                one.deputy = deputy.cloned();
            }
            data.refloor(people);
        })
        .await
    }

    async fn flag_unreachable(
        &self,
        staff: &StaffId,
        code: Option<&str>,
    ) -> Result<(), StoreError> {
        self.write(|data| {
            match code {
                Some(code) => data.unreachable.insert(staff.clone(), code.to_owned()),
                None => data.unreachable.remove(staff),
            };
        })
        .await
    }

    async fn fill_account(
        &self,
        staff: &StaffId,
        platform: Platform,
        user: &str,
    ) -> Result<bool, StoreError> {
        let filled = self.write(|data| {
            let mut people: Vec<Standing> = data.floor.people().cloned().collect();
            let key = user.to_lowercase();
            let owner = people.iter().find(|one| has(&one.staff, platform, &key));
            if let Some(owner) = owner.filter(|owner| owner.staff.id != *staff) {
                return Err(StoreError::Taken(owner.staff.id.to_string()));
            }
            let wants = |one: &&mut Standing| {
                one.staff.id == *staff && one.staff.active && one.staff.account(platform).is_none()
            };
            let Some(one) = people.iter_mut().find(wants) else {
                return Ok(false);
            };
            let one = Arc::make_mut(&mut one.staff);
            match platform {
                Platform::Wecom => one.wecom_userid = Some(user.to_owned()),
                Platform::Dingtalk => one.dingtalk_userid = Some(user.to_owned()),
            }
            data.unreachable.remove(staff);
            data.refloor(people);
            Ok(true)
        });
        filled.await?
    }

    async fn leave(&self, platform: Platform, user: &str) -> Result<Option<Staff>, StoreError> {
        let now = self.now();
        self.write(|data| {
            let mut people: Vec<Standing> = data.floor.people().cloned().collect();
            let key = user.to_lowercase();
            let mut owners = people.iter_mut();
            let owner = owners.find(|one| has(&one.staff, platform, &key))?;
            let one = Arc::make_mut(&mut owner.staff);
            one.leave(platform, now);
            let gone = one.clone();
            data.unreachable.remove(&gone.id);
            data.refloor(people);
            Some(gone)
        })
        .await
    }

    async fn catalogue(&self) -> Result<Vec<Category>, StoreError> {
        self.look(|data| data.categories.clone()).await
    }

    async fn put_catalogue(&self, categories: Vec<Category>, _by: &str) -> Result<(), StoreError> {
        self.write(|data| {
            data.categories = categories;
            let people = data.floor.people().cloned().collect();
            data.refloor(people);
        })
        .await
    }
}

fn has(staff: &Staff, platform: Platform, key: &str) -> bool {
    let account = staff.account(platform);
    account.is_some_and(|account| account.to_lowercase() == key)
}
