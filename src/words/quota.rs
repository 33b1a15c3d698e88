//! 用量: what is said when a platform's month is used up for the most part.

use paidan_domain::people::Platform;
use serde::{Deserialize, Serialize};

/// What a platform counts in its month (`protocols/dingtalk.md` §8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metered {
    /// Calls of its API: each card, each change of one, each text.
    Calls,
    /// Messages over Webhook and Stream: what people say to the robot, and events.
    Messages,
}

impl Metered {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Calls, Self::Messages];

    /// The word in metrics and in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Calls => "calls",
            Self::Messages => "messages",
        }
    }
}

/// How far a month is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consumption {
    /// Where.
    pub platform: Platform,
    /// Of what.
    pub kind: Metered,
    /// How many paidan counted.
    pub used: u64,
    /// How many the month has, where that is known.
    pub limit: Option<u64>,
    /// The share of it that is told, in percent: 70, 90 or 100.
    pub percent: u8,
}

/// What happened, and what to do about it.
#[must_use]
pub(super) fn consumption(news: &Consumption) -> String {
    let (here, elsewhere) = match news.platform {
        Platform::Dingtalk => ("钉钉", "企业微信"),
        Platform::Wecom => ("企业微信", "钉钉"),
    };
    let (what, unit) = match news.kind {
        Metered::Calls => ("接口调用", "次"),
        Metered::Messages => ("机器人消息", "条"),
    };
    let used = news.used;
    let counted = match news.limit {
        // The platform says so itself: other apps of the company use the same month.
        Some(limit) if used < limit && news.percent >= 100 => {
            format!("{here}本月的{what}已用完(派单用了 {used} {unit},其余是别的应用)")
        }
        Some(limit) if news.percent >= 100 => {
            format!("{here}本月的{what}已用完({used}/{limit} {unit})")
        }
        Some(limit) => {
            let percent = news.percent;
            format!("{here}本月的{what}已用 {used}/{limit} {unit},到了 {percent}%")
        }
        None => format!("{here}本月的{what}已用完(派单用了 {used} {unit})"),
    };
    let next = match (news.kind, news.percent) {
        (Metered::Calls, 0..90) => "到 90% 会开始省着用,现在还不受影响。".to_owned(),
        (Metered::Calls, 90..100) => format!(
            "从现在起省着用:已结束的卡片不再更新,公海线索合并通知。可让有{elsewhere}的同事改用{elsewhere},或在{here}管理后台升级版本。"
        ),
        (Metered::Calls, _) => format!(
            "{here}的卡片会等到额度恢复再发;有{elsewhere}的同事仍可在{elsewhere}处理,其余请打开线索页处理。可在{here}管理后台升级版本。"
        ),
        (Metered::Messages, 0..100) => {
            "用完后机器人收不到指令;点卡片按钮或打开线索页都能处理。".to_owned()
        }
        (Metered::Messages, _) => {
            format!("机器人收不到指令了,请点卡片按钮或打开线索页处理。可在{here}管理后台升级版本。")
        }
    };
    format!("{counted}。{next}")
}
