//! A company with one store, its verbs, and a directory that the test writes; no process and no
//! network.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::tz::TimeZone;
use paidan::app::caller::{Caller, CallerRole};
use paidan::app::directory::{Report, StaffNews, StaffSync};
use paidan::app::inbox::{Answer, Desk};
use paidan::app::intake::Intake;
use paidan::app::ledger::Ledger;
use paidan::app::people::{NewRep, Personnel};
use paidan::app::phone_link::PhoneLinks;
use paidan::app::ports::{Act, Aside, Clock, Directory, Inbound, LeadRef, Reads, Shelf};
use paidan::app::present::Presenter;
use paidan::app::slash::Slash;
use paidan::app::sweep::Sweep;
use paidan::app::transition::Transition;
use paidan::store::{self, Store};
use paidan::system::FreshIds;
use paidan_domain::ids::{LeadNumber, StaffId};
use paidan_domain::lead::Command;
use paidan_domain::people::{Actor, Platform, Staff};
use paidan_domain::policy::OfferPolicy;
use paidan_domain::region::Gazetteer;
use paidan_domain::time::Instant;
use paidan_domain::understand::NewLead;
use serde_json::Value;
use tokio::sync::Notify;

use super::fake::Fake;

/// A clock that somebody turns.
struct Turned(AtomicI64);

impl Clock for Turned {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// The company.
pub struct Office {
    clock: Arc<Turned>,
    pub store: Arc<Store>,
    personnel: Personnel,
    intake: Arc<Intake>,
    transition: Arc<Transition>,
    desk: Desk,
    news: Arc<StaffNews>,
    _folder: tempfile::TempDir,
}

impl Office {
    /// With these people: a staff id, and what `PUT /api/v1/reps` takes beside the role.
    pub async fn with(people: &[(&str, Value)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(Turned(AtomicI64::new(1_800_000_000_000_000)));
        let ids = Arc::new(FreshIds);
        let settings = store::Settings {
            url: format!("sqlite://{}", folder.path().join("paidan.db").display()),
            key_file: folder.path().join("paidan.key"),
            pool_group: None,
        };
        let policy = OfferPolicy::default();
        let store = store::open(&settings, policy, clock.clone(), ids.clone()).await;
        let store = Arc::new(store.expect("opens"));
        let (zone, gazetteer) = (TimeZone::UTC, Arc::new(Gazetteer::embedded()));
        let presenter = Arc::new(Presenter {
            reads: store.clone(),
            shelf: store.clone(),
            links: Arc::new(PhoneLinks::new([7; 32], "http://127.0.0.1")),
            gazetteer: gazetteer.clone(),
            clock: clock.clone(),
            zone: zone.clone(),
            phone_on_card: true,
        });
        let transition = Arc::new(Transition {
            leads: store.clone(),
            reads: store.clone(),
            ids: ids.clone(),
        });
        let sweep = Arc::new(Sweep {
            clockwork: store.clone(),
            transition: transition.clone(),
            shelf: store.clone(),
            clock: clock.clone(),
        });
        let intake = Arc::new(Intake {
            leads: store.clone(),
            shelf: store.clone(),
            ids,
            gazetteer: gazetteer.clone(),
            zone: zone.clone(),
        });
        let news = Arc::new(StaffNews {
            people: store.clone(),
            reads: store.clone(),
            sweep: sweep.clone(),
            changed: Notify::new(),
        });
        let ledger = Arc::new(Ledger {
            accounts: store.clone(),
            shelf: store.clone(),
            clock: clock.clone(),
            zone: zone.clone(),
        });
        let slash = Arc::new(Slash {
            ledger,
            transition: transition.clone(),
            reads: store.clone(),
            people: store.clone(),
            sweep,
            shelf: store.clone(),
            gazetteer: gazetteer.clone(),
            clock: clock.clone(),
            zone: zone.clone(),
            asked: Mutex::default(),
            intake: intake.clone(),
            without_phone: Mutex::default(),
        });
        let desk = Desk {
            inbox: store.clone(),
            reads: store.clone(),
            people: store.clone(),
            outbox: store.clone(),
            transition: transition.clone(),
            slash,
            news: news.clone(),
            presenter,
        };
        let office = Self {
            personnel: Personnel {
                people: store.clone(),
                shelf: store.clone(),
                gazetteer,
                zone,
            },
            clock,
            store,
            intake,
            transition,
            desk,
            news,
            _folder: folder,
        };
        for (id, fields) in people {
            office.puts(id, fields.clone()).await;
        }
        office
    }

    /// As the API puts somebody in.
    pub async fn puts(&self, id: &str, mut fields: Value) {
        fields["role"] = "rep".into();
        let new: NewRep = serde_json::from_value(fields).expect("fields of a rep");
        let admin = Caller {
            name: "admin".to_owned(),
            role: CallerRole::Admin,
        };
        let put = self.personnel.put(&admin, staff_id(id), new);
        put.await.expect("put");
    }

    /// A sync with one platform.
    pub fn sync(&self, platform: Platform, directory: &Arc<Fake>) -> StaffSync {
        let directory: Arc<dyn Directory> = directory.clone();
        StaffSync {
            news: self.news.clone(),
            shelf: self.store.clone(),
            misses: self.store.clone(),
            clock: self.clock.clone(),
            directories: BTreeMap::from([(platform, directory)]),
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// Runs it once; nobody is asked for by phone where misses count.
    pub async fn syncs(&self, platform: Platform, directory: &Arc<Fake>) -> Report {
        let sync = self.sync(platform, directory);
        sync.run(&[]).await.expect("the store answers")
    }

    pub fn person(&self, id: &str) -> Staff {
        let floor = self.store.floor();
        let one = floor.find(&staff_id(id)).expect("on the staff");
        Staff::clone(&one.staff)
    }

    /// A lead comes in and is offered; says to whom.
    pub async fn receives(&self, phone: &str) -> (LeadNumber, StaffId) {
        let lead = NewLead {
            phone: Some(phone.to_owned()),
            ..NewLead::default()
        };
        let taken = self.intake.take("website", lead, None).await;
        let body: Value = serde_json::from_str(&taken.expect("taken").body).expect("JSON");
        let number = LeadNumber(body["number"].as_i64().expect("a number"));
        let rep = self.offered_to(number).await.expect("offered");
        (number, rep)
    }

    pub async fn offered_to(&self, number: LeadNumber) -> Option<StaffId> {
        let record = self.store.lead(LeadRef::Number(number)).await;
        let record = record.expect("read").expect("there");
        record.live_offer().map(|offer| offer.rep.clone())
    }

    pub async fn claims(&self, number: LeadNumber, rep: &StaffId) {
        let command = Command::Claim {
            rep: rep.clone(),
            offer: None,
        };
        let lead = LeadRef::Number(number);
        let claim = self
            .transition
            .carry_out(lead, command, Actor::rep(rep), Aside::default());
        claim.await.expect("claimed");
    }

    /// A platform's event comes in.
    pub async fn hears(&self, platform: Platform, key: &str, act: Act) {
        let inbound = Inbound {
            platform,
            key: key.to_owned(),
            user: String::new(),
            may_recur: false,
            act,
        };
        let heard = self.desk.receive(inbound, Answer::Elsewhere);
        heard.await.expect("stored");
    }

    pub fn passes(&self, time: Duration) {
        let micros = i64::try_from(time.as_micros()).expect("fits");
        self.clock.0.fetch_add(micros, Ordering::SeqCst);
    }

    /// Waits for the ring that says that people changed on a platform.
    pub async fn rung(&self) {
        let rung = self.news.changed.notified();
        let rung = tokio::time::timeout(Duration::from_secs(5), rung);
        rung.await.expect("rings");
    }
}

pub fn staff_id(id: &str) -> StaffId {
    StaffId::parse(id).expect("a staff id")
}
