//! Short texts as facts and as sentences.

use paidan_domain::ids::LeadNumber;
use paidan_domain::lead::{Notice, Refusal, State};
use serde::{Deserialize, Serialize};

use super::quota::{Consumption, consumption};

/// Something said to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Saying {
    /// The press of somebody whom the card was not for.
    NotYours,
    /// A press that cannot be carried out.
    Refused {
        /// Which lead.
        number: LeadNumber,
        /// Why.
        why: WhyNot,
    },
    /// A card that we do not know.
    UnknownCard,
    /// Nobody on our staff has this account.
    UnknownPerson,
    /// The press is safe, its decision not yet there.
    Working,
    /// What can be done in the chat.
    Help,
    /// The answer to a command, ready made; it holds no contact.
    Answer {
        /// The sentence.
        text: String,
    },
    /// A note to whoever has the lead.
    Told {
        /// Which lead.
        number: LeadNumber,
        /// What.
        notice: Notice,
    },
    /// A platform's month is used up for the most part.
    Quota(Consumption),
}

/// Why a press was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// Has as many leads as they may.
    Full,
    /// Not allowed to them.
    NotAllowed,
    /// It is in the pool, and whoever pressed is no rep.
    NotARep,
    /// Nobody was chosen.
    NobodyChosen,
    /// Whoever was chosen does not work here any more.
    Inactive,
    /// Not in this state.
    State(State),
}

impl WhyNot {
    /// From a refusal that is no change of hands; those are shown on the card.
    #[must_use]
    pub fn of(refusal: &Refusal, state: State) -> Self {
        match refusal {
            Refusal::Full { .. } => Self::Full,
            // In the pool there is one button, and every rep may press it.
            Refusal::NotAllowed if state == State::Pooled => Self::NotARep,
            Refusal::NotAllowed => Self::NotAllowed,
            Refusal::Inactive { .. } | Refusal::UnknownStaff { .. } => Self::Inactive,
            _ => Self::State(state),
        }
    }
}

/// The sentence.
#[must_use]
pub fn say(saying: &Saying) -> String {
    match saying {
        Saying::NotYours => "这条线索派给了别人,不能由你认领。".to_owned(),
        Saying::UnknownCard => "这张卡片已失效,请以最新的卡片为准。".to_owned(),
        Saying::UnknownPerson => "你的账号还没有登记,请联系管理员。".to_owned(),
        Saying::Working => "已收到,处理中".to_owned(),
        Saying::Help => "请在线索卡片上点按钮处理,或发 /帮助 看能用的指令。".to_owned(),
        Saying::Answer { text } => text.clone(),
        Saying::Quota(news) => consumption(news),
        Saying::Refused { number, why } => match why {
            WhyNot::Full => format!("{number} 号未处理:在手线索已满,先处理几条再来。"),
            WhyNot::NotAllowed => format!("{number} 号未处理:需要主管权限,请联系你的主管。"),
            WhyNot::NotARep => {
                format!(
                    "{number} 号未处理:公海线索由销售抢单。要指定人,请发 /转派 {number} @姓名。"
                )
            }
            WhyNot::NobodyChosen => format!("{number} 号未指派:先在下拉框里选一位销售。"),
            WhyNot::Inactive => format!("{number} 号未指派:选中的销售已停用,请另选一位。"),
            WhyNot::State(state) => {
                format!(
                    "{number} 号现在是「{}」,不能这样处理。",
                    state_label(*state)
                )
            }
        },
        Saying::Told { number, notice } => match notice {
            Notice::CameAgain { number: again } => {
                format!("{number} 号的客户又来询了(#{again}),已合并,请尽快联系。")
            }
            Notice::Quarantined => {
                format!("{number} 号看起来不是客户线索,请看一眼:有效就转派给销售。")
            }
        },
    }
}

/// A state in one word.
#[must_use]
pub(super) fn state_label(state: State) -> &'static str {
    match state {
        State::Received => "已收到",
        State::Offered => "派发中",
        State::Escalated => "待指派",
        State::Pooled => "公海",
        State::Merged => "已合并",
        State::Quarantined => "待人工",
        State::Claimed => "已认领",
        State::Contacted => "跟进中",
        State::Won => "成交",
        State::Lost => "丢单",
        State::Invalid => "无效",
    }
}
