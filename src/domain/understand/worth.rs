//! What a lead may be worth: a sum that it names, or quantity times price.

use crate::money::Fen;

use super::confidence::Confidence;
use super::evidence::{Because, Evidence, Fact};
use super::measure::measures;
use super::parsed::{Parsed, Quantity};
use super::phone_finder::find_phones;
use super::price::{Price, is_offered};
use super::sums::{Meaning, Sums, free};
use super::units::alike;
use super::value::{self, Named, fen_of};

impl Sums<'_> {
    /// A named sum, else quantity times a price of one, else quantity times the catalogue's.
    pub(super) fn read_value(&self, parsed: &mut Parsed, meaning: Meaning, of: Option<String>) {
        let Meaning {
            value,
            prices,
            foreign,
            ..
        } = meaning;
        parsed.evidence.extend(foreign);
        if parsed.value.is_some() {
            return;
        }
        let tagged = || {
            self.desk
                .tags
                .iter()
                .chain(self.desk.strays())
                .find_map(|page| {
                    let all = measures(page.text());
                    let all = free(
                        all,
                        &find_phones(page.folded())
                            .iter()
                            .map(|p| (p.start, p.end))
                            .collect::<Vec<_>>(),
                    );
                    value::from_text(page, &all, &[], false)
                        .filter(|named| named.confidence >= Confidence::permille(850))
                })
        };
        // `1000条毛巾,5块以内`: nobody means so little for all of them.
        let mut prices = prices;
        let value = value.filter(|named| {
            let of_one = self.is_price_of_one(parsed, named, of.as_deref());
            if of_one {
                prices.push(Price {
                    milli: named.fen.0 * 10,
                    unit: None,
                    start: named.start,
                    end: named.end,
                });
            }
            !of_one
        });
        if let Some(named) = value.or_else(tagged) {
            parsed.value = Some(named.fen);
            parsed.note(Fact::Value, named.confidence, named.evidence);
            return;
        }
        let Some(quantity) = parsed.quantity.clone() else {
            return;
        };
        let times = |milli: i64| {
            // Thousandths times thousandths; beyond the range no fen come out.
            let product = i128::from(quantity.amount.as_milli()) * i128::from(milli) / 1000;
            fen_of(i64::try_from(product).ok()?).filter(|fen| fen.0 > 0)
        };
        let mentions = &self.desk.mentions;
        let price = self.desk.need.as_ref().and_then(|page| {
            let price = prices
                .iter()
                .find(|price| is_offered(page.text(), price, mentions, of.as_deref()))?;
            Some((price, page))
        });
        if let Some((price, page)) = price
            && price
                .unit
                .is_none_or(|unit| alike(unit, &quantity.unit) || quantity.unit.is_empty())
            && let Some(fen) = times(price.milli)
        {
            let evidence = page.evidence(
                Fact::Value,
                price.start,
                price.end,
                Because::PriceTimesQuantity,
            );
            parsed.value = Some(fen);
            parsed.note(
                Fact::Value,
                Confidence::permille(800),
                evidence.matched(shown(&quantity, fen)),
            );
            return;
        }
        // Where several are wanted, the unit tells which of them is counted.
        let first = of.iter().map(String::as_str);
        let candidates = first.chain(parsed.products.iter().map(String::as_str));
        let priced = candidates.into_iter().find_map(|of| {
            let unit = self.catalogue.get(of)?.unit.clone()?;
            let agrees = quantity.unit.is_empty() || alike(&unit, &quantity.unit);
            let fen = self.catalogue.unit_price(of).filter(|_| agrees)?;
            times(fen.0 * 10)
        });
        if let Some(fen) = priced {
            let read = parsed
                .evidence
                .iter()
                .find(|e| e.field == Fact::Quantity)
                .cloned();
            if let Some(read) = read {
                let evidence = Evidence {
                    field: Fact::Value,
                    because: Because::CataloguePrice,
                    matched: Some(shown(&quantity, fen)),
                    ..read
                };
                parsed.value = Some(fen);
                parsed.note(Fact::Value, Confidence::permille(500), evidence);
            }
        }
    }

    /// Whether a sum without any word for a total can only be what one costs: the quantity is
    /// many, and the sum no more than a few times the catalogue's price of one.
    fn is_price_of_one(&self, parsed: &Parsed, named: &Named, of: Option<&str>) -> bool {
        let many = parsed
            .quantity
            .as_ref()
            .is_some_and(|q| q.amount.as_milli() >= 20_000);
        let usual = of.and_then(|of| self.catalogue.unit_price(of));
        let small = usual.is_some_and(|price| named.fen.0 <= 4 * price.0);
        many && small && named.confidence <= Confidence::permille(700)
    }
}

/// `3000个 × … = 54000元`, for the evidence.
fn shown(quantity: &Quantity, fen: Fen) -> String {
    format!("{}{} = {}元", quantity.amount, quantity.unit, fen.yuan())
}
