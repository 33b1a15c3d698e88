//! A world from its first moment to its rest.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use paidan::app::ports::{Clock, Ids, People};
use paidan_domain::region::Gazetteer;
use tokio::sync::oneshot;
use tokio::time;

use super::chat::LossyChat;
use super::checks;
use super::clients::hands_in;
use super::crowd::{types, watches};
use super::dice::Dice;
use super::ledger::Ledger;
use super::memory::{Memory, Planted, Shared};
use super::nature::rages;
use super::options::{Options, cast};
use super::phones::Phones;
use super::pool::Pool;
use super::replica::{Parts, Replica, Ring};
use super::time::{CountedIds, SimClock};
use super::weather::Weather;

/// More polls than any world needs.
const ENDLESS: u64 = 20_000_000;

/// Places are read once for all worlds.
pub fn gazetteer() -> Arc<Gazetteer> {
    static PLACES: OnceLock<Arc<Gazetteer>> = OnceLock::new();
    PLACES
        .get_or_init(|| Arc::new(Gazetteer::embedded()))
        .clone()
}

/// Everything of a world.
pub struct World {
    pub options: Arc<Options>,
    pub dice: Dice,
    pub pool: Pool,
    pub ledger: Arc<Ledger>,
    pub weather: Arc<Weather>,
    pub phones: Arc<Phones>,
    pub store: Arc<Shared>,
    pub clocks: [Arc<SimClock>; 2],
    ids: Arc<CountedIds>,
    processes: Mutex<[Option<Arc<Replica>>; 2]>,
    ring: Arc<Ring>,
    quiet: AtomicBool,
    acts: AtomicU64,
    under_way: Arc<AtomicU64>,
}

/// What became of a world.
#[derive(Debug)]
pub struct Report {
    pub seed: u64,
    pub options: Option<Options>,
    pub hash: u64,
    pub counts: BTreeMap<&'static str, u64>,
    pub broken: Vec<String>,
    pub stories: Vec<String>,
}

/// Lives a world through.
pub fn live(seed: u64, planted: Planted) -> Report {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let world = World::new(seed, planted).await;
        let one = world.clone();
        world.pool.spawn(None, async move { one.runs().await });
        if !world.pool.run(&world.dice, ENDLESS).await {
            world.ledger.breaks("it never comes to an end".to_owned());
        }
        checks::at_rest(&world);
        let mut book = std::mem::take(&mut *world.ledger.book());
        let stories = checks::stories(&world, &book.broken);
        book.counts.insert("polls", world.pool.polls());
        Report {
            seed,
            options: Some(Options::clone(&world.options)),
            hash: book.hash,
            counts: book.counts,
            broken: book.broken,
            stories,
        }
    })
}

impl World {
    async fn new(seed: u64, planted: Planted) -> Arc<Self> {
        let dice = Dice::new(seed);
        let options = Arc::new(Options::of(&dice));
        let ledger = Arc::new(Ledger::default());
        let weather = Weather::new(options.clone(), dice.clone(), ledger.clone());
        let store = Shared::new(
            options.offer.clone(),
            weather.clone(),
            ledger.clone(),
            planted,
        );
        let begun = time::Instant::now();
        let clocks = options
            .skews
            .map(|skew| Arc::new(SimClock::ahead(begun, skew)));
        let ids = Arc::new(CountedIds::default());
        let people = cast(&dice, options.reps, options.capacity);
        weather.now().calm = true;
        let desk = Memory::open(&store, clocks[0].clone(), ids.clone());
        for one in people {
            desk.put(one, None).await.expect("the store is calm");
        }
        weather.now().calm = false;
        Arc::new(Self {
            options,
            dice,
            pool: Pool::default(),
            ledger,
            weather,
            phones: Arc::new(Phones::default()),
            store,
            clocks,
            ids,
            processes: Mutex::default(),
            ring: Arc::new(Ring::default()),
            quiet: AtomicBool::new(false),
            acts: AtomicU64::new(0),
            under_way: Arc::new(AtomicU64::new(0)),
        })
    }

    async fn runs(self: Arc<Self>) {
        for process in 0..2 {
            self.starts_process(process);
        }
        for number in 0..self.options.leads {
            self.pool.spawn(None, hands_in(self.clone(), number));
        }
        self.pool.spawn(None, watches(self.clone()));
        self.pool.spawn(None, rages(self.clone()));
        let stormy = self.options.arrivals + self.dice.millis(20_000, 150_000);
        for _ in 0..self.options.lines {
            self.pool.spawn(None, types(self.clone(), stormy));
        }
        time::sleep(stormy).await;
        self.clears_up().await;
        self.comes_to_rest().await;
        self.pool.stop();
    }

    /// Nothing breaks any more, and nobody does anything any more.
    async fn clears_up(&self) {
        self.quiet.store(true, Ordering::Relaxed);
        self.weather.clears();
        for process in 0..2 {
            self.pool.thaw(process);
            if self.processes()[process].is_none() {
                self.starts_process(process);
            }
        }
        // What was on its way arrives.
        while self.under_way.load(Ordering::Relaxed) > 0 {
            time::sleep(Duration::from_secs(1)).await;
        }
        self.ledger.book().last_act = Some(time::Instant::now());
    }

    /// I12: within its bound every lead has come to rest, then the outbox runs dry.
    async fn comes_to_rest(&self) {
        let calm = time::Instant::now();
        let outbox = self.options.bound() + Duration::from_secs(12_000);
        loop {
            time::sleep(Duration::from_secs(1)).await;
            let restless = checks::restless(self);
            if restless.is_empty() && checks::is_still(self) {
                return;
            }
            let since = self.ledger.book().last_act.unwrap_or(calm);
            if !restless.is_empty() && since.elapsed() > self.options.bound() + self.waits(calm) {
                self.ledger.breaks(format!("I12: {}", restless.join(", ")));
                return;
            }
            self.ring.set(self.pace());
            if calm.elapsed() > outbox {
                self.ledger.breaks(format!("I12: {}", checks::unsent(self)));
                return;
            }
        }
    }

    /// In how many seconds somebody has to look again at the latest.
    fn pace(&self) -> u64 {
        if !checks::is_inbox_closed(self) {
            return 1;
        }
        let now = self.clocks[0].now();
        let next = checks::next_due(self).map_or(60, |due| due.since(now).as_secs());
        next.saturating_sub(5).clamp(1, 60)
    }

    /// The waits that the rate limit of a person makes.
    fn waits(&self, calm: time::Instant) -> Duration {
        let phones = self.phones.state();
        let since = |sends: &Vec<time::Instant>| sends.iter().filter(|at| **at > calm).count();
        let most = phones.sends.values().map(since).max().unwrap_or(0);
        let windows = u32::try_from(most / 25 + 1).unwrap_or(1);
        Duration::from_secs(60) * windows
    }

    /// A process starts, or starts again.
    pub fn starts_process(&self, number: usize) {
        if self.processes()[number].is_some() {
            return;
        }
        let chat = LossyChat {
            dice: self.dice.clone(),
            weather: self.weather.clone(),
            ledger: self.ledger.clone(),
            phones: self.phones.clone(),
            store: self.store.clone(),
        };
        let process = Replica::start(Parts {
            number,
            store: self.store.clone(),
            clock: self.clocks[number].clone(),
            ids: self.ids.clone() as Arc<dyn Ids>,
            chat: Arc::new(chat),
            dice: self.dice.clone(),
        });
        process.works(&self.pool, self.options.couriers, &self.ring);
        self.processes()[number] = Some(process);
    }

    /// A process ends wherever it is.
    pub fn ends_process(&self, number: usize) {
        if self.processes()[number].take().is_some() {
            self.pool.kill(number);
        }
    }

    /// Asks one of the processes; none when no answer came in time.
    pub async fn ask<T, F>(
        &self,
        patience: Duration,
        call: impl FnOnce(Arc<Replica>) -> F,
    ) -> Option<T>
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let process = self.processes()[self.dice.place(2)].clone()?;
        let (back, told) = oneshot::channel();
        let number = process.number;
        let work = call(process);
        self.pool.spawn(Some(number), async move {
            drop(back.send(work.await));
        });
        time::timeout(patience, told).await.ok()?.ok()
    }

    /// Whether nobody does anything any more.
    pub fn is_quiet(&self) -> bool {
        self.quiet.load(Ordering::Relaxed)
    }

    /// Something of the world outside is not at its end while this is held.
    pub fn under_way(&self) -> UnderWay {
        self.under_way.fetch_add(1, Ordering::Relaxed);
        UnderWay(self.under_way.clone())
    }

    /// Tells acts apart.
    pub fn next_act(&self) -> u64 {
        self.acts.fetch_add(1, Ordering::Relaxed)
    }

    fn processes(&self) -> MutexGuard<'_, [Option<Arc<Replica>>; 2]> {
        self.processes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// See [`World::under_way`].
pub struct UnderWay(Arc<AtomicU64>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
