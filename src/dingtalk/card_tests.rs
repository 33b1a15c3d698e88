//! Cards against the one description of their template.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{card, instance};
use crate::app::ports::{Address, Own, Reply};
use crate::words::{Button, ButtonWeight, Card, Choice, ChoiceOption, Row};

fn template() -> Value {
    serde_json::from_str(include_str!("../../config/dingtalk/card-template.json"))
        .expect("the template is JSON")
}

fn variables(private: bool) -> BTreeSet<String> {
    let template = template();
    let all = template["variables"].as_array().expect("variables");
    all.iter()
        .filter(|one| one["private"] == private)
        .map(|one| one["name"].as_str().expect("a name").to_owned())
        .collect()
}

fn button(key: &str, text: &str) -> Button {
    Button {
        key: key.into(),
        text: text.into(),
        weight: ButtonWeight::Plain,
        url: None,
    }
}

fn with_buttons(keys: &[&str]) -> Card {
    Card {
        title: "#1042".into(),
        buttons: keys.iter().map(|key| button(key, key)).collect(),
        url: Some("https://paidan.example.cn/h5/leads/1042".into()),
        ..Card::default()
    }
}

/// Ids of the buttons that the template shows with these variables.
fn shown(card: &Card) -> Vec<String> {
    let values = card::public(card);
    let template = template();
    let buttons = template["buttons"].as_array().expect("buttons");
    let is_shown = |button: &&Value| {
        let when = button["when"].as_object().expect("conditions");
        when.iter()
            .all(|(name, wanted)| values.get(name) == Some(wanted))
    };
    let id = |button: &Value| button["id"].as_str().expect("an id").to_owned();
    buttons.iter().filter(is_shown).map(id).collect()
}

#[test]
fn exactly_the_template_s_variables_are_filled() {
    let filled = card::public(&with_buttons(&["claim"]));
    let names: BTreeSet<String> = filled.keys().cloned().collect();
    assert_eq!(names, variables(false));
    assert!(filled.values().all(Value::is_string), "texts only");
    for part in [
        card::private(&Card::default()),
        card::hint("x"),
        card::own(&Own::default()),
    ] {
        let names: BTreeSet<String> = part.keys().cloned().collect();
        assert!(names.is_subset(&variables(true)), "{names:?}");
    }
}

#[test]
fn the_template_shows_the_buttons_that_the_card_has() {
    for keys in [
        vec!["claim", "decline"],
        vec!["claim"],
        vec!["contacted", "won", "invalid", "release"],
        vec!["won", "lost", "invalid", "release"],
        vec!["assign", "take", "pool"],
        vec!["approve", "reject"],
        vec![],
    ] {
        assert_eq!(shown(&with_buttons(&keys)), keys);
    }
    assert_eq!(shown(&with_buttons(&["assign:2"])), ["assign"]);
    let reasons = with_buttons(&["reason:busy", "reason:far"]);
    assert_eq!(shown(&reasons), ["reason"]);
    let codes = json!([{"id": "busy", "text": "reason:busy"}, {"id": "far", "text": "reason:far"}]);
    assert_eq!(card::public(&reasons)["reasons"], codes.to_string());
}

#[test]
fn a_button_that_opens_a_page_is_the_card_s_link() {
    let mut list = with_buttons(&["claim"]);
    list.buttons[0].text = "全部认领".into();
    list.buttons.push(Button {
        url: Some("https://paidan.example.cn/h5/lists/7".into()),
        ..button("list", "逐条查看")
    });
    let values = card::public(&list);
    assert_eq!(values["claim_text"], "全部认领");
    assert_eq!(values["url"], "https://paidan.example.cn/h5/lists/7");
    assert_eq!(values["url_text"], "逐条查看");
    assert_eq!(card::public(&with_buttons(&[]))["url_text"], "详情");
}

#[test]
fn a_row_that_opens_what_the_link_opens_is_left_out() {
    let mut offered = with_buttons(&["claim"]);
    let row = |key: &str, value: &str, url: Option<&str>| Row {
        key: key.into(),
        value: value.into(),
        url: url.map(str::to_owned),
    };
    let other = "https://paidan.example.cn/h5/leads/7";
    offered.rows = vec![
        row("公司", "宏达日用品", None),
        row("详情", "打开", offered.url.as_deref()),
        row("相同客户", "7 号", Some(other)),
    ];
    let values = card::public(&offered);
    let rows: Value = serde_json::from_str(values["rows"].as_str().expect("text")).expect("JSON");
    assert_eq!(rows[0]["k"], "公司");
    assert_eq!(rows[1]["u"], other);
    assert_eq!(rows.as_array().map(Vec::len), Some(2));
}

#[test]
fn no_value_is_longer_than_a_kilobyte_and_no_list_is_cut_within() {
    let row = |index: usize| Row {
        key: format!("第{index}行"),
        value: "长".repeat(80),
        url: None,
    };
    let option = |index: usize| ChoiceOption {
        id: format!("0190f3c2-7b1e-7c44-9a51-5f0c2f6f2a{index:02}"),
        text: "王芳 匹配 71 在手 6/20".into(),
    };
    let long = Card {
        quote: Some("保温杯".repeat(500)),
        rows: (0..6).map(row).collect(),
        choice: Some(Choice {
            key: "rep".into(),
            title: "指派给".into(),
            options: (0..10).map(option).collect(),
            selected: None,
        }),
        url: Some(format!("https://paidan.example.cn/{}", "x".repeat(2000))),
        ..with_buttons(&["claim"])
    };
    let values = card::public(&long);
    for (name, value) in &values {
        assert!(
            value.as_str().is_some_and(|text| text.len() <= 1024),
            "{name}"
        );
    }
    let rows: Vec<Value> =
        serde_json::from_str(values["rows"].as_str().expect("a text")).expect("a list");
    assert_eq!(rows.len(), 3, "as many as fit");
    assert_eq!(values["url"], "", "half an address leads elsewhere");
    assert_eq!(values["quote"].as_str().map(str::len), Some(1023));
}

#[test]
fn a_card_for_one_person_and_one_for_the_pool_group() {
    let card = with_buttons(&["claim", "decline"]);
    let shape = instance::Shape {
        template: "8f2c.schema",
        robot: "dingrobot",
        route: None,
    };
    let person = Address::Person("307".into());
    let to = instance::Space::of(&person, "").expect("a space");
    let body = shape.create(&to, "pd-1", &card);
    assert_eq!(body["outTrackId"], "pd-1");
    assert_eq!(body["callbackType"], "STREAM");
    assert_eq!(body["userIdType"], 1);
    assert_eq!(body["openSpaceId"], "dtv1.card//IM_ROBOT.307");
    assert_eq!(body["imRobotOpenSpaceModel"]["supportForward"], false);
    assert_eq!(
        body["imRobotOpenDeliverModel"],
        json!({"spaceType": "IM_ROBOT", "robotCode": "dingrobot"})
    );
    assert_eq!(body["privateData"]["307"]["cardParamMap"]["mine"], "false");

    let http = instance::Shape {
        route: Some("paidan-ding1".into()),
        ..shape
    };
    let to = instance::Space::of(&Address::Group, "cidQx+7/aB==").expect("a space");
    let body = http.create(&to, "pd-2", &card);
    assert_eq!(body["openSpaceId"], "dtv1.card//IM_GROUP.cidQx+7/aB==");
    assert_eq!(
        (&body["callbackType"], &body["callbackRouteKey"]),
        (&json!("HTTP"), &json!("paidan-ding1"))
    );
    assert_eq!(
        body["imGroupOpenDeliverModel"],
        json!({"robotCode": "dingrobot"})
    );
    assert_eq!(
        body.get("privateData"),
        None,
        "a group's card belongs to nobody"
    );
}

#[test]
fn a_change_names_the_card_and_changes_by_key() {
    let to = Address::Person("307".into());
    let body = instance::update(
        &to,
        "pd-1",
        &with_buttons(&["contacted", "won", "invalid", "release"]),
    );
    assert_eq!(body["outTrackId"], "pd-1");
    let by_key = json!({"updateCardDataByKey": true, "updatePrivateDataByKey": true});
    assert_eq!(body["cardUpdateOptions"], by_key);
    assert_eq!(body["cardData"]["cardParamMap"]["can_follow"], "true");
    assert_eq!(body["privateData"]["307"]["cardParamMap"]["mine"], "true");
}

#[test]
fn a_press_is_answered_with_the_card_a_hint_or_nothing() {
    use super::answer::answer;
    assert_eq!(answer(&Reply::Silent), json!({}));
    let card = answer(&Reply::Card(Box::new(with_buttons(&[
        "contacted",
        "release",
    ]))));
    assert_eq!(card["cardData"]["cardParamMap"]["ok"], "true");
    assert_eq!(card["userPrivateData"]["cardParamMap"]["mine"], "true");
    let shared = answer(&Reply::Shared {
        card: Box::new(with_buttons(&[])),
        own: Own {
            mine: true,
            hint: "归你了".into(),
            url: Some("https://paidan.example.cn/h5/leads/1042?k=1".into()),
        },
    });
    let own = &shared["userPrivateData"]["cardParamMap"];
    assert_eq!(
        (&own["mine"], &own["hint"]),
        (&json!("true"), &json!("归你了"))
    );
    assert_eq!(own["my_url"], "https://paidan.example.cn/h5/leads/1042?k=1");
    assert_eq!(
        shared["cardData"]["cardParamMap"]["url"],
        card::public(&with_buttons(&[]))["url"]
    );
    let hint = answer(&Reply::Text("已被王芳认领".into()));
    assert_eq!(hint["cardData"]["cardParamMap"], json!({"ok": "false"}));
    assert_eq!(
        hint["userPrivateData"]["cardParamMap"]["hint"],
        "已被王芳认领"
    );
}
