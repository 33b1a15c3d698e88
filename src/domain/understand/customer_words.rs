//! Words that tell what kind of buyer it is.

use super::confidence::Confidence;
use super::customer_type::CustomerType;
use super::evidence::{Because, Evidence, Fact};
use super::page::Page;

/// Words that decide wherever they stand in a company's name.
const DECISIVE: [(&str, CustomerType); 14] = [
    ("电子商务", CustomerType::Online),
    ("电商", CustomerType::Online),
    ("网店", CustomerType::Online),
    ("淘宝", CustomerType::Online),
    ("天猫", CustomerType::Online),
    ("拼多多", CustomerType::Online),
    ("抖音", CustomerType::Online),
    ("直播", CustomerType::Online),
    ("旗舰店", CustomerType::Online),
    ("代理", CustomerType::Agent),
    ("人民政府", CustomerType::Institution),
    ("委员会", CustomerType::Institution),
    ("单位采购", CustomerType::Institution),
    ("公司采购", CustomerType::Institution),
];
/// Institutions are named by the end: a shop `学校门口便利店` is none.
const INSTITUTION_ENDS: [&str; 16] = [
    "学校",
    "小学",
    "中学",
    "大学",
    "学院",
    "幼儿园",
    "医院",
    "卫生院",
    "局",
    "政府",
    "街道办",
    "街道办事处",
    "研究院",
    "研究所",
    "部队",
    "协会",
];
/// The last of these in the name counts, as a Chinese name ends with what it is.
const TRADES: [(&str, CustomerType); 22] = [
    ("商行", CustomerType::Retailer),
    ("超市", CustomerType::Retailer),
    ("便利店", CustomerType::Retailer),
    ("门店", CustomerType::Retailer),
    ("专卖店", CustomerType::Retailer),
    ("商店", CustomerType::Retailer),
    ("百货店", CustomerType::Retailer),
    ("文具店", CustomerType::Retailer),
    ("五金店", CustomerType::Retailer),
    ("精品店", CustomerType::Retailer),
    ("杂货店", CustomerType::Retailer),
    ("小卖部", CustomerType::Retailer),
    ("商场", CustomerType::Retailer),
    ("经销", CustomerType::Distributor),
    ("批发", CustomerType::Distributor),
    ("商贸", CustomerType::Distributor),
    ("贸易", CustomerType::Distributor),
    ("经营部", CustomerType::Distributor),
    ("供应链", CustomerType::Distributor),
    ("进出口", CustomerType::Distributor),
    ("配送", CustomerType::Distributor),
    ("分销", CustomerType::Distributor),
];
/// What people write about themselves.
const IN_NEED: [(&str, CustomerType); 19] = [
    ("自用", CustomerType::Individual),
    ("自己用", CustomerType::Individual),
    ("个人用", CustomerType::Individual),
    ("单位采购", CustomerType::Institution),
    ("公司采购", CustomerType::Institution),
    ("员工福利", CustomerType::Institution),
    ("公司福利", CustomerType::Institution),
    ("单位福利", CustomerType::Institution),
    ("学校采购", CustomerType::Institution),
    ("我是代理", CustomerType::Agent),
    ("做代理", CustomerType::Agent),
    ("开网店", CustomerType::Online),
    ("淘宝店", CustomerType::Online),
    ("做电商", CustomerType::Online),
    ("直播间", CustomerType::Online),
    ("想代理", CustomerType::Agent),
    ("代理你们", CustomerType::Agent),
    ("的超市", CustomerType::Retailer),
    ("开超市", CustomerType::Retailer),
];

type Reading = (CustomerType, Confidence, Evidence);

/// The kind of buyer by the company's name.
pub(super) fn from_company(page: &Page<'_>) -> Option<Reading> {
    let text = page.text().trim_end_matches([')', ' ']);
    let decisive = DECISIVE
        .iter()
        .find_map(|(word, kind)| Some((text.find(word)?, *word, *kind, 900)));
    let ending = || {
        INSTITUTION_ENDS
            .iter()
            .find(|word| text.ends_with(*word))
            .map(|word| {
                (
                    text.len() - word.len(),
                    *word,
                    CustomerType::Institution,
                    850,
                )
            })
    };
    let trade = || {
        let found = TRADES
            .iter()
            .filter_map(|(word, kind)| Some((text.rfind(word)?, *word, *kind, 800)));
        // Of two that end together the longer one stands further left and is more exact.
        found.max_by_key(|(at, word, ..)| (at + word.len(), word.len()))
    };
    reading(page, decisive.or_else(ending).or_else(trade)?)
}

/// The kind of buyer by what they wrote.
pub(super) fn from_need(page: &Page<'_>) -> Option<Reading> {
    let text = page.text();
    let found = IN_NEED
        .iter()
        .find_map(|(word, kind)| Some((text.find(word)?, *word, *kind, 700)))?;
    reading(page, found)
}

fn reading(page: &Page<'_>, found: (usize, &str, CustomerType, u16)) -> Option<Reading> {
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
