//! Words that tell what kind of buyer it is.

use super::buyer_words::{
    BESIDE, DECISIVE, IN_NEED, INSTITUTION_ENDS, INSTITUTIONS, NO_SHOPS, TRADES,
};
use super::clause::{clause_before, head};
use super::company_name::company_in;
use super::confidence::Confidence;
use super::customer_type::CustomerType;
use super::evidence::{Because, Evidence, Fact};
use super::page::Page;

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
