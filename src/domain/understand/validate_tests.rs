use serde_json::{Value, json};

use super::*;
use crate::money::Fen;
use crate::understand::FieldFault;

/// The errors of a document as `pointer code`, or `ok`.
fn check(raw: Value, expected: &[&str]) {
    let got: Vec<String> = match validate(&raw) {
        Ok(_) => vec!["ok".to_owned()],
        Err(errors) => errors
            .iter()
            .map(|e| format!("{} {}", e.pointer, e.code()))
            .collect(),
    };
    assert_eq!(got, expected, "{raw}");
}

#[test]
fn good_leads() {
    check(json!({"company": "宏达"}), &["ok"]);
    check(json!({"phone": "13912345678"}), &["ok"]);
    check(json!({"phone": 13912345678u64}), &["ok"]);
    check(json!({"email": "a@b.cn"}), &["ok"]);
    check(json!({"contact_id": "wx-1"}), &["ok"]);
    check(json!({"need": "要500个杯子,电话13912345678"}), &["ok"]);
    check(
        json!({"company": "宏达", "phone": null, "products": null, "extra": null}),
        &["ok"],
    );
    check(
        json!({"company": "宏达", "phone": " ", "email": ""}),
        &["ok"],
    );
    check(
        json!({"company": "宏达", "products": "保温杯、雨伞", "tags": ["急"], "extra": {"a": [1]}}),
        &["ok"],
    );
    check(
        json!({"company": "宏达", "occurred_at": "2026-11-24T10:00:00+08:00"}),
        &["ok"],
    );
    check(json!({"company": "宏达", "region": 330700}), &["ok"]);
    for value in [
        json!(50000),
        json!("50000"),
        json!("50,000"),
        json!(" 5万 "),
        json!("5万元"),
        json!("￥50000"),
        json!(0),
    ] {
        check(
            json!({"company": "宏达", "estimated_value": value}),
            &["ok"],
        );
    }
}

#[test]
fn every_faulty_field_is_named_at_once() {
    check(json!([]), &[" field.type"]);
    check(json!("x"), &[" field.type"]);
    check(json!({}), &[" contact.missing"]);
    check(json!({"need": "要500个杯子"}), &[" contact.missing"]);
    check(
        json!({"contact_name": "王先生", "company": "  "}),
        &[" contact.missing"],
    );
    check(
        json!({"phone": "1391234", "estimated_value": -5}),
        &["/phone phone.format", "/estimated_value value.range"],
    );
    check(
        json!({"company": "宏达", "email": "x", "estimated_value": 1e11, "occurred_at": "昨天", "tags": "急", "extra": 3}),
        &[
            "/email email.format",
            "/estimated_value value.range",
            "/occurred_at time.format",
            "/tags field.type",
            "/extra field.type",
        ],
    );
    check(json!({"company": "a\u{0}b"}), &["/company field.nul"]);
    check(
        json!({"company": "x".repeat(201)}),
        &["/company field.too_long"],
    );
    check(
        json!({"company": "宏".repeat(200), "need": "x".repeat(20_000)}),
        &["ok"],
    );
    check(
        json!({"company": "宏达", "need": "字".repeat(20_001)}),
        &["/need field.too_long"],
    );
    check(json!({"company": 5.5}), &["ok"]);
    check(json!({"company": ["x"]}), &["/company field.type"]);
    check(
        json!({"company": "宏达", "products": ["杯", 3]}),
        &["/products/1 field.type"],
    );
    check(
        json!({"company": "宏达", "products": 3}),
        &["/products field.type"],
    );
    check(
        json!({"company": "宏达", "tags": vec!["x"; 51]}),
        &["/tags field.too_many"],
    );
    check(
        json!({"company": "宏达", "extra": {"a": ["\u{0}"]}}),
        &["/extra field.nul"],
    );
    check(
        json!({"company": "宏达", "estimated_value": "abc"}),
        &["/estimated_value value.format"],
    );
    check(
        json!({"company": "宏达", "estimated_value": "NaN"}),
        &["/estimated_value value.format"],
    );
    check(
        json!({"company": "宏达", "estimated_value": "-1"}),
        &["/estimated_value value.range"],
    );
    check(
        json!({"company": "宏达", "estimated_value": true}),
        &["/estimated_value field.type"],
    );
    check(
        json!({"company": "宏达", "a/b": 1}),
        &["/a~1b field.unknown"],
    );
}

#[test]
fn an_unknown_field_names_the_nearest_one() {
    let nearest = |name: &str| match validate(&json!({"company": "x", name: 1})) {
        Err(errors) => match &errors[0].fault {
            FieldFault::Unknown { nearest, .. } => *nearest,
            _ => None,
        },
        Ok(_) => None,
    };
    assert_eq!(nearest("compnay"), Some("company"));
    assert_eq!(nearest("Phone"), Some("phone"));
    assert_eq!(nearest("product"), Some("products"));
    assert_eq!(nearest("estimatedValue"), Some("estimated_value"));
    assert_eq!(nearest("zzz"), None);
    assert_eq!(nearest(&"x".repeat(5000)), None);
}

#[test]
fn values_are_kept_as_the_sender_meant_them() {
    let lead = validate(&json!({
        "company": " 宏达 ", "email": "A@B.CN", "need": " 要杯子 \n", "products": "保温杯、雨伞,  ;毛巾",
        "estimated_value": "5万", "phone": " 139 1234 5678 ",
    }))
    .expect("a good lead");
    assert_eq!(lead.company.as_deref(), Some("宏达"));
    assert_eq!(lead.email.as_ref().map(|e| e.as_str()), Some("a@b.cn"));
    assert_eq!(lead.need.as_deref(), Some(" 要杯子 \n"));
    assert_eq!(lead.products, ["保温杯", "雨伞", "毛巾"]);
    assert_eq!(lead.estimated_value, Some(Fen(5_000_000)));
    assert_eq!(lead.phone.as_deref(), Some("139 1234 5678"));
    assert!(validate_for_parse(&json!({})).is_ok());
}

#[test]
fn nothing_that_was_sent_is_printed_by_debug() {
    let raw = json!({"company": "宏达秘密", "phone": "13912345678", "need": "要秘密杯子"});
    let lead = validate(&raw).expect("a good lead");
    let debug = format!("{lead:?}");
    assert!(!debug.contains("秘密") && !debug.contains("139"), "{debug}");
    let errors = validate(&json!({"phone": "1391234", "秘密": 1})).expect_err("faulty");
    let debug = format!("{:?} {}", errors[0].fault, errors[1].fault);
    assert!(
        !debug.contains("1391234") && !debug.contains("秘密"),
        "{debug}"
    );
}
