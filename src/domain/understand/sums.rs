//! Quantity, value and tier: every number of a lead gets one meaning.

use crate::catalogue::Catalogue;
use crate::money::TierThresholds;

use super::chat::not_theirs;
use super::confidence::Confidence;
use super::evidence::{Because, Evidence, Fact};
use super::measure::{Measure, measures};
use super::money_word::foreign as foreign_money;
use super::new_lead::{Input, NewLead};
use super::page::Page;
use super::parsed::{Parsed, Quantity};
use super::phone_finder::find_phones;
use super::price::{Price, prices};
use super::products::{self, Mention};
use super::quantity::{self, Wanted};
use super::reading::Desk;
use super::units::alike;
use super::value::{self, Named};

/// Words by which they want it again and again.
const REPEATED: [&str; 16] = [
    "每个月",
    "每月",
    "月用量",
    "月需求",
    "每周",
    "每季度",
    "每年",
    "年用量",
    "年需求",
    "长期",
    "定期",
    "/月",
    "/年",
    "per month",
    "monthly",
    "every month",
];

/// What the sums are read from.
pub(super) struct Sums<'a> {
    pub desk: &'a Desk<'a>,
    pub catalogue: &'a Catalogue,
    pub thresholds: &'a TierThresholds,
}

/// What the numbers of one page mean.
#[derive(Default)]
pub(super) struct Meaning {
    pub wanted: Option<Wanted>,
    pub value: Option<Named>,
    pub prices: Vec<Price>,
    pub foreign: Option<Evidence>,
}

impl Sums<'_> {
    /// Reads quantity and value. The fields made for them come first, then `need`, then fields
    /// that people wrote them into. A named sum wins over quantity times price.
    pub fn read(&self, parsed: &mut Parsed, lead: &NewLead) {
        if !parsed.is_lead {
            // Their sums are about their own business.
            self.read_stated(parsed, lead);
            return;
        }
        let need = self.desk.need.as_ref();
        let meaning = need
            .map(|page| self.meaning(page, &self.desk.mentions))
            .unwrap_or_default();
        self.read_stated(parsed, lead);
        let stated_quantity = self.quantity_of_fields(parsed);
        let of = self.read_quantity(parsed, stated_quantity, &meaning);
        self.read_value(parsed, meaning, of);
        parsed.tier = parsed.value.map(|fen| self.thresholds.tier_of(fen));
        if let Some(page) = need {
            self.read_repetition(parsed, page);
        }
    }

    /// `estimated_value`; a zero is a form that was not filled in.
    fn read_stated(&self, parsed: &mut Parsed, lead: &NewLead) {
        if let Some(fen) = lead.estimated_value.filter(|fen| fen.0 > 0) {
            let text = format!("{}", fen.yuan());
            let page = Page::new(Input::EstimatedValue, &text);
            parsed.value = Some(fen);
            parsed.tier = Some(self.thresholds.tier_of(fen));
            parsed.note(
                Fact::Value,
                Confidence::CERTAIN,
                page.whole(Fact::Value, Because::GivenInField),
            );
        }
    }

    /// Gives every number of a page one meaning: telephone, price of one, quantity, sum.
    fn meaning(&self, page: &Page<'_>, mentions: &[Mention]) -> Meaning {
        let text = page.text();
        let all = measures(text);
        let phones = find_phones(page.folded());
        let all = free(
            all,
            &phones.iter().map(|p| (p.start, p.end)).collect::<Vec<_>>(),
        );
        let all = free(all, &not_theirs(text));
        let foreign = value::foreign_sums(page, &all);
        let all: Vec<Measure> = all
            .into_iter()
            .filter(|m| foreign_money(text, m.start, m.end).is_none())
            .collect();
        let prices = prices(text, &all, mentions);
        let mut taken: Vec<(usize, usize)> = prices
            .iter()
            .map(|price| (price.start, price.end))
            .collect();
        let all = free(all, &taken);
        let sold_by = |category: &str, unit: &str| {
            let own = self.catalogue.get(category).and_then(|c| c.unit.as_deref());
            own.is_some_and(|own| alike(own, unit))
        };
        let in_field: Vec<&str> = self
            .desk
            .products
            .iter()
            .filter_map(|p| self.catalogue.canonical(p.original()))
            .collect();
        let sold = quantity::Sold {
            by: &sold_by,
            in_field: &in_field,
        };
        let counted = quantity::with_unit(page, &all, mentions, &sold);
        taken = counted
            .iter()
            .map(|wanted| (wanted.start, wanted.end))
            .collect();
        let value = value::from_text(page, &all, &taken, counted.is_some());
        taken.extend(value.iter().map(|named| (named.start, named.end)));
        let wanted = counted.or_else(|| quantity::bare(page, &all, mentions, &taken));
        Meaning {
            wanted,
            value,
            prices,
            foreign,
        }
    }

    /// The quantity of the field made for it, or of a product's entry.
    fn quantity_of_fields(
        &self,
        parsed: &mut Parsed,
    ) -> Option<(Quantity, Confidence, Evidence, Option<String>)> {
        let field = self.desk.quantity.as_ref();
        let mut unread = None;
        if let Some(page) = field {
            let mentions = products::mentions(page, self.catalogue);
            let meaning = self.meaning(page, &mentions);
            if parsed.value.is_none()
                && let Some(named) = meaning
                    .value
                    .as_ref()
                    .filter(|named| named.confidence >= Confidence::permille(850))
            {
                parsed.value = Some(named.fen);
                parsed.note(Fact::Value, named.confidence, named.evidence.clone());
            }
            if parsed.value.is_none()
                || meaning.wanted.is_some()
                || !page.text().contains(['元', '块', '预', '钱'])
            {
                if let Some((quantity, evidence, of)) = quantity::from_field(page, meaning.wanted) {
                    return Some((quantity, Confidence::permille(950), evidence, of));
                }
                unread = Some(page.whole(Fact::Quantity, Because::QuantityUnclear));
            }
        }
        let entry = self.desk.products.iter().find_map(|page| {
            let mentions = products::mentions(page, self.catalogue);
            let wanted = self.meaning(page, &mentions).wanted?;
            let evidence = wanted.evidence(page, Because::NumberWithUnit);
            Some((
                wanted.quantity,
                Confidence::permille(850),
                evidence,
                wanted.of,
            ))
        });
        if entry.is_none() {
            parsed.evidence.extend(unread);
        }
        entry
    }

    /// Returns the category that the quantity counts.
    fn read_quantity(
        &self,
        parsed: &mut Parsed,
        stated: Option<(Quantity, Confidence, Evidence, Option<String>)>,
        meaning: &Meaning,
    ) -> Option<String> {
        let in_need = || {
            let wanted = meaning.wanted.clone()?;
            let evidence = wanted.evidence(self.desk.need.as_ref()?, Because::NumberWithUnit);
            Some((
                wanted.quantity,
                Confidence::permille(wanted.sure),
                evidence,
                wanted.of,
            ))
        };
        let in_strays = || {
            self.desk
                .strays()
                .filter(|page| products::is_stray_wish(page))
                .find_map(|page| {
                    let mentions = products::mentions(page, self.catalogue);
                    let wanted = self.meaning(page, &mentions).wanted?;
                    let evidence = wanted.evidence(page, Because::NumberWithUnit);
                    Some((
                        wanted.quantity,
                        Confidence::permille(600),
                        evidence,
                        wanted.of,
                    ))
                })
        };
        let Some((mut quantity, confidence, evidence, of)) =
            stated.or_else(in_need).or_else(in_strays)
        else {
            if let Some(page) = &self.desk.need
                && let Some((start, end)) = quantity::unclear(page.text())
            {
                parsed.evidence.push(page.evidence(
                    Fact::Quantity,
                    start,
                    end,
                    Because::QuantityUnclear,
                ));
            }
            return None;
        };
        let of = of
            .filter(|of| parsed.products.contains(of))
            .or_else(|| parsed.products.first().cloned());
        if quantity.unit.is_empty()
            && let Some(unit) = of
                .as_deref()
                .and_then(|of| self.catalogue.get(of)?.unit.clone())
        {
            quantity.unit = unit;
        }
        parsed.quantity = Some(quantity);
        parsed.note(Fact::Quantity, confidence, evidence);
        of
    }

    fn read_repetition(&self, parsed: &mut Parsed, page: &Page<'_>) {
        if parsed.quantity.is_none() && parsed.value.is_none() {
            return;
        }
        let text = page.text();
        let found = REPEATED
            .iter()
            .filter_map(|word| Some((text.find(word)?, *word)))
            .min();
        if let Some((at, word)) = found {
            let evidence = page.evidence(Fact::Quantity, at, at + word.len(), Because::Repeated);
            parsed.evidence.push(evidence.matched(word));
        }
    }
}

/// The measures that share no byte with the stretches, both from left to right.
pub(super) fn free(all: Vec<Measure>, taken: &[(usize, usize)]) -> Vec<Measure> {
    let mut next = 0;
    all.into_iter()
        .filter(|measure| {
            while taken
                .get(next)
                .is_some_and(|(_, end)| *end <= measure.start)
            {
                next += 1;
            }
            taken
                .get(next)
                .is_none_or(|(start, _)| *start >= measure.end)
        })
        .collect()
}
