//! 急缓: how soon somebody wants to be served.

use serde::{Deserialize, Serialize};

use super::evidence::{Because, Evidence, Fact};
use super::page::Page;

/// How soon somebody wants to be served.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// 急: today or at once.
    Urgent,
    /// 尽快: within days.
    Soon,
    /// Nothing presses.
    #[default]
    Normal,
}

const URGENT: [&str; 26] = [
    "加急",
    "急需",
    "急用",
    "急要",
    "急急",
    "很急",
    "特急",
    "着急",
    "紧急",
    "比较急",
    "急单",
    "急!",
    "急。",
    "在线等",
    "马上要",
    "马上就要",
    "立刻",
    "立即",
    "今天要",
    "今天就要",
    "今天发",
    "今天能",
    "当天",
    "urgent",
    "asap",
    "immediately",
];
const SOON: [&str; 24] = [
    "尽快",
    "尽早",
    "抓紧",
    "赶时间",
    "赶工期",
    "赶着",
    "明天",
    "后天",
    "这两天",
    "这几天",
    "本周",
    "这周",
    "周末前",
    "月底前",
    "月底要",
    "节前",
    "年前要",
    "下周要",
    "快点",
    "早点",
    "越快越好",
    "this week",
    "soon",
    "quickly",
];
/// 急 inside these presses nobody.
const CALM: [&str; 8] = [
    "不急",
    "不着急",
    "不太急",
    "不是很急",
    "急用钱",
    "应急",
    "急救",
    "no rush",
];

/// How urgent a text is, with what says so.
pub(super) fn from_text(page: &Page<'_>) -> Option<(Urgency, u16, Evidence)> {
    let text = page.text();
    let calm: Vec<(usize, usize)> = CALM
        .iter()
        .flat_map(|word| {
            text.match_indices(word)
                .take(20)
                .map(|(at, word)| (at, at + word.len()))
        })
        .collect();
    let find = |words: &[&'static str]| {
        let places = words
            .iter()
            .flat_map(|word| text.match_indices(word).take(20).map(|(at, _)| (at, *word)));
        places
            .filter(|(at, word)| {
                !calm
                    .iter()
                    .any(|(start, end)| *start < at + word.len() && at < end)
            })
            .min()
    };
    let whole = (text.trim() == "急")
        .then(|| text.find('急').map(|at| (at, "急")))
        .flatten();
    let (level, sure, (at, word)) = match (find(&URGENT).or(whole), find(&SOON)) {
        (Some(found), _) => (Urgency::Urgent, 900, found),
        (None, Some(found)) => (Urgency::Soon, 800, found),
        (None, None) => return None,
    };
    let evidence = page.evidence(Fact::Urgency, at, at + word.len(), Because::UrgencyWord);
    Some((level, sure, evidence.matched(word)))
}
