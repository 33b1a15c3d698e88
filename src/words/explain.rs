//! The explanation in words (派单理由).

use paidan_domain::ids::LeadNumber;
use paidan_domain::matching::{
    Because, Excluded, Exclusion, Explanation, FactorScore, Scored, Stage, points,
};
use paidan_domain::policy::{Relaxation, Strategy};

use super::factor_text::{because_text, factor_text};

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
        Exclusion::NotAmong => "不在规则的人选内".to_owned(),
        Exclusion::NotSkilled => "对该品不够熟".to_owned(),
        Exclusion::NotSenior => "级别不够".to_owned(),
    }
}

/// `#1042 派给王芳 88 分:金华在片区内 30、保温杯主营 25、在手 6/20 得 18、轮次相当 15。
/// 其次赵强 71 分。未派张伟:已满 20/20。` Where a rule of the company decided, it is named.
#[must_use]
pub fn sentence(number: LeadNumber, explanation: &Explanation, place: Option<&str>) -> String {
    let by = by_rule(explanation);
    let mut out = match explanation.chosen() {
        Some(best) => {
            let reasons = reasons(explanation, best, place);
            format!("#{number} {by}派给{}{reasons}。", best.rep_name)
        }
        None if explanation.strategy == Strategy::Pool => {
            return format!("#{number} {by}直接放入公海。");
        }
        None => format!("#{number} 没有合适的销售。"),
    };
    out.push_str(&relaxed(explanation));
    out.push_str(&others(explanation));
    // Whom the rule does not choose from is everybody else: the rule's name says it.
    let apart = |why| {
        matches!(
            why,
            Exclusion::Manager | Exclusion::Inactive | Exclusion::NotAmong
        )
    };
    let left_out: Vec<String> = explanation
        .excluded
        .iter()
        .filter(|one| !apart(one.reason))
        .take(3)
        .map(|one| format!("{}:{}", one.rep_name, exclusion_text(one)))
        .collect();
    if !left_out.is_empty() {
        out.push_str(&format!("未派{}。", left_out.join("、")));
    }
    out
}

/// `按规则「大客户」`; nothing where the defaults decided.
fn by_rule(explanation: &Explanation) -> String {
    match explanation.rule.id.as_str() {
        "default" => String::new(),
        _ => format!("按规则「{}」", explanation.rule.name),
    }
}

/// ` 88 分:金华在片区内 30、…`, or by the rule's strategy `:按份额轮到,少得 1.2 条`.
fn reasons(explanation: &Explanation, best: &Scored, place: Option<&str>) -> String {
    if let Some(because) = &explanation.because {
        let why = because_text(because, place);
        return match explanation.strategy {
            Strategy::CountShares => format!(":按份额轮到,{why}"),
            Strategy::ValueShares => format!(":按金额份额轮到,{why}"),
            Strategy::LeastLoaded => format!(":最空闲,{why}"),
            _ => format!(":{why}"),
        };
    }
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
    format!(" {total} 分:{reasons}")
}

/// What had to be given up.
fn relaxed(explanation: &Explanation) -> String {
    let name = |what: &Relaxation| match what {
        Relaxation::Product => "产品",
        Relaxation::SameProvince => "片区(到同省)",
        Relaxation::SamePart => "片区(到同一大区)",
        Relaxation::AnyTerritory => "片区(到全国)",
        Relaxation::Level => "级别",
    };
    match explanation.relaxed.as_slice() {
        // Decisions from before the list was kept have the word alone.
        [] if explanation.stage != Stage::ProductRelaxed => String::new(),
        [] | [Relaxation::Product] => "片区内没有人做该品,已放宽产品。".to_owned(),
        given_up => {
            let names: Vec<&str> = given_up.iter().map(name).collect();
            format!("没有完全合适的销售,已放宽{}。", names.join("、"))
        }
    }
}

/// So many leads of a trade are named.
const LINES: usize = 5;

/// The next best one; or the better one, who was kept for other leads.
fn others(explanation: &Explanation) -> String {
    if let Some(trade) = &explanation.trade {
        let best = &trade.best_rep_name;
        let score = points(&[trade.best_score]).0;
        let kept_for: Vec<String> = trade.lines.iter().take(LINES).map(u32::to_string).collect();
        let more = match trade.lines.len() {
            count if count > LINES => format!(" 等 {count}"),
            _ => String::new(),
        };
        return match kept_for.as_slice() {
            [] => format!("只看这一条,{best} {score} 分更合适。"),
            lines => format!(
                "只看这一条,{best} {score} 分更合适,留给了同批第 {}{more} 条。",
                lines.join("、")
            ),
        };
    }
    match explanation.candidates.get(1) {
        Some(second) if explanation.because.is_none() => {
            format!("其次{} {} 分。", second.rep_name, total_points(second))
        }
        _ => String::new(),
    }
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
                    | Because::Owed { .. }
                    | Because::OtherIndustry
                    | Because::OtherCustomerType
                    | Because::NoRecord
                    | Because::ServedByOther
                    | Because::NewCustomer
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
