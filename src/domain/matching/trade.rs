//! Why somebody else than the best one, when leads are handed out together (批量派单).

use serde::{Deserialize, Serialize};

use super::explanation::Scored;
use crate::ids::StaffId;

/// The best one for this lead was kept for others, since together that is better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trade {
    /// Who would have been best for this lead alone.
    pub best_rep: StaffId,
    /// As they were called then.
    pub best_rep_name: String,
    /// Their score for this lead, in permille.
    pub best_score: u32,
    /// The leads that they were kept for, by their place in what came together, from 1.
    pub lines: Vec<u32>,
}

impl Trade {
    /// Names the best one as of now.
    pub(super) fn name_best(&mut self, best: &Scored) {
        self.best_rep = best.rep.clone();
        self.best_rep_name = best.rep_name.clone();
        self.best_score = best.score;
    }
}
