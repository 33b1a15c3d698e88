//! 产品: what the customer wants, by the catalogue.

use crate::catalogue::{Catalogue, Hit};
use crate::region::Span;

use super::confidence::Confidence;
use super::evidence::{Because, Evidence, Fact};
use super::new_lead::Input;
use super::page::Page;
use super::quantity::Named;

/// Words that turn down what follows them directly.
const NEGATIONS: [&str; 17] = [
    "不需要",
    "不想要",
    "不包括",
    "不考虑",
    "不要",
    "不用",
    "不做",
    "不是",
    "不卖",
    "不含",
    "别要",
    "除了",
    "没有",
    "无需",
    "非",
    "不接",
    "no ",
];
/// What may stand between a negation and the product.
const BETWEEN: [&str; 7] = ["", "了", "任何", "那种", "普通", "这种", "塑料"];
/// What joins a product to the one before it, which shares its negation.
const AND: [&str; 9] = ["、", "和", "跟", "与", "或", "或者", "及", "以及", "/"];
/// After `除了…` these make it one wish among others.
const ALSO: [&str; 5] = ["还", "也", "外,", "以外", "之外"];

/// Mentions looked at in one text; a price list of more is no wish.
const MOST_MENTIONS: usize = 200;

/// What was found, with the categories in the order of their first mention.
#[derive(Default)]
pub(super) struct Found {
    pub names: Vec<String>,
    pub confidence: Confidence,
    pub evidence: Vec<Evidence>,
    /// Where `need` names them, for the quantity beside.
    pub named: Vec<Named>,
}

/// The products of the field made for them; what the catalogue lacks is kept as given.
pub(super) fn from_field(given: &[String], catalogue: &Catalogue) -> Found {
    let mut found = Found {
        confidence: Confidence::CERTAIN,
        ..Found::default()
    };
    for name in given {
        let page = Page::new(Input::Products, name);
        if let Some(category) = catalogue.canonical(name) {
            let evidence = page
                .whole(Fact::Products, Because::CatalogueName)
                .matched(category);
            found.add(category.to_owned(), evidence);
            continue;
        }
        // `304保温杯500ml` is a 保温杯.
        let hits = catalogue.find_in(name);
        for hit in &hits {
            let evidence = page.evidence_at(Fact::Products, hit.span(), Because::CatalogueName);
            found.add(hit.category.clone(), evidence.matched(&hit.category));
            found.confidence = found.confidence.min(Confidence::permille(900));
        }
        if hits.is_empty() {
            found.add(
                name.clone(),
                page.whole(Fact::Products, Because::NotInCatalogue),
            );
            found.confidence = found.confidence.min(Confidence::permille(700));
        }
    }
    found
}

/// The products that free text asks for; those turned down are left out.
pub(super) fn from_need(page: &Page<'_>, catalogue: &Catalogue) -> Found {
    let mut found = Found {
        confidence: Confidence::permille(900),
        ..Found::default()
    };
    let chars: Vec<char> = page.original().chars().collect();
    let mut before: Option<(Span, bool)> = None;
    for hit in catalogue.find_in(page.original()) {
        let joined = before.filter(|(span, _)| {
            let gap: String = chars[span.end.min(hit.start)..hit.start].iter().collect();
            AND.contains(&gap.trim())
        });
        let refused = is_refused(&chars, &hit) || joined.is_some_and(|(_, refused)| refused);
        before = Some((hit.span(), refused));
        if refused {
            continue;
        }
        if found.named.len() == MOST_MENTIONS {
            break;
        }
        let evidence = page.evidence_at(Fact::Products, hit.span(), Because::CatalogueName);
        found.add(hit.category.clone(), evidence.matched(&hit.category));
        let (start, end) = page.folded().bytes(hit.span());
        let unit = catalogue
            .get(&hit.category)
            .and_then(|category| category.unit.clone());
        found.named.push(Named { start, end, unit });
    }
    found
}

fn is_refused(chars: &[char], hit: &Hit) -> bool {
    let head: String = chars[hit.start.saturating_sub(8)..hit.start]
        .iter()
        .collect::<String>()
        .to_lowercase();
    let refusal = BETWEEN.iter().find_map(|between| {
        let head = head.trim_end().strip_suffix(between)?;
        NEGATIONS
            .into_iter()
            .find(|negation| head.ends_with(negation.trim_end()) && !head.is_empty())
    });
    match refusal {
        None => false,
        // `除了保温杯还要雨伞` wants both.
        Some("除了") => {
            let after: String = chars[hit.end..(hit.end + 12).min(chars.len())]
                .iter()
                .collect();
            let clause = after.split(['。', ';', '!', '\n']).next().unwrap_or("");
            !ALSO.iter().any(|word| clause.contains(word))
        }
        Some(_) => true,
    }
}

impl Found {
    fn add(&mut self, name: String, evidence: Evidence) {
        // The first mention is evidence enough: a pasted chat repeats itself.
        if !self.names.contains(&name) {
            self.names.push(name);
            self.evidence.push(evidence);
        }
    }
}
