//! What one rep was due, and what came.

use serde::{Deserialize, Serialize};

/// 额度账: due and got, in count and in value. Leads are counted in millionths, money in fen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// 应得, in millionths of a lead.
    pub due_micro: i64,
    /// 已得, in millionths of a lead.
    pub got_micro: i64,
    /// 应得价值, in fen.
    pub due_fen: i64,
    /// 已得价值, in fen.
    pub got_fen: i64,
}

impl Account {
    /// How much is still owed (欠), in millionths of a lead; below zero when more came than was due.
    #[must_use]
    pub fn owed_micro(self) -> i64 {
        self.due_micro.saturating_sub(self.got_micro)
    }

    /// How much value is still owed, in fen.
    #[must_use]
    pub fn owed_fen(self) -> i64 {
        self.due_fen.saturating_sub(self.got_fen)
    }
}
