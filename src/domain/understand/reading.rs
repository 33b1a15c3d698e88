//! The whole reading of a lead.

use crate::catalogue::Catalogue;
use crate::money::TierThresholds;
use crate::region::Gazetteer;

use super::confidence::Confidence;
use super::evidence::{Because, Evidence, Fact};
use super::new_lead::{Input, NewLead};
use super::page::Page;
use super::parsed::Parsed;
use super::phone::Phone;
use super::phone_finder::find_phones;
use super::{customer_words, intent, place, products, quantity, value};

/// Reads a lead. Pure: the same lead, gazetteer and catalogue give the same bytes. Time grows
/// linearly with the length of the texts.
pub fn understand(
    lead: &NewLead,
    gazetteer: &Gazetteer,
    catalogue: &Catalogue,
    thresholds: &TierThresholds,
) -> Parsed {
    let need = lead
        .need
        .as_deref()
        .map(|text| Page::new(Input::Need, text));
    let mut parsed = Parsed::default();
    read_place(&mut parsed, lead, gazetteer);
    let taken = read_phone(&mut parsed, lead, need.as_ref());
    let named = read_products(&mut parsed, lead, need.as_ref(), catalogue);
    read_quantity(&mut parsed, lead, need.as_ref(), &named, &taken);
    read_value(&mut parsed, lead, need.as_ref(), &taken, thresholds);
    read_customer(&mut parsed, lead, need.as_ref());
    if let Some(industry) = &lead.industry {
        let page = Page::new(Input::Industry, industry);
        parsed.industry = Some(industry.clone());
        parsed.note(
            Fact::Industry,
            Confidence::CERTAIN,
            page.whole(Fact::Industry, Because::GivenInField),
        );
    }
    read_intent(&mut parsed, need.as_ref());
    parsed
}

impl Parsed {
    fn note(&mut self, fact: Fact, confidence: Confidence, evidence: Evidence) {
        self.confidence.insert(fact, confidence);
        self.evidence.push(evidence);
    }
}

fn read_place(parsed: &mut Parsed, lead: &NewLead, gazetteer: &Gazetteer) {
    let found = place::find(lead, gazetteer);
    if found.place.is_some() {
        parsed.confidence.insert(Fact::Region, found.confidence);
    }
    parsed.region = found.place;
    parsed.evidence.extend(found.evidence);
}

/// Returns the folded bytes of all numbers in `need` that are telephone numbers.
fn read_phone(parsed: &mut Parsed, lead: &NewLead, need: Option<&Page<'_>>) -> Vec<(usize, usize)> {
    if let Some(text) = &lead.phone
        && let Ok(phone) = Phone::parse(text)
    {
        let page = Page::new(Input::Phone, text);
        parsed.phone = Some(phone);
        parsed.note(
            Fact::Phone,
            Confidence::CERTAIN,
            page.whole(Fact::Phone, Because::GivenInField),
        );
    }
    let Some(page) = need else { return Vec::new() };
    let found = find_phones(page.folded());
    if let (None, Some(first)) = (&parsed.phone, found.first()) {
        parsed.phone = Some(first.phone.clone());
        let evidence = page.evidence(Fact::Phone, first.start, first.end, Because::PhoneInText);
        parsed.note(Fact::Phone, Confidence::permille(950), evidence);
    }
    found.iter().map(|found| (found.start, found.end)).collect()
}

/// Returns the places of the products in `need`.
fn read_products(
    parsed: &mut Parsed,
    lead: &NewLead,
    need: Option<&Page<'_>>,
    catalogue: &Catalogue,
) -> Vec<quantity::Named> {
    let in_need = need
        .map(|page| products::from_need(page, catalogue))
        .unwrap_or_default();
    let named = in_need.named;
    let found = if lead.products.is_empty() {
        products::Found {
            named: Vec::new(),
            ..in_need
        }
    } else {
        products::from_field(&lead.products, catalogue)
    };
    if !found.names.is_empty() {
        parsed.confidence.insert(Fact::Products, found.confidence);
    }
    parsed.products = found.names;
    parsed.evidence.extend(found.evidence);
    named
}

fn read_quantity(
    parsed: &mut Parsed,
    lead: &NewLead,
    need: Option<&Page<'_>>,
    named: &[quantity::Named],
    taken: &[(usize, usize)],
) {
    let stated = lead
        .quantity
        .as_deref()
        .and_then(|text| quantity::from_field(&Page::new(Input::Quantity, text)));
    let read = stated.or_else(|| quantity::from_need(need?, named, taken));
    if let Some((quantity, confidence, evidence)) = read {
        parsed.quantity = Some(quantity);
        parsed.note(Fact::Quantity, confidence, evidence);
    }
}

fn read_value(
    parsed: &mut Parsed,
    lead: &NewLead,
    need: Option<&Page<'_>>,
    taken: &[(usize, usize)],
    thresholds: &TierThresholds,
) {
    if let Some(fen) = lead.estimated_value {
        let text = format!("{}", fen.yuan());
        let page = Page::new(Input::EstimatedValue, &text);
        parsed.value = Some(fen);
        parsed.note(
            Fact::Value,
            Confidence::CERTAIN,
            page.whole(Fact::Value, Because::GivenInField),
        );
    } else if let Some((fen, confidence, evidence)) =
        need.and_then(|page| value::from_need(page, taken))
    {
        parsed.value = Some(fen);
        parsed.note(Fact::Value, confidence, evidence);
    }
    parsed.tier = parsed.value.map(|fen| thresholds.tier_of(fen));
}

fn read_customer(parsed: &mut Parsed, lead: &NewLead, need: Option<&Page<'_>>) {
    let by_name = lead
        .company
        .as_deref()
        .and_then(|name| customer_words::from_company(&Page::new(Input::Company, name)));
    if let Some((kind, confidence, evidence)) = by_name.or_else(|| customer_words::from_need(need?))
    {
        parsed.customer_type = kind;
        parsed.note(Fact::CustomerType, confidence, evidence);
    }
}

fn read_intent(parsed: &mut Parsed, need: Option<&Page<'_>>) {
    // A named product and quantity are a wish whatever else is said.
    if parsed.quantity.is_some() && !parsed.products.is_empty() {
        return;
    }
    if let Some(evidence) = need.and_then(intent::not_a_lead) {
        parsed.is_lead = false;
        parsed.note(Fact::IsLead, Confidence::permille(900), evidence);
    }
}
