//! The life of a lead, told and searched. A [`World`] holds one lead and the sales
//! floor around it; after each act it checks what must always hold.

mod by_rules;
mod handover;
mod lives;
mod matrix;
mod model;
mod owned;
mod stories;
mod tampered;
mod town;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use uuid::Uuid;

use super::*;
use crate::catalogue::Catalogue;
use crate::ids::{LeadId, LeadNumber, OfferId, StaffId};
use crate::matching::{Floor, Standing};
use crate::people::{Actor, ActorKind, Grade, Role, Staff};
use crate::policy::{OfferPolicy, Policy};
use crate::region::RegionCode;
use crate::time::Instant;
use crate::understand::{CustomerType, Parsed};

const MINUTE: Duration = Duration::from_secs(60);
/// An instant of the tests: 2026-11-23 14:30 in Shanghai.
const NOON: Instant = Instant(1_795_415_400_000_000);

fn id(name: &str) -> StaffId {
    StaffId::parse(name).unwrap()
}

fn offer_id(n: u128) -> OfferId {
    OfferId(Uuid::from_u128(n))
}

fn lead_id(n: u128) -> LeadId {
    LeadId(Uuid::from_u128(n))
}

/// A rep (or manager) of a team, with a territory.
fn person(name: &str, role: Role, team: &str, manager: Option<&str>, covers: &str) -> Staff {
    Staff {
        id: id(name),
        name: name.to_owned(),
        role,
        team: Some(team.to_owned()),
        manager: manager.map(id),
        wecom_userid: None,
        dingtalk_userid: None,
        job_number: None,
        prefers: None,
        territories: if covers.is_empty() {
            vec![]
        } else {
            vec![covers.parse().unwrap()]
        },
        products: vec![],
        industries: vec![],
        customer_types: vec![],
        grade: Grade::B,
        capacity: 20,
        target_share_permille: 1000,
        calendar: "default".to_owned(),
        away_until: None,
        deputy: None,
        active: true,
        left: None,
    }
}

fn floor_of(staff: Vec<Staff>, offer: OfferPolicy) -> Floor {
    let people = staff
        .into_iter()
        .map(|staff| Standing::new(Arc::new(staff), 0))
        .collect();
    Floor::new(
        people,
        Arc::new(Policy::first(offer)),
        Arc::new(Catalogue::default()),
    )
}

/// 张伟 (the city), 王芳 (the province) and 赵强 (the country) under 李经理; 孙经理 leads another team.
fn usual_staff() -> Vec<Staff> {
    vec![
        person("zhang", Role::Rep, "华东", Some("li"), "330700"),
        person("wang", Role::Rep, "华东", Some("li"), "330000"),
        person("zhao", Role::Rep, "华东", Some("li"), "全国"),
        person("li", Role::Manager, "华东", None, ""),
        person("sun", Role::Manager, "华南", None, ""),
    ]
}

/// A lead from 义乌.
fn facts() -> Facts {
    let mut facts = Facts::from(&Parsed::default());
    facts.region = Some(RegionCode::parse("330782").unwrap());
    facts.customer_type = CustomerType::Unknown;
    facts
}

fn arrival(n: u128) -> Arrival {
    let number = LeadNumber(i64::try_from(n).unwrap());
    Arrival {
        id: lead_id(n),
        number,
        source: "website".to_owned(),
        facts: facts(),
        planned: None,
    }
}

fn source() -> Actor {
    Actor {
        kind: ActorKind::Source,
        id: "website".to_owned(),
    }
}

fn admin() -> Actor {
    Actor {
        kind: ActorKind::Admin,
        id: "ops-token".to_owned(),
    }
}

fn rep(name: &str) -> Actor {
    Actor::rep(&id(name))
}

fn manager(name: &str) -> Actor {
    Actor::manager(&id(name))
}

/// One lead, everybody around it, and a clock that the story moves.
#[derive(Clone)]
struct World {
    floor: Floor,
    at_hand: AtHand,
    events: Vec<Event>,
    now: Instant,
    fresh: u128,
}

impl World {
    /// A lead arrives among the usual people.
    fn begins() -> (Self, Decided) {
        Self::begins_with(usual_staff(), OfferPolicy::default(), &arrival(1))
    }

    fn begins_with(staff: Vec<Staff>, offer: OfferPolicy, lead: &Arrival) -> (Self, Decided) {
        Self::begins_on(floor_of(staff, offer), lead)
    }

    fn begins_on(floor: Floor, lead: &Arrival) -> (Self, Decided) {
        let decided = receive(lead, &source(), &floor, NOON, offer_id(1));
        let at_hand = AtHand {
            lead: decided.lead.clone(),
            deadline: None,
        };
        let mut world = Self {
            floor,
            at_hand,
            events: vec![],
            now: NOON,
            fresh: 1,
        };
        world.takes(None, &decided);
        (world, decided)
    }

    fn lead(&self) -> &Lead {
        &self.at_hand.lead
    }

    fn state(&self) -> State {
        self.lead().state()
    }

    fn live_offer(&self) -> OfferId {
        self.lead().offer().unwrap().id
    }

    fn waits(&mut self, length: Duration) {
        self.now = self.now.after(length);
    }

    /// Asks, and carries out what was decided.
    fn does(&mut self, actor: &Actor, command: &Command) -> Result<Decided, Refusal> {
        let decided = self.would(actor, command)?;
        self.fresh += 1;
        let before = self.lead().clone();
        self.takes(Some(&before), &decided);
        Ok(decided)
    }

    /// Asks only.
    fn would(&self, actor: &Actor, command: &Command) -> Result<Decided, Refusal> {
        let fresh = offer_id(self.fresh + 1);
        decide(&self.at_hand, command, actor, &self.floor, self.now, fresh)
    }

    /// As the store does it: events, row, loads, the offer's own clock. Then
    /// everything that must hold is checked.
    fn takes(&mut self, before: Option<&Lead>, decided: &Decided) {
        self.events.extend(decided.events.iter().cloned());
        let after = &decided.lead;
        self.floor
            .moved(before.and_then(Lead::counts_for), after.counts_for());
        if let (Some(offer), false) = (after.offer(), decided.events.is_empty()) {
            let rep = offer.rep.clone();
            self.floor.offered(&rep, self.now);
            self.at_hand.deadline = Some(after.updated_at.after(10 * MINUTE));
        }
        self.at_hand.lead = after.clone();
        let most = self.floor.most_offers();
        invariants(self.lead(), &self.events, most).unwrap();
        whole(before, decided);
    }

    fn claims(&mut self, name: &str) -> Result<Decided, Refusal> {
        let offer = self.lead().offer().map(|offer| offer.id);
        self.does(
            &rep(name),
            &Command::Claim {
                rep: id(name),
                offer,
            },
        )
    }

    fn declines(&mut self, name: &str) -> Result<Decided, Refusal> {
        let offer = self.lead().offer().map(|offer| offer.id);
        let reason = Reason::NONE;
        self.does(
            &rep(name),
            &Command::Decline {
                rep: id(name),
                offer,
                reason,
            },
        )
    }

    fn reassigns(&mut self, to: &str, outright: bool) -> Result<Decided, Refusal> {
        let reason = Reason::typed();
        self.does(
            &manager("li"),
            &Command::Reassign {
                to: id(to),
                outright,
                reason,
            },
        )
    }

    fn concludes(&mut self, name: &str, result: Conclusion) -> Result<Decided, Refusal> {
        let rep_id = Some(id(name));
        let reason = Reason::NONE;
        let command = Command::Conclude {
            rep: rep_id,
            result,
            value: None,
            reason,
        };
        self.does(&rep(name), &command)
    }
}

/// What holds for every decision by itself.
fn whole(before: Option<&Lead>, decided: &Decided) {
    let mut lead = before.cloned();
    let mut times = Vec::new();
    for event in &decided.events {
        lead = Some(fold(lead.as_ref(), event).unwrap());
        times.push(event.at);
    }
    assert_eq!(
        lead.as_ref(),
        Some(&decided.lead),
        "the lead is the fold of its steps"
    );
    assert!(times.is_sorted());
    let seqs: Vec<u32> = decided.events.iter().map(|event| event.seq).collect();
    let mut seen = HashSet::new();
    for (seq, effect) in &decided.effects {
        assert!(seqs.contains(seq), "an effect without its event");
        let key = (*seq, effect.audience(), effect.kind());
        assert!(
            seen.insert(key),
            "I6: two effects of one kind for one person and event"
        );
    }
    if let Some((seq, _)) = &decided.explanation {
        let of = decided
            .events
            .iter()
            .find(|event| event.seq == *seq)
            .unwrap();
        assert!(matches!(
            of.body.kind(),
            Kind::Offered | Kind::Escalated | Kind::Pooled
        ));
    }
    for event in &decided.events {
        assert_eq!(through_json(event), *event);
    }
    assert_eq!(through_json(&decided.lead), decided.lead);
}

/// Written, read and written again: the same bytes.
fn through_json<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    let bytes = serde_json::to_vec(value).unwrap();
    let again: T = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(serde_json::to_vec(&again).unwrap(), bytes);
    again
}

/// `declined offered`.
fn steps(decided: &Decided) -> String {
    let kinds: Vec<&str> = decided
        .events
        .iter()
        .map(|event| event.body.kind().name())
        .collect();
    kinds.join(" ")
}

/// `refresh:zhang offer_card:wang`.
fn cards(decided: &Decided) -> String {
    let all: Vec<String> = decided
        .effects
        .iter()
        .map(|(_, effect)| format!("{}:{}", effect.kind(), effect.audience()))
        .collect();
    all.join(" ")
}

/// A lead that 张伟 owns.
fn claimed() -> World {
    let (mut world, _) = World::begins();
    world.claims("zhang").unwrap();
    world
}

fn contact(name: &str) -> Command {
    Command::Contact {
        rep: id(name),
        note: Reason::NONE,
    }
}

fn release(name: &str, reason: Reason) -> Command {
    Command::Release {
        rep: id(name),
        reason,
    }
}

fn explain(name: &str, about: About) -> Command {
    let reason = Reason::chosen(ReasonCode::Busy);
    Command::Explain {
        rep: id(name),
        about,
        reason,
        value: None,
    }
}
