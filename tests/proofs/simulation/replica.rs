//! One process: the real verbs on the store in memory, and its workers.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::tz::TimeZone;
use paidan::app::deliver::{Channel, Courier};
use paidan::app::directory::StaffNews;
use paidan::app::inbox::Desk;
use paidan::app::intake::Intake;
use paidan::app::ledger::Ledger;
use paidan::app::phone_link::PhoneLinks;
use paidan::app::ports::{Chat, Clock, Ids, Outbox};
use paidan::app::present::Presenter;
use paidan::app::slash::Slash;
use paidan::app::sweep::Sweep;
use paidan::app::transition::Transition;
use paidan_domain::people::Platform;
use tokio::sync::Notify;
use tokio::time;

use super::dice::Dice;
use super::memory::{Memory, Shared};
use super::pool::Pool;
use super::world::gazetteer;

/// The verbs of a process.
pub struct Replica {
    pub number: usize,
    pub intake: Arc<Intake>,
    pub desk: Desk,
    courier: Courier,
    sweep: Arc<Sweep>,
    outbox: Arc<Memory>,
}

/// What a process is built of.
pub struct Parts {
    pub number: usize,
    pub store: Arc<Shared>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub chat: Arc<dyn Chat>,
    pub dice: Dice,
}

impl Replica {
    /// A process as it starts: it remembers nothing of an earlier one.
    pub fn start(parts: Parts) -> Arc<Self> {
        let Parts {
            number,
            store,
            clock,
            ids,
            chat,
            dice,
        } = parts;
        let store = Memory::open(&store, clock.clone(), ids.clone());
        let zone = TimeZone::get("Asia/Shanghai").expect("built in");
        let presenter = Arc::new(Presenter {
            reads: store.clone(),
            shelf: store.clone(),
            links: Arc::new(PhoneLinks::new([7; 32], "http://paidan.example")),
            gazetteer: gazetteer(),
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
            ids: ids.clone(),
            gazetteer: gazetteer(),
            zone: zone.clone(),
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
            sweep: sweep.clone(),
            shelf: store.clone(),
            gazetteer: gazetteer(),
            clock: clock.clone(),
            zone: zone.clone(),
            asked: Mutex::default(),
            intake: intake.clone(),
            without_phone: Mutex::default(),
        });
        let desk = Desk {
            news: Arc::new(StaffNews {
                people: store.clone(),
                reads: store.clone(),
                sweep: sweep.clone(),
                changed: Notify::new(),
            }),
            inbox: store.clone(),
            reads: store.clone(),
            people: store.clone(),
            outbox: store.clone(),
            transition: transition.clone(),
            slash,
            presenter: presenter.clone(),
        };
        let courier = Courier {
            outbox: store.clone(),
            reads: store.clone(),
            people: store.clone(),
            shelf: store.clone(),
            presenter,
            transition: transition.clone(),
            chats: HashMap::from([(Platform::Wecom, chat)]),
            channels: HashMap::from([(Platform::Wecom, Arc::new(Channel::default()))]),
            clock,
            chance: Arc::new(dice),
        };
        Arc::new(Self {
            number,
            intake,
            desk,
            courier,
            sweep,
            outbox: store,
        })
    }

    /// Sends what is due, once.
    pub async fn delivers(&self) {
        self.courier.step().await.expect("the store is calm");
    }

    /// Its workers; they end with the process.
    pub fn works(self: &Arc<Self>, pool: &Pool, couriers: usize, ring: &Arc<Ring>) {
        let owner = Some(self.number);
        for _ in 0..couriers {
            let (me, ring) = (self.clone(), ring.clone());
            pool.spawn(owner, async move {
                loop {
                    drop(me.courier.step().await);
                    drop(time::timeout(ring.every(1), me.outbox.rung()).await);
                }
            });
        }
        let (me, rings) = (self.clone(), ring.clone());
        pool.spawn(owner, async move {
            loop {
                drop(me.sweep.step().await);
                time::sleep(rings.every(1)).await;
            }
        });
        let (me, rings) = (self.clone(), ring.clone());
        pool.spawn(owner, async move {
            loop {
                time::sleep(rings.every(2)).await;
                drop(me.desk.catch_up().await);
            }
        });
    }
}

/// How often the bell rings: each second, and more seldom when nothing is due for a while.
pub struct Ring(std::sync::atomic::AtomicU64);

impl Default for Ring {
    fn default() -> Self {
        Self(1.into())
    }
}

impl Ring {
    /// From here on every so many seconds.
    pub fn set(&self, seconds: u64) {
        self.0.store(seconds, std::sync::atomic::Ordering::Relaxed);
    }

    fn every(&self, least: u64) -> Duration {
        let seconds = self.0.load(std::sync::atomic::Ordering::Relaxed);
        Duration::from_secs(seconds.max(least))
    }
}
