//! What one rep was due, and what came.

use std::ops::{Add, AddAssign};

use serde::{Deserialize, Serialize};

/// One lead, in the millionths in which leads are counted.
pub const LEAD: i64 = 1_000_000;

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

    /// The fairness factor (公平) in permille: 500 and 100 more for each lead owed, parts of a
    /// lead counted, within 0 to 1000.
    #[must_use]
    pub fn factor_permille(self) -> u32 {
        let owed = self.owed_micro().clamp(-5 * LEAD, 5 * LEAD);
        u32::try_from(500 + (owed * 100).div_euclid(LEAD)).unwrap_or(0)
    }

    /// What came since `earlier`, an older state of the same account.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self {
            due_micro: self.due_micro.saturating_sub(earlier.due_micro),
            got_micro: self.got_micro.saturating_sub(earlier.got_micro),
            due_fen: self.due_fen.saturating_sub(earlier.due_fen),
            got_fen: self.got_fen.saturating_sub(earlier.got_fen),
        }
    }

    /// Nothing was ever due and nothing came.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl Add for Account {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self {
            due_micro: self.due_micro.saturating_add(more.due_micro),
            got_micro: self.got_micro.saturating_add(more.got_micro),
            due_fen: self.due_fen.saturating_add(more.due_fen),
            got_fen: self.got_fen.saturating_add(more.got_fen),
        }
    }
}

impl AddAssign for Account {
    fn add_assign(&mut self, more: Self) {
        *self = *self + more;
    }
}
