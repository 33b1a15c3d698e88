//! What people read of rules: who was chosen by which, what was given up, who was kept for others.

use paidan_domain::matching::Trade;
use paidan_domain::policy::{Relaxation, Strategy};

use super::*;

fn by(strategy: Strategy, because: Option<Because>) -> Explanation {
    let rule = RuleRef {
        id: "big".to_owned(),
        name: "大客户".to_owned(),
    };
    Explanation {
        rule,
        strategy,
        because,
        excluded: vec![left_out("张伟", Exclusion::NotAmong, 0, 20)],
        ..explanation()
    }
}

#[test]
fn a_rule_that_decided_is_named_with_how() {
    let check = |strategy: Strategy, because: Option<Because>, expected: &str| {
        let said = sentence(LeadNumber(7), &by(strategy, because), Some("金华"));
        assert_eq!(said, expected);
    };
    let owed = |owed_micro| {
        Some(Because::Owed {
            owed_micro,
            value_micro: None,
        })
    };
    check(
        Strategy::BestScore,
        None,
        "#7 按规则「大客户」派给王芳 88 分:金华在片区内 30、保温杯主营 25、在手 6/20 得 18、\
         轮次相当 15。其次赵强 71 分。",
    );
    check(
        Strategy::CountShares,
        owed(1_249_999),
        "#7 按规则「大客户」派给王芳:按份额轮到,少得 1.2 条。",
    );
    check(
        Strategy::ValueShares,
        Some(Because::OwedValue { owed_fen: 300_000 }),
        "#7 按规则「大客户」派给王芳:按金额份额轮到,少得 3,000 元。",
    );
    check(
        Strategy::LeastLoaded,
        Some(at_hand(2, 20)),
        "#7 按规则「大客户」派给王芳:最空闲,在手 2/20。",
    );
    check(
        Strategy::Named(id("wang")),
        Some(Because::Named),
        "#7 按规则「大客户」派给王芳:规则指定。",
    );
    let served = Because::Served {
        at: now(),
        won: true,
    };
    check(
        Strategy::Former,
        Some(served),
        "#7 按规则「大客户」派给王芳:老客户上次由其成交。",
    );
}

#[test]
fn a_rule_may_send_it_to_the_pool_at_once() {
    let mut why = by(Strategy::Pool, None);
    why.stage = Stage::Nobody;
    why.candidates.clear();
    why.excluded.clear();
    let said = sentence(LeadNumber(7), &why, None);
    assert_eq!(said, "#7 按规则「大客户」直接放入公海。");
}

#[test]
fn what_was_given_up_is_listed() {
    let check = |relaxed: &[Relaxation], expected: &str| {
        let why = Explanation {
            stage: Stage::TerritoryWidened,
            relaxed: relaxed.to_vec(),
            ..explanation()
        };
        let said = sentence(LeadNumber(7), &why, None);
        assert!(said.contains(expected), "{said}");
    };
    check(
        &[Relaxation::Product],
        "。片区内没有人做该品,已放宽产品。其次",
    );
    check(
        &[Relaxation::Product, Relaxation::SameProvince],
        "。没有完全合适的销售,已放宽产品、片区(到同省)。其次",
    );
    check(
        &[Relaxation::AnyTerritory, Relaxation::Level],
        "已放宽片区(到全国)、级别。",
    );
    check(&[Relaxation::SamePart], "已放宽片区(到同一大区)。");
}

#[test]
fn a_better_one_who_was_kept_for_others_is_told() {
    let check = |lines: Vec<u32>, expected: &str| {
        let trade = Trade {
            best_rep: id("zhao"),
            best_rep_name: "赵强".to_owned(),
            best_score: 901,
            lines,
        };
        let why = Explanation {
            trade: Some(trade),
            excluded: vec![],
            ..explanation()
        };
        let said = sentence(LeadNumber(7), &why, Some("金华"));
        assert_eq!(said.split_once("。").unwrap().1, expected);
    };
    check(
        vec![8, 9],
        "只看这一条,赵强 90 分更合适,留给了同批第 8、9 条。",
    );
    check(
        (1..20).collect(),
        "只看这一条,赵强 90 分更合适,留给了同批第 1、2、3、4、5 等 19 条。",
    );
    check(vec![], "只看这一条,赵强 90 分更合适。");
}

#[test]
fn every_reason_has_its_words() {
    let check = |factor: Factor, because: Because, expected: &str| {
        assert_eq!(factor_text(&score(factor, 1, because), None), expected);
    };
    let owed = |owed_micro, value_micro| Because::Owed {
        owed_micro,
        value_micro,
    };
    check(Factor::CustomerType, Because::Unrestricted, "不限客户类型");
    check(Factor::CustomerType, Because::Unknown, "客户类型未提供");
    check(
        Factor::CustomerType,
        Because::KnowsCustomerType,
        "熟悉该类客户",
    );
    check(
        Factor::CustomerType,
        Because::OtherCustomerType,
        "主做其他类客户",
    );
    check(Factor::Fairness, owed(49_999, None), "轮次相当");
    check(Factor::Fairness, owed(50_000, None), "少得 0.1 条");
    check(Factor::Fairness, owed(-2_000_000, None), "多得 2.0 条");
    check(
        Factor::Fairness,
        owed(2_000_000, Some(-1_000_000)),
        "少得 0.5 条",
    );
    check(
        Factor::Fairness,
        owed(i64::MIN, Some(i64::MIN)),
        "多得 9223372036854.8 条",
    );
    check(
        Factor::Fairness,
        Because::OwedValue { owed_fen: -1 },
        "多得 0.01 元",
    );
    check(
        Factor::Responsiveness,
        Because::Claims { permille: 924 },
        "接单率 92%",
    );
    check(Factor::Responsiveness, Because::NoRecord, "接单记录不足");
    check(
        Factor::WinRate,
        Because::Wins { permille: 1000 },
        "成交率 100%",
    );
    check(Factor::WinRate, Because::NoRecord, "成交记录不足");
    check(
        Factor::Relationship,
        Because::ServedByOther,
        "老客户上次由同事跟进",
    );
    check(Factor::Relationship, Because::NewCustomer, "新客户");
    let texts = |reason| exclusion_text(&left_out("张伟", reason, 0, 20));
    assert_eq!(texts(Exclusion::NotAmong), "不在规则的人选内");
    assert_eq!(texts(Exclusion::NotSkilled), "对该品不够熟");
    assert_eq!(texts(Exclusion::NotSenior), "级别不够");
}
