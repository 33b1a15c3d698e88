//! 成交率: how often the rep wins.

use super::because::Because;
use super::kind::MIDDLE;
use crate::matching::floor::Standing;

/// The rate that was learned of them, in permille; too little to tell: 500.
pub(super) fn assess(one: &Standing) -> (u32, Because) {
    one.win_rate_permille
        .map_or((MIDDLE, Because::NoRecord), |permille| {
            let permille = permille.min(1000);
            (permille, Because::Wins { permille })
        })
}
