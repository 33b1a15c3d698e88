//! Quantities and sums of money: many short cases.

use serde_json::json;

use super::tests::{Desk, compare};
use super::*;
use crate::money::{Fen, Tier};

#[test]
fn quantities() {
    let desk = Desk::new();
    let shown = |parsed: Parsed| match parsed.quantity {
        Some(quantity) => format!("{} {}", quantity.amount, quantity.unit),
        None => "-".to_owned(),
    };
    let cases = [
        ("保温杯3000个", "3000 个"),
        ("保温杯 3000 个", "3000 个"),
        ("三千箱雨伞", "3000 箱"),
        ("2千只杯子", "2000 只"),
        ("3k个", "3000 个"),
        ("雨伞500把,毛巾200条", "500 把"),
        ("先要三千个左右", "3000 个"),
        ("保温杯3000-5000个", "4000 个"),
        ("保温杯3-5千个", "4000 个"),
        ("两千五百套餐具", "2500 套"),
        ("保温杯 3000", "3000 个"),
        ("3000保温杯", "3000 个"),
        ("螺丝2.5吨", "2.5 吨"),
        ("毛巾1,200条", "1200 条"),
        ("保溫杯３０００個", "3000 个"),
        ("每月500个保温杯", "500 个"),
        ("要100多个保温杯", "100 个"),
        ("5万个保温杯", "50000 个"),
        ("need 500 pcs umbrella", "500 pcs"),
        ("开了3个店,要保温杯", "-"),
        ("合作3个月了", "-"),
        ("想要一个报价", "-"),
        ("保温杯12元/个", "-"),
        ("保温杯 500ml", "-"),
        ("保温杯 13912345678", "-"),
        ("第3个仓库", "-"),
        ("预算5万", "-"),
        ("2026年要保温杯", "-"),
        ("三件套保温杯", "-"),
        ("", "-"),
    ];
    let cases: Vec<(&str, String)> = cases
        .iter()
        .map(|(text, q)| (*text, (*q).to_owned()))
        .collect();
    compare(&cases, |text| shown(desk.reads_need(text)));
    let stated = [
        ("3000个", "3000 个"),
        ("3000", "3000 "),
        ("三千箱", "3000 箱"),
        ("约 3000 件", "3000 件"),
        ("3000-5000 双", "4000 双"),
        ("2.5吨", "2.5 吨"),
        ("500 sets", "500 sets"),
        ("很多", "-"),
        ("100左右", "100 "),
        ("1个", "1 个"),
    ];
    let stated: Vec<(&str, String)> = stated
        .iter()
        .map(|(text, q)| (*text, (*q).to_owned()))
        .collect();
    compare(&stated, |text| {
        shown(desk.reads(json!({ "quantity": text })))
    });
}

#[test]
fn values() {
    let desk = Desk::new();
    compare(
        &[
            ("预算5万", Some(50_000)),
            ("预算5万以内", Some(50_000)),
            ("预算五万左右", Some(50_000)),
            ("预算50000", Some(50_000)),
            ("预算5万元,", Some(50_000)),
            ("5万元的货", Some(50_000)),
            ("金额大概12,000元", Some(12_000)),
            ("50-80万", Some(650_000)),
            ("预算3万到5万", Some(40_000)),
            ("预算3万元至5万元", Some(40_000)),
            ("预算 3～5 万", Some(40_000)),
            ("6.5w", Some(65_000)),
            ("2万4", Some(24_000)),
            ("五万", Some(50_000)),
            ("雨伞500把 五万 发金华", Some(50_000)),
            ("玻璃杯2万4个 6.5w 发成都", Some(65_000)),
            ("雨伞一批 50-80万 发杭州", Some(650_000)),
            ("毛巾 2万4 电话13912345678", Some(24_000)),
            ("总价¥8000", Some(8000)),
            ("budget 20000 rmb", Some(20_000)),
            ("预算５万", Some(50_000)),
            ("預算五萬元", Some(50_000)),
            ("单价12元,预算5万", Some(50_000)),
            ("预算5万,单价12元", Some(50_000)),
            ("保温杯12元/个", None),
            ("12元一个的保温杯", None),
            ("运费50元谁出", None),
            ("预算15万到20万之间", Some(175_000)),
            ("每月大概5万的货", Some(50_000)),
            ("茶具200套 一套60元左右", Some(12_000)),
            ("预算5万个以内的数量", None),
            ("5万个保温杯", Some(900_000)),
            ("三千箱", None),
            ("预算5万美元", None),
            ("$5000", None),
            ("电话13912345678", None),
            ("3000个", None),
            ("", None),
        ],
        |text| desk.reads_need(text).value.map(|fen| fen.0 / 100),
    );
    let stated = desk.reads(json!({"estimated_value": 12000.5, "need": "预算5万"}));
    assert_eq!(
        (stated.value, stated.tier),
        (Some(Fen(1_200_050)), Some(Tier::B))
    );
    assert_eq!(desk.reads_need("没说").tier, None);
}
