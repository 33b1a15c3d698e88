//! 单位: what goods are counted in.

/// Units of count, weight, area and packing; longer ones first where one begins another.
const UNITS: [&str; 121] = [
    "containers",
    "container",
    "cartons",
    "pallets",
    "bottles",
    "carton",
    "pieces",
    "dozens",
    "pallet",
    "tonnes",
    "bottle",
    "meters",
    "boxes",
    "piece",
    "units",
    "pairs",
    "rolls",
    "dozen",
    "packs",
    "cases",
    "meter",
    "reams",
    "ctns",
    "unit",
    "sets",
    "pair",
    "roll",
    "bags",
    "pack",
    "case",
    "tons",
    "lots",
    "平方米",
    "立方米",
    "集装箱",
    "ctn",
    "box",
    "pcs",
    "set",
    "bag",
    "ton",
    "kgs",
    "sqm",
    "平方",
    "立方",
    "平米",
    "公斤",
    "千克",
    "货柜",
    "整柜",
    "大柜",
    "高柜",
    "小柜",
    "托盘",
    "m2",
    "pc",
    "kg",
    "个",
    "只",
    "件",
    "套",
    "箱",
    "把",
    "台",
    "双",
    "条",
    "张",
    "本",
    "支",
    "枝",
    "盒",
    "包",
    "袋",
    "瓶",
    "桶",
    "吨",
    "斤",
    "米",
    "卷",
    "匹",
    "打",
    "对",
    "副",
    "块",
    "片",
    "根",
    "粒",
    "颗",
    "罐",
    "车",
    "柜",
    "托",
    "板",
    "令",
    "码",
    "组",
    "份",
    "顶",
    "枚",
    "口",
    "盏",
    "幅",
    "株",
    "筐",
    "捆",
    "扎",
    "束",
    "提",
    "排",
    "版",
    "架",
    "床",
    "樘",
    "节",
    "壶",
    "串",
    "方",
    "平",
    "辆",
    "尊",
    "桌",
];
/// A unit that is the beginning of another word.
const NO_UNITS: [&str; 34] = [
    "包邮",
    "包教",
    "包装",
    "包括",
    "包含",
    "包运",
    "件套",
    "车间",
    "车队",
    "口碑",
    "台湾",
    "台州",
    "本地",
    "本店",
    "本人",
    "本来",
    "平时",
    "平均",
    "组合",
    "打算",
    "打样",
    "打折",
    "打印",
    "打电话",
    "方便",
    "方案",
    "对接",
    "对方",
    "对比",
    "份子",
    "板块",
    "条件",
    "床上",
    "把握",
];

/// The unit that a text begins with.
pub(super) fn unit_at(text: &str) -> Option<&'static str> {
    if NO_UNITS.iter().any(|word| text.starts_with(word)) {
        return None;
    }
    let unit = UNITS.into_iter().find(|unit| text.starts_with(unit))?;
    let longer =
        unit.is_ascii() && text[unit.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (!longer).then_some(unit)
}

/// The unit behind a number, with one past its last byte; blanks and 多, 来, 余, 把, `+` may
/// stand between.
pub(super) fn unit_after(text: &str, at: usize) -> Option<(&'static str, usize)> {
    let rest = text[at..].trim_start_matches(' ');
    let rest = rest.strip_prefix(['多', '来', '余', '+']).unwrap_or(rest);
    let rest = rest
        .strip_prefix(['大', '小', '整'])
        .filter(|rest| unit_at(rest).is_some())
        .unwrap_or(rest);
    let rest = rest.trim_start_matches(' ');
    // `千把个`; 把 alone is a unit itself.
    let rest = rest
        .strip_prefix('把')
        .filter(|rest| unit_at(rest).is_some())
        .unwrap_or(rest);
    // `一个小柜` is counted in 小柜.
    let load = rest.strip_prefix('个').map(str::trim_start).filter(|rest| {
        ["小柜", "高柜", "大柜", "整柜", "货柜", "集装箱"]
            .iter()
            .any(|load| rest.starts_with(load))
    });
    let rest = load.unwrap_or(rest);
    let unit = unit_at(rest)?;
    Some((unit, text.len() - rest.len() + unit.len()))
}

/// Two names of one unit.
pub(super) fn alike(one: &str, other: &str) -> bool {
    const SAME: [&[&str]; 5] = [
        &["个", "只", "pcs", "pc", "piece", "pieces", "unit", "units"],
        &["平方米", "平米", "平方", "平", "m2", "sqm", "方"],
        &["套", "set", "sets"],
        &["双", "pair", "pairs"],
        &["支", "枝"],
    ];
    one == other
        || SAME
            .iter()
            .any(|names| names.contains(&one) && names.contains(&other))
}
