//! 客户类型: what kind of buyer it is.

use serde::{Deserialize, Serialize};

/// What kind of buyer a lead comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerType {
    /// 大型代理商
    Agent,
    /// 区域分销商
    Distributor,
    /// 终端门店
    Retailer,
    /// 电商
    Online,
    /// 单位采购
    Institution,
    /// 个人
    Individual,
    /// No text says it.
    #[default]
    Unknown,
}
