//! F7: a recorded stream of callbacks, shuffled and delivered three times, leaves what it leaves
//! in order once, or refuses; what is too old is refused, a replay within the time does nothing.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

use crate::world::{Answer, Delivery, Lead, Pulse, Setup, World, now, percentile, send, until};

const LEADS: usize = 24;
const TIMES: usize = 3;

/// What each lead's rep does, in order.
const LIVES: [&[&str]; 4] = [
    &["claim", "contacted"],
    &["decline", "reason:busy"],
    &["claim", "won"],
    &["claim", "claim"],
];

/// One act of the recording.
#[derive(Debug, Clone)]
struct Act {
    lead: usize,
    step: usize,
    message: String,
}

struct Recording {
    world: World,
    leads: Vec<Lead>,
    acts: Vec<Act>,
}

impl Recording {
    /// Leads that were offered, and what the platform will deliver about them.
    fn new() -> Self {
        let world = World::with(Setup {
            cast: false,
            log: "warn",
            ..Setup::default()
        });
        for at in 0..LEADS {
            world.hires(
                &format!("rep{at}"),
                json!({"name": format!("销售{at}"), "role": "rep",
                "capacity": 100, "wecom_userid": format!("Rep{at}")}),
            );
        }
        let platform = world.platform();
        let (mut leads, mut acts) = (Vec::new(), Vec::new());
        for at in 0..LEADS {
            let lead = world.receives(json!({"phone": format!("139{at:08}")}));
            leads.push(lead);
        }
        world.drains(Duration::from_secs(20));
        let tables = world.tables();
        for (at, lead) in leads.iter().enumerate() {
            let row = tables.leads.iter().find(|row| row.number == lead.number);
            let row = row.expect("it is stored");
            let mut offers = tables.offers.iter();
            let offer = offers
                .find(|offer| offer.lead_id == row.id)
                .expect("offered");
            let card = format!("pd-{}-{}", offer.id, offer.attempt);
            for (step, key) in LIVES[at % LIVES.len()].iter().enumerate() {
                let code = format!("code-{at}-{step}");
                let message = platform.press(&offer.rep, &card, key, now(), &code);
                let act = Act {
                    lead: at,
                    step,
                    message,
                };
                acts.push(act);
            }
        }
        Self { world, leads, acts }
    }

    fn delivers(&self, delivery: &Delivery) -> Answer {
        let service = &self.world.places.service;
        let url = format!("http://{service}/callbacks/wecom?{}", delivery.query);
        let request = self.world.api.client.post(url).body(delivery.body.clone());
        self.world.block_on(send(request))
    }

    fn sealed(&self, act: &Act) -> Delivery {
        self.world.platform().deliver(&act.message, now())
    }

    /// States and kinds of events of each lead.
    fn lives(&self) -> Vec<(Value, Vec<String>)> {
        let life = |lead| {
            let state = self.world.lead(lead)["state"].clone();
            (state, self.world.story_of(lead))
        };
        self.leads.iter().map(life).collect()
    }
}

#[test]
fn shuffled_and_delivered_three_times_they_leave_what_they_leave_in_order_once() {
    let seed: u64 = rand::random();
    let mut random = StdRng::seed_from_u64(seed);
    let straight = Recording::new();
    for act in &straight.acts {
        let answer = straight.delivers(&straight.sealed(act));
        assert_eq!(answer.status, 200);
    }
    let wanted = straight.lives();
    straight.world.truth().holds();

    let mixed = Recording::new();
    let pulse = Pulse::of(&mixed.world, "Rep0");
    let mut order: Vec<&Act> = (0..TIMES).flat_map(|_| &mixed.acts).collect();
    order.shuffle(&mut random);
    let (mut sealed, mut first, mut took) = (Vec::new(), HashMap::new(), Vec::new());
    for (at, act) in order.iter().enumerate() {
        first.entry((act.lead, act.step)).or_insert(at);
        // Now and then the very bytes of before, as who listens in could send them.
        let delivery = if !sealed.is_empty() && random.random_ratio(1, 4) {
            let old: &Delivery = &sealed[random.random_range(0..sealed.len())];
            assert_eq!(mixed.delivers(old).status, 200, "a replay is a duplicate");
            mixed.sealed(act)
        } else {
            mixed.sealed(act)
        };
        let begun = Instant::now();
        assert_eq!(mixed.delivers(&delivery).status, 200);
        took.push(begun.elapsed());
        sealed.push(delivery);
    }
    let found = mixed.lives();
    let mut refused = 0;
    for (at, (state, story)) in found.iter().enumerate() {
        let in_order = first[&(at, 0)] < first[&(at, 1)];
        if in_order || LIVES[at % LIVES.len()][1] == "claim" {
            assert_eq!((state, story), (&wanted[at].0, &wanted[at].1), "lead {at}");
        } else {
            // The second act came when there was nothing for it to do, and was refused.
            refused += 1;
            let known = &wanted[at].1;
            assert_eq!(story[..], known[..known.len() - 1], "lead {at}");
        }
    }
    println!(
        "seed {seed}: {} acts delivered {} times in any order; {refused} came before their time \
         and were refused; p99 {:.0?}; {}",
        mixed.acts.len(),
        order.len(),
        percentile(&mut took, 99),
        pulse.was_steady(&mixed.world)
    );

    // The same bytes again change nothing.
    let before = mixed.world.truth();
    for delivery in &sealed {
        assert_eq!(mixed.delivers(delivery).status, 200);
    }
    assert_eq!(mixed.lives(), found);
    let after = mixed.world.truth();
    assert_eq!((before.inbox, before.events), (after.inbox, after.events));
    after.holds();
}

#[test]
fn what_was_signed_long_ago_or_in_times_to_come_is_refused() {
    let recording = Recording::new();
    let (world, platform) = (&recording.world, recording.world.platform());
    let before = world.truth().inbox;
    for act in &recording.acts {
        for off in [-601, -3600, 601, 86_400] {
            let delivery = platform.deliver(&act.message, now() + off);
            let answer = recording.delivers(&delivery);
            assert_eq!((answer.status, answer.body.len()), (403, 0), "{off} s off");
        }
    }
    assert_eq!(world.truth().inbox, before, "nothing was kept of them");
    let within = platform.deliver(&recording.acts[0].message, now() - 590);
    assert_eq!(recording.delivers(&within).status, 200);
    until(
        "the one within its time counts",
        Duration::from_secs(10),
        || world.lead(&recording.leads[0])["state"] == "claimed",
    );
}
