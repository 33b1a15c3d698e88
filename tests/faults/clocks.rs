//! F8, under a clock that is handed in: it jumps, hours and a year, over midnight, the leap day
//! and both ends of summer time. No offer ends early, none ends twice, and people read the time
//! on their own wall. (The calendar of the company comes later.)

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::tz::{TimeZone, TimeZoneDatabase};
use paidan::app::intake::Intake;
use paidan::app::phone_link::PhoneLinks;
use paidan::app::ports::{
    Aside, CardAsks, CardRecord, Clock, Errand, Finish, LeadRef, Outbox, People, Reads,
};
use paidan::app::present::Presenter;
use paidan::app::sweep::Sweep;
use paidan::app::transition::Transition;
use paidan::store::{self, Store};
use paidan::system::FreshIds;
use paidan_domain::ids::{LeadNumber, StaffId};
use paidan_domain::lead::{Command, Effect};
use paidan_domain::people::{Actor, Grade, Platform, Role, Staff};
use paidan_domain::policy::OfferPolicy;
use paidan_domain::region::Gazetteer;
use paidan_domain::time::Instant;
use paidan_domain::understand::NewLead;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::world::Tables;

const WITHIN: Duration = Duration::from_secs(300);

/// A clock that somebody turns.
struct Turned(AtomicI64);

impl Turned {
    fn is(&self, text: &str) {
        let at: jiff::Timestamp = text.parse().expect("RFC 3339");
        self.0.store(at.as_microsecond(), Ordering::SeqCst);
    }

    fn moves(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for Turned {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// The rooms that know the time, on a store of their own; no process, no network.
struct House {
    clock: Arc<Turned>,
    store: Arc<Store>,
    intake: Intake,
    transition: Arc<Transition>,
    sweep: Sweep,
    presenter: Presenter,
    url: String,
    _folder: tempfile::TempDir,
}

impl House {
    async fn new(zone: &str, begins: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("paidan.db").display());
        let clock = Arc::new(Turned(AtomicI64::new(0)));
        clock.is(begins);
        let ids = Arc::new(FreshIds);
        let settings = store::Settings {
            url: url.clone(),
            key_file: folder.path().join("paidan.key"),
        };
        let offer = OfferPolicy {
            claim_within: WITHIN,
            max_offers: 3,
            duty_manager: StaffId::parse("boss").ok(),
            ..OfferPolicy::default()
        };
        let store = store::open(&settings, offer, clock.clone(), ids.clone()).await;
        let store = Arc::new(store.expect("opens"));
        for at in 0..12 {
            store
                .put(person(&format!("rep{at}"), Role::Rep), None)
                .await
                .expect("new");
        }
        store
            .put(person("boss", Role::Manager), None)
            .await
            .expect("new");
        let zone: TimeZone = TimeZoneDatabase::bundled().get(zone).expect("a zone");
        let gazetteer = Arc::new(Gazetteer::embedded());
        let transition = Arc::new(Transition {
            leads: store.clone(),
            reads: store.clone(),
            ids: ids.clone(),
        });
        Self {
            intake: Intake {
                leads: store.clone(),
                shelf: store.clone(),
                ids,
                gazetteer: gazetteer.clone(),
                zone: zone.clone(),
            },
            sweep: Sweep {
                clockwork: store.clone(),
                transition: transition.clone(),
                shelf: store.clone(),
                clock: clock.clone(),
            },
            presenter: Presenter {
                reads: store.clone(),
                shelf: store.clone(),
                links: Arc::new(PhoneLinks::new([7; 32], "http://127.0.0.1")),
                gazetteer,
                clock: clock.clone(),
                zone,
                phone_on_card: true,
            },
            transition,
            clock,
            store,
            url,
            _folder: folder,
        }
    }

    async fn receives(&self, at: usize) -> i64 {
        let lead = NewLead {
            phone: Some(format!("139{at:08}")),
            ..NewLead::default()
        };
        let taken = self
            .intake
            .take("website", lead, None)
            .await
            .expect("taken");
        let body: serde_json::Value = serde_json::from_str(&taken.body).expect("JSON");
        body["number"].as_i64().expect("a number")
    }

    /// The platform takes all cards that are due, at this very instant.
    async fn cards_arrive(&self) -> usize {
        let tasks = self.store.lease(256).await.expect("rows");
        for task in &tasks {
            let finish = match (&task.errand, task.lead) {
                (Errand::Lead(Effect::OfferCard { to, offer }), Some(lead)) => {
                    let card = CardRecord {
                        card_id: format!("pd-{offer}-1"),
                        lead,
                        staff: to.clone(),
                        platform: Platform::Wecom,
                        asks: CardAsks::Offer(*offer),
                        send_code: None,
                        press_code: None,
                        printed_deadline: Some(self.clock.now().after(WITHIN)),
                    };
                    let begun = self
                        .store
                        .begin_send(task, Platform::Wecom, Some(card), &[]);
                    begun.await.expect("written");
                    Finish::CardSent {
                        spent: Vec::new(),
                        update_code: None,
                        message_id: None,
                    }
                }
                _ => Finish::Skipped("not looked at here"),
            };
            let task = paidan::app::ports::Task {
                card_id: match &task.errand {
                    Errand::Lead(Effect::OfferCard { offer, .. }) => Some(format!("pd-{offer}-1")),
                    _ => None,
                },
                ..task.clone()
            };
            self.store.finish(&task, finish).await.expect("written");
        }
        tasks.len()
    }

    async fn description_of(&self, number: i64) -> String {
        let record = self.store.lead(LeadRef::Number(LeadNumber(number))).await;
        let record = record.expect("read").expect("there");
        let offer = record.live_offer().expect("offered").clone();
        let view = self.presenter.view(record.lead.id).await.expect("read");
        let asks = CardAsks::Offer(offer.id);
        let shown = self.presenter.card(
            &view.expect("there"),
            asks,
            &offer.rep,
            Some(self.clock.now().after(WITHIN)),
        );
        shown.desc.expect("an offer says until when")
    }
}

fn person(id: &str, role: Role) -> Staff {
    Staff {
        id: StaffId::parse(id).expect("an id"),
        name: id.to_owned(),
        role,
        team: None,
        manager: (role == Role::Rep).then(|| StaffId::parse("boss").expect("an id")),
        wecom_userid: Some(id.to_owned()),
        dingtalk_userid: None,
        prefers: None,
        territories: Vec::new(),
        products: Vec::new(),
        industries: Vec::new(),
        grade: Grade::B,
        capacity: 10_000,
        target_share_permille: 1000,
        calendar: "default".to_owned(),
        away_until: None,
        deputy: None,
        active: true,
    }
}

/// Every ended offer ended once, and not before its deadline; says how many expired.
fn in_their_time(tables: &Tables) -> usize {
    let mut expired = 0;
    let mut ended = HashSet::new();
    for offer in &tables.offers {
        let Some(at) = offer.ended_at else { continue };
        assert!(ended.insert(offer.id), "{} ended twice", offer.id);
        match offer.ended_by.as_deref() {
            Some("expired") => {
                expired += 1;
                assert!(at >= offer.deadline, "{} ended early", offer.id);
            }
            Some("claimed") => assert!(at < offer.deadline, "{} claimed late", offer.id),
            other => panic!("ended by {other:?}"),
        }
    }
    for (lead, story) in &tables.events {
        let count = |kind: &str| story.iter().filter(|event| event.kind == kind).count();
        let offers = tables.offers.iter().filter(|offer| offer.lead_id == *lead);
        let over = offers.filter(|offer| offer.ended_by.as_deref() == Some("expired"));
        let lapsed = story
            .iter()
            .filter(|event| event.doc.contains("\"lapsed\""))
            .count();
        assert!(
            count("expired") <= over.count() + lapsed.max(1),
            "an offer expired twice in {lead}"
        );
        assert!(
            story.is_sorted_by_key(|event| event.at),
            "time goes back in {lead}"
        );
    }
    expired
}

#[tokio::test]
async fn however_the_clock_jumps_no_offer_ends_early_and_none_twice() {
    const YEAR: i64 = 366 * 86_400;
    let seed: u64 = rand::random();
    let mut random = StdRng::seed_from_u64(seed);
    let house = House::new("Asia/Shanghai", "2028-02-28T23:50:00+08:00").await;
    let (mut leads, mut claims, mut jumps) = (0, 0, 0);
    for _ in 0..400 {
        match random.random_range(0..10) {
            0..3 => {
                house.receives(leads).await;
                leads += 1;
            }
            3..5 => {
                house.cards_arrive().await;
            }
            5 => house.clock.moves(random.random_range(1..400)),
            6 => {
                let by = [3600, -3600, 3600, -3600, YEAR, -60, 86_400];
                house.clock.moves(by[random.random_range(0..by.len())]);
                jumps += 1;
            }
            7 => {
                let tables = Tables::read(&house.url).await;
                let live: Vec<_> = tables.offers.iter().filter(|offer| offer.live).collect();
                if live.is_empty() {
                    continue;
                }
                let one = live[random.random_range(0..live.len())];
                let rep = StaffId::parse(&one.rep).expect("an id");
                let claim = Command::Claim {
                    rep: rep.clone(),
                    offer: None,
                };
                let lead = LeadRef::Id(paidan_domain::ids::LeadId(one.lead_id));
                let aside = Aside::default();
                let end = house
                    .transition
                    .carry_out(lead, claim, Actor::rep(&rep), aside);
                let in_time = house.clock.now().0 < one.deadline;
                assert_eq!(
                    end.await.is_ok(),
                    in_time,
                    "a claim holds before the deadline only"
                );
                claims += usize::from(in_time);
            }
            _ => {
                house.sweep.step().await.expect("swept");
                // What is over by now is over; nothing that is due is left behind.
                let due = Tables::read(&house.url).await;
                let now = house.clock.now().0;
                let mut live = due.offers.iter().filter(|offer| offer.live);
                assert!(
                    live.all(|offer| offer.deadline > now),
                    "a due offer was left"
                );
            }
        }
    }
    let expired = in_their_time(&Tables::read(&house.url).await);
    println!(
        "seed {seed}: {leads} leads, {claims} claims, {expired} expired, {jumps} jumps of the clock"
    );
    assert!(expired > 10 && claims > 3 && jumps > 10);
}

#[tokio::test]
async fn a_clock_that_stands_before_the_deadline_again_ends_nothing_and_one_past_it_ends_it_once() {
    let house = House::new("Asia/Shanghai", "2028-02-28T23:57:00+08:00").await;
    let number = house.receives(1).await;
    house.cards_arrive().await;
    let moved = async |seconds: i64| {
        house.clock.moves(seconds);
        house.sweep.step().await.expect("swept")
    };
    assert_eq!(
        moved(299).await,
        0,
        "over midnight into the leap day, a second too early"
    );
    assert_eq!(moved(-3600).await, 0);
    assert_eq!(moved(3601).await, 1, "just on time");
    assert_eq!(moved(0).await, 0, "once");
    assert_eq!(moved(-7200).await, 0);
    assert_eq!(
        moved(7200).await,
        0,
        "the next rep has the upper bound of two times"
    );
    assert_eq!(moved(366 * 86_400).await, 1, "a year later");
    let events = house.store.lead(LeadRef::Number(LeadNumber(number))).await;
    let lead = events.expect("read").expect("there").lead;
    assert_eq!(lead.attempts, 3);
    assert_eq!(in_their_time(&Tables::read(&house.url).await), 2);
}

/// What a card of an offer made then says of its deadline.
async fn says(zone: &str, at: &str) -> String {
    let house = House::new(zone, at).await;
    let number = house.receives(1).await;
    house.description_of(number).await
}

#[tokio::test]
async fn cards_say_the_time_on_the_wall() {
    let shanghai = "Asia/Shanghai";
    assert_eq!(
        says(shanghai, "2026-11-25T14:30:00+08:00").await,
        "14:35 前认领(5 分钟)"
    );
    assert_eq!(
        says(shanghai, "2028-02-28T23:58:00+08:00").await,
        "明天 00:03 前认领(5 分钟)"
    );
    assert_eq!(
        says(shanghai, "2028-02-29T23:58:00+08:00").await,
        "明天 00:03 前认领(5 分钟)"
    );
    assert_eq!(
        says(shanghai, "2026-12-31T23:58:00+08:00").await,
        "明天 00:03 前认领(5 分钟)"
    );
    let new_york = "America/New_York";
    // The hour from two to three is not there, and the one from one to two is there twice.
    assert_eq!(
        says(new_york, "2027-03-14T01:58:00-05:00").await,
        "03:03 前认领(5 分钟)"
    );
    assert_eq!(
        says(new_york, "2026-11-01T01:58:00-04:00").await,
        "01:03 前认领(5 分钟)"
    );
    assert_eq!(
        says(new_york, "2026-11-01T01:58:00-05:00").await,
        "02:03 前认领(5 分钟)"
    );
}

#[tokio::test]
async fn an_offer_over_the_end_of_summer_time_lasts_as_long_as_any() {
    for at in ["2027-03-14T01:58:00-05:00", "2026-11-01T01:58:00-04:00"] {
        let house = House::new("America/New_York", at).await;
        house.receives(1).await;
        house.cards_arrive().await;
        house.clock.moves(299);
        assert_eq!(house.sweep.step().await.expect("swept"), 0, "{at}");
        house.clock.moves(1);
        assert_eq!(house.sweep.step().await.expect("swept"), 1, "{at}");
    }
}
