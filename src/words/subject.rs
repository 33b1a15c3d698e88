//! Everything that a card may show of a lead, gathered beforehand.

use jiff::tz::TimeZone;
use paidan_domain::lead::{Lead, ReasonCode};
use paidan_domain::matching::Explanation;
use paidan_domain::money::Fen;
use paidan_domain::time::Instant;
use paidan_domain::understand::{Facts, NewLead, Parsed};
use unicode_segmentation::UnicodeSegmentation;

use super::customer::{masked_name, masked_need};
use super::text::{cut, money_about, quantity};

/// A lead as a card needs it.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The lead.
    pub lead: &'a Lead,
    /// What the customer said; empty when erased.
    pub said: &'a NewLead,
    /// What was understood.
    pub parsed: &'a Parsed,
    /// Short name of the place (`金华`).
    pub place: Option<&'a str>,
    /// Why the rep was chosen.
    pub explanation: Option<&'a Explanation>,
    /// The phone page.
    pub link: Option<&'a str>,
    /// The owner may see the whole phone on the card.
    pub phone_on_card: bool,
    /// On a page of its own, where texts stand in full.
    pub in_full: bool,
    /// Now.
    pub now: Instant,
    /// The zone of the company.
    pub zone: &'a TimeZone,
}

/// What a rep's card is about at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// Take it?
    Offered {
        /// Until when, as the card prints it.
        until: Instant,
        /// The how-manieth.
        attempt: u32,
        /// The manager who chose this rep, and why.
        chosen_by: Option<(String, Option<String>)>,
    },
    /// In the public pool: who comes first.
    Pooled,
    /// It went into the public pool.
    ToPool,
    /// It is theirs, the customer not yet called.
    Claimed,
    /// It is theirs and being followed.
    Contacted,
    /// They look after it for an owner on leave.
    StandIn {
        /// The owner.
        owner: String,
    },
    /// Somebody else's; they look at how it stands.
    Watched {
        /// Who has it, or had it at the end.
        with: Option<String>,
        /// Until when that one has to act.
        until: Option<Instant>,
    },
    /// It ended in their hands.
    Ended(Ended),
    /// They said no.
    Declined {
        /// Why, once said.
        reason: Option<ReasonCode>,
        /// The reason may still be given.
        asking: bool,
    },
    /// They gave it back.
    Released {
        /// The reason may still be given.
        asking: bool,
    },
    /// They did not answer in time.
    Expired {
        /// When their time was up.
        at: Instant,
    },
    /// The same, in the moment before it moves on.
    RanOut {
        /// When their time was up.
        at: Instant,
    },
    /// Somebody else has it.
    Taken {
        /// Who.
        by: String,
        /// Since when.
        at: Option<Instant>,
    },
    /// A manager gave it to somebody else.
    Moved {
        /// Which manager.
        by: String,
        /// To whom.
        to: String,
        /// When.
        at: Instant,
        /// Why, as typed.
        reason: Option<String>,
    },
}

/// How a lead ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// 成交.
    Won {
        /// What it was worth.
        value: Option<Fen>,
    },
    /// 丢单.
    Lost {
        /// Why, once said.
        reason: Option<ReasonCode>,
        /// The reason may still be given.
        asking: bool,
    },
    /// 无效.
    Invalid {
        /// Why, once said.
        reason: Option<ReasonCode>,
        /// The reason may still be given.
        asking: bool,
    },
}

impl Subject<'_> {
    /// `#1042 金华 · 保温杯 3000 个`, at most `most` characters.
    pub(super) fn headline(&self, most: usize) -> String {
        let number = format!("#{}", self.lead.number);
        let room = most.saturating_sub(number.graphemes(true).count() + 1);
        let mut parts: Vec<String> = self.place.map(str::to_owned).into_iter().collect();
        let wants = self.wants();
        if !wants.is_empty() {
            parts.push(wants);
        }
        if parts.is_empty() {
            parts.extend(self.said.company.clone());
        }
        let about = if parts.is_empty() {
            "新线索".to_owned()
        } else {
            parts.join(" · ")
        };
        // What the customer typed may hold a contact.
        format!("{number} {}", cut(&masked_need(&about), room))
    }

    /// `保温杯 3000 个`, `保温杯等 3 类 3000 个`; empty when unknown.
    pub(super) fn wants(&self) -> String {
        wants(&self.lead.facts)
    }

    /// `约 5 万元(A 档)`.
    pub(super) fn budget(&self) -> Option<String> {
        let value = self.lead.facts.value?;
        let tier = self
            .lead
            .facts
            .tier
            .map(|tier| format!("({} 档)", tier.letter()))
            .unwrap_or_default();
        Some(format!("{}{tier}", money_about(value)))
    }

    /// The company as it may be seen before the claim.
    pub(super) fn masked_company(&self) -> Option<String> {
        self.said.company.as_deref().map(masked_need)
    }

    /// Name and number with the middle left out.
    pub(super) fn masked_contact(&self) -> Option<String> {
        let name = self.said.contact_name.as_deref().map(masked_name);
        let phone = self.parsed.phone.as_ref().map(|phone| phone.masked());
        let both: Vec<String> = name.into_iter().chain(phone).collect();
        (!both.is_empty()).then(|| both.join(" "))
    }

    /// The customer's own words in 「」, contacts made unreadable.
    pub(super) fn quote(&self) -> Option<String> {
        let need = self.said.need.as_deref()?.trim();
        let one_line = masked_need(need)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        (!one_line.is_empty()).then(|| {
            format!(
                "「{}」",
                cut(&one_line, if self.in_full { 20_000 } else { 60 })
            )
        })
    }

    /// The same for the owner: on their page in full and as it was written.
    pub(super) fn owners_quote(&self) -> Option<String> {
        match self.said.need.as_deref().map(str::trim) {
            Some(need) if self.in_full && !need.is_empty() => Some(format!("「{need}」")),
            _ => self.quote(),
        }
    }

    /// How the owner calls the customer: the name, else the company, else the need.
    pub(super) fn customer(&self) -> String {
        self.said
            .contact_name
            .clone()
            .or_else(|| self.said.company.clone())
            .unwrap_or_else(|| self.wants())
    }
}

pub(super) fn wants(facts: &Facts) -> String {
    let what = match facts.products.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first, ..] => format!("{first}等 {} 类", facts.products.len()),
    };
    let how_much = facts.quantity.as_ref().map(quantity).unwrap_or_default();
    [what, how_much]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A lead in a few words, from what may stand in clear: `金华 · 保温杯 3000 个`.
#[must_use]
pub fn brief(facts: &Facts, place: Option<&str>) -> String {
    let parts: Vec<String> = place
        .map(str::to_owned)
        .into_iter()
        .chain(Some(wants(facts)).filter(|wants| !wants.is_empty()))
        .collect();
    if parts.is_empty() {
        "新线索".to_owned()
    } else {
        cut(&masked_need(&parts.join(" · ")), 40)
    }
}
