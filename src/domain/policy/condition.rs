//! When a rule applies: a tree over what is known of a lead and the time.

use serde::{Deserialize, Serialize};

use crate::money::{Fen, Tier};
use crate::region::Territory;
use crate::understand::{CustomerType, Intent, Language, Urgency};

/// A condition (条件). In JSON an object with one key, such as
/// `{"all": [{"region": ["330700"]}, {"value": {"from": 5000000}}]}`.
///
/// A test of something that the lead does not say does not hold; with [`Condition::Not`] around
/// it, it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// All hold; an empty list holds always.
    All(Vec<Condition>),
    /// At least one holds; an empty list never does.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// 地区: the lead lies within one of these.
    Region(Vec<Territory>),
    /// 产品: one of the products is one of these categories or belongs to one.
    Product(Vec<String>),
    /// 行业: is one of these.
    Industry(Vec<String>),
    /// 客户类型: is one of these.
    CustomerType(Vec<CustomerType>),
    /// 价值档: is one of these.
    Tier(Vec<Tier>),
    /// 金额: lies in the range, in fen.
    Value(Range<Fen>),
    /// 数量: the whole amount lies in the range, whatever its unit.
    Quantity(Range<i64>),
    /// 来源: is one of these sources, by name.
    Source(Vec<String>),
    /// 标签: carries one of these tags.
    Tag(Vec<String>),
    /// 字词: company, need or tags hold one of these words. They are looked for when the lead
    /// arrives, under the rules in force then.
    Contains(Vec<String>),
    /// 紧急程度: is one of these (`urgent`, `soon`, `normal`).
    Urgency(Vec<Urgency>),
    /// 意图: is one of these (`purchase`, `quote`, …).
    Intent(Vec<Intent>),
    /// 语言: is one of these (`zh`, `en`, `mixed`, `other`).
    Language(Vec<Language>),
    /// 时间: it is this time of day and week, in the policy's zone.
    Time(TimeOfDay),
    /// 老客户: whether somebody of ours served the customer before.
    OldCustomer(bool),
    /// 已知: the lead says it.
    Known(FactKind),
}

impl Condition {
    /// Holds for every lead.
    #[must_use]
    pub fn always() -> Self {
        Self::All(Vec::new())
    }
}

/// From (inclusive) to below (exclusive); at least one end is given, and `from < below`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range<T> {
    /// The least that is in it.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub from: Option<T>,
    /// The least that is not in it any more.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub below: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

impl<T: PartialOrd + Copy> Range<T> {
    /// Whether it lies in the range.
    pub fn holds(&self, value: T) -> bool {
        self.from.is_none_or(|from| from <= value) && self.below.is_none_or(|below| value < below)
    }
}

/// A part of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeOfDay {
    /// On these days; an empty list means every day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Weekday>,
    /// Between these times; left out: the whole day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
}

/// From a time of day up to another, which is not in it; where `to` is not after `from` it goes
/// over midnight, and belongs to the day on which it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// `09:00`.
    pub from: ClockTime,
    /// `18:00`.
    pub to: ClockTime,
}

/// A time of day to the minute, written `09:00`; minutes since midnight, 0 to 1439.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ClockTime(u16);

/// The text is not a time of day from `00:00` to `23:59`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time of day is written 09:00, from 00:00 to 23:59")]
pub struct BadClockTime;

impl ClockTime {
    /// Reads `9:00` or `09:00`.
    ///
    /// # Errors
    /// [`BadClockTime`] for everything else.
    pub fn parse(text: &str) -> Result<Self, BadClockTime> {
        let (hours, minutes) = text.trim().split_once(':').ok_or(BadClockTime)?;
        let number = |text: &str, below: u16| {
            let fits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            let number = text.parse::<u16>().ok().filter(|_| fits)?;
            (number < below).then_some(number)
        };
        let hours = number(hours, 24).ok_or(BadClockTime)?;
        let minutes = number(minutes, 60).filter(|_| minutes.len() == 2);
        Ok(Self(hours * 60 + minutes.ok_or(BadClockTime)?))
    }

    /// Minutes since midnight.
    #[must_use]
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl std::fmt::Display for ClockTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl From<ClockTime> for String {
    fn from(time: ClockTime) -> Self {
        time.to_string()
    }
}

impl TryFrom<String> for ClockTime {
    type Error = BadClockTime;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

/// What a lead may say or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// 地区.
    Region,
    /// 产品.
    Product,
    /// 行业.
    Industry,
    /// 客户类型.
    CustomerType,
    /// 数量.
    Quantity,
    /// 金额.
    Value,
}
