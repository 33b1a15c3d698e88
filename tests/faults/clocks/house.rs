//! The rooms that know the time, under a clock that somebody turns.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::tz::{TimeZone, TimeZoneDatabase};
use paidan::app::intake::Intake;
use paidan::app::phone_link::PhoneLinks;
use paidan::app::ports::{
    CardAsks, CardRecord, Clock, Errand, Finish, LeadRef, Outbox, People, Reads,
};
use paidan::app::present::Presenter;
use paidan::app::sweep::Sweep;
use paidan::app::transition::Transition;
use paidan::store::{self, Store};
use paidan::system::FreshIds;
use paidan_domain::ids::{LeadNumber, StaffId};
use paidan_domain::lead::Effect;
use paidan_domain::people::{Grade, Platform, Role, Staff};
use paidan_domain::policy::OfferPolicy;
use paidan_domain::region::Gazetteer;
use paidan_domain::time::Instant;
use paidan_domain::understand::NewLead;

pub const WITHIN: Duration = Duration::from_secs(300);

/// A clock that somebody turns.
pub struct Turned(AtomicI64);

impl Turned {
    pub fn is(&self, text: &str) {
        let at: jiff::Timestamp = text.parse().expect("RFC 3339");
        self.0.store(at.as_microsecond(), Ordering::SeqCst);
    }

    pub fn moves(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for Turned {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// The rooms that know the time, on a store of their own; no process, no network.
pub struct House {
    pub clock: Arc<Turned>,
    pub store: Arc<Store>,
    pub intake: Intake,
    pub transition: Arc<Transition>,
    pub sweep: Sweep,
    pub presenter: Presenter,
    pub url: String,
    _folder: tempfile::TempDir,
}

impl House {
    pub async fn new(zone: &str, begins: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("paidan.db").display());
        let clock = Arc::new(Turned(AtomicI64::new(0)));
        clock.is(begins);
        let ids = Arc::new(FreshIds);
        let settings = store::Settings {
            url: url.clone(),
            key_file: folder.path().join("paidan.key"),
            pool_group: None,
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

    pub async fn receives(&self, at: usize) -> i64 {
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
    pub async fn cards_arrive(&self) -> usize {
        let tasks = self.store.lease(256).await.expect("rows");
        for task in &tasks {
            let finish = match (&task.errand, task.lead) {
                (Errand::Lead(Effect::OfferCard { to, offer }), Some(lead)) => {
                    let card = CardRecord {
                        card_id: format!("pd-{offer}-1"),
                        lead,
                        audience: to.clone().into(),
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

    pub async fn description_of(&self, number: i64) -> String {
        let record = self.store.lead(LeadRef::Number(LeadNumber(number))).await;
        let record = record.expect("read").expect("there");
        let offer = record.live_offer().expect("offered").clone();
        let view = self.presenter.view(record.lead.id).await.expect("read");
        let asks = CardAsks::Offer(offer.id);
        let shown = self.presenter.card(
            &view.expect("there"),
            asks,
            &offer.rep.clone().into(),
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
        job_number: None,
        prefers: None,
        territories: Vec::new(),
        products: Vec::new(),
        industries: Vec::new(),
        customer_types: Vec::new(),
        grade: Grade::B,
        capacity: 10_000,
        target_share_permille: 1000,
        calendar: "default".to_owned(),
        away_until: None,
        deputy: None,
        active: true,
        left: None,
    }
}
