//! Words that tell what kind of buyer it is.

use super::clause::{clause_before, head};
use super::company_name::company_in;
use super::confidence::Confidence;
use super::customer_type::CustomerType;
use super::evidence::{Because, Evidence, Fact};
use super::page::Page;

/// Words that decide wherever they stand in a company's name.
const DECISIVE: [(&str, CustomerType); 18] = [
    ("电子商务", CustomerType::Online),
    ("电商", CustomerType::Online),
    ("网店", CustomerType::Online),
    ("淘宝", CustomerType::Online),
    ("天猫", CustomerType::Online),
    ("拼多多", CustomerType::Online),
    ("抖音", CustomerType::Online),
    ("直播", CustomerType::Online),
    ("旗舰店", CustomerType::Online),
    ("跨境", CustomerType::Online),
    ("总代理", CustomerType::Agent),
    ("一级代理", CustomerType::Agent),
    ("省级代理", CustomerType::Agent),
    ("代理商", CustomerType::Agent),
    ("人民政府", CustomerType::Institution),
    ("委员会", CustomerType::Institution),
    ("单位采购", CustomerType::Institution),
    ("公司采购", CustomerType::Institution),
];
/// Institutions are named by the end: a shop `学校门口便利店` is none.
const INSTITUTION_ENDS: [&str; 38] = [
    "学校",
    "小学",
    "中学",
    "高中",
    "初中",
    "一中",
    "二中",
    "大学",
    "学院",
    "幼儿园",
    "托儿所",
    "医院",
    "卫生院",
    "卫生所",
    "保健院",
    "局",
    "政府",
    "街道办",
    "街道办事处",
    "社区",
    "村委会",
    "居委会",
    "研究院",
    "研究所",
    "部队",
    "武警",
    "协会",
    "工会",
    "法院",
    "检察院",
    "消防队",
    "图书馆",
    "博物馆",
    "养老院",
    "敬老院",
    "福利院",
    "基金会",
    "商会",
];
/// The last of these in the name counts, as a Chinese name ends with what it is.
const TRADES: [(&str, CustomerType); 45] = [
    ("商行", CustomerType::Retailer),
    ("超市", CustomerType::Retailer),
    ("便利店", CustomerType::Retailer),
    ("便利", CustomerType::Retailer),
    ("门店", CustomerType::Retailer),
    ("专卖店", CustomerType::Retailer),
    ("专营店", CustomerType::Retailer),
    ("商店", CustomerType::Retailer),
    ("百货店", CustomerType::Retailer),
    ("文具店", CustomerType::Retailer),
    ("五金店", CustomerType::Retailer),
    ("精品店", CustomerType::Retailer),
    ("杂货店", CustomerType::Retailer),
    ("杂货铺", CustomerType::Retailer),
    ("小卖部", CustomerType::Retailer),
    ("商场", CustomerType::Retailer),
    ("购物中心", CustomerType::Retailer),
    ("母婴店", CustomerType::Retailer),
    ("玩具店", CustomerType::Retailer),
    ("书店", CustomerType::Retailer),
    ("花店", CustomerType::Retailer),
    ("药店", CustomerType::Retailer),
    ("饰品店", CustomerType::Retailer),
    ("礼品店", CustomerType::Retailer),
    ("家居店", CustomerType::Retailer),
    ("store", CustomerType::Retailer),
    ("shop", CustomerType::Retailer),
    ("经销", CustomerType::Distributor),
    ("批发", CustomerType::Distributor),
    ("商贸", CustomerType::Distributor),
    ("贸易", CustomerType::Distributor),
    ("经贸", CustomerType::Distributor),
    ("工贸", CustomerType::Distributor),
    ("外贸", CustomerType::Distributor),
    ("经营部", CustomerType::Distributor),
    ("供应链", CustomerType::Distributor),
    ("进出口", CustomerType::Distributor),
    ("配送", CustomerType::Distributor),
    ("分销", CustomerType::Distributor),
    ("trading", CustomerType::Distributor),
    ("trade co", CustomerType::Distributor),
    ("import", CustomerType::Distributor),
    ("export", CustomerType::Distributor),
    ("wholesale", CustomerType::Distributor),
    ("distribution", CustomerType::Distributor),
];
/// Shops that serve and do not sell: they say nothing about the kind of buyer.
const NO_SHOPS: [&str; 40] = [
    "火锅",
    "酒",
    "饭",
    "餐饮",
    "小吃",
    "早餐",
    "面",
    "粉",
    "奶茶",
    "咖啡",
    "烧烤",
    "烤肉",
    "烤鸭",
    "快餐",
    "茶餐",
    "理发",
    "美发",
    "美容",
    "美甲",
    "洗车",
    "修车",
    "4s",
    "旅",
    "网",
    "打印",
    "照相",
    "客",
    "按摩",
    "足疗",
    "洗脚",
    "干洗",
    "维修",
    "饺子",
    "包子",
    "甜品",
    "蛋糕",
    "炸鸡",
    "汉堡",
    "大排档",
    "到",
];
/// What people write about themselves; the first line that fits decides.
const IN_NEED: [(&str, CustomerType); 110] = [
    ("总代理", CustomerType::Agent),
    ("我是代理", CustomerType::Agent),
    ("做代理", CustomerType::Agent),
    ("想代理", CustomerType::Agent),
    ("要代理", CustomerType::Agent),
    ("代理你们", CustomerType::Agent),
    ("代理政策", CustomerType::Agent),
    ("代理权", CustomerType::Agent),
    ("代理条件", CustomerType::Agent),
    ("代理费", CustomerType::Agent),
    ("代理商", CustomerType::Agent),
    ("省代", CustomerType::Agent),
    ("市代", CustomerType::Agent),
    ("区域代理", CustomerType::Agent),
    ("一级代理", CustomerType::Agent),
    ("独家代理", CustomerType::Agent),
    ("的代理", CustomerType::Agent),
    ("(代理)", CustomerType::Agent),
    ("your agent", CustomerType::Agent),
    ("sole agent", CustomerType::Agent),
    ("exclusive agent", CustomerType::Agent),
    ("自用", CustomerType::Individual),
    ("自己用", CustomerType::Individual),
    ("自家", CustomerType::Individual),
    ("自己家", CustomerType::Individual),
    ("自住", CustomerType::Individual),
    ("个人用", CustomerType::Individual),
    ("个人使用", CustomerType::Individual),
    ("个人购买", CustomerType::Individual),
    ("个人买", CustomerType::Individual),
    ("家里用", CustomerType::Individual),
    ("家里自己用", CustomerType::Individual),
    ("家用", CustomerType::Individual),
    ("personal use", CustomerType::Individual),
    ("for myself", CustomerType::Individual),
    ("单位采购", CustomerType::Institution),
    ("公司采购", CustomerType::Institution),
    ("员工福利", CustomerType::Institution),
    ("公司福利", CustomerType::Institution),
    ("单位福利", CustomerType::Institution),
    ("福利采购", CustomerType::Institution),
    ("职工福利", CustomerType::Institution),
    ("节日福利", CustomerType::Institution),
    ("工会福利", CustomerType::Institution),
    ("工会采购", CustomerType::Institution),
    ("政府采购", CustomerType::Institution),
    ("学校采购", CustomerType::Institution),
    ("开网店", CustomerType::Online),
    ("网店", CustomerType::Online),
    ("淘宝店", CustomerType::Online),
    ("天猫店", CustomerType::Online),
    ("拼多多店", CustomerType::Online),
    ("抖音店", CustomerType::Online),
    ("抖音小店", CustomerType::Online),
    ("抖店", CustomerType::Online),
    ("京东店", CustomerType::Online),
    ("亚马逊", CustomerType::Online),
    ("shopee", CustomerType::Online),
    ("做淘宝", CustomerType::Online),
    ("做天猫", CustomerType::Online),
    ("做拼多多", CustomerType::Online),
    ("做抖音", CustomerType::Online),
    ("做电商", CustomerType::Online),
    ("电商", CustomerType::Online),
    ("跨境", CustomerType::Online),
    ("直播间带货", CustomerType::Online),
    ("直播带货", CustomerType::Online),
    ("做直播", CustomerType::Online),
    ("我们直播", CustomerType::Online),
    ("带货", CustomerType::Online),
    ("直播间卖", CustomerType::Online),
    ("微商", CustomerType::Online),
    ("一件代发", CustomerType::Online),
    ("1688店", CustomerType::Online),
    ("online store", CustomerType::Online),
    ("online shop", CustomerType::Online),
    ("e-commerce", CustomerType::Online),
    ("ecommerce", CustomerType::Online),
    ("amazon", CustomerType::Online),
    ("批发商", CustomerType::Distributor),
    ("批发部", CustomerType::Distributor),
    ("做批发", CustomerType::Distributor),
    ("批发的", CustomerType::Distributor),
    ("批发生意", CustomerType::Distributor),
    ("经销商", CustomerType::Distributor),
    ("经营部", CustomerType::Distributor),
    ("分销商", CustomerType::Distributor),
    ("二批", CustomerType::Distributor),
    ("商贸", CustomerType::Distributor),
    ("贸易公司", CustomerType::Distributor),
    ("做外贸", CustomerType::Distributor),
    ("外贸公司", CustomerType::Distributor),
    ("wholesaler", CustomerType::Distributor),
    ("wholesale", CustomerType::Distributor),
    ("distributor", CustomerType::Distributor),
    ("trading company", CustomerType::Distributor),
    ("超市", CustomerType::Retailer),
    ("便利店", CustomerType::Retailer),
    ("小卖部", CustomerType::Retailer),
    ("商行", CustomerType::Retailer),
    ("茶庄", CustomerType::Retailer),
    ("杂货铺", CustomerType::Retailer),
    ("商场专柜", CustomerType::Retailer),
    ("有门店", CustomerType::Retailer),
    ("连锁店", CustomerType::Retailer),
    ("门店】有", CustomerType::Retailer),
    ("supermarket", CustomerType::Retailer),
    ("gift shop", CustomerType::Retailer),
    ("chain of shops", CustomerType::Retailer),
    ("our shop", CustomerType::Retailer),
];
/// Institutions in what they wrote.
const INSTITUTIONS: [&str; 38] = [
    "幼儿园",
    "小学",
    "中学",
    "大学",
    "学校",
    "学院",
    "医院",
    "卫生院",
    "养老院",
    "敬老院",
    "福利院",
    "管理局",
    "教育局",
    "公安局",
    "气象局",
    "税务局",
    "卫健委",
    "民政局",
    "镇政府",
    "县政府",
    "市政府",
    "区政府",
    "街道办",
    "村委会",
    "居委会",
    "事业单位",
    "机关单位",
    "武警",
    "部队",
    "消防大队",
    "图书馆",
    "博物馆",
    "研究所",
    "研究院",
    "kindergarten",
    "international school",
    "hospital",
    "university",
];
/// Behind an institution: only a place beside it.
const BESIDE: [&str; 11] = [
    "城",
    "门口",
    "旁",
    "附近",
    "对面",
    "周边",
    "边上",
    "后面",
    "路",
    "隔壁",
    "里面开",
];

type Reading = (CustomerType, Confidence, Evidence);
type Found<'a> = (usize, &'a str, CustomerType, u16);

/// The kind of buyer by the company's name.
pub(super) fn from_company(page: &Page<'_>) -> Option<Reading> {
    from_name(page, 0, page.text().len())
}

/// The kind of buyer by a company's name at the folded bytes `start..end`.
pub(super) fn from_name(page: &Page<'_>, start: usize, end: usize) -> Option<Reading> {
    let text = page.text()[start..end].trim_end_matches([')', ' ', '.']);
    let decisive = DECISIVE
        .iter()
        .find_map(|(word, kind)| Some((text.find(word)?, *word, *kind, 900)));
    let ending = || {
        let word = INSTITUTION_ENDS.iter().find(|word| text.ends_with(*word))?;
        Some((
            text.len() - word.len(),
            *word,
            CustomerType::Institution,
            850,
        ))
    };
    let trade = || {
        let found = TRADES
            .iter()
            .filter_map(|(word, kind)| Some((text.rfind(word)?, *word, *kind, 800)));
        // Of two that end together the longer one stands further left and is more exact.
        found.max_by_key(|(at, word, ..)| (at + word.len(), word.len()))
    };
    let agency = || {
        text.ends_with("代理")
            .then(|| (text.len() - "代理".len(), "代理", CustomerType::Agent, 800))
    };
    let (at, word, kind, sure) = decisive
        .or_else(ending)
        .or_else(trade)
        .or_else(|| shop(text))
        .or_else(agency)?;
    reading(page, (start + at, word, kind, sure))
}

/// The kind of buyer by what they wrote.
pub(super) fn from_need(page: &Page<'_>) -> Option<Reading> {
    let text = page.text();
    let stated = IN_NEED.iter().find_map(|(word, kind)| {
        let places = text.match_indices(word).take(20);
        let mut own = places.filter(|(at, word)| is_theirs(text, *at, at + word.len()));
        Some((own.next()?.0, *word, *kind, 700))
    });
    // Being an institution is said by where they work, after what they say of themselves.
    let stated = stated.filter(|(.., kind, _)| {
        *kind != CustomerType::Distributor && *kind != CustomerType::Retailer
            || institution(text).is_none()
    });
    let named = || company_in(text).and_then(|(start, end)| from_name(page, start, end));
    let told = stated.or_else(|| institution(text));
    match told {
        Some(found) => reading(page, found),
        None => named().or_else(|| reading(page, wholesale(text).or_else(|| shop(text))?)),
    }
}

/// Whether what they wrote says more than the company's name: `想做总代理` of a 商贸公司.
pub(super) fn outweighs_name(kind: CustomerType) -> bool {
    matches!(kind, CustomerType::Agent)
}

fn institution(text: &str) -> Option<Found<'_>> {
    INSTITUTIONS.iter().find_map(|word| {
        let mut places = text.match_indices(word).take(20);
        let at = places.find(|(at, word)| {
            let after = &text[at + word.len()..];
            !BESIDE.iter().any(|beside| after.starts_with(beside))
                && is_theirs(text, *at, at + word.len())
        })?;
        Some((at.0, *word, CustomerType::Institution, 700))
    })
}

/// `我们做家纺批发`: wholesale as a trade, not as what is asked for.
fn wholesale(text: &str) -> Option<Found<'_>> {
    let found = text.match_indices("批发").take(20).find(|(at, word)| {
        let before = clause_before(text, *at);
        let after = &text[at + word.len()..];
        let trade = ["做", "搞", "是", "从事"]
            .iter()
            .any(|verb| before.contains(verb))
            && !["想", "要", "你"].iter().any(|word| before.contains(word));
        trade && (after.is_empty() || after.starts_with([',', '。', ' ', '\n', '的']))
    })?;
    Some((found.0, "批发", CustomerType::Distributor, 650))
}

/// A shop that sells goods: `开茶叶店`, `我店在…`, `花店`.
fn shop(text: &str) -> Option<Found<'_>> {
    let found = text.match_indices('店').take(50).find(|(at, word)| {
        let before = clause_before(text, *at);
        let after = &text[at + word.len()..];
        let serves = NO_SHOPS.iter().any(|kind| before.ends_with(kind)) || before.ends_with('旅');
        let named = before.ends_with(|c: char| c.is_alphabetic())
            && ![
                "到", "来", "进", "贵", "你们", "您", "该", "别", "那家", "哪家", "分", "多",
                "几家", "同", "上",
            ]
            .iter()
            .any(|word| before.ends_with(word));
        let own = before.is_empty()
            && [
                "年", "主", "小", "不大", "开在", "名", "里", "在", "铺", "面",
            ]
            .iter()
            .any(|word| after.starts_with(word));
        // `店小二` and `店员` run no shop.
        let other = after.starts_with(['员', '庆']) || after.starts_with("小二");
        !serves && !other && (named || own) && is_theirs(text, *at, at + word.len())
    })?;
    Some((found.0, "店", CustomerType::Retailer, 650))
}

/// Whether a word is about the writer: not `你们的代理`, `不是批发商`, `从超市看到`.
fn is_theirs(text: &str, at: usize, end: usize) -> bool {
    let before = clause_before(text, at);
    let others = [
        "不是",
        "不做",
        "没有",
        "非",
        "你们的",
        "你们是",
        "贵司的",
        "隔壁",
        "对面",
        "从",
        "在你们",
        "看到你们",
        "同行",
        "有没有",
        "介绍",
        "不要",
        "抖音上",
        "给我介绍",
    ];
    let after = head(&text[end..], 12);
    // 商贸城 is a market, no company.
    let asked = after.starts_with("吗") || after.starts_with('城');
    let given = before.contains('捐') || before.contains("送给");
    !asked && !given && !others.iter().any(|word| before.ends_with(word))
}

fn reading(page: &Page<'_>, found: Found<'_>) -> Option<Reading> {
    let (at, word, kind, sure) = found;
    let evidence = page.evidence(Fact::CustomerType, at, at + word.len(), Because::BuyerWord);
    Some((kind, Confidence::permille(sure), evidence.matched(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::Input;

    fn check(company: &str, expected: CustomerType) {
        let page = Page::new(Input::Company, company);
        let kind = from_company(&page).map_or(CustomerType::Unknown, |(kind, ..)| kind);
        assert_eq!(kind, expected, "{company}");
    }

    #[test]
    fn a_name_ends_with_what_the_company_is() {
        check("义乌市宏达日用品商行", CustomerType::Retailer);
        check("好又多超市", CustomerType::Retailer);
        check("杭州宏远商贸有限公司", CustomerType::Distributor);
        check("百货批发部", CustomerType::Distributor);
        check("江西陶瓷经销处", CustomerType::Distributor);
        check("日用品批发超市", CustomerType::Retailer);
        check("金华某某电子商务有限公司", CustomerType::Online);
        check("小李淘宝店", CustomerType::Online);
        check("华东总代理", CustomerType::Agent);
        check("义乌市第一中学", CustomerType::Institution);
        check("婺城区教育局", CustomerType::Institution);
        check("浙江大学（紫金港）", CustomerType::Unknown);
        check("学校门口便利店", CustomerType::Retailer);
        check("宏達商貿", CustomerType::Distributor);
        check("宏达有限公司", CustomerType::Unknown);
        check("", CustomerType::Unknown);
    }
}
