//! Somebody who types `/帮助` ten times a second the whole time, whatever breaks, and how long
//! each answer took: callbacks are answered within a second (`reliability.md` §1, P7).

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use reqwest::Client;
use tokio::task::JoinHandle;

use super::envelope::Platform;
use super::scene::World;
use super::until::now;

const EVERY: Duration = Duration::from_millis(100);
/// The platform hangs up then.
const PATIENCE: Duration = Duration::from_secs(5);

/// The typist.
pub struct Pulse {
    platform: Platform,
    client: Client,
    address: String,
    userid: String,
    stop: AtomicBool,
    beats: Mutex<Vec<Duration>>,
    unanswered: Mutex<Vec<String>>,
}

impl Pulse {
    /// Begins: `userid` types.
    pub fn of(world: &World, userid: &str) -> Running {
        Self::at(world, &world.places.service, userid)
    }

    /// The same at the address of another service.
    pub fn at(world: &World, service: &str, userid: &str) -> Running {
        let pulse = Arc::new(Self {
            platform: world.platform(),
            client: world.api.client.clone(),
            address: format!("http://{service}/callbacks/wecom"),
            userid: userid.to_owned(),
            stop: AtomicBool::new(false),
            beats: Mutex::default(),
            unanswered: Mutex::default(),
        });
        let task = world.spawn(pulse.clone().run());
        Running { pulse, task }
    }

    async fn run(self: Arc<Self>) {
        let mut under_way = tokio::task::JoinSet::new();
        let mut clock = tokio::time::interval(EVERY);
        while !self.stop.load(Ordering::Relaxed) {
            clock.tick().await;
            // A slow answer does not hold up the next question.
            under_way.spawn(self.clone().beat());
        }
        while under_way.join_next().await.is_some() {}
    }

    async fn beat(self: Arc<Self>) {
        let said = self
            .platform
            .says(&self.userid, "/帮助", now(), rand::random());
        let delivery = self.platform.deliver(&said, now());
        let url = format!("{}?{}", self.address, delivery.query);
        let begun = Instant::now();
        let request = self.client.post(url).timeout(PATIENCE).body(delivery.body);
        let end = match request.send().await {
            Ok(answer) if answer.status() == 200 => None,
            Ok(answer) => Some(answer.status().to_string()),
            Err(error) => Some(error.without_url().to_string()),
        };
        let took = begun.elapsed();
        self.beats.lock().expect("not poisoned").push(took);
        if let Some(why) = end {
            self.unanswered.lock().expect("not poisoned").push(why);
        }
    }
}

/// A typist at work.
pub struct Running {
    pulse: Arc<Pulse>,
    task: JoinHandle<()>,
}

impl Running {
    /// Ends it: everything was answered, 99 of 100 within a second. Says the figures.
    #[track_caller]
    pub fn was_steady(self, world: &World) -> String {
        self.pulse.stop.store(true, Ordering::Relaxed);
        world.block_on(self.task).expect("the typist ends well");
        let unanswered = self.pulse.unanswered.lock().expect("not poisoned");
        let mut beats = self.pulse.beats.lock().expect("not poisoned").clone();
        assert!(!beats.is_empty(), "nobody typed");
        let p99 = percentile(&mut beats, 99);
        let slowest = beats[beats.len() - 1];
        let told = format!(
            "{} callbacks beside it: p99 {p99:.0?}, slowest {slowest:.0?}, {} unanswered",
            beats.len(),
            unanswered.len()
        );
        assert!(unanswered.is_empty(), "{told}: {unanswered:?}");
        assert!(p99 < Duration::from_secs(1), "{told}");
        told
    }
}

/// The value that so many of a hundred do not exceed; sorts them.
pub fn percentile(values: &mut [Duration], percent: usize) -> Duration {
    values.sort_unstable();
    let at = (values.len() * percent).div_ceil(100).max(1) - 1;
    values.get(at).copied().unwrap_or_default()
}
