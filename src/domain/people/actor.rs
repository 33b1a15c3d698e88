//! Who did something.

use serde::{Deserialize, Serialize};

use crate::ids::StaffId;

/// Who caused an event. The name is joined on reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// What kind of actor.
    #[serde(rename = "type")]
    pub kind: ActorKind,
    /// Staff id, source name or token name.
    pub id: String,
}

/// What kind of actor somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// 销售.
    Rep,
    /// 主管.
    Manager,
    /// 运营 or a token of role admin.
    Admin,
    /// A source (来源) that hands in leads.
    Source,
    /// paidan itself.
    System,
}

impl Actor {
    /// paidan acting by its own rules.
    #[must_use]
    pub fn system() -> Self {
        Self {
            kind: ActorKind::System,
            id: "paidan".to_owned(),
        }
    }

    /// A rep on their phone.
    #[must_use]
    pub fn rep(id: &StaffId) -> Self {
        Self {
            kind: ActorKind::Rep,
            id: id.as_str().to_owned(),
        }
    }

    /// A manager on their phone.
    #[must_use]
    pub fn manager(id: &StaffId) -> Self {
        Self {
            kind: ActorKind::Manager,
            id: id.as_str().to_owned(),
        }
    }
}
