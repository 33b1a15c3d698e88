//! The explanation in words (派单理由).

use paidan_domain::ids::LeadNumber;
use paidan_domain::matching::{
    Because, Excluded, Exclusion, Explanation, Factor, FactorScore, Scored, Stage, points,
};
use paidan_domain::region::Nearness;

/// What a factor says: `金华在片区内`-like, a few characters.
#[must_use]
pub fn factor_text(one: &FactorScore, place: Option<&str>) -> String {
    match (&one.because, one.factor) {
        (Because::Covered { nearness }, _) => {
            let place = place.unwrap_or("客户所在地");
            match nearness {
                Nearness::District | Nearness::City => format!("{place}在片区内"),
                Nearness::Province => format!("{place}在负责的省内"),
                Nearness::Larger => format!("{place}在负责的大区内"),
            }
        }
        (Because::NotCovered, _) => "不在片区".to_owned(),
        (Because::Unrestricted, Factor::Territory) => "不限片区".to_owned(),
        (Because::Unrestricted, Factor::Product) => "不限产品".to_owned(),
        (Because::Unrestricted, _) => "不限行业".to_owned(),
        (Because::Unknown, Factor::Territory) => "地区未提供".to_owned(),
        (Because::Unknown, Factor::Product) => "产品未提供".to_owned(),
        (Because::Unknown, Factor::Tier) => "金额未提供".to_owned(),
        (Because::Unknown, _) => "行业未提供".to_owned(),
        (
            Because::Sells {
                category,
                level_permille,
            },
            _,
        ) if *level_permille >= 800 => {
            format!("{category}主营")
        }
        (Because::Sells { category, .. }, _) => format!("做{category}"),
        (Because::DoesNotSell, _) => "不做该品".to_owned(),
        (Because::AtHand { load, capacity }, _) => format!("在手 {load}/{capacity}"),
        (Because::EvenTurns, _) => "轮次相当".to_owned(),
        (Because::Serves { tier, grade }, _) => {
            let letter = tier.letter();
            format!("{letter} 档线索、{grade:?} 级销售")
        }
        (Because::KnowsIndustry, _) => "熟悉该行业".to_owned(),
        (Because::OtherIndustry, _) => "主做其他行业".to_owned(),
    }
}

/// Why somebody was left out: `已满 20/20`.
#[must_use]
pub fn exclusion_text(one: &Excluded) -> String {
    match one.reason {
        Exclusion::Territory => "不在片区".to_owned(),
        Exclusion::Product => "不做该品".to_owned(),
        Exclusion::Full => format!("已满 {}/{}", one.load, one.capacity),
        Exclusion::AlreadyOffered => "本轮已派过".to_owned(),
        Exclusion::Away => "请假".to_owned(),
        Exclusion::Inactive => "已停用".to_owned(),
        Exclusion::Manager => "主管不自动接单".to_owned(),
    }
}

/// `#1042 派给王芳 88 分:金华在片区内 30、保温杯主营 25、在手 6/20 得 18、轮次相当 15。
/// 其次赵强 71 分。未派张伟:已满 20/20。`
#[must_use]
pub fn sentence(number: LeadNumber, explanation: &Explanation, place: Option<&str>) -> String {
    let mut out = match explanation.chosen() {
        Some(best) => {
            let parts: Vec<u32> = best.factors.iter().map(|one| one.contribution).collect();
            let (total, shown) = points(&parts);
            let reasons = best
                .factors
                .iter()
                .zip(shown)
                .filter(|(_, points)| *points > 0)
                .map(|(one, points)| with_points(&factor_text(one, place), points))
                .collect::<Vec<_>>()
                .join("、");
            format!("#{number} 派给{} {total} 分:{reasons}。", best.rep_name)
        }
        None => format!("#{number} 没有合适的销售。"),
    };
    if explanation.stage == Stage::ProductRelaxed {
        out.push_str("片区内没有人做该品,已放宽产品。");
    }
    if let Some(second) = explanation.candidates.get(1) {
        out.push_str(&format!(
            "其次{} {} 分。",
            second.rep_name,
            total_points(second)
        ));
    }
    let left_out: Vec<String> = explanation
        .excluded
        .iter()
        .filter(|one| !matches!(one.reason, Exclusion::Manager | Exclusion::Inactive))
        .take(3)
        .map(|one| format!("{}:{}", one.rep_name, exclusion_text(one)))
        .collect();
    if !left_out.is_empty() {
        out.push_str(&format!("未派{}。", left_out.join("、")));
    }
    out
}

/// The score in points of 100.
#[must_use]
pub(super) fn total_points(one: &Scored) -> u32 {
    let parts: Vec<u32> = one
        .factors
        .iter()
        .map(|factor| factor.contribution)
        .collect();
    points(&parts).0
}

/// A blank or 得 between a text that ends in a digit and its points, so that
/// `在手 6/20` and `18` do not run together.
fn with_points(text: &str, points: u32) -> String {
    if text.ends_with(|c: char| c.is_ascii_digit()) {
        format!("{text} 得 {points}")
    } else {
        format!("{text} {points}")
    }
}

/// The three strongest reasons of the chosen rep, for their card.
#[must_use]
pub(super) fn strongest(best: &Scored, place: Option<&str>) -> String {
    let mut factors: Vec<&FactorScore> = best
        .factors
        .iter()
        .filter(|one| {
            !matches!(
                one.because,
                Because::Unknown
                    | Because::NotCovered
                    | Because::DoesNotSell
                    | Because::EvenTurns
                    | Because::OtherIndustry
            )
        })
        .collect();
    factors.sort_by_key(|one| std::cmp::Reverse(one.contribution));
    factors
        .into_iter()
        .take(3)
        .map(|one| factor_text(one, place))
        .collect::<Vec<_>>()
        .join("、")
}
