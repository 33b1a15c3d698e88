//! What a lead may be at all.

use std::collections::{BTreeSet, HashMap};

use super::budget::Budget;
use super::many::Pick;
use super::places::Places;
use super::spans::Spans;
use crate::catalogue::Catalogue;
use crate::money::{Fen, Tier, TierThresholds};
use crate::policy::check::company::Company;
use crate::policy::{TimeOfDay, Weekday};
use crate::region::{Folded, Level, RegionCode, Territory};

/// Minutes of a day.
const DAY: i64 = 1440;
/// Minutes of a week.
pub(super) const WEEK: (i64, i64) = (0, 7 * DAY);
/// Every amount of money.
pub(super) const VALUES: (i64, i64) = (0, Fen::MAX.0 + 1);
/// Every amount of goods.
pub(super) const AMOUNTS: (i64, i64) = (i64::MIN, i64::MAX);

/// The places, products and tiers of the company, and how much may still be compared.
pub(in crate::policy::check) struct Universe<'a> {
    places: Vec<RegionCode>,
    within: HashMap<Territory, Places>,
    catalogue: &'a Catalogue,
    tiers: TierThresholds,
    pub(in crate::policy::check) budget: Budget,
}

impl<'a> Universe<'a> {
    pub(in crate::policy::check) fn new(company: &Company<'a>, tiers: TierThresholds) -> Self {
        let levels = [Level::Province, Level::City, Level::District];
        let places = levels.map(|level| company.gazetteer.all(level)).concat();
        Self {
            places,
            within: HashMap::new(),
            catalogue: company.catalogue,
            tiers,
            budget: Budget::WHOLE,
        }
    }

    /// Places within one of the territories.
    pub(super) fn within(&mut self, territories: &[Territory]) -> Places {
        let mut all = Places::none(self.places.len() + 1);
        for territory in territories {
            let places = &self.places;
            let own = self.within.entry(*territory).or_insert_with(|| {
                let mut own = Places::none(places.len() + 1);
                for (number, code) in places.iter().enumerate() {
                    if territory.covers(*code).is_some() {
                        own.add(number);
                    }
                }
                own
            });
            all.join(own);
        }
        all
    }

    /// Any place, as long as one is said.
    pub(super) fn anywhere(&self) -> Places {
        let mut unknown = Places::none(self.places.len() + 1);
        unknown.add(self.places.len());
        unknown.others()
    }

    /// A product that is one of these or belongs to one. Names that the catalogue lacks stand for
    /// themselves.
    pub(super) fn products(&self, names: &[String]) -> Pick {
        let mut all = BTreeSet::new();
        for name in names {
            match self.catalogue.canonical(name) {
                None => {
                    all.insert(Folded::new(name.trim()).text().to_owned());
                }
                Some(known) => {
                    let inner = self.catalogue.categories().iter();
                    let inner = inner.filter(|one| self.catalogue.is_a(&one.category, known));
                    all.extend(inner.map(|one| one.category.clone()));
                }
            }
        }
        Pick::of(all.iter().map(String::as_str))
    }

    /// Amounts of these tiers: a lead has a tier when it has a value.
    pub(super) fn tier_values(&self, tiers: &[Tier]) -> Spans {
        let (least, beyond) = VALUES;
        let (a, b) = (self.tiers.a.0, self.tiers.b.0);
        let span = |tier: &Tier| match tier {
            Tier::A => (a, beyond),
            Tier::B => (b, a),
            Tier::C => (least, b.min(a)),
        };
        Spans::of(tiers.iter().map(span).collect())
    }
}

/// Minutes of the week, Monday first. Hours over midnight belong to the day on which they began.
pub(super) fn minutes(time: &TimeOfDay) -> Spans {
    const ALL: [Weekday; 7] = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];
    let (from, to) = match time.hours {
        None => (0, DAY),
        Some(hours) => {
            let (from, to) = (
                i64::from(hours.from.minutes()),
                i64::from(hours.to.minutes()),
            );
            (from, if to > from { to } else { to + DAY })
        }
    };
    let mut spans = Vec::new();
    for (day, begins) in ALL.iter().zip((0..).step_by(1440)) {
        if time.days.is_empty() || time.days.contains(day) {
            spans.push((begins + from, (begins + to).min(WEEK.1)));
            // From Sunday night into Monday.
            spans.push((0, begins + to - WEEK.1));
        }
    }
    Spans::of(spans)
}
