//! The platform is down for a minute in the middle of 500 leads for 100 reps. Intake never
//! notices, what is still wanted arrives when it is back, what is not wanted any more does not.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use paidan_entity::offer;
use serde_json::{Value, json};

use crate::world::{Engine, Lead, Pulse, Setup, World, percentile, until};

const REPS: usize = 100;
const BEFORE: usize = 150;
const DURING: usize = 250;
const AFTER: usize = 100;
const DOWN: Duration = Duration::from_secs(60);
const BACK_WITHIN: Duration = Duration::from_secs(60);

/// Hands leads in and keeps how long each took.
struct Intake<'w> {
    world: &'w World,
    taken: Vec<Lead>,
    took: Vec<Duration>,
}

impl Intake<'_> {
    fn takes(&mut self, count: usize, pause: Duration) {
        let begun = Instant::now();
        for at in 0..count {
            let due = pause * u32::try_from(at).expect("few");
            until("it is time for the next", DOWN, || begun.elapsed() >= due);
            let asked = Instant::now();
            let phone = format!("139{:08}", self.taken.len());
            let lead = self.world.receives(json!({"phone": phone}));
            self.took.push(asked.elapsed());
            self.taken.push(lead);
        }
    }
}

fn micros(at: &Value) -> i64 {
    let at = at.as_str().and_then(|at| at.parse().ok());
    let at: jiff::Timestamp = at.expect("a time");
    at.as_microsecond()
}

/// While nobody is reached some offers end in other ways: the manager hands them to somebody
/// else, the rep declines by API, the rep goes on leave. Says how many.
fn some_offers_end(world: &World, leads: &[Lead]) -> usize {
    let mut ended = 0;
    for (at, lead) in leads.iter().enumerate() {
        let now = world.lead(lead);
        let rep = now["offer"]["rep"]
            .as_str()
            .expect("it is offered")
            .to_owned();
        let number = lead.number;
        let (verb, body) = match at % 3 {
            0 if rep != "rep0" => ("reassign", json!({"rep": "rep0", "reason": "客户指定"})),
            1 => ("decline", json!({"rep": rep, "reason": "忙不过来"})),
            _ => continue,
        };
        let end = world.post(&format!("/api/v1/leads/{number}/{verb}"), body);
        assert_eq!(end.status, 200, "{}", end.text());
        ended += 1;
    }
    let away = json!({"userid": "Rep7", "text": "/请假", "wait": true});
    let end = world.block_on(world.phones.post("/sandbox/say", &away));
    assert_eq!(end.json()["status"], 200, "{}", end.text());
    ended
}

/// What the platform took since then: when, by the id of the offer.
fn cards_since(world: &World, since: i64) -> HashMap<String, i64> {
    let calls = world.block_on(world.phones.calls(0));
    let taken = calls.iter().filter(|call| {
        call["api"] == "message/send" && call["errcode"] == 0 && micros(&call["at"]) >= since
    });
    taken
        .filter_map(|call| {
            let task = call["task_id"].as_str()?.strip_prefix("pd-")?;
            let (offer, _attempt) = task.rsplit_once('-')?;
            Some((offer.to_owned(), micros(&call["at"])))
        })
        .collect()
}

/// Each rep's cards came in the order in which the offers were made.
fn oldest_first(offers: &[offer::Model], sent: &HashMap<String, i64>) -> usize {
    let mut of_rep: BTreeMap<&str, Vec<(i64, i64)>> = BTreeMap::new();
    for offer in offers {
        if let Some(at) = sent.get(&offer.id.to_string()) {
            let theirs = of_rep.entry(&offer.rep).or_default();
            theirs.push((offer.made_at, *at));
        }
    }
    let mut compared = 0;
    for (rep, mut theirs) in of_rep {
        theirs.sort_unstable();
        compared += theirs.len();
        assert!(
            theirs.is_sorted_by_key(|(_, at)| *at),
            "{rep} got them as {theirs:?}"
        );
    }
    compared
}

fn a_minute_of_silence(engine: Engine) {
    let world = World::with(Setup {
        engine,
        cast: false,
        log: "error",
        offer: "claim_within = \"5m\"\nmax_offers = 3",
        ..Setup::default()
    });
    for at in 0..REPS {
        world.hires(
            &format!("rep{at}"),
            json!({"name": format!("销售{at}"), "role": "rep",
            "capacity": 50, "wecom_userid": format!("Rep{at}")}),
        );
    }
    let pulse = Pulse::of(&world, "Rep1");
    let mut intake = Intake {
        world: &world,
        taken: Vec::new(),
        took: Vec::new(),
    };
    intake.takes(BEFORE, Duration::from_millis(20));
    world.block_on(world.phones.faults(json!({"down": true})));
    let down = Instant::now();
    intake.takes(DURING, Duration::from_millis(180));
    let waiting = &intake.taken[BEFORE + 40..BEFORE + 100];
    let ended = some_offers_end(&world, waiting);
    until("a minute goes by", DOWN * 2, || down.elapsed() >= DOWN);
    let back = jiff::Timestamp::now().as_microsecond();
    world.block_on(world.phones.faults(json!({"down": false})));
    let since = Instant::now();
    intake.takes(AFTER, Duration::from_millis(20));
    until("every live offer has reached its rep", BACK_WITHIN, || {
        let tables = world.tables();
        let mut live = tables.offers.iter().filter(|offer| offer.live);
        live.all(|offer| offer.delivered_at.is_some())
    });
    let reached = since.elapsed();
    world.drains(BACK_WITHIN);

    let tables = world.tables();
    let sent = cards_since(&world, back);
    let skipped = tables
        .outbox
        .iter()
        .filter(|row| row.state == "skipped")
        .count();
    let p99 = percentile(&mut intake.took, 99);
    let compared = oldest_first(&tables.offers, &sent);
    println!(
        "{engine:?}: {} leads, intake p99 {p99:.0?}; {} cards after a minute of silence, the last live \
         offer {reached:.1?} after its end, {compared} compared by order; {ended} and a leave \
         ended offers meanwhile, {skipped} dead cards left out; {}",
        intake.taken.len(),
        sent.len(),
        pulse.was_steady(&world)
    );
    assert!(
        p99 < Duration::from_secs(1),
        "intake waits for the platform"
    );
    assert!(
        ended > 20 && skipped >= ended,
        "{skipped} of {ended} left out"
    );
    for offer in &tables.offers {
        let id = offer.id.to_string();
        if let (Some(at), Some(ended)) = (sent.get(&id), offer.ended_at) {
            // The platform notes a send a moment after it was decided on.
            assert!(
                ended + 1_000_000 > *at,
                "{id} was over and its card was sent"
            );
        }
        let unseen = offer.delivered_at.is_none() && offer.ended_by.as_deref() == Some("expired");
        assert!(!unseen || offer.rep == "rep7", "{id} ended unseen");
    }
    world.truth().holds();
}

#[test]
fn a_minute_without_the_platform_loses_nothing_and_sends_nothing_dead() {
    a_minute_of_silence(Engine::Sqlite);
}

#[test]
fn a_minute_without_the_platform_loses_nothing_on_postgres() {
    a_minute_of_silence(Engine::Postgres);
}
