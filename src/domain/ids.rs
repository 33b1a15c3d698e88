//! Names of things. Each is a type of its own, so that none is taken for another.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

uuid_id!(
    /// A lead (线索), as programs name it. UUIDv7.
    LeadId
);
uuid_id!(
    /// One offer (派发) of one lead to one rep. Needed to claim or decline it. UUIDv7.
    OfferId
);

/// A lead as people name it: `#1042`. Counts from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LeadNumber(pub i64);

impl fmt::Display for LeadNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A person on our staff: a rep (销售) or a manager (主管). Our own id, 1 to 64
/// characters, compared as it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StaffId(String);

/// A staff id that is empty, too long or holds blanks or control characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a staff id has 1 to 64 characters without blanks and slashes")]
pub struct BadStaffId;

impl StaffId {
    /// Checks the form of an id.
    pub fn parse(text: &str) -> Result<Self, BadStaffId> {
        let fits = (1..=64).contains(&text.chars().count())
            && text
                .chars()
                .all(|c| !c.is_whitespace() && !c.is_control() && c != '/');
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadStaffId)
        }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StaffId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
