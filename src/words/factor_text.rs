//! What a factor says of a rep, in a few characters.

use paidan_domain::matching::{Because, Factor, FactorScore};
use paidan_domain::money::Fen;
use paidan_domain::region::Nearness;

use super::text::money_exact;

/// What a factor says: `金华在片区内`-like, a few characters.
#[must_use]
pub fn factor_text(one: &FactorScore, place: Option<&str>) -> String {
    match &one.because {
        Because::Unrestricted => unrestricted(one.factor).to_owned(),
        Because::Unknown => unknown(one.factor).to_owned(),
        Because::NoRecord if one.factor == Factor::WinRate => "成交记录不足".to_owned(),
        because => because_text(because, place),
    }
}

/// Why a factor has its value, or why somebody was chosen.
pub(super) fn because_text(because: &Because, place: Option<&str>) -> String {
    let fixed = match because {
        Because::Covered { nearness } => return covered(*nearness, place),
        Because::Sells {
            category,
            level_permille,
        } if *level_permille >= 800 => return format!("{category}主营"),
        Because::Sells { category, .. } => return format!("做{category}"),
        Because::AtHand { load, capacity, .. } => return format!("在手 {load}/{capacity}"),
        Because::Owed {
            owed_micro,
            value_micro,
        } => return owed(*owed_micro, *value_micro),
        Because::OwedValue { owed_fen } => return owed_value(*owed_fen),
        Because::Serves { tier, grade } => {
            return format!("{} 档线索、{grade:?} 级销售", tier.letter());
        }
        Because::Claims { permille } => return format!("接单率 {}%", percent(*permille)),
        Because::Wins { permille } => return format!("成交率 {}%", percent(*permille)),
        Because::NotCovered => "不在片区",
        Because::Unrestricted => "不限",
        Because::Unknown => "未提供",
        Because::DoesNotSell => "不做该品",
        Because::EvenTurns => "轮次相当",
        Because::KnowsIndustry => "熟悉该行业",
        Because::OtherIndustry => "主做其他行业",
        Because::KnowsCustomerType => "熟悉该类客户",
        Because::OtherCustomerType => "主做其他类客户",
        Because::NoRecord => "接单记录不足",
        Because::Served { won: true, .. } => "老客户上次由其成交",
        Because::Served { won: false, .. } => "老客户上次由其跟进",
        Because::ServedByOther => "老客户上次由同事跟进",
        Because::NewCustomer => "新客户",
        Because::Named => "规则指定",
    };
    fixed.to_owned()
}

fn covered(nearness: Nearness, place: Option<&str>) -> String {
    let place = place.unwrap_or("客户所在地");
    match nearness {
        Nearness::District | Nearness::City => format!("{place}在片区内"),
        Nearness::Province => format!("{place}在负责的省内"),
        Nearness::Larger => format!("{place}在负责的大区内"),
    }
}

fn unrestricted(factor: Factor) -> &'static str {
    match factor {
        Factor::Territory => "不限片区",
        Factor::Product => "不限产品",
        Factor::CustomerType => "不限客户类型",
        _ => "不限行业",
    }
}

fn unknown(factor: Factor) -> &'static str {
    match factor {
        Factor::Territory => "地区未提供",
        Factor::Product => "产品未提供",
        Factor::Tier => "金额未提供",
        Factor::CustomerType => "客户类型未提供",
        _ => "行业未提供",
    }
}

/// `少得 1.2 条`: the mean of what is owed in count and in value, in tenths of a lead.
fn owed(owed_micro: i64, value_micro: Option<i64>) -> String {
    let owed = i128::from(owed_micro);
    let owed = value_micro.map_or(owed, |value| (owed + i128::from(value)) / 2);
    let tenths = (owed.unsigned_abs() + 50_000) / 100_000;
    match tenths {
        0 => "轮次相当".to_owned(),
        _ => {
            let which = if owed > 0 { "少得" } else { "多得" };
            format!("{which} {}.{} 条", tenths / 10, tenths % 10)
        }
    }
}

fn owed_value(owed_fen: i64) -> String {
    let amount = money_exact(Fen(owed_fen.saturating_abs()));
    match owed_fen {
        0 => "金额轮次相当".to_owned(),
        1.. => format!("少得 {amount}"),
        _ => format!("多得 {amount}"),
    }
}

/// Rounded to the nearest.
fn percent(permille: u32) -> u32 {
    (permille.min(1000) + 5) / 10
}
