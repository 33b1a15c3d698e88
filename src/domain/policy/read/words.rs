//! The words that may stand in a place.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// A closed list of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vocabulary {
    /// 条件.
    Condition,
    /// 派法.
    Strategy,
    /// 放宽.
    Relaxation,
    /// 无人可派时.
    Otherwise,
    /// 价值档.
    Tier,
    /// 销售等级.
    Grade,
    /// 客户类型.
    CustomerType,
    /// 紧急程度.
    Urgency,
    /// 意图.
    Intent,
    /// 语言.
    Language,
    /// 星期.
    Weekday,
    /// 已知的内容.
    Fact,
}

impl Vocabulary {
    /// Every word, as it is written.
    #[must_use]
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Condition => &[
                "all",
                "any",
                "not",
                "region",
                "product",
                "industry",
                "customer_type",
                "tier",
                "value",
                "quantity",
                "source",
                "tag",
                "contains",
                "urgency",
                "intent",
                "language",
                "time",
                "old_customer",
                "known",
            ],
            Self::Strategy => &[
                "best_score",
                "count_shares",
                "value_shares",
                "least_loaded",
                "named",
                "former",
                "pool",
            ],
            Self::Relaxation => &[
                "product",
                "same_province",
                "same_part",
                "any_territory",
                "level",
            ],
            Self::Otherwise => &["next_rule", "stop"],
            Self::Tier | Self::Grade => &["A", "B", "C"],
            Self::CustomerType => &[
                "agent",
                "distributor",
                "retailer",
                "online",
                "institution",
                "individual",
                "unknown",
            ],
            Self::Urgency => &["urgent", "soon", "normal"],
            Self::Intent => &[
                "purchase",
                "quote",
                "complaint",
                "job",
                "solicitation",
                "other",
            ],
            Self::Language => &["zh", "en", "mixed", "other"],
            Self::Weekday => &["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
            Self::Fact => &[
                "region",
                "product",
                "industry",
                "customer_type",
                "quantity",
                "value",
            ],
        }
    }

    /// The value that a word stands for, when it is one of the list.
    pub(super) fn value<T: DeserializeOwned>(self, word: &str) -> Option<T> {
        if !self.words().contains(&word) {
            return None;
        }
        serde_json::from_value(Value::String(word.to_owned())).ok()
    }
}
