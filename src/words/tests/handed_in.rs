//! What who hands a lead in is told.

use paidan_domain::ids::LeadNumber;
use paidan_domain::lead::State;
use paidan_domain::money::Fen;
use paidan_domain::region::RegionCode;
use paidan_domain::understand::{Facts, Parsed};

use super::*;

fn lead(went: HandedTo) -> HandedIn {
    let facts = Facts {
        region: RegionCode::parse("330700").ok(),
        products: vec!["保温杯".to_owned()],
        value: Some(Fen(5_000_000)),
        ..Facts::from(&Parsed::default())
    };
    HandedIn {
        number: LeadNumber(1043),
        place: Some("金华".to_owned()),
        facts,
        went,
        lacks_phone: false,
    }
}

#[track_caller]
fn check(lead: HandedIn, expected: &str) {
    assert_eq!(
        tell(&Told::HandedIn(Box::new(lead)), now(), &shanghai()),
        expected
    );
}

#[test]
fn where_it_went() {
    let to = |went, end: &str| {
        check(
            lead(went),
            &format!("已收 #1043:金华 保温杯,约 5 万。{end}"),
        )
    };
    let name = "王芳".to_owned();
    let until = at("2026-11-23T21:12:30+08:00");
    to(HandedTo::Rep { name, until }, "派给王芳,21:12 前认领。");
    to(
        HandedTo::Manager("李经理".to_owned()),
        "没有合适的销售,已请李经理指派。",
    );
    to(
        HandedTo::Twin(Some(LeadNumber(7))),
        "同一客户已有 #7,已合并。",
    );
    to(HandedTo::Twin(None), "同一客户已有线索,已合并。");
    to(
        HandedTo::Elsewhere(State::Pooled),
        "没有合适的销售,已放入公海。",
    );
    to(
        HandedTo::Elsewhere(State::Quarantined),
        "看起来不是客户线索,等待人工查看。",
    );
    to(HandedTo::Elsewhere(State::Won), "现在是「成交」。");
}

#[test]
fn what_was_not_seen_is_named() {
    let pooled = || lead(HandedTo::Elsewhere(State::Pooled));
    let pool = "没有合适的销售,已放入公海。";
    let mut one = pooled();
    one.lacks_phone = true;
    one.facts.value = Some(Fen(900_000));
    let told = format!("已收 #1043:金华 保温杯,约 9000 元。{pool}没看到电话。");
    check(one, &told);
    let mut one = pooled();
    one.place = None;
    one.facts = Facts::from(&Parsed::default());
    check(one, &format!("已收 #1043:新线索。{pool}没看到地区、产品。"));
    let ask = "没看到电话。回复电话即可补上。";
    assert_eq!(tell(&Told::NoPhone, now(), &shanghai()), ask);
}
