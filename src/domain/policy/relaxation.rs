//! What may be given up, stage by stage, when nobody fits.

use serde::{Deserialize, Serialize};

/// One stage of relaxing (放宽). Stages add up: the second is tried with the first still given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relaxation {
    /// 产品: somebody who does not sell it.
    Product,
    /// 片区: somebody whose territory lies in the same province.
    SameProvince,
    /// 片区: somebody whose territory lies in the same part of the country.
    SamePart,
    /// 片区: anybody, wherever their territory is.
    AnyTerritory,
    /// 级别: the least grade and the least product level are not asked for.
    Level,
}
