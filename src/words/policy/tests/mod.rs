//! The rules in words, sentence by sentence.

mod changes;
mod findings;
mod mistakes;
mod sentences;

use std::sync::LazyLock;

use paidan_domain::ids::StaffId;
use paidan_domain::people::{Grade, Role, Staff};
use paidan_domain::policy::{OfferPolicy, Policy, read};
use paidan_domain::region::Gazetteer;
use serde_json::{Value, json};

use super::*;
use crate::words::Lang;

static PLACES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

fn words(lang: Lang) -> RuleWords<'static> {
    RuleWords {
        lang,
        gazetteer: &PLACES,
        person: &|id| match id.as_str() {
            "zhang" => Some("张伟".to_owned()),
            "li" => Some("李经理".to_owned()),
            _ => None,
        },
    }
}

fn first() -> Policy {
    Policy::first(OfferPolicy::default())
}

fn policy(value: &Value) -> Policy {
    read(value, "", &first(), &PLACES).unwrap_or_else(|no| panic!("{no:?}"))
}

fn one_rule(when: &Value, then: &Value) -> Value {
    json!({"rules": [{"id": "a", "name": "甲", "when": when, "then": then}]})
}

fn staff(id: &str, name: &str, role: Role) -> Staff {
    Staff {
        id: StaffId::parse(id).expect("an id"),
        name: name.to_owned(),
        role,
        team: Some("华东".to_owned()),
        manager: None,
        wecom_userid: None,
        dingtalk_userid: None,
        job_number: None,
        prefers: None,
        territories: Vec::new(),
        products: Vec::new(),
        industries: Vec::new(),
        customer_types: Vec::new(),
        grade: Grade::B,
        capacity: 20,
        target_share_permille: 0,
        calendar: "default".to_owned(),
        away_until: None,
        deputy: None,
        active: id != "wang",
        left: None,
    }
}
