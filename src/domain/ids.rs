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

/// Who is shown something: one of the staff, or the reps of the pool together in their group
/// chat (公海群). As text a staff id, or `/pool`, which no staff id can be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub enum Audience {
    /// One of the staff.
    Person(StaffId),
    /// Everybody in the group chat of the pool.
    PoolGroup,
}

/// The group as text.
const POOL_GROUP: &str = "/pool";

impl Audience {
    /// The one person; none of a group.
    #[must_use]
    pub fn person(&self) -> Option<&StaffId> {
        match self {
            Self::Person(staff) => Some(staff),
            Self::PoolGroup => None,
        }
    }

    /// Whether it is this person alone.
    #[must_use]
    pub fn is(&self, staff: &StaffId) -> bool {
        self.person() == Some(staff)
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Person(staff) => staff.as_str(),
            Self::PoolGroup => POOL_GROUP,
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<StaffId> for Audience {
    fn from(staff: StaffId) -> Self {
        Self::Person(staff)
    }
}

impl From<String> for Audience {
    fn from(text: String) -> Self {
        if text == POOL_GROUP {
            Self::PoolGroup
        } else {
            Self::Person(StaffId(text))
        }
    }
}

impl From<Audience> for String {
    fn from(audience: Audience) -> Self {
        audience.as_str().to_owned()
    }
}
