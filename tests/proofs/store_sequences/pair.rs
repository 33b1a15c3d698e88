//! The store in memory and a real one, side by side.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use paidan::app::ports::{Clock, Ids};
use paidan::store;
use paidan_domain::policy::OfferPolicy;
use paidan_domain::time::Instant;

use super::act::{Act, Ask};
use super::side::{Side, told};
use crate::proofs::simulation::memory::{Blind, Calm, Memory, Planted, Shared};
use crate::proofs::simulation::{CountedIds, Dice, cast};

/// 2026-03-02 01:30 UTC.
const MORNING: i64 = 1_772_415_000_000_000;

/// A clock that is set by hand.
struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::Relaxed))
    }
}

/// Both, with one clock.
pub struct Pair {
    model: Side,
    real: Side,
    clock: Arc<HandClock>,
    /// What was asked, and how it was answered, in one word each.
    pub answers: BTreeMap<String, u64>,
}

impl Pair {
    /// Two empty stores with the same people; the model may lack a guard.
    pub async fn open(url: &str, folder: &Path, planted: Planted) -> Self {
        let clock = Arc::new(HandClock(AtomicI64::new(MORNING)));
        let offer = OfferPolicy {
            duty_manager: None,
            ..OfferPolicy::default()
        };
        let shared = Shared::new(offer.clone(), Arc::new(Calm), Arc::new(Blind), planted);
        let ids = [(); 2].map(|()| Arc::new(CountedIds::default()));
        let [of_model, of_real] = ids.each_ref().map(|ids| ids.clone() as Arc<dyn Ids>);
        let memory = Memory::open(&shared, clock.clone(), of_model);
        let settings = store::Settings {
            url: url.to_owned(),
            key_file: folder.join("key"),
            pool_group: None,
        };
        let opened = store::open(&settings, offer, clock.clone(), of_real).await;
        let opened = Arc::new(opened.expect("the store opens"));
        let [ids_of_model, ids_of_real] = ids;
        let pair = Self {
            model: Side::on(memory, ids_of_model),
            real: Side::on(opened, ids_of_real),
            clock,
            answers: BTreeMap::new(),
        };
        for one in cast(&Dice::new(7), 4, (5, 12)) {
            for side in [&pair.model, &pair.real] {
                let put = side.people.put(one.clone(), None).await;
                assert_eq!(told(put), "true");
            }
        }
        pair
    }

    /// Goes through a sequence; the first difference is its end. In a burst one rep is
    /// alone at work.
    pub async fn lives(&mut self, sequence: u64, acts: &[Act], burst: bool) -> Result<(), String> {
        self.model.begins(sequence);
        self.real.begins(sequence);
        let until = self.clock.now().after(Duration::from_secs(36_000));
        for side in [&self.model, &self.real] {
            side.leaves_it_to_one(burst.then_some(until)).await;
            if burst {
                side.clears_outbox().await;
            }
        }
        for (step, act) in acts.iter().enumerate() {
            if act.ask == Ask::TimePasses {
                self.time_passes(act);
            }
            let now = self.clock.now();
            let expected = self.model.asks(act, now).await;
            let answered = self.real.asks(act, now).await;
            alike(&format!("step {step} {act:?}"), &expected, &answered)?;
            *self.answers.entry(in_a_word(act, &expected)).or_default() += 1;
            alike(
                &format!("floor after step {step} {act:?}"),
                &self.model.floor(),
                &self.real.floor(),
            )?;
            if step % 10 == 9 || step + 1 == acts.len() {
                self.compares(&format!("after step {step}")).await?;
            }
        }
        alike(
            "the end",
            &self.model.concludes().await,
            &self.real.concludes().await,
        )?;
        self.clock.0.fetch_add(3_600_000_000, Ordering::Relaxed);
        Ok(())
    }

    /// Some seconds, or as long as an offer lasts; now and then a little back.
    fn time_passes(&self, act: &Act) {
        let much = Duration::from_millis(act.much * 7);
        let passed = match act.how % 6 {
            0 => Duration::from_secs(300),
            1 => Duration::from_secs(600),
            2 => Duration::from_secs(61),
            _ => much,
        };
        let micros = i64::try_from(passed.as_micros()).unwrap_or(0);
        let back = act.who.is_multiple_of(12);
        let step = if back { -micros / 100 } else { micros };
        self.clock.0.fetch_add(step, Ordering::Relaxed);
    }

    async fn compares(&self, when: &str) -> Result<(), String> {
        let now = self.clock.now();
        for lead in &self.model.hand.leads {
            let (expected, found) = (self.model.whole(*lead).await, self.real.whole(*lead).await);
            alike(&format!("lead {lead} {when}"), &expected, &found)?;
        }
        let waiting = |side: &Side| {
            let backlog = side.backlog.clone();
            async move { told(backlog.tally().await) }
        };
        let (expected, found) = (waiting(&self.model).await, waiting(&self.real).await);
        alike(&format!("what waits {when}"), &expected, &found)?;
        let mut due = (Vec::new(), Vec::new());
        for (side, said) in [(&self.model, &mut due.0), (&self.real, &mut due.1)] {
            let all = side.clockwork.due(1000).await.expect("answers");
            said.extend(all.iter().map(|one| format!("{one:?}")));
            said.sort();
        }
        alike(
            &format!("what is due {when} at {now:?}"),
            &due.0.join("\n"),
            &due.1.join("\n"),
        )
    }
}

/// Whether the steps drawn reach what they are there for.
fn in_a_word(act: &Act, said: &str) -> String {
    let word = match act.ask {
        Ask::Change if said.contains("moved: true") => "moved",
        Ask::Change if said.contains("Refused") => "refused",
        Ask::Change if said.contains("moved: false") => "nothing new",
        Ask::Intake if said.contains("status: 201") => "new",
        Ask::Intake if said.contains("replayed: true") => "repeated",
        Ask::Intake if said.contains(r#"merged_into\":\""#) => "merged",
        Ask::Lease if said == "[]" => "nothing",
        Ask::Sends if said.contains(" List(") => "list",
        Ask::Sends if said.contains(" NotBefore") => "not before",
        Ask::Sends if said.contains(" Single") => "single",
        Ask::Burst if said.starts_with("List") => "list",
        Ask::Burst if said.starts_with("NotBefore") => "not before",
        Ask::BeginSend if said.starts_with("NotBefore") => "not before",
        Ask::BeginSend | Ask::Burst | Ask::Finish | Ask::Replay | Ask::StoreAct => said,
        _ => "asked",
    };
    format!("{:?} {word}", act.ask)
}

fn alike(what: &str, expected: &str, found: &str) -> Result<(), String> {
    if expected == found {
        return Ok(());
    }
    let lines = expected.lines().zip(found.lines());
    let differs = lines.into_iter().find(|(one, other)| one != other);
    let (one, other) = differs.unwrap_or((expected, found));
    Err(format!("{what}\n  model {one}\n  store {other}"))
}
