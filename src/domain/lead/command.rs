//! What can be asked of a lead.

use serde::{Deserialize, Serialize};

use super::event::{About, ExpiredBecause};
use crate::ids::{OfferId, StaffId};
use crate::money::Fen;

/// Something that somebody wants to happen to a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// 认领. With the offer whose card was pressed; without one the live offer,
    /// or the pool.
    Claim {
        /// In whose name.
        rep: StaffId,
        /// The offer on the card.
        offer: Option<OfferId>,
    },
    /// 拒绝.
    Decline {
        /// In whose name.
        rep: StaffId,
        /// The offer on the card.
        offer: Option<OfferId>,
        /// Why, when it was said at once.
        reason: Reason,
    },
    /// Why something was done, or what it was worth, said afterwards; once.
    Explain {
        /// Who did it.
        rep: StaffId,
        /// What they did.
        about: About,
        /// Why.
        reason: Reason,
        /// The amount of a 成交.
        value: Option<Fen>,
    },
    /// 已联系.
    Contact {
        /// The owner.
        rep: StaffId,
        /// A note was typed (the store seals it).
        note: Reason,
    },
    /// 释放.
    Release {
        /// The owner.
        rep: StaffId,
        /// Why.
        reason: Reason,
    },
    /// 成交, 丢单 or 无效, or its amount or reason added afterwards.
    Conclude {
        /// In whose name; none when a manager does it as such.
        rep: Option<StaffId>,
        /// How it ended.
        result: Conclusion,
        /// What it was worth, in fen.
        value: Option<Fen>,
        /// Why.
        reason: Reason,
    },
    /// 转派: to somebody of a manager's choice.
    Reassign {
        /// To whom.
        to: StaffId,
        /// Theirs at once; else a new offer.
        outright: bool,
        /// Why.
        reason: Reason,
    },
    /// 指派: the manager's answer to an escalation.
    Assign {
        /// To whom.
        to: StaffId,
        /// The level of the escalation card that was pressed.
        level: u32,
    },
    /// 我来跟: the manager takes an escalated lead.
    Take {
        /// The level of the escalation.
        level: u32,
    },
    /// 放公海: a manager puts it into the pool.
    Pool,
    /// 备注: a typed note, which the store seals.
    Note,
    /// The live offer ends unanswered: its time is up, or the rep went on leave.
    Expire {
        /// Which offer.
        offer: OfferId,
        /// Why.
        because: ExpiredBecause,
    },
    /// The manager's time is up.
    Lapse {
        /// The level that was asked.
        level: u32,
    },
    /// The platform says that the offered rep cannot be reached.
    Unreachable {
        /// The offer whose card nobody got.
        offer: OfferId,
    },
}

/// How a lead ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    /// 成交.
    Won,
    /// 丢单.
    Lost,
    /// 无效.
    Invalid,
}

/// Why somebody did something. What they typed is not here: the store keeps it
/// sealed beside the event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Chosen from the list.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<ReasonCode>,
    /// Something was typed.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub typed: bool,
}

impl Reason {
    /// Nothing was said (未说明).
    pub const NONE: Self = Self {
        code: None,
        typed: false,
    };

    /// Chosen from the list.
    #[must_use]
    pub fn chosen(code: ReasonCode) -> Self {
        Self {
            code: Some(code),
            typed: false,
        }
    }

    /// Typed by hand.
    #[must_use]
    pub fn typed() -> Self {
        Self {
            code: None,
            typed: true,
        }
    }

    /// Nothing was said.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.code.is_none() && !self.typed
    }
}

/// The reasons that stand on buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// 忙不过来.
    Busy,
    /// 不在片区.
    Territory,
    /// 不做该品.
    Product,
    /// 信息无效.
    BadInfo,
    /// 其他.
    Other,
    /// 价格.
    Price,
    /// 选了别家.
    Competitor,
    /// 暂不需要.
    NoNeed,
    /// 联系不上.
    NoAnswer,
    /// 空号错号.
    WrongNumber,
    /// 同行.
    Peer,
    /// 重复.
    Duplicate,
}

impl ReasonCode {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Busy,
        Self::Territory,
        Self::Product,
        Self::BadInfo,
        Self::Other,
        Self::Price,
        Self::Competitor,
        Self::NoNeed,
        Self::NoAnswer,
        Self::WrongNumber,
        Self::Peer,
        Self::Duplicate,
    ];
    /// Asked after a decline.
    pub const DECLINE: [Self; 5] = [
        Self::Busy,
        Self::Territory,
        Self::Product,
        Self::BadInfo,
        Self::Other,
    ];
    /// Asked after 释放.
    pub const RELEASE: [Self; 5] = [
        Self::Busy,
        Self::NoAnswer,
        Self::Territory,
        Self::Product,
        Self::Other,
    ];
    /// Asked after 丢单.
    pub const LOST: [Self; 5] = [
        Self::Price,
        Self::Competitor,
        Self::NoNeed,
        Self::NoAnswer,
        Self::Other,
    ];
    /// Asked after 无效.
    pub const INVALID: [Self; 5] = [
        Self::WrongNumber,
        Self::Peer,
        Self::Duplicate,
        Self::NoNeed,
        Self::Other,
    ];

    /// The word in buttons' keys, the API and the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Territory => "territory",
            Self::Product => "product",
            Self::BadInfo => "bad_info",
            Self::Other => "other",
            Self::Price => "price",
            Self::Competitor => "competitor",
            Self::NoNeed => "no_need",
            Self::NoAnswer => "no_answer",
            Self::WrongNumber => "wrong_number",
            Self::Peer => "peer",
            Self::Duplicate => "duplicate",
        }
    }

    /// The reason of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.name() == name)
    }
}
