//! Staff and the versioned documents, as they are kept.

use async_trait::async_trait;
use paidan_domain::catalogue::Category;
use paidan_domain::ids::StaffId;
use paidan_domain::people::{Platform, Staff};

use paidan_domain::time::Instant;

use super::StoreError;

/// Who works here.
#[async_trait]
pub trait People: Send + Sync {
    /// Creates or replaces somebody; true when they are new. The phone is sealed.
    async fn put(&self, staff: Staff, mobile: Option<String>) -> Result<bool, StoreError>;

    /// Somebody's phone as it was given.
    async fn mobile(&self, staff: &StaffId) -> Result<Option<String>, StoreError>;

    /// Who has this id on a platform; compared without case.
    async fn by_platform_id(
        &self,
        platform: Platform,
        user: &str,
    ) -> Result<Option<Staff>, StoreError>;

    /// Sets or ends somebody's leave, with who looks after their leads meanwhile.
    async fn set_away(
        &self,
        staff: &StaffId,
        until: Option<Instant>,
        deputy: Option<&StaffId>,
    ) -> Result<(), StoreError>;

    /// A platform says that somebody cannot be reached; `None` takes it back.
    async fn flag_unreachable(&self, staff: &StaffId, code: Option<&str>)
    -> Result<(), StoreError>;

    /// Gives somebody who is at work an account where they have none, and takes back that they
    /// cannot be reached. False when they have one by now, or are not at work any more.
    ///
    /// # Errors
    /// [`StoreError::Taken`] with the staff id of whoever has the account.
    async fn fill_account(
        &self,
        staff: &StaffId,
        platform: Platform,
        user: &str,
    ) -> Result<bool, StoreError>;

    /// The platform names the owner of an account as a leaver ([`Staff::leave`]); answers with
    /// the person as they stand from then on. None when nobody has the account (any more).
    async fn leave(&self, platform: Platform, user: &str) -> Result<Option<Staff>, StoreError>;

    /// The product catalogue as it was put.
    async fn catalogue(&self) -> Result<Vec<Category>, StoreError>;

    /// Replaces the product catalogue.
    async fn put_catalogue(&self, categories: Vec<Category>, by: &str) -> Result<(), StoreError>;
}
