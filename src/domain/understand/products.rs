//! 产品: what the customer wants, by the catalogue.

use crate::catalogue::Catalogue;

use super::chat::not_theirs;
use super::clause::{clause_after, clause_before};
use super::confidence::Confidence;
use super::evidence::{Because, Evidence, Fact};
use super::page::Page;
use super::quantity_skip::skip_measure;
use super::wish::{Wish, only_from, wish_of};

/// What joins a product to the one before it, which shares its wish.
const AND: [&str; 12] = [
    "、", "和", "跟", "与", "或", "或者", "及", "以及", "/", "还有", "and", "or",
];
/// Words of somebody who buys, for those who name nothing but what they sell.
const BUYS: [&str; 10] = [
    "进货",
    "拿货",
    "补货",
    "批发价",
    "要货",
    "上货",
    "报价",
    "铺货",
    "多少钱",
    "怎么卖",
];
/// Words by which a wish is known in a field made for something else.
const STRAY: [&str; 12] = [
    "要", "想", "需", "求购", "采购", "订购", "进货", "买", "预算", "need", "want", "buy",
];
/// Words of somebody who asks after what they ordered.
const COMPLAINS: [&str; 20] = [
    "投诉",
    "坏",
    "碎",
    "破",
    "裂",
    "质量",
    "退",
    "换货",
    "少发",
    "漏发",
    "发错",
    "没收到",
    "什么时候发货",
    "催",
    "到哪了",
    "物流",
    "售后",
    "没人",
    "掉色",
    "漏水",
];
/// Mentions looked at in one text; a price list of more is no wish.
const MOST_MENTIONS: usize = 200;

/// A product in a text: where it stands (folded bytes), what it is, and whether it is wanted.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub start: usize,
    pub end: usize,
    pub category: String,
    pub wish: Wish,
    /// Joined to the mention before by 和 or a sign that lists.
    pub joined: bool,
}

/// What was found, with the categories in the order of their first mention.
#[derive(Default)]
pub(super) struct Found {
    pub names: Vec<String>,
    pub confidence: Confidence,
    pub evidence: Vec<Evidence>,
}

/// The products of the field made for them; what the catalogue lacks is kept as given.
pub(super) fn from_field(given: &[Page<'_>], catalogue: &Catalogue) -> Found {
    let mut found = Found {
        confidence: Confidence::CERTAIN,
        ..Found::default()
    };
    for page in given {
        let name = page.original();
        if let Some(category) = catalogue.canonical(name) {
            let evidence = page
                .whole(Fact::Products, Because::CatalogueName)
                .matched(category);
            found.add(category, evidence);
            continue;
        }
        // `304保温杯500ml` is a 保温杯, `雨伞不要` is none.
        let all = mentions(page, catalogue);
        let is_other = all.iter().all(|m| m.wish == Wish::PartOfOther);
        for mention in all
            .iter()
            .filter(|m| matches!(m.wish, Wish::Wanted | Wish::Own))
        {
            found.confidence = found.confidence.min(Confidence::permille(900));
            found.add(&mention.category, mention.evidence(page));
        }
        if is_other {
            found.confidence = found.confidence.min(Confidence::permille(700));
            found.add(name, page.whole(Fact::Products, Because::NotInCatalogue));
        }
    }
    found
}

/// The products that a text asks for: wanted mentions, the most exact category of each branch.
/// Who names only what they sell themselves and buys all the same wants more of it.
pub(super) fn from_text(page: &Page<'_>, all: &[Mention], catalogue: &Catalogue) -> Found {
    let wanted = |m: &&Mention| m.wish == Wish::Wanted;
    let mut chosen: Vec<&Mention> = all.iter().filter(wanted).collect();
    let mut sure = 900;
    if chosen.is_empty() && COMPLAINS.iter().any(|word| page.text().contains(word)) {
        chosen = all.iter().filter(|m| m.wish == Wish::Past).collect();
        sure = 500;
    }
    if chosen.is_empty() && BUYS.iter().any(|word| page.text().contains(word)) {
        chosen = all.iter().filter(|m| m.wish == Wish::Own).collect();
        sure = 500;
    }
    let mut found = Found {
        confidence: Confidence::permille(sure),
        ..Found::default()
    };
    let mut distinct: Vec<&str> = Vec::new();
    for mention in &chosen {
        if !distinct.contains(&mention.category.as_str()) {
            distinct.push(&mention.category);
        }
    }
    let text = page.text();
    for (index, mention) in chosen.iter().enumerate() {
        if found.names.contains(&mention.category) || is_dropped(text, all, mention) {
            continue;
        }
        // `日用百货,主要是雨伞`: the wider word only led up to the exact one. `雨伞和雨具` wants
        // both, and so does who adds it: `拖把、扫把、清洁工具`, but not `雨伞等雨具`.
        let narrower =
            |other: &str| other != mention.category && catalogue.is_a(other, &mention.category);
        let both = chosen
            .get(index + 1)
            .is_some_and(|next| next.joined && narrower(&next.category))
            || (mention.joined && index > 0 && narrower(&chosen[index - 1].category));
        let before = text[..mention.start].trim_end();
        let sums_up = [
            "等",
            "之类的",
            "这些",
            "这类",
            "类",
            "都是",
            "全是",
            "属于",
            "算",
        ]
        .iter()
        .any(|word| before.ends_with(word));
        let added = chosen[..index]
            .iter()
            .any(|other| narrower(&other.category))
            && !sums_up;
        if both || added || !distinct.iter().any(|other| narrower(other)) {
            found.add(&mention.category, mention.evidence(page));
        }
    }
    found
}

/// Whether a product was turned down in other words, and nothing since asks for it anew.
fn is_dropped(text: &str, all: &[Mention], mention: &Mention) -> bool {
    // Another word for the same category is another thing: `只要菜刀,水果刀不需要`.
    let own = &text[mention.start..mention.end];
    let same = |m: &&Mention| m.category == mention.category && &text[m.start..m.end] == own;
    let last = all.iter().filter(same).rfind(|m| m.wish == Wish::Refused);
    last.is_some_and(|refused| {
        all.iter()
            .filter(same)
            .filter(|m| m.wish == Wish::Wanted)
            .all(|m| {
                let clause = clause_before(text, m.start);
                let anew = ["要", "来", "订", "加", "需", "买", "进"]
                    .iter()
                    .any(|word| clause.contains(word));
                let counted =
                    skip_measure(clause_after(text, m.end)).len() < clause_after(text, m.end).len();
                !(m.start > refused.end && (anew || counted))
                    && !(m.start < refused.start && counted)
            })
    })
}

/// Whether a field made for something else holds a wish: `要500个书包` as a company.
pub(super) fn is_stray_wish(page: &Page<'_>) -> bool {
    let text = page.text();
    STRAY.iter().any(|word| text.contains(word))
}

/// Every product that a text names, with what the words around say of it.
pub(super) fn mentions(page: &Page<'_>, catalogue: &Catalogue) -> Vec<Mention> {
    let text = page.text();
    let only = only_from(text);
    let others = not_theirs(text);
    let mut all: Vec<Mention> = Vec::new();
    let mut chain = 0;
    for hit in catalogue
        .find_in_folded(page.folded())
        .into_iter()
        .take(MOST_MENTIONS)
    {
        let (start, end) = page.folded().bytes(hit.span());
        let gap = all
            .last()
            .map(|before| text[before.end.min(start)..start].trim());
        // `灯泡1000个、台灯50台` is one list as well.
        let joined =
            gap.is_some_and(|gap| AND.contains(&gap) || AND.contains(&skip_measure(gap).trim()));
        // A list shares the words before it.
        if !joined {
            chain = start;
        }
        let mut wish = wish_of(text, chain, start, end);
        if others
            .iter()
            .any(|(from, to)| *from <= start && start < *to)
        {
            wish = Wish::PartOfOther;
        }
        if only.is_some_and(|from| start < from) && wish == Wish::Wanted {
            wish = Wish::Refused;
        }
        // `雨伞、毛巾都不要`: and the words behind it.
        if wish != Wish::Wanted && wish != Wish::PartOfOther {
            let mut at = all.len();
            let mut linked = joined;
            while linked && at > 0 {
                at -= 1;
                if all[at].wish == Wish::Wanted {
                    all[at].wish = wish;
                }
                linked = all[at].joined;
            }
        }
        all.push(Mention {
            start,
            end,
            category: hit.category,
            wish,
            joined,
        });
    }
    all
}

impl Mention {
    fn evidence(&self, page: &Page<'_>) -> Evidence {
        page.evidence(Fact::Products, self.start, self.end, Because::CatalogueName)
            .matched(&self.category)
    }
}

impl Found {
    fn add(&mut self, name: &str, evidence: Evidence) {
        // The first mention is evidence enough: a pasted chat repeats itself.
        if !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
            self.evidence.push(evidence);
        }
    }
}
