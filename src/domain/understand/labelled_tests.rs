//! Leads labelled by somebody who had not seen the parser, and how much of them is understood.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::tests::Desk;
use super::*;

const LABELLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/labelled");

/// The fields that are compared.
const FIELDS: [&str; 9] = [
    "region",
    "products",
    "value_fen",
    "quantity",
    "tier",
    "customer_type",
    "is_lead",
    "phone",
    "industry",
];

/// What was said, what was right of it, and what should have been said, in single values.
#[derive(Default, Clone, Copy)]
struct Count {
    said: u32,
    right: u32,
    wanted: u32,
}

impl Count {
    fn precision(self) -> f64 {
        f64::from(self.right) / f64::from(self.said.max(1))
    }

    fn recall(self) -> f64 {
        f64::from(self.right) / f64::from(self.wanted.max(1))
    }
}

/// The single values of a field: each product by itself, nothing for null.
fn values(field: &Value) -> Vec<String> {
    match field {
        Value::Null => Vec::new(),
        Value::Array(entries) => entries.iter().map(Value::to_string).collect(),
        other => vec![other.to_string()],
    }
}

/// The fields that are compared, as JSON.
fn said(parsed: &Parsed, field: &str) -> Value {
    match field {
        "region" => json!(parsed.region_code()),
        "products" => json!(parsed.products),
        "quantity" => json!(parsed.quantity),
        "value_fen" => json!(parsed.value),
        "tier" => json!(parsed.tier),
        "customer_type" if parsed.customer_type == CustomerType::Unknown => Value::Null,
        "customer_type" => json!(parsed.customer_type),
        "is_lead" => json!(parsed.is_lead),
        // The labels leave extensions out.
        "phone" => json!(parsed.phone.as_ref().map(|phone| {
            let parts: Vec<&str> = phone.as_str().split('-').take(2).collect();
            parts.join("-")
        })),
        "industry" => json!(parsed.industry),
        _ => Value::Null,
    }
}

fn wanted(expect: &Value, field: &str) -> Value {
    match &expect[field] {
        Value::String(kind) if field == "customer_type" && kind == "unknown" => Value::Null,
        // `3000.0` and `3000` are one amount.
        Value::Object(quantity) => {
            let amount: Amount = serde_json::from_value(quantity["amount"].clone())
                .expect("an amount of the labels");
            json!({"amount": amount, "unit": quantity["unit"]})
        }
        other => other.clone(),
    }
}

/// Reads a set, prints what is understood of it, and tells it by field.
fn understood(set: &str, show_wrong: bool) -> BTreeMap<&'static str, Count> {
    let desk = Desk::new();
    let text = std::fs::read_to_string(format!("{LABELLED}/{set}")).expect("the set is there");
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut leads = 0;
    let mut wrong = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let labelled: Value = serde_json::from_str(line).expect("a line of JSON");
        let parsed = desk.reads(labelled["lead"].clone());
        leads += 1;
        for field in FIELDS {
            // A field that is left out is a matter of taste.
            if labelled["expect"].get(field).is_none() {
                continue;
            }
            let (got, right) = (said(&parsed, field), wanted(&labelled["expect"], field));
            let (got, right) = (values(&got), values(&right));
            let count = counts.entry(field).or_default();
            count.said += got.len() as u32;
            count.wanted += right.len() as u32;
            count.right += got.iter().filter(|value| right.contains(value)).count() as u32;
            let same = got.len() == right.len() && got.iter().all(|value| right.contains(value));
            if !same {
                wrong.push(format!(
                    "{} {field}: {got:?}, labelled {right:?}\n    {}",
                    labelled["id"], labelled["lead"]
                ));
            }
        }
    }
    println!(
        "{set}: {leads} leads\n{:<14} {:>9} {:>9} {:>7}",
        "field", "precision", "recall", "values"
    );
    for field in FIELDS {
        let count = counts.get(field).copied().unwrap_or_default();
        println!(
            "{field:<14} {:>9.4} {:>9.4} {:>7}",
            count.precision(),
            count.recall(),
            count.wanted
        );
    }
    if show_wrong && std::env::var("PAIDAN_SHOW_WRONG").is_ok() {
        println!("{}", wrong.join("\n"));
    }
    counts
}

fn held(counts: &BTreeMap<&str, Count>, least: [(&str, f64); 9]) {
    for (field, least) in least {
        let count = counts.get(field).copied().unwrap_or_default();
        assert!(
            count.precision() >= least && count.recall() >= least,
            "{field}: precision {:.4}, recall {:.4}",
            count.precision(),
            count.recall()
        );
    }
}

#[test]
fn labelled_leads_are_understood() {
    let counts = understood("leads.jsonl", true);
    let least = [0.98, 0.95, 0.95, 0.95, 0.95, 0.95, 0.98, 0.98, 0.9];
    held(&counts, std::array::from_fn(|at| (FIELDS[at], least[at])));
}

/// The third set was labelled by somebody else again, blind. It was understood less well at first
/// (the figures stand in the README beside it); what it got wrong by a general cause was mended.
#[test]
fn the_third_set_is_understood() {
    let counts = understood("third.jsonl", true);
    let least = [0.98, 0.98, 0.98, 0.98, 0.98, 0.95, 0.98, 0.98, 0.6];
    held(&counts, std::array::from_fn(|at| (FIELDS[at], least[at])));
}

/// Labelled blind after the parser was finished, on 2026-11-25. They are reported as they are: what
/// is wrong is not mended here, so that they go on saying how the next lead will fare.
#[test]
fn leads_that_the_parser_was_not_tuned_to_are_reported() {
    // Whoever mends the parser must not see them.
    let counts = understood("fourth.jsonl", false);
    assert_eq!(counts.len(), FIELDS.len());
    let once_seen = understood("second.jsonl", false);
    assert_eq!(once_seen.len(), FIELDS.len());
}
