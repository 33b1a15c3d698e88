//! Cards and sentences as people see them. A [`Sample`] is lead #1042 of
//! `experience.md`; a test changes what it is about.

mod cards;
mod handed_in;
mod limits;
mod lists;
mod privacy;
mod problems;
mod quota;
mod rules;
mod sentences;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use paidan_domain::ids::{LeadId, LeadNumber, OfferId, StaffId};
use paidan_domain::lead::{Escalation, EscalationKind, Facts, Lead, Life, Offer, ReasonCode};
use paidan_domain::matching::{
    Because, Excluded, Exclusion, Explanation, Factor, FactorScore, RuleRef, Scored, Stage,
};
use paidan_domain::money::{Fen, Tier};
use paidan_domain::region::{Nearness, RegionCode};
use paidan_domain::time::Instant;
use paidan_domain::understand::{Amount, NewLead, Parsed, Phone, Quantity};
use uuid::Uuid;

use super::*;

/// 2026-11-23 14:30 in Shanghai.
fn now() -> Instant {
    at("2026-11-23T14:30:00+08:00")
}

fn at(text: &str) -> Instant {
    Instant::from_timestamp(text.parse::<Timestamp>().unwrap())
}

fn shanghai() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap()
}

fn id(name: &str) -> StaffId {
    StaffId::parse(name).unwrap()
}

/// Everything that a [`Subject`] borrows.
#[derive(Clone)]
struct Sample {
    lead: Lead,
    said: NewLead,
    parsed: Parsed,
    place: Option<&'static str>,
    explanation: Option<Explanation>,
    link: Option<&'static str>,
    phone_on_card: bool,
    zone: TimeZone,
}

impl Sample {
    /// #1042: 义乌市宏达日用品商行 wants 3000 thermos cups for about 50,000 yuan.
    fn new() -> Self {
        let parsed = Parsed {
            products: vec!["保温杯".to_owned()],
            quantity: Some(Quantity {
                amount: Amount::whole(3000),
                unit: "个".to_owned(),
            }),
            value: Some(Fen(5_000_000)),
            tier: Some(Tier::A),
            phone: Some(Phone::parse("13912345678").unwrap()),
            ..Parsed::default()
        };
        let said = NewLead {
            company: Some("义乌市宏达日用品商行".to_owned()),
            contact_name: Some("王先生".to_owned()),
            phone: Some("13912345678".to_owned()),
            address: Some("福田路 18 号".to_owned()),
            need: Some("想进一批保温杯,先看样品".to_owned()),
            ..NewLead::default()
        };
        let mut facts = Facts::from(&parsed);
        facts.region = Some(RegionCode::parse("330782").unwrap());
        let offer = Offer {
            id: OfferId(Uuid::from_u128(1)),
            rep: id("zhang"),
            attempt: 1,
            claim_within_seconds: None,
        };
        let lead = Lead {
            id: LeadId(Uuid::from_u128(42)),
            number: LeadNumber(1042),
            source: "website".to_owned(),
            facts,
            life: Life::Offered(offer),
            seq: 2,
            round: vec![id("zhang")],
            attempts: 1,
            last_rep: Some(id("zhang")),
            unexplained: vec![],
            pool_seen: vec![],
            created_at: now(),
            updated_at: now(),
        };
        Self {
            lead,
            said,
            parsed,
            place: Some("金华"),
            explanation: Some(explanation()),
            link: Some("https://paidan.example/h5/leads/1042"),
            phone_on_card: true,
            zone: shanghai(),
        }
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            lead: &self.lead,
            said: &self.said,
            parsed: &self.parsed,
            place: self.place,
            explanation: self.explanation.as_ref(),
            link: self.link,
            phone_on_card: self.phone_on_card,
            in_full: false,
            now: now(),
            zone: &self.zone,
        }
    }

    fn card(&self, shown: &Shown) -> Card {
        rep_card(&self.subject(), shown)
    }

    fn manager_card(&self, asked: &[&str], options: &[Scored]) -> Card {
        let asked: Vec<String> = asked.iter().map(|&name| name.to_owned()).collect();
        manager_card(&self.subject(), &escalation(), &asked, options)
    }

    fn with_life(mut self, life: Life) -> Self {
        self.lead.life = life;
        self
    }
}

fn escalation() -> Escalation {
    Escalation {
        level: 1,
        manager: id("li"),
        kind: EscalationKind::Choose,
        since: now(),
        deadline: at("2026-11-23T14:40:00+08:00"),
    }
}

fn score(factor: Factor, contribution: u32, because: Because) -> FactorScore {
    FactorScore {
        factor,
        weight: contribution,
        value: 1000,
        contribution,
        because,
    }
}

/// A candidate whose factors contribute so much.
fn scored(name: &str, factors: Vec<FactorScore>) -> Scored {
    let score = factors.iter().map(|one| one.contribution).sum();
    Scored {
        rep: id(name),
        rep_name: name.to_owned(),
        score,
        factors,
    }
}

fn at_hand(load: u32, capacity: u32) -> Because {
    Because::AtHand {
        load,
        capacity,
        effort_permille: None,
    }
}

/// 88 for 王芳, 71 for 赵强; 张伟 is full.
fn explanation() -> Explanation {
    let sells = Because::Sells {
        category: "保温杯".to_owned(),
        level_permille: 900,
    };
    let wang = scored(
        "王芳",
        vec![
            score(
                Factor::Territory,
                300,
                Because::Covered {
                    nearness: Nearness::City,
                },
            ),
            score(Factor::Product, 250, sells),
            score(Factor::Load, 180, at_hand(6, 20)),
            score(Factor::Fairness, 150, Because::EvenTurns),
            score(Factor::Tier, 0, Because::Unknown),
            score(Factor::Industry, 0, Because::OtherIndustry),
        ],
    );
    let zhao = scored("赵强", vec![score(Factor::Load, 710, at_hand(6, 20))]);
    Explanation {
        policy_version: 1,
        rule: RuleRef {
            id: "default".to_owned(),
            name: "综合评分".to_owned(),
        },
        strategy: paidan_domain::policy::Strategy::BestScore,
        because: None,
        stage: Stage::Strict,
        relaxed: vec![],
        trade: None,
        facts: Facts::from(&Parsed::default()),
        candidates: vec![wang, zhao],
        excluded: vec![left_out("张伟", Exclusion::Full, 20, 20)],
        excluded_counts: BTreeMap::from([(Exclusion::Full, 1)]),
    }
}

fn left_out(name: &str, reason: Exclusion, load: u32, capacity: u32) -> Excluded {
    Excluded {
        rep: id(name),
        rep_name: name.to_owned(),
        reason,
        load,
        capacity,
    }
}

/// A card as plain lines: what a person reads from top to bottom.
fn text(card: &Card) -> String {
    let mut lines = vec![card.title.clone()];
    lines.extend(card.desc.clone());
    lines.extend(card.quote.clone());
    lines.extend(
        card.rows
            .iter()
            .map(|row| format!("{} {}", row.key, row.value)),
    );
    if let Some(choice) = &card.choice {
        lines.extend(
            choice
                .options
                .iter()
                .map(|option| format!("> {}", option.text)),
        );
    }
    let buttons: Vec<&str> = card
        .buttons
        .iter()
        .map(|button| button.text.as_str())
        .collect();
    if !buttons.is_empty() {
        lines.push(format!("[{}]", buttons.join(" · ")));
    }
    lines.extend(card.ended.as_ref().map(|ended| format!("({ended})")));
    lines.join("\n")
}

/// Every form of a rep's card, with values as given; the life fits the form.
fn every_form(until: Instant, name: &str, reason: &str) -> Vec<(Shown, Life)> {
    let owner = || id("zhang");
    let offer = || Offer {
        id: OfferId(Uuid::from_u128(2)),
        rep: id("wang"),
        attempt: 2,
        claim_within_seconds: None,
    };
    let mut all = Vec::new();
    let chosen = |why: Option<String>| Some((name.to_owned(), why));
    for attempt in [1, 2] {
        for chosen_by in [None, chosen(None), chosen(Some(reason.to_owned()))] {
            all.push((
                Shown::Offered {
                    until,
                    attempt,
                    chosen_by,
                },
                Life::Offered(offer()),
            ));
        }
    }
    all.push((Shown::Pooled, Life::Pooled));
    all.push((Shown::ToPool, Life::Pooled));
    all.push((Shown::Claimed, Life::Claimed { owner: owner() }));
    all.push((Shown::Contacted, Life::Contacted { owner: owner() }));
    for life in [
        Life::Claimed { owner: owner() },
        Life::Contacted { owner: owner() },
    ] {
        let owner = name.to_owned();
        all.push((Shown::StandIn { owner }, life));
    }
    let watched = [
        Life::Offered(offer()),
        Life::Escalated(escalation()),
        Life::Pooled,
        Life::Claimed { owner: owner() },
        Life::Contacted { owner: owner() },
        Life::Won { owner: None },
        Life::Lost { owner: None },
        Life::Invalid { owner: None },
    ];
    for life in watched {
        let (with, until) = (Some(name.to_owned()), Some(until));
        all.push((Shown::Watched { with, until }, life));
    }
    for value in [
        None,
        Some(Fen(5_230_000)),
        Some(Fen::MAX),
        Some(Fen(999_999_999_999)),
    ] {
        let won = Life::Won {
            owner: Some(owner()),
        };
        all.push((Shown::Ended(Ended::Won { value }), won));
    }
    let reasons = || ReasonCode::ALL.into_iter().map(Some).chain([None]);
    for (reason, asking) in reasons().flat_map(|one| [(one, false), (one, true)]) {
        let lost = Life::Lost {
            owner: Some(owner()),
        };
        all.push((Shown::Ended(Ended::Lost { reason, asking }), lost));
        let invalid = Life::Invalid {
            owner: Some(owner()),
        };
        all.push((Shown::Ended(Ended::Invalid { reason, asking }), invalid));
        for life in [
            Life::Offered(offer()),
            Life::Escalated(escalation()),
            Life::Pooled,
        ] {
            all.push((Shown::Declined { reason, asking }, life.clone()));
            all.push((Shown::Released { asking }, life));
        }
    }
    for life in [
        Life::Offered(offer()),
        Life::Escalated(escalation()),
        Life::Pooled,
    ] {
        all.push((Shown::Expired { at: until }, life.clone()));
        all.push((Shown::RanOut { at: until }, life));
    }
    let claimed = || Life::Claimed { owner: id("wang") };
    for when in [None, Some(until)] {
        all.push((
            Shown::Taken {
                by: name.to_owned(),
                at: when,
            },
            claimed(),
        ));
    }
    for why in [None, Some(reason.to_owned())] {
        let (by, to) = (name.to_owned(), name.to_owned());
        all.push((
            Shown::Moved {
                by,
                to,
                at: until,
                reason: why,
            },
            claimed(),
        ));
    }
    all
}
