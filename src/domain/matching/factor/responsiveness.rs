//! 响应: how often the rep claims in time.

use super::because::Because;
use super::kind::MIDDLE;
use crate::matching::floor::Standing;

/// The share of offers that they claimed in time, in permille; too few to tell: 500.
pub(super) fn assess(one: &Standing) -> (u32, Because) {
    one.responsive_permille
        .map_or((MIDDLE, Because::NoRecord), |permille| {
            let permille = permille.min(1000);
            (permille, Because::Claims { permille })
        })
}
