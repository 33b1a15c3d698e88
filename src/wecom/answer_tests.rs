//! Our answers, opened and read back as the platform would.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::json;

use super::callback::Callback;
use super::settings::Settings;
use super::xml::Element;
use crate::app::ports::Reply;
use crate::protocol::Cipher;
use crate::words::{Button, ButtonWeight, Card, CardState, Choice, ChoiceOption, Row};

const NOW: i64 = 1_790_000_000;
const TOKEN: &str = "FYzy21SDaa";
const KEY: &str = "QXh3LxF0TiXiANlVaiP5zzxqqgnMzSlHE7aiFKR1KK6";
const CORP: &str = "ww562cdd4d352ed536";

static CALLBACK: LazyLock<Callback> = LazyLock::new(|| {
    Callback::new(&Settings {
        corp_id: CORP.into(),
        agent_id: 7,
        token: TOKEN.into(),
        encoding_aes_key: KEY.into(),
        ..Settings::default()
    })
    .expect("a key")
});

/// Opens our own answer as the platform would.
fn answered(reply: &Reply) -> Element {
    let body = CALLBACK.reply("HanMeimei", reply, NOW).expect("an answer");
    let root = Element::parse(&body).expect("XML");
    let field = |name| root.field(name).expect("once").expect("there");
    let cipher = Cipher::new(TOKEN, KEY, CORP).expect("a key");
    let opened = cipher.open(
        field("MsgSignature"),
        field("TimeStamp"),
        field("Nonce"),
        field("Encrypt"),
    );
    Element::parse(&opened.expect("opens")).expect("XML")
}

#[test]
fn a_text_answer_reads_back_whatever_is_in_it() {
    let root = answered(&Reply::Text("a]]>b <&> 已转给赵强\u{1b}[0m".into()));
    assert_eq!(root.field("Content"), Ok(Some("a]]>b <&> 已转给赵强[0m")));
    assert_eq!(root.field("ToUserName"), Ok(Some("HanMeimei")));
    assert_eq!(root.field("FromUserName"), Ok(Some(CORP)));
    assert_eq!(root.field("CreateTime"), Ok(Some("1790000000")));
    assert_eq!(CALLBACK.reply("x", &Reply::Silent, NOW), None);
    let long = answered(&Reply::Text("长".repeat(1000)));
    assert_eq!(
        long.field("Content").map(|text| text.map(str::len)),
        Ok(Some(2046))
    );
}

fn full_card() -> Card {
    let row = |key: &str, url: Option<&str>| Row {
        key: key.into(),
        value: "义乌市宏达日用品商行".into(),
        url: url.map(str::to_owned),
    };
    let button = |key: &str, weight| Button {
        key: key.into(),
        text: "认领".into(),
        weight,
        url: None,
    };
    Card {
        state: CardState::Offered,
        owner: None,
        source: Some("派单".into()),
        title: "待指派 #1042".into(),
        desc: Some("张伟超时".into()),
        quote: Some("要保温杯".into()),
        rows: vec![
            row("公司", None),
            row("详情", Some("https://crm.example.cn/h5/leads/1042")),
        ],
        choice: Some(Choice {
            key: "rep".into(),
            title: "指派给".into(),
            options: (0..12)
                .map(|number| ChoiceOption {
                    id: format!("s{number}"),
                    text: "赵强".into(),
                })
                .collect(),
            selected: Some("s1".into()),
        }),
        buttons: vec![
            button("assign", ButtonWeight::Main),
            button("take", ButtonWeight::Plain),
            button("pool", ButtonWeight::Danger),
            Button {
                url: Some("https://crm.example.cn/h5/list/pd-1".into()),
                ..button("list", ButtonWeight::Plain)
            },
        ],
        ended: None,
        url: Some("https://crm.example.cn/h5/leads/1042".into()),
    }
}

#[test]
fn a_card_is_one_schema_in_two_forms() {
    let json = serde_json::to_value(super::card::new(&full_card(), "pd-1")).expect("writes");
    let option = |number: i32| json!({"id": format!("s{number}"), "text": "赵强"});
    let url = "https://crm.example.cn/h5/leads/1042";
    assert_eq!(
        json,
        json!({
            "card_type": "button_interaction",
            "source": {"desc": "派单", "desc_color": 0},
            "main_title": {"title": "待指派 #1042", "desc": "张伟超时"},
            "quote_area": {"type": 0, "quote_text": "要保温杯"},
            "horizontal_content_list": [
                {"keyname": "公司", "value": "义乌市宏达日用品商行"},
                {"keyname": "详情", "type": 1, "value": "义乌市宏达日用品商行", "url": url},
            ],
            "card_action": {"type": 1, "url": url},
            "task_id": "pd-1",
            "button_selection": {
                "question_key": "rep", "title": "指派给", "selected_id": "s1",
                "option_list": (0..10).map(option).collect::<Vec<_>>(),
            },
            "button_list": [
                {"text": "认领", "style": 1, "key": "assign"},
                {"text": "认领", "style": 2, "key": "take"},
                {"text": "认领", "style": 3, "key": "pool"},
                {"text": "认领", "style": 2, "type": 1, "url": "https://crm.example.cn/h5/list/pd-1"},
            ],
        })
    );
}

#[test]
fn a_card_in_an_answer_repeats_its_list_elements() {
    let root = answered(&Reply::Card(Box::new(full_card())));
    assert_eq!(root.field("MsgType"), Ok(Some("update_template_card")));
    let card = root.child("TemplateCard").expect("once").expect("there");
    let count = |name: &str| {
        card.children
            .iter()
            .filter(|child| child.name == name)
            .count()
    };
    assert_eq!(
        (count("ButtonList"), count("HorizontalContentList")),
        (4, 2)
    );
    let last = card.children.iter().rfind(|one| one.name == "ButtonList");
    let opens = last.map(|button| (button.field("Type"), button.field("Key")));
    assert_eq!(opens, Some((Ok(Some("1")), Ok(None))), "it opens a page");
    let selection = card.child("ButtonSelection").expect("once").expect("there");
    assert_eq!(selection.field("SelectedId"), Ok(Some("s1")));
    let options = selection
        .children
        .iter()
        .filter(|child| child.name == "OptionList")
        .count();
    assert_eq!(options, 10, "the hard limit");
    let row = card
        .children
        .iter()
        .find(|child| child.name == "HorizontalContentList");
    assert_eq!(row.map(|row| row.field("KeyName")), Some(Ok(Some("公司"))));
    assert_eq!(card.field("ReplaceText"), Ok(None));
}

#[test]
fn a_finished_card_shows_one_grey_text() {
    let ended = Card {
        buttons: Vec::new(),
        ended: Some("已超时".into()),
        ..full_card()
    };
    let root = answered(&Reply::Card(Box::new(ended)));
    let card = root.child("TemplateCard").expect("once").expect("there");
    assert_eq!(card.field("ReplaceText"), Ok(Some("已超时")));
    let button = card.child("ButtonList").expect("one").expect("there");
    assert_eq!(button.field("Key"), Ok(Some("done")));
    assert_eq!(card.child("ButtonSelection"), Ok(None));
}

#[test]
fn a_card_beyond_the_limits_is_cut_and_not_lost() {
    let row = |key: &str| Row {
        key: key.into(),
        value: "v".repeat(99),
        url: None,
    };
    let button = |number: i32| Button {
        key: format!("reason:{number}"),
        text: "一二三四五六七八九十十一".into(),
        weight: ButtonWeight::Plain,
        url: None,
    };
    let card = Card {
        title: "长".repeat(50),
        rows: ["", "a", "b", "c", "d", "e", "f", "g"].map(row).into(),
        buttons: (0..8).map(button).collect(),
        choice: Some(Choice {
            key: "rep".into(),
            title: "指派给".into(),
            options: Vec::new(),
            selected: Some("gone".into()),
        }),
        ..Card::default()
    };
    let json = serde_json::to_value(super::card::new(&card, "pd-1")).expect("writes");
    let chars = |text: &serde_json::Value| text.as_str().map(|text| text.chars().count());
    assert_eq!(chars(&json["main_title"]["title"]), Some(36));
    assert_eq!(
        json["horizontal_content_list"].as_array().map(Vec::len),
        Some(6)
    );
    assert_eq!(
        json["horizontal_content_list"][0]["keyname"], "a",
        "a row needs a key"
    );
    assert_eq!(
        chars(&json["horizontal_content_list"][0]["value"]),
        Some(30)
    );
    assert_eq!(json["button_list"].as_array().map(Vec::len), Some(6));
    assert_eq!(json["button_list"][0]["text"], "一二三四五六七八九…");
    assert_eq!(
        json.get("button_selection"),
        None,
        "a drop-down without options"
    );
}

proptest! {
    #[test]
    fn any_text_of_a_card_makes_xml_that_reads_back(title in ".{0,60}", quote in ".{0,300}") {
        let card = Card { title, quote: Some(quote), ..full_card() };
        let root = answered(&Reply::Card(Box::new(card)));
        prop_assert_eq!(root.field("ToUserName"), Ok(Some("HanMeimei")));
    }
}
