//! Whole readings, field by field: many short cases, one check a field.

use serde_json::{Value, json};

use super::*;
use crate::catalogue::Catalogue;
use crate::money::{Fen, Tier, TierThresholds};
use crate::region::{Gazetteer, Span};

const EXAMPLE: &str = include_str!("../../../config/catalogue.example.json");

pub(super) struct Desk {
    pub(super) gazetteer: Gazetteer,
    pub(super) catalogue: Catalogue,
}

impl Desk {
    pub(super) fn new() -> Desk {
        let categories = serde_json::from_str(EXAMPLE).expect("the example reads");
        Desk {
            gazetteer: Gazetteer::embedded(),
            catalogue: Catalogue::new(categories).expect("the example is valid"),
        }
    }

    pub(super) fn reads(&self, raw: Value) -> Parsed {
        let lead = validate_for_parse(&raw).expect("a good lead of the test");
        let parsed = self.reads_lead(&lead);
        evidence_holds(&lead, &parsed);
        parsed
    }

    pub(super) fn reads_lead(&self, lead: &NewLead) -> Parsed {
        understand(
            lead,
            &self.gazetteer,
            &self.catalogue,
            &TierThresholds::default(),
        )
    }

    pub(super) fn reads_need(&self, need: &str) -> Parsed {
        self.reads(json!({ "need": need }))
    }
}

/// Each piece of evidence shows the very characters it names.
pub(super) fn evidence_holds(lead: &NewLead, parsed: &Parsed) {
    for piece in &parsed.evidence {
        let input = match piece.input {
            Input::Company => lead.company.as_deref(),
            Input::Phone => lead.phone.as_deref(),
            Input::Region => lead.region.as_deref(),
            Input::Address => lead.address.as_deref(),
            Input::Industry => lead.industry.as_deref(),
            Input::Need => lead.need.as_deref(),
            Input::Quantity => lead.quantity.as_deref(),
            Input::ContactName => lead.contact_name.as_deref(),
            Input::Products | Input::EstimatedValue | Input::Email | Input::Tags => continue,
        };
        let span = Span {
            start: piece.start,
            end: piece.end,
        };
        let input = input.expect("evidence of a field that is there");
        assert_eq!(span.of(input), piece.text, "{piece:?}");
        assert!(
            piece.start < piece.end && piece.end <= input.chars().count(),
            "{piece:?}"
        );
    }
}

pub(super) fn compare<T: PartialEq + std::fmt::Debug>(
    cases: &[(&str, T)],
    read: impl Fn(&str) -> T,
) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, read(text)))
        .filter(|(_, expected, got)| got != *expected)
        .map(|(text, expected, got)| format!("{text}: {got:?}, expected {expected:?}"))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} wrong:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_lead_of_the_first_page() {
    let desk = Desk::new();
    let parsed = desk.reads(json!({
        "company": "义乌市宏达日用品商行", "contact_name": "王先生", "phone": "13912345678",
        "need": "想进一批保温杯和雨伞,先要三千个左右,预算5万以内,发到金华",
    }));
    let place = parsed.region.clone().expect("a place");
    assert_eq!(
        (place.code.to_string().as_str(), place.name.as_str()),
        ("330782", "浙江省金华市义乌市")
    );
    assert_eq!(parsed.products, ["保温杯", "雨伞"]);
    assert_eq!(parsed.customer_type, CustomerType::Retailer);
    assert_eq!(parsed.value, Some(Fen(5_000_000)));
    assert_eq!(parsed.tier, Some(Tier::A));
    assert_eq!(
        parsed
            .quantity
            .as_ref()
            .map(|q| (q.amount.as_whole(), q.unit.as_str())),
        Some((Some(3000), "个"))
    );
    assert!(parsed.is_lead);
    let json = serde_json::to_value(&parsed).expect("serialises");
    assert_eq!(json["region_code"], "330782");
    assert_eq!(json["region_name"], "浙江省金华市义乌市");
    assert_eq!(json["quantity"], json!({"amount": 3000, "unit": "个"}));
    assert_eq!(json["value_fen"], 5_000_000);
    assert_eq!(json["customer_type"], "retailer");
    assert_eq!(json["phone"], "13912345678");
    assert_eq!(json["confidence"]["phone"], 1.0);
    let back: Parsed = serde_json::from_value(json).expect("reads back");
    assert_eq!(back, parsed);
    assert!(!format!("{parsed:?}").contains("139"));
}

#[test]
fn an_empty_lead_is_a_lead_with_nothing_known() {
    let parsed = Desk::new().reads(json!({}));
    assert_eq!(parsed, Parsed::default());
    let json = serde_json::to_value(&parsed).expect("serialises");
    assert_eq!(json["customer_type"], "unknown");
    assert_eq!(
        (&json["tier"], &json["quantity"], &json["is_lead"]),
        (&json!(null), &json!(null), &json!(true))
    );
}

#[test]
fn the_order_of_the_fields_that_name_a_place() {
    let desk = Desk::new();
    let code = |raw: Value| desk.reads(raw).region_code().map(|code| code.to_string());
    let is = |raw: Value, expected: &str| {
        assert_eq!(
            code(raw.clone()).as_deref().unwrap_or("-"),
            expected,
            "{raw}"
        )
    };
    is(
        json!({"region": "广东", "address": "浙江省金华市", "need": "发到杭州"}),
        "440000",
    );
    is(
        json!({"region": "浙江", "address": "金华市义乌市北苑街道"}),
        "330782",
    );
    is(
        json!({"region": "浙江省", "company": "义乌市宏达商行"}),
        "330782",
    );
    is(
        json!({"region": "浙江省", "company": "广州宏达商行"}),
        "330000",
    );
    is(
        json!({"region": "火星", "address": "浙江省金华市"}),
        "330700",
    );
    is(
        json!({"company": "义乌市宏达商行", "need": "发到杭州"}),
        "330782",
    );
    is(json!({"need": "发到杭州"}), "330100");
    is(
        json!({"region": "朝阳区", "address": "北京市建国路88号"}),
        "110105",
    );
    is(
        json!({"region": "朝阳区", "company": "长春宏达商贸"}),
        "220104",
    );
    is(json!({"region": "朝阳区"}), "-");
    is(
        json!({"region": "北京", "need": "朝阳区送货上门"}),
        "110105",
    );
    is(json!({"region": "重庆", "need": "江北区观音桥"}), "500105");
    is(json!({"region": "330700"}), "330700");
    is(json!({"region": 330700}), "330700");
    let unknown = desk.reads(json!({"region": "火星"}));
    assert_eq!(unknown.evidence[0].because, Because::DivisionUnknown);
    let open = desk.reads(json!({"region": "朝阳区"}));
    assert_eq!(open.evidence[0].because, Because::DivisionAmbiguous);
    assert!(
        open.evidence[0]
            .matched
            .as_deref()
            .is_some_and(|m| m.contains("北京市朝阳区"))
    );
}

#[test]
fn products_of_the_field() {
    let desk = Desk::new();
    compare(
        &[
            ("保温杯", "保温杯"),
            ("保温壶、雨傘", "保温杯 雨伞"),
            ("保温杯,保温壶", "保温杯"),
            ("304不锈钢保温杯500ml", "保温杯"),
            ("无人机", "无人机"),
            ("无人机,保温杯", "无人机 保温杯"),
            ("", ""),
        ],
        |text| {
            desk.reads(json!({ "products": text }))
                .products
                .join(" ")
                .leak() as &str
        },
    );
    let both = desk.reads(json!({"products": ["雨伞"], "need": "要保温杯"}));
    assert_eq!(both.products, ["雨伞"]);
}

#[test]
fn products_of_the_need() {
    let desk = Desk::new();
    compare(
        &[
            ("想进一批保温杯和雨伞", "保温杯 雨伞"),
            ("要保温杯,不要雨伞", "保温杯"),
            ("不要雨伞和保温杯,要毛巾", "毛巾"),
            ("除了保温杯还要雨伞", "保温杯 雨伞"),
            ("除了保温杯都可以,雨伞要100把", "雨伞"),
            ("不做陶瓷,做玩具", "玩具"),
            ("陶瓷不要,", ""),
            ("没有雨伞了,想补货保温杯", "保温杯"),
            ("保溫杯３０００個", "保温杯"),
            ("We need 500 umbrella", "雨伞"),
            ("随便看看", ""),
            ("☂️雨伞☂️", "雨伞"),
        ],
        |text| desk.reads_need(text).products.join(" ").leak() as &str,
    );
}

#[test]
fn what_is_no_lead() {
    let desk = Desk::new();
    compare(
        &[
            ("您好我们是做百度推广的,了解一下", false),
            ("您好,应聘销售岗位,投简历", false),
            ("代开发票,加微信", false),
            ("还招人吗", false),
            ("无抵押贷款,额度50万", false),
            ("想进一批保温杯", true),
            ("公司招聘会要定制雨伞500把", true),
            ("我们做推广活动,需要雨伞500把", true),
            ("做网站建设的公司想采购一批保温杯当礼品", true),
            ("投诉,上次的货坏了", true),
            ("你好", true),
            ("", true),
        ],
        |text| desk.reads_need(text).is_lead,
    );
}

#[test]
fn phones_of_the_need() {
    let desk = Desk::new();
    compare(
        &[
            ("电话13912345678", "13912345678"),
            ("保温杯3000个,139 1234 5678 王先生", "13912345678"),
            ("座机0579-85551234", "0579-85551234"),
            ("没有电话", "-"),
        ],
        |text| {
            desk.reads_need(text)
                .phone
                .map_or("-", |phone| String::from(phone).leak())
        },
    );
    let field = desk.reads(json!({"phone": "139-1234-5678", "need": "电话13800000000"}));
    assert_eq!(
        field.phone.map(String::from).as_deref(),
        Some("13912345678")
    );
}

#[test]
fn customer_types() {
    let desk = Desk::new();
    let kind = |raw: Value| desk.reads(raw).customer_type;
    assert_eq!(
        kind(json!({"company": "义乌市第一医院"})),
        CustomerType::Institution
    );
    assert_eq!(
        kind(json!({"need": "公司福利采购"})),
        CustomerType::Institution
    );
    assert_eq!(
        kind(json!({"need": "自己用,买两个"})),
        CustomerType::Individual
    );
    assert_eq!(
        kind(json!({"company": "宏达有限公司", "need": "我们开网店"})),
        CustomerType::Online
    );
    assert_eq!(kind(json!({"need": "要货"})), CustomerType::Unknown);
    assert_eq!(
        serde_json::to_value(CustomerType::Online).expect("serialises"),
        "online"
    );
}
