//! Forms whose fields hold what belongs into others, and fields that contradict the text.

use serde_json::{Value, json};

use super::talk_tests::shown;
use super::tests::Desk;
use super::*;

/// `region | products | quantity | yuan | kind of buyer | phone`.
fn check(cases: &[(Value, &str)]) {
    let desk = Desk::new();
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(raw, expected)| {
            let parsed = desk.reads(raw.clone());
            let kind = serde_json::to_value(parsed.customer_type).expect("serialises");
            let phone = parsed
                .phone
                .as_ref()
                .map_or("-", |phone| phone.as_str())
                .to_owned();
            let got = format!(
                "{} | {} | {phone}",
                shown(&parsed),
                kind.as_str().unwrap_or_default()
            );
            (got != *expected).then(|| format!("{raw}: {got}, expected {expected}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn what_stands_in_the_wrong_field() {
    check(&[
        (
            json!({"quantity": "100个,寄到新泰市", "need": "保温杯"}),
            "370982 | 保温杯 | 100个 | 1800 | unknown | -",
        ),
        (
            json!({"company": "福建省永盛贸易有限公司贵阳分公司", "need": "小百货1500件"}),
            "520100 | 日用百货 | 1500件 | 9000 | distributor | -",
        ),
        (
            json!({"company": "鼓楼区小刘日用品商店", "need": "拖把100把", "phone": "0378-22566778"}),
            "410204 | 拖把 | 100把 | 1500 | retailer | 0378-22566778",
        ),
        (
            json!({"contact_name": "老赵13854310926", "need": "角磨机20台", "region": "山东滨州邹平"}),
            "371681 | 电动工具 | 20台 | 3600 | unknown | 13854310926",
        ),
        (
            json!({"company": "李姐", "contact_name": "沈阳和平区鑫源五金经营部", "need": "挂锁100把"}),
            "210102 | 锁具 | 100把 | 2500 | distributor | -",
        ),
        (
            json!({"company": "要500个书包", "region": "广西百色右江区"}),
            "451002 | 书包 | 500个 | 22500 | unknown | -",
        ),
        (
            json!({"quantity": "预算6万", "products": ["床单"]}),
            "- | 床上用品 | - | 60000 | unknown | -",
        ),
        (
            json!({"products": "保温杯3000个、雨伞", "region": "金华"}),
            "330700 | 保温杯 雨伞 | 3000个 | 54000 | unknown | -",
        ),
        (
            json!({"products": ["保温杯"], "quantity": "3000"}),
            "- | 保温杯 | 3000个 | 54000 | unknown | -",
        ),
        (
            json!({"products": ["保温杯"], "quantity": "三千来个"}),
            "- | 保温杯 | 3000个 | 54000 | unknown | -",
        ),
        (
            json!({"products": ["无人机"], "quantity": "10台"}),
            "- | 无人机 | 10台 | - | unknown | -",
        ),
        (
            json!({"tags": ["预算10万", "急"], "products": ["灯饰"]}),
            "- | 灯具 | - | 100000 | unknown | -",
        ),
        (
            json!({"estimated_value": 0, "need": "雨伞100把"}),
            "- | 雨伞 | 100把 | 1600 | unknown | -",
        ),
        (
            json!({"estimated_value": "约8-10万"}),
            "- | - | - | 90000 | unknown | -",
        ),
        (
            json!({"estimated_value": "面议", "need": "雨伞100把"}),
            "- | 雨伞 | 100把 | 1600 | unknown | -",
        ),
        (
            json!({"region": "不详", "address": "杭州市西湖区文三路1号"}),
            "330106 | - | - | - | unknown | -",
        ),
        (
            json!({"region": "0579", "need": "雨伞"}),
            "330700 | 雨伞 | - | - | unknown | -",
        ),
        (
            json!({"phone": "13912345678(微信同号)"}),
            "- | - | - | - | unknown | 13912345678",
        ),
        (
            json!({"phone": "0571-88881234/13900001111"}),
            "330100 | - | - | - | unknown | 0571-88881234",
        ),
        (
            json!({"region": "鼓楼区", "phone": "025-83334444"}),
            "320106 | - | - | - | unknown | 025-83334444",
        ),
        (
            json!({"region": "普陀", "phone": "0580-3052217"}),
            "330903 | - | - | - | unknown | 0580-3052217",
        ),
        (
            json!({"address": "中山路12号", "phone": "0592-5071138"}),
            "350200 | - | - | - | unknown | 0592-5071138",
        ),
        (
            json!({"company": "义乌市宏达日用品商行", "industry": "日用品"}),
            "330782 | - | - | - | retailer | -",
        ),
        (
            json!({"company": "义乌市宏达日用品商行", "need": "我们卖保温杯的,想补货"}),
            "330782 | 保温杯 | - | - | retailer | -",
        ),
        (
            json!({"need": "", "company": "王军 13834719025 山西晋城泽州 要螺丝"}),
            "140525 | 螺丝 | - | - | unknown | 13834719025",
        ),
    ]);
}

#[test]
fn industries_are_roots_of_the_catalogue_or_the_fields_own_words() {
    let desk = Desk::new();
    let industry = |raw: Value| {
        let parsed = desk.reads(raw);
        let sure = parsed
            .confidence
            .get(&Fact::Industry)
            .map_or(0, |sure| sure.as_permille());
        format!("{} {sure}", parsed.industry.unwrap_or_default())
    };
    assert_eq!(industry(json!({"industry": "日用品"})), "日用百货 1000");
    assert_eq!(industry(json!({"industry": "餐饮"})), "餐饮 1000");
    assert_eq!(industry(json!({"industry": "五金建材行业"})), "五金 1000");
    assert_eq!(
        industry(json!({"company": "义乌市宏达日用品商行"})),
        "日用百货 700"
    );
    assert_eq!(
        industry(json!({"company": "老李五金店", "need": "要雨伞"})),
        "五金 700"
    );
    assert_eq!(industry(json!({"need": "要中性笔1000支"})), "文具 400");
    assert_eq!(industry(json!({"products": ["无人机"]})), " 0");
    assert_eq!(industry(json!({"need": "你好"})), " 0");
}

#[test]
fn a_lead_may_come_with_nothing_but_its_text() {
    let taken = |need: &str| validate(&json!({ "need": need })).is_ok();
    assert!(taken("要500个杯子,电话13912345678"));
    assert!(taken("要500个杯子,邮箱li@example.com"));
    assert!(taken("我们是义乌市宏达日用品有限公司,要500个杯子"));
    assert!(!taken("要500个杯子"));
    assert!(!taken("开超市的,要500个杯子"));
    let errors = validate(&json!({"need": "要500个杯子"})).expect_err("nobody to answer");
    assert_eq!(
        (errors[0].pointer.as_str(), errors[0].code()),
        ("", "contact.missing")
    );
}

#[test]
fn what_could_not_be_understood_is_said() {
    let desk = Desk::new();
    let said = |raw: Value, because: Because| {
        let parsed = desk.reads(raw.clone());
        assert!(
            parsed.evidence.iter().any(|e| e.because == because),
            "{raw}: {because:?}"
        );
    };
    said(json!({"region": "火星"}), Because::DivisionUnknown);
    said(json!({"region": "朝阳区"}), Because::DivisionAmbiguous);
    said(json!({"products": ["无人机"]}), Because::NotInCatalogue);
    said(json!({"quantity": "很多"}), Because::QuantityUnclear);
    said(json!({"need": "要几百个杯子"}), Because::QuantityUnclear);
    said(json!({"need": "预算5000美元"}), Because::ForeignCurrency);
    said(json!({"need": "电话0579-85551234"}), Because::AreaCode);
    said(json!({"need": "电话13588123456"}), Because::MobilePrefix);
    said(json!({"need": "每月500个保温杯"}), Because::Repeated);
    said(json!({"need": "500个保温杯"}), Because::CataloguePrice);
    said(
        json!({"need": "500个保温杯,12元一个"}),
        Because::PriceTimesQuantity,
    );
    said(
        json!({"need": "微信abc_12345,要雨伞"}),
        Because::WechatInText,
    );
}

#[test]
fn names_and_addresses_stay_out_of_debug_and_facts() {
    let desk = Desk::new();
    let parsed = desk.reads(json!({
        "company": "宏达秘密商行", "contact_name": "王秘密", "email": "mimi@example.com",
        "need": "要雨伞100把",
    }));
    assert_eq!(parsed.company.as_deref(), Some("宏达秘密商行"));
    let shown = format!("{parsed:?} {:?}", Facts::from(&parsed));
    assert!(
        !shown.contains("秘密") && !shown.contains("mimi"),
        "{shown}"
    );
    let facts = serde_json::to_string(&Facts::from(&parsed)).expect("serialises");
    assert!(
        !facts.contains("秘密") && !facts.contains("mimi"),
        "{facts}"
    );
}

#[test]
fn dossiers_stored_before_read_back() {
    let old = json!({
        "region_code": "330782", "region_name": "浙江省金华市义乌市", "products": ["雨伞"],
        "industry": null, "customer_type": "retailer", "quantity": null, "value_fen": null,
        "tier": null, "is_lead": true,
    });
    let parsed: Parsed = serde_json::from_value(old).expect("an old dossier reads back");
    assert_eq!(
        (parsed.urgency, parsed.intent),
        (Urgency::Normal, Intent::Other)
    );
    let facts = json!({
        "region": "330782", "products": [], "industry": null, "customer_type": "unknown",
        "quantity": null, "value": null, "tier": null, "is_lead": true,
    });
    let facts: Facts = serde_json::from_value(facts).expect("old facts read back");
    assert_eq!(facts.language, Language::Other);
}
