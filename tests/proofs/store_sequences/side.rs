//! One of the two stores, with the verbs on it and what the sequence has in hand.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use jiff::tz::TimeZone;
use paidan::app::intake::Intake;
use paidan::app::ports::{
    Act as Deed, Backlog, Clockwork, Due, Errand, Inbound, Inbox, LeadFilter, LeadRecord, LeadRef,
    Leads, Outbox, People, Press, Reads, Shelf, StoreError, Task,
};
use paidan::app::transition::Transition;
use paidan::words::Saying;
use paidan_domain::ids::{LeadId, StaffId};
use paidan_domain::lead::State;
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;
use paidan_domain::understand::NewLead;
use uuid::Uuid;

use super::act::{Act, Ask, one_of};
use crate::proofs::simulation::{CountedIds, gazetteer};

/// A store and what is in hand.
pub struct Side {
    pub intake: Intake,
    pub transition: Transition,
    pub inbox: Arc<dyn Inbox>,
    pub outbox: Arc<dyn Outbox>,
    pub backlog: Arc<dyn Backlog>,
    pub people: Arc<dyn People>,
    pub clockwork: Arc<dyn Clockwork>,
    pub reads: Arc<dyn Reads>,
    pub shelf: Arc<dyn Shelf>,
    pub ids: Arc<CountedIds>,
    pub hand: Hand,
}

/// What a sequence has seen so far.
#[derive(Default)]
pub struct Hand {
    pub sequence: u64,
    pub leads: Vec<LeadId>,
    pub keys: Vec<String>,
    pub tasks: Vec<Task>,
    pub held: Vec<Uuid>,
    pub acts: Vec<String>,
    pub cards: Vec<String>,
}

/// An answer as text, failures by their kind.
pub fn told<T: Debug>(answer: Result<T, StoreError>) -> String {
    match answer {
        Ok(answer) => format!("{answer:?}"),
        Err(StoreError::Unavailable(_)) => "unavailable".to_owned(),
        Err(other) => format!("{other:?}"),
    }
}

impl Side {
    /// A store with the verbs on it.
    pub fn on<S>(store: Arc<S>, ids: Arc<CountedIds>) -> Self
    where
        S: Leads + Reads + Inbox + Outbox + Backlog + People + Clockwork + Shelf + 'static,
    {
        Self {
            intake: Intake {
                leads: store.clone(),
                shelf: store.clone(),
                ids: ids.clone(),
                gazetteer: gazetteer(),
                zone: TimeZone::UTC,
            },
            transition: Transition {
                leads: store.clone(),
                reads: store.clone(),
                ids: ids.clone(),
            },
            inbox: store.clone(),
            outbox: store.clone(),
            backlog: store.clone(),
            people: store.clone(),
            clockwork: store.clone(),
            reads: store.clone(),
            shelf: store,
            ids,
            hand: Hand::default(),
        }
    }

    /// A new sequence: nothing in hand, names of its own.
    pub fn begins(&mut self, sequence: u64) {
        self.ids.restart((sequence + 1) << 20);
        self.hand = Hand {
            sequence,
            ..Hand::default()
        };
    }

    /// Everybody but the first is on leave, or back.
    pub async fn leaves_it_to_one(&self, until: Option<Instant>) {
        let floor = self.shelf.floor();
        for one in floor.people().filter(|one| one.staff.id.as_str() != "rep0") {
            let away = self.people.set_away(&one.staff.id, until, None);
            away.await.expect("answers");
        }
        let mut staff = floor
            .people()
            .nth(2)
            .expect("three people")
            .staff
            .as_ref()
            .clone();
        assert_eq!(staff.id.as_str(), "rep0");
        staff.away_until = None;
        staff.capacity = 40;
        staff.territories.clear();
        staff.products.clear();
        self.people.put(staff, None).await.expect("answers");
    }

    /// Asks it; answers with what it said.
    pub async fn asks(&mut self, act: &Act, now: Instant) -> String {
        match act.ask {
            Ask::TimePasses => String::new(),
            Ask::Intake => self.takes_in(act).await,
            Ask::Change => self.changes(act).await,
            Ask::StoreAct => self.stores(act).await,
            Ask::FinishAct => self.finishes_act(act).await,
            Ask::Told => {
                let key = one_of(&self.hand.acts, act.which).cloned();
                let key = key.unwrap_or_else(|| "unknown".to_owned());
                let said = told(self.inbox.said(&key, "已收到").await);
                format!("{said} {}", told(self.inbox.told(&key).await))
            }
            Ask::OpenActs => {
                let age = u32::try_from(act.much % 10).unwrap_or(0);
                let mut open = self.inbox.open(age, 1000).await.expect("answers");
                open.sort_by(|one, other| one.key.cmp(&other.key));
                format!("{open:?}")
            }
            Ask::Lease
            | Ask::Sends
            | Ask::Burst
            | Ask::ListAnswered
            | Ask::LookAtLists
            | Ask::BeginSend
            | Ask::Finish
            | Ask::Answered
            | Ask::WakeWaiting
            | Ask::Parked
            | Ask::Replay
            | Ask::Tally => self.posts(act, now).await,
            Ask::SetAway => {
                let until = act
                    .sometimes(600)
                    .then_some(now)
                    .map(|now| now.after(std::time::Duration::from_secs(act.much)));
                {
                    let (who, deputy) = (self.somebody(act.who), self.somebody(act.how));
                    let deputy = Some(&deputy).filter(|_| act.which.is_multiple_of(2));
                    told(self.people.set_away(&who, until, deputy).await)
                }
            }
            Ask::PutStaff => {
                let floor = self.shelf.floor();
                let one = floor
                    .people()
                    .nth(act.who % floor.head_count())
                    .expect("people");
                let mut staff = one.staff.as_ref().clone();
                staff.capacity = u32::try_from(act.much % 8).unwrap_or(0);
                told(self.people.put(staff, None).await)
            }
            Ask::FindStaff => {
                let user = format!("u-REP{}", act.who % 6);
                told(self.people.by_platform_id(Platform::Wecom, &user).await)
            }
            Ask::Unreachable => {
                let code = act.sometimes(500).then_some("81013");
                let who = self.somebody(act.who);
                told(self.people.flag_unreachable(&who, code).await)
            }
            Ask::HoldWaiting => told(self.clockwork.hold_waiting_offers().await),
            Ask::Due => {
                let mut due = self.clockwork.due(1000).await.expect("answers");
                due.sort_by_key(|due| match due {
                    Due::Offer { offer, .. } => offer.0,
                    Due::Escalation { lead, .. } => lead.0,
                });
                format!("{due:?}")
            }
            Ask::OffersOf => {
                let who = self.somebody(act.who);
                let mut offers = self.clockwork.offers_of(&who).await.expect("answers");
                offers.sort();
                format!("{offers:?}")
            }
            Ask::LookAtLead => match one_of(&self.hand.leads, act.which).copied() {
                Some(lead) => self.whole(lead).await,
                None => String::new(),
            },
            Ask::ListLeads => self.lists(act).await,
            Ask::LookAtCards => {
                let card = one_of(&self.hand.cards, act.which).cloned();
                let card = self.reads.card(&card.unwrap_or_default()).await;
                let lead = one_of(&self.hand.leads, act.how).copied();
                let lead = lead.unwrap_or(LeadId(Uuid::nil()));
                let who = self.somebody(act.who);
                let of = self.reads.cards_of(lead, &who.into()).await;
                format!("{} {}", told(card), told(of))
            }
            Ask::Day => {
                let since = now.before(std::time::Duration::from_secs(act.much));
                let mut day = self.reads.day(since).await.expect("answers");
                day.claims.sort();
                format!("{day:?}")
            }
        }
    }

    /// Everything that is kept of a lead.
    pub async fn whole(&self, lead: LeadId) -> String {
        let record = self.reads.lead(LeadRef::Id(lead)).await.map(ordered);
        let events = self.reads.events(lead).await;
        let why = self.reads.explanation(lead).await;
        let dossier = self.reads.dossier(lead).await;
        let typed = self.reads.typed(lead).await;
        let typed = typed.map(|typed| typed.into_iter().collect::<BTreeMap<_, _>>());
        let parts = [
            told(record),
            told(events),
            told(why),
            told(dossier),
            told(typed),
        ];
        parts.join("\n")
    }

    /// Everybody as they stand.
    pub fn floor(&self) -> String {
        let floor = self.shelf.floor();
        let stands = floor.people().map(|one| {
            let (id, load, last) = (&one.staff.id, one.load, one.last_offered);
            let (room, away) = (one.staff.capacity, one.staff.away_until);
            format!("{id} {load}/{room} {last:?} {away:?}")
        });
        stands.collect::<Vec<_>>().join("\n")
    }

    /// One of the people.
    pub fn somebody(&self, who: usize) -> StaffId {
        let floor = self.shelf.floor();
        let one = floor
            .people()
            .nth(who % floor.head_count())
            .expect("people");
        one.staff.id.clone()
    }

    async fn takes_in(&mut self, act: &Act) -> String {
        let (sequence, fresh) = (self.hand.sequence, self.hand.keys.len());
        // Now and then the same request, another body under its key, or the same customer.
        let again = one_of(&self.hand.keys, act.which).filter(|_| act.sometimes(150));
        let key = again.cloned().unwrap_or(format!("{sequence}-{fresh}"));
        let twin = act.how.is_multiple_of(8);
        let customer = if twin {
            0
        } else {
            sequence * 100 + act.much % 90
        };
        let lead = NewLead {
            company: Some(format!("客户{customer}贸易有限公司")),
            phone: Some(format!("138{:08}", 10_000_000 + customer)),
            region: Some(["浙江金华", "广州", "成都"][act.how % 3].to_owned()),
            need: Some(["保温杯 300 个", "毛巾", "代开发票"][act.who % 3].to_owned()),
            ..NewLead::default()
        };
        let body = format!("{lead:?}{}", act.much % 3).into_bytes();
        let request = (act.how % 10 != 1).then(|| (key.clone(), body));
        let end = self.intake.take("website", lead, request).await;
        if let Ok(taken) = &end {
            let answer: serde_json::Value = serde_json::from_str(&taken.body).expect("JSON");
            let id = answer["id"].as_str().and_then(|id| id.parse().ok());
            let id = LeadId(id.expect("an id"));
            if !self.hand.leads.contains(&id) {
                self.hand.leads.push(id);
                self.hand.keys.push(key);
            }
        }
        format!("{end:?}")
    }

    async fn stores(&mut self, act: &Act) -> String {
        let fresh = format!("act-{}-{}", self.hand.sequence, self.hand.acts.len());
        let again = one_of(&self.hand.acts, act.which).filter(|_| act.sometimes(250));
        let key = again.cloned().unwrap_or(fresh);
        let card = one_of(&self.hand.cards, act.how).cloned();
        let deed = match card {
            Some(card_id) if !act.who.is_multiple_of(3) => Deed::Press(Press {
                card_id,
                button: "claim".to_owned(),
                params: BTreeMap::new(),
                update_code: Some(format!("press-{key}")),
            }),
            _ => Deed::said("/我的".to_owned()),
        };
        let inbound = Inbound {
            platform: Platform::Wecom,
            key: key.clone(),
            user: "U-rep0".to_owned(),
            may_recur: false,
            act: deed,
        };
        if !self.hand.acts.contains(&key) {
            self.hand.acts.push(key);
        }
        told(self.inbox.store(&inbound).await)
    }

    async fn finishes_act(&self, act: &Act) -> String {
        let key = one_of(&self.hand.acts, act.which).cloned();
        let key = key.unwrap_or_else(|| "unknown".to_owned());
        let lead = one_of(&self.hand.leads, act.how).copied();
        let errand = match lead {
            Some(lead) if act.how.is_multiple_of(2) => Errand::Show { lead },
            _ => Errand::Say {
                saying: Saying::NotYours,
            },
        };
        let who = self.somebody(act.who);
        let answer = act.sometimes(700).then_some((who, errand));
        if act.sometimes(150) {
            return told(self.inbox.forget(&key).await);
        }
        let before = told(self.inbox.is_done(&key).await);
        let end = told(self.inbox.done(&key, answer).await);
        format!("{before} {end} {}", told(self.inbox.is_done(&key).await))
    }

    async fn lists(&self, act: &Act) -> String {
        let state = State::ALL[act.which % State::ALL.len()];
        let who = Some(self.somebody(act.who));
        let filter = LeadFilter {
            states: if act.sometimes(300) {
                vec![state]
            } else {
                Vec::new()
            },
            owner: who.clone().filter(|_| act.how.is_multiple_of(5)),
            holder: who.clone().filter(|_| act.how % 5 == 1),
            scope: who.map(|who| vec![who]).filter(|_| act.how % 5 == 2),
            limit: 8,
            ..LeadFilter::default()
        };
        let found = self.reads.leads(filter).await;
        let found = found.map(|all| {
            all.into_iter()
                .map(|one| ordered(Some(one)))
                .collect::<Vec<_>>()
        });
        told(found)
    }
}

/// Offers that were made in one instant have no order.
pub(super) fn ordered(record: Option<LeadRecord>) -> Option<LeadRecord> {
    record.map(|mut record| {
        record.offers.sort_by_key(|offer| offer.id);
        record
    })
}
