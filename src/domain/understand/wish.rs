//! What kind of message it is: its intent, how urgent, in which language.

use serde::{Deserialize, Serialize};

/// 意图: what the sender wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// 采购: wants goods.
    Purchase,
    /// 询价: asks for a price.
    Quote,
    /// 投诉、售后.
    Complaint,
    /// 求职.
    Job,
    /// 推销: wants to sell to us.
    Solicitation,
    /// Nothing says it.
    #[default]
    Other,
}

/// 紧急程度.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// 急、今天.
    Urgent,
    /// 尽快、本周.
    Soon,
    /// Nothing says more.
    #[default]
    Normal,
}

/// 语言.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// 中文.
    #[default]
    Zh,
    /// English.
    En,
    /// Both.
    Mixed,
    /// Another one.
    Other,
}
