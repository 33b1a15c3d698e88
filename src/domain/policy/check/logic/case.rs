//! One kind of lead: of every quality, the values that it may have.

use super::many::Many;
use super::names::Names;
use super::places::Places;
use super::spans::Spans;

/// Closed lists as bits, one a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    CustomerType,
    Urgency,
    Intent,
    Language,
    OldCustomer,
}

impl Closed {
    /// Every word of the list.
    pub(super) fn whole(self) -> u8 {
        match self {
            Self::CustomerType => 0b111_1111,
            Self::Urgency => 0b111,
            Self::Intent => 0b11_1111,
            Self::Language => 0b1111,
            Self::OldCustomer => 0b11,
        }
    }
}

/// What is left out may be anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy::check) struct Case {
    pub(super) region: Option<Places>,
    pub(super) value: Option<Spans>,
    pub(super) quantity: Option<Spans>,
    pub(super) time: Option<Spans>,
    pub(super) industry: Option<Names>,
    pub(super) source: Option<Names>,
    pub(super) product: Many,
    pub(super) tag: Many,
    pub(super) word: Many,
    closed: [u8; 5],
}

impl Case {
    /// Every lead.
    pub(super) fn whole() -> Self {
        let all = [
            Closed::CustomerType,
            Closed::Urgency,
            Closed::Intent,
            Closed::Language,
            Closed::OldCustomer,
        ];
        Self {
            region: None,
            value: None,
            quantity: None,
            time: None,
            industry: None,
            source: None,
            product: Many::default(),
            tag: Many::default(),
            word: Many::default(),
            closed: all.map(Closed::whole),
        }
    }

    /// Leads whose word of the list is one of these bits.
    pub(super) fn closed(list: Closed, bits: u8) -> Self {
        let mut case = Self::whole();
        case.closed[list as usize] = bits & list.whole();
        case
    }

    /// Whether a look at the cheap qualities tells that no lead is of both kinds.
    pub(in crate::policy::check) fn is_apart(&self, other: &Self) -> bool {
        let mut closed = self.closed.iter().zip(other.closed);
        closed.any(|(one, other)| one & other == 0)
            || matches!((&self.region, &other.region), (Some(one), Some(two)) if !one.meets(two))
    }

    /// Leads of both kinds; none when there can be none.
    pub(in crate::policy::check) fn and(&self, other: &Self) -> Option<Self> {
        if self.is_apart(other) {
            return None;
        }
        let mut closed = self.closed;
        for (one, other) in closed.iter_mut().zip(other.closed) {
            *one &= other;
        }
        let region = common(&self.region, &other.region, Places::both);
        let value = common(&self.value, &other.value, Spans::both);
        let quantity = common(&self.quantity, &other.quantity, Spans::both);
        let time = common(&self.time, &other.time, Spans::both);
        let industry = common(&self.industry, &other.industry, Names::both);
        let source = common(&self.source, &other.source, Names::both);
        let case = Self {
            region,
            value,
            quantity,
            time,
            industry,
            source,
            product: self.product.both(&other.product),
            tag: self.tag.both(&other.tag),
            word: self.word.both(&other.word),
            closed,
        };
        (!case.is_empty()).then_some(case)
    }

    /// How many steps it takes to put the two together.
    pub(in crate::policy::check) fn steps(&self, other: &Self) -> usize {
        if self.is_apart(other) {
            1
        } else {
            self.size() + other.size()
        }
    }

    /// How much there is to compare, at least 1.
    pub(super) fn size(&self) -> usize {
        let spans = |one: &Option<Spans>| one.as_ref().map_or(0, Spans::size);
        let names = |one: &Option<Names>| one.as_ref().map_or(0, Names::size);
        // A set of places is some fifty words of memory.
        let region = if self.region.is_some() { 3 } else { 0 };
        1 + region
            + spans(&self.value)
            + spans(&self.quantity)
            + spans(&self.time)
            + names(&self.industry)
            + names(&self.source)
            + self.product.size()
            + self.tag.size()
            + self.word.size()
    }

    /// Whether no lead can be so.
    pub(super) fn is_empty(&self) -> bool {
        self.closed.contains(&0)
            || self.region.as_ref().is_some_and(Places::is_empty)
            || self.value.as_ref().is_some_and(Spans::is_empty)
            || self.quantity.as_ref().is_some_and(Spans::is_empty)
            || self.time.as_ref().is_some_and(Spans::is_empty)
            || self.industry.as_ref().is_some_and(Names::is_empty)
            || self.source.as_ref().is_some_and(Names::is_empty)
            || self.product.is_empty()
            || self.tag.is_empty()
            || self.word.is_empty()
    }
}

fn common<T: Clone>(
    one: &Option<T>,
    other: &Option<T>,
    both: impl FnOnce(&T, &T) -> T,
) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(both(one, other)),
        (Some(one), None) => Some(one.clone()),
        (None, other) => other.clone(),
    }
}
