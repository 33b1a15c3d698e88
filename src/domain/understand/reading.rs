//! The whole reading of a lead.

use crate::catalogue::Catalogue;
use crate::money::TierThresholds;
use crate::region::Gazetteer;

use super::clause::clause_after;
use super::confidence::Confidence;
use super::evidence::{Because, Evidence, Fact};
use super::new_lead::{Input, NewLead};
use super::page::Page;
use super::parsed::Parsed;
use super::phone::Phone;
use super::phone_finder::{find_phones, phone_of_field};
use super::products::{self, Mention};
use super::quantity_skip::skip_measure;
use super::sums::Sums;
use super::{customer, industry, intent, language, people, place, urgency, wechat};

/// Reads a lead. Pure: the same lead, gazetteer and catalogue give the same bytes. Time grows
/// linearly with the length of the texts.
pub fn understand(
    lead: &NewLead,
    gazetteer: &Gazetteer,
    catalogue: &Catalogue,
    thresholds: &TierThresholds,
) -> Parsed {
    let desk = Desk::new(lead, catalogue);
    let mut parsed = Parsed::default();
    let phones = read_phones(&mut parsed, &desk);
    read_place(&mut parsed, lead, gazetteer, &phones);
    read_intent(&mut parsed, &desk);
    read_products(&mut parsed, &desk, lead, catalogue);
    let sums = Sums {
        desk: &desk,
        catalogue,
        thresholds,
    };
    sums.read(&mut parsed, lead);
    people::read(&mut parsed, &desk, lead);
    read_customer(&mut parsed, &desk);
    read_industry(&mut parsed, &desk, catalogue);
    if let Some(page) = &desk.need {
        if let Some((urgency, sure, evidence)) = urgency::from_text(page) {
            parsed.urgency = urgency;
            parsed.note(Fact::Urgency, Confidence::permille(sure), evidence);
        }
        if let Some((language, sure, evidence)) = language::from_text(page) {
            parsed.language = language;
            parsed.note(Fact::Language, Confidence::permille(sure), evidence);
        }
        parsed.evidence.extend(wechat::from_text(page));
    }
    if parsed.intent == intent::Intent::Other {
        let known = parsed.quantity.is_some() || !parsed.products.is_empty();
        if let Some((said, sure, evidence)) = desk
            .need
            .as_ref()
            .and_then(|page| intent::of_customer(page, known))
        {
            parsed.intent = said;
            parsed.note(Fact::Intent, Confidence::permille(sure), evidence);
        }
    }
    parsed
}

/// The pages of a lead, each folded once, with the products and numbers that stand in them.
pub(super) struct Desk<'a> {
    pub need: Option<Page<'a>>,
    pub company: Option<Page<'a>>,
    pub contact_name: Option<Page<'a>>,
    pub address: Option<Page<'a>>,
    pub industry: Option<Page<'a>>,
    pub quantity: Option<Page<'a>>,
    pub phone: Option<Page<'a>>,
    pub tags: Vec<Page<'a>>,
    pub products: Vec<Page<'a>>,
    /// Products in `need`.
    pub mentions: Vec<Mention>,
}

impl<'a> Desk<'a> {
    fn new(lead: &'a NewLead, catalogue: &Catalogue) -> Desk<'a> {
        fn page(input: Input, text: &Option<String>) -> Option<Page<'_>> {
            text.as_deref().map(|text| Page::new(input, text))
        }
        let pages =
            |input, texts: &'a [String]| texts.iter().map(|text| Page::new(input, text)).collect();
        let need = page(Input::Need, &lead.need);
        let mentions = need
            .as_ref()
            .map(|page| products::mentions(page, catalogue))
            .unwrap_or_default();
        Desk {
            need,
            company: page(Input::Company, &lead.company),
            contact_name: page(Input::ContactName, &lead.contact_name),
            address: page(Input::Address, &lead.address),
            industry: page(Input::Industry, &lead.industry),
            quantity: page(Input::Quantity, &lead.quantity),
            phone: page(Input::Phone, &lead.phone),
            tags: pages(Input::Tags, &lead.tags),
            products: pages(Input::Products, &lead.products),
            mentions,
        }
    }

    /// Fields in which people write what belongs into others, the likeliest first.
    pub fn strays(&self) -> impl Iterator<Item = &Page<'a>> {
        [
            &self.contact_name,
            &self.company,
            &self.address,
            &self.industry,
        ]
        .into_iter()
        .flatten()
    }
}

impl Parsed {
    pub(super) fn note(&mut self, fact: Fact, confidence: Confidence, evidence: Evidence) {
        self.confidence.insert(fact, confidence);
        self.evidence.push(evidence);
    }
}

fn read_place(parsed: &mut Parsed, lead: &NewLead, gazetteer: &Gazetteer, phones: &[Told<'_>]) {
    let heard: Vec<place::Heard<'_>> = phones
        .iter()
        .map(|told| place::Heard {
            page: told.page,
            phone: &told.phone,
            start: told.start,
            end: told.end,
        })
        .collect();
    let found = place::find(lead, gazetteer, &heard);
    if found.place.is_some() {
        parsed.confidence.insert(Fact::Region, found.confidence);
    }
    parsed.region = found.place;
    parsed.evidence.extend(found.evidence);
}

struct Told<'a> {
    page: &'a Page<'a>,
    phone: Phone,
    start: usize,
    end: usize,
}

/// The numbers of the lead, the field made for them first. The first one is the customer's.
fn read_phones<'a>(parsed: &mut Parsed, desk: &'a Desk<'a>) -> Vec<Told<'a>> {
    let mut all = Vec::new();
    if let Some(page) = &desk.phone
        && let Some(phone) = phone_of_field(page.original())
    {
        let end = page.text().trim_end().len();
        all.push(Told {
            page,
            phone,
            start: 0,
            end,
        });
    }
    for page in desk.need.iter().chain(desk.strays()) {
        all.extend(find_phones(page.folded()).into_iter().map(|found| Told {
            page,
            phone: found.phone,
            start: found.start,
            end: found.end,
        }));
    }
    if let Some(first) = all.first() {
        parsed.phone = Some(first.phone.clone());
        let in_field = first.page.input == Input::Phone;
        let (sure, because) = if in_field {
            (1000, Because::GivenInField)
        } else {
            (950, Because::PhoneInText)
        };
        let evidence = first
            .page
            .evidence(Fact::Phone, first.start, first.end, because);
        parsed.note(Fact::Phone, Confidence::permille(sure), evidence);
    }
    all
}

/// Whether it is a customer's wish at all; what a customer wants is read last.
fn read_intent(parsed: &mut Parsed, desk: &Desk<'_>) {
    let wanted = desk
        .mentions
        .iter()
        .any(|m| m.wish == super::wish::Wish::Wanted);
    if let Some((said, sure, evidence)) = desk
        .need
        .as_ref()
        .and_then(|page| intent::not_a_lead(page, wanted, counted(page, &desk.mentions)))
    {
        parsed.is_lead = false;
        parsed.intent = said;
        parsed
            .confidence
            .insert(Fact::Intent, Confidence::permille(sure));
        parsed.note(Fact::IsLead, Confidence::permille(sure), evidence);
    }
}

/// Whether an amount stands right behind a product that may be wished for: `拉杆箱30个`.
fn counted(page: &Page<'_>, mentions: &[Mention]) -> bool {
    mentions
        .iter()
        .filter(|m| m.wish == super::wish::Wish::Wanted)
        .any(|m| {
            let after = clause_after(page.text(), m.end);
            skip_measure(after).len() < after.len()
        })
}

/// The products of their field; where it is empty those of `need`, or of a field that people
/// wrote their wish into. Who is no customer wants none.
fn read_products(parsed: &mut Parsed, desk: &Desk<'_>, lead: &NewLead, catalogue: &Catalogue) {
    let mut found = products::Found::default();
    if !lead.products.is_empty() {
        found = products::from_field(&desk.products, catalogue);
    } else if let Some(page) = desk.need.as_ref().filter(|_| parsed.is_lead) {
        found = products::from_text(page, &desk.mentions, catalogue);
    }
    if found.names.is_empty() && parsed.is_lead {
        let stray = desk
            .strays()
            .filter(|page| products::is_stray_wish(page))
            .find_map(|page| {
                let all = products::mentions(page, catalogue);
                let found = products::from_text(page, &all, catalogue);
                (!found.names.is_empty()).then_some(found)
            });
        found = stray.unwrap_or(found);
    }
    if !found.names.is_empty() {
        parsed.confidence.insert(Fact::Products, found.confidence);
    }
    parsed.products = found.names;
    parsed.evidence.extend(found.evidence);
}

fn read_customer(parsed: &mut Parsed, desk: &Desk<'_>) {
    // `让您的店铺订单翻倍`: who is no customer is of no kind.
    if !parsed.is_lead {
        return;
    }
    let by_need = desk.need.as_ref().and_then(customer::from_need);
    let by_name = || {
        let field = desk.company.as_ref().and_then(customer::from_company);
        field.or_else(|| customer::from_company(desk.contact_name.as_ref()?))
    };
    // Who asks to be an agent, or wants it for themselves, says more than a name.
    let (by_need, strong) = match by_need {
        Some(read) if customer::outweighs_name(read.0) => (None, Some(read)),
        read => (read, None),
    };
    if let Some((kind, confidence, evidence)) = strong.or_else(by_name).or(by_need) {
        parsed.customer_type = kind;
        parsed.note(Fact::CustomerType, confidence, evidence);
    }
}

fn read_industry(parsed: &mut Parsed, desk: &Desk<'_>, catalogue: &Catalogue) {
    let field = desk
        .industry
        .as_ref()
        .map(|page| industry::from_field(page, catalogue));
    let company = || {
        let name = desk
            .company
            .as_ref()
            .and_then(|page| industry::from_company(page, catalogue));
        name.or_else(|| industry::from_company(desk.contact_name.as_ref()?, catalogue))
    };
    let products = || industry::from_products(&parsed.products, &parsed.evidence, catalogue);
    if let Some((name, confidence, evidence)) = field.or_else(company).or_else(products) {
        parsed.industry = Some(name);
        parsed.note(Fact::Industry, confidence, evidence);
    }
}
