//! A real store with three people on the floor.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use paidan_domain::fairness::{Account, Ledger, Stretch, Turn, Week};
use paidan_domain::ids::{LeadId, OfferId, StaffId};
use paidan_domain::lead::{Arrival, Command, Conclusion, Reason, decide, receive};
use paidan_domain::matching::Standing;
use paidan_domain::money::Fen;
use paidan_domain::people::{Actor, ActorKind, Staff};
use paidan_domain::policy::OfferPolicy;
use paidan_domain::time::Instant;
use paidan_domain::understand::{Facts, Parsed};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use super::postgres::Cluster;
use crate::app::ports::{
    Accounts, Aside, Clock, Entry, Ids, Incoming, Judge, Judged, LeadRef, Leads, People, Verdict,
};
use crate::store::{Audit, Settings, Store, audit, ledger, open};

/// 2026-11-25 10:00 in China, a Wednesday.
const WEDNESDAY: i64 = 1_795_572_000_000_000;
const DAY: i64 = 86_400_000_000;

/// A clock that is set by hand.
pub struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::Relaxed))
    }
}

#[derive(Default)]
struct Counted(AtomicU64);

impl Ids for Counted {
    fn fresh(&self) -> Uuid {
        Uuid::from_u64_pair(
            self.0.fetch_add(1, Ordering::Relaxed),
            std::process::id().into(),
        )
    }
}

pub fn id(text: &str) -> StaffId {
    StaffId::parse(text).expect("an id")
}

/// The store, by one of the processes that share it.
pub struct Bench {
    pub store: Store,
    clock: Arc<HandClock>,
    ids: Arc<Counted>,
    settings: Settings,
    folder: Arc<TempDir>,
}

pub const PEOPLE: [(&str, u32); 3] = [("li", 1000), ("wang", 2000), ("zhang", 1000)];

impl Bench {
    /// Runs a story on SQLite and on PostgreSQL.
    pub fn on_both<F: Future<Output = ()>>(story: impl Fn(Self) -> F) {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let folder = Arc::new(TempDir::new().expect("a folder"));
        let file = format!("sqlite://{}/paidan.db", folder.path().display());
        runtime.block_on(async { story(Self::open(file, &folder).await).await });
        let folder = Arc::new(TempDir::new().expect("a folder"));
        let cluster = Cluster::shared();
        let database = cluster.database(&runtime);
        runtime.block_on(async { story(Self::open(database, &folder).await).await });
    }

    async fn open(url: String, folder: &Arc<TempDir>) -> Self {
        let key_file: PathBuf = folder.path().join("key");
        let settings = Settings {
            url,
            key_file,
            pool_group: None,
        };
        let clock = Arc::new(HandClock(AtomicI64::new(WEDNESDAY)));
        let bench = Self::process(settings, clock, Arc::default(), folder.clone()).await;
        for (name, share) in PEOPLE {
            bench.puts(name, share, None).await;
        }
        bench
    }

    async fn process(
        settings: Settings,
        clock: Arc<HandClock>,
        ids: Arc<Counted>,
        folder: Arc<TempDir>,
    ) -> Self {
        let store = open(
            &settings,
            OfferPolicy::default(),
            clock.clone(),
            ids.clone(),
        );
        Self {
            store: store.await.expect("opens"),
            clock,
            ids,
            settings,
            folder,
        }
    }

    /// One more process on the same store.
    pub async fn another(&self) -> Self {
        let (clock, ids) = (self.clock.clone(), self.ids.clone());
        Self::process(self.settings.clone(), clock, ids, self.folder.clone()).await
    }

    pub fn is_postgres(&self) -> bool {
        self.settings.url.starts_with("postgres")
    }

    pub async fn puts(&self, name: &str, share: u32, away_until: Option<Instant>) {
        let staff: Staff = serde_json::from_value(json!({
            "id": name, "name": name, "role": "rep", "team": null, "manager": null,
            "wecom_userid": null, "dingtalk_userid": null, "prefers": null,
            "territories": [], "products": [], "industries": [], "grade": "B",
            "capacity": 100, "target_share_permille": share, "calendar": "default",
            "away_until": away_until, "active": true,
        }))
        .expect("somebody");
        self.store.put(staff, None).await.expect("is put in");
    }

    pub fn a_week_passes(&self) {
        self.clock.0.fetch_add(7 * DAY, Ordering::Relaxed);
    }

    pub fn week(&self) -> Week {
        Week::of(self.clock.now(), "Asia/Shanghai")
    }

    /// A lead that waits in the pool: none of the people takes one by the rules.
    pub async fn lead(&self) -> LeadId {
        let (lead, offer) = (LeadId(self.ids.fresh()), OfferId(self.ids.fresh()));
        let incoming = Incoming {
            id: lead,
            source: "web".to_owned(),
            idempotency: None,
            contact_keys: Vec::new(),
            dossier: String::new(),
        };
        let judge: Judge = Arc::new(move |number, _, floor, now| {
            let facts = Facts {
                is_lead: false,
                ..Facts::from(&Parsed::default())
            };
            let source = "web".to_owned();
            let arrival = Arrival {
                id: lead,
                number,
                source,
                facts,
                planned: None,
            };
            Judged {
                decided: vec![receive(&arrival, &Actor::system(), floor, now, offer)],
                status: 201,
                answer: String::new(),
            }
        });
        self.store.take_in(incoming, judge).await.expect("is in");
        lead
    }

    /// A turn of a new lead, posted as a decision will.
    pub async fn turn(&self, rep: u32, value: i64, eligible: &[(u32, u32)]) -> LeadId {
        self.turn_under(rep, value, eligible, None).await
    }

    pub async fn turn_under(
        &self,
        rep: u32,
        value: i64,
        eligible: &[(u32, u32)],
        rule: Option<(&str, u64)>,
    ) -> LeadId {
        let lead = self.lead().await;
        let turn = Turn {
            rep,
            value: Fen(value),
            eligible: eligible.to_vec(),
            rule: rule.map(|(rule, stretch)| (rule.to_owned(), Stretch(stretch))),
        };
        self.posts(lead, vec![turn]).await;
        lead
    }

    /// Several turns in one transaction.
    pub async fn posts(&self, lead: LeadId, turns: Vec<Turn>) {
        let posted = self.store.queue.write(move |desk| {
            let turns = turns.clone();
            Box::pin(async move {
                for turn in &turns {
                    ledger::post(desk, lead, turn).await?;
                }
                Ok(())
            })
        });
        posted.await.expect("is posted");
    }

    /// Everybody as the writer has them, by id, with what they were due and got.
    pub async fn floor(&self) -> Vec<(Standing, Account)> {
        let copy = self.store.queue.write(|desk| {
            Box::pin(async move {
                let floor = desk.floor()?;
                let people = floor.people().map(|one| {
                    let place = floor.place(&one.staff.id).expect("stands there");
                    (one.clone(), floor.ledger.floor.of(place))
                });
                Ok(people.collect())
            })
        });
        copy.await.expect("answers")
    }

    /// The ledger as the writer has it.
    pub async fn ledger(&self) -> Ledger {
        let copy = self
            .store
            .queue
            .write(|desk| Box::pin(async move { Ok(desk.floor()?.ledger.clone()) }));
        copy.await.expect("answers")
    }

    /// Somebody says that it is no lead.
    pub async fn is_invalid(&self, lead: LeadId) {
        let admin = Actor {
            kind: ActorKind::Admin,
            id: "boss".to_owned(),
        };
        let command = Command::Conclude {
            rep: None,
            result: Conclusion::Invalid,
            value: None,
            reason: Reason::NONE,
        };
        let fresh = OfferId(self.ids.fresh());
        let verdict: Verdict = Arc::new(move |at_hand, floor, now| {
            decide(at_hand, &command, &admin, floor, now, fresh)
        });
        let done = self
            .store
            .change(LeadRef::Id(lead), verdict, Aside::default());
        let done = done.await.expect("answers").expect("is there");
        done.expect("is allowed");
    }

    pub async fn in_all(&self, rep: &str) -> Account {
        self.store.in_all(&id(rep)).await.expect("answers")
    }

    pub async fn in_week(&self, rep: &str, week: Week) -> Account {
        self.store.in_week(&id(rep), week).await.expect("answers")
    }

    pub async fn entries(&self, rep: &str, before: Option<i64>, most: u32) -> Vec<Entry> {
        let rep = id(rep);
        let found = self.store.entries(&rep, before, most);
        found.await.expect("answers")
    }

    pub async fn audit(&self) -> Audit {
        audit(&self.settings, self.clock.now())
            .await
            .expect("opens")
    }

    /// Changes the store behind its back.
    pub async fn tampers(&self, statement: &str) {
        use sea_orm::ConnectionTrait;
        let done = self.store.readers.execute_unprepared(statement).await;
        assert!(
            done.expect("a statement").rows_affected() > 0,
            "{statement}"
        );
    }
}
