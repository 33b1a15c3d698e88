//! 行业: the customer's line of business, by the roots of the catalogue.

use crate::catalogue::Catalogue;

use super::confidence::Confidence;
use super::evidence::{Because, Evidence, Fact};
use super::page::Page;

type Reading = (String, Confidence, Evidence);

/// The field made for it: the root of the catalogue that it names, else its own words.
pub(super) fn from_field(page: &Page<'_>, catalogue: &Catalogue) -> Reading {
    let evidence = page.whole(Fact::Industry, Because::GivenInField);
    let given = page.original().trim();
    match catalogue
        .root_of(given)
        .or_else(|| root_in(page, catalogue))
    {
        Some(root) => (root.to_owned(), Confidence::CERTAIN, evidence.matched(root)),
        None => (given.to_owned(), Confidence::CERTAIN, evidence),
    }
}

/// A company's name that says what it deals in: `日用品商行` is 日用百货.
pub(super) fn from_company(page: &Page<'_>, catalogue: &Catalogue) -> Option<Reading> {
    // The last name counts: a Chinese name ends with what the company does.
    let hit = catalogue.find_in_folded(page.folded()).into_iter().last()?;
    let root = catalogue.root_of(&hit.category)?.to_owned();
    let evidence = page.evidence_at(Fact::Industry, hit.span(), Because::CompanyTrade);
    Some((
        root.clone(),
        Confidence::permille(700),
        evidence.matched(root),
    ))
}

/// What they buy, when nothing else tells: the root of the first product that is in the
/// catalogue.
pub(super) fn from_products(
    products: &[String],
    evidence: &[Evidence],
    catalogue: &Catalogue,
) -> Option<Reading> {
    let product = products
        .iter()
        .find(|name| catalogue.canonical(name).is_some())?;
    let root = catalogue.root_of(product)?.to_owned();
    let named = evidence
        .iter()
        .find(|e| e.field == Fact::Products && e.matched.as_deref() == Some(product))?;
    let evidence = Evidence {
        field: Fact::Industry,
        because: Because::ProductsRoot,
        matched: Some(root.clone()),
        ..named.clone()
    };
    Some((root, Confidence::permille(400), evidence))
}

fn root_in<'a>(page: &Page<'_>, catalogue: &'a Catalogue) -> Option<&'a str> {
    let hit = catalogue.find_in_folded(page.folded()).into_iter().next()?;
    catalogue.root_of(&hit.category)
}
