//! kill -9 at named points, reached from outside: a wire holds the answer back while a second
//! look at the store or at the platform says that the work is done.

use std::time::Duration;

use serde_json::{Value, json};

use crate::stories::for_zhang;
use crate::world::{Answer, Api, Delivery, Engine, Setup, Weather, Wire, World, now, send, until};

const SOON: Duration = Duration::from_secs(20);
/// Leases of a killed process on PostgreSQL run out after 60 s.
const LEASE: Duration = Duration::from_secs(90);

/// Kills, cuts what the wire holds, and starts again.
fn dies_and_comes_back(world: &World, wire: &Wire) {
    world.kill();
    wire.turns(Weather::Clear);
    world.starts_again();
    world.is_up();
}

/// Asks over the wire, and is never answered.
fn asks_in_vain(world: &World, request: reqwest::RequestBuilder) -> impl FnOnce() {
    let asked = world.spawn(async move { request.send().await });
    || {
        let end = world.block_on(asked).expect("the caller ends well");
        assert!(end.is_err(), "nobody was answered: {end:?}");
    }
}

fn delivers(world: &World, address: &str, delivery: Delivery) -> reqwest::RequestBuilder {
    let url = format!("http://{address}/callbacks/wecom?{}", delivery.query);
    world.api.client.post(url).body(delivery.body)
}

fn a_lead(engine: Engine) {
    let world = World::on(engine);
    let zhang = world.rep("张伟");
    let wire = Wire::to_the_service(&world, "/api/v1/leads");
    let far = Api {
        base: format!("http://{}", wire.address),
        ..world.source()
    };
    let body = for_zhang("13912345678");
    let hands_in = |api: &Api| {
        let request = api.request(reqwest::Method::POST, "/api/v1/leads");
        request.header("idempotency-key", "once").json(&body)
    };
    wire.turns(Weather::Held);
    let in_vain = asks_in_vain(&world, hands_in(&far));
    until("the lead is stored", SOON, || {
        world.tables().leads.len() == 1
    });
    dies_and_comes_back(&world, &wire);
    in_vain();

    let again = world.block_on(send(hands_in(&world.source())));
    assert_eq!(again.status, 200, "{}", again.text());
    assert_eq!(again.header("idempotency-replayed"), "true");
    let lead = crate::world::Lead::of(&again);
    world.drains(LEASE);
    zhang.sees_offer_of(&lead);
    assert_eq!(world.story_of(&lead), ["received", "offered"]);
    world.ends();
}

fn a_press(engine: Engine) {
    let world = World::on(engine);
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    let card = zhang.sees_offer_of(&lead);
    world.drains(SOON);
    let wire = Wire::to_the_service(&world, "/callbacks/wecom");
    wire.turns(Weather::Held);
    let platform = world.platform();
    let press = platform.press(&zhang.userid, &card.task_id, "claim", now(), "code");
    let first = delivers(&world, &wire.address, platform.deliver(&press, now()));
    let in_vain = asks_in_vain(&world, first);
    until("the claim is stored", SOON, || {
        world.tables().leads[0].state == "claimed"
    });
    dies_and_comes_back(&world, &wire);
    in_vain();

    let again = delivers(
        &world,
        &world.places.service,
        platform.deliver(&press, now()),
    );
    let answer: Answer = world.block_on(send(again));
    assert_eq!(answer.status, 200);
    let shown = platform.open_reply(&answer.text());
    assert!(shown.contains("已认领 #1"), "{shown}");
    assert_eq!(world.story_of(&lead), ["received", "offered", "claimed"]);
    world.drains(LEASE);
    world.truth().holds();
}

fn a_command(engine: Engine) {
    let world = World::on(engine);
    let (zhang, wang, li) = (world.rep("张伟"), world.rep("王芳"), world.rep("李经理"));
    let lead = world.receives(for_zhang("13912345678"));
    zhang.sees_offer_of(&lead);
    world.drains(SOON);
    let wire = Wire::to_the_service(&world, "/callbacks/wecom");
    wire.turns(Weather::Held);
    let platform = world.platform();
    let said = platform.says(&li.userid, "/转派 1 @王芳 客户指定", now(), 77);
    let first = delivers(&world, &wire.address, platform.deliver(&said, now()));
    let in_vain = asks_in_vain(&world, first);
    until("the hand-over is stored", SOON, || {
        world.tables().events.values().any(|story| story.len() == 4)
    });
    dies_and_comes_back(&world, &wire);
    in_vain();

    let again = delivers(
        &world,
        &world.places.service,
        platform.deliver(&said, now()),
    );
    let answer: Answer = world.block_on(send(again));
    assert_eq!(answer.status, 200);
    let story = ["received", "offered", "reassigned", "offered"];
    world.drains(LEASE);
    wang.sees_offer_of(&lead);
    zhang.sees(&lead, "moved");
    let told = |text: &str| text.contains("转给王芳");
    let at_once = !answer.body.is_empty() && told(&platform.open_reply(&answer.text()));
    until("李经理 is told what came of it", SOON, || {
        at_once || li.messages().iter().any(|one| told(&one.content))
    });
    assert_eq!(world.story_of(&lead), story, "it was done once");
    world.truth().holds();
}

/// What the platform answered to calls of an API, in order.
fn codes(world: &World, api: &str) -> Vec<Value> {
    let calls = world.block_on(world.phones.calls(0));
    let of_it = calls.into_iter().filter(|call| call["api"] == api);
    of_it.map(|call| call["errcode"].clone()).collect()
}

fn a_send(engine: Engine) {
    let setup = Setup {
        engine,
        ..Setup::default()
    };
    let (world, wire) = Wire::to_the_platform(setup, "/message/send");
    let zhang = world.rep("张伟");
    wire.turns(Weather::Held);
    let lead = world.receives(for_zhang("13912345678"));
    until("the platform has it", SOON, || wire.struck() == 1);
    world.kill();
    assert_eq!(zhang.messages().len(), 1, "it is on the phone");
    dies_and_comes_back(&world, &wire);
    world.drains(LEASE);
    assert_eq!(codes(&world, "message/send"), [json!(0), json!(42014)]);
    zhang.sees_offer_of(&lead);
    zhang.presses(&lead, "认领");
    zhang.sees(&lead, "claimed");
    assert_eq!(world.story_of(&lead), ["received", "offered", "claimed"]);
    world.ends();
}

fn a_change_of_a_card(engine: Engine) {
    let setup = Setup {
        engine,
        ..Setup::default()
    };
    let (world, wire) = Wire::to_the_platform(setup, "/message/update_template_card");
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    zhang.sees_offer_of(&lead);
    wire.turns(Weather::Held);
    let claimed = world.post("/api/v1/leads/1/claim", json!({"rep": "zhang"}));
    assert_eq!(claimed.status, 200, "{}", claimed.text());
    until("the platform has it", SOON, || wire.struck() == 1);
    world.kill();
    dies_and_comes_back(&world, &wire);
    world.drains(LEASE);
    zhang.sees(&lead, "claimed");
    assert_eq!(codes(&world, "message/update_template_card").len(), 2);
    world.ends();
}

#[test]
fn a_lead_committed_and_not_answered_is_there_once() {
    a_lead(Engine::Sqlite);
}

#[test]
fn a_lead_committed_and_not_answered_is_there_once_on_postgres() {
    a_lead(Engine::Postgres);
}

#[test]
fn a_press_committed_and_not_answered_counts_once_and_is_answered_again() {
    a_press(Engine::Sqlite);
}

#[test]
fn a_press_committed_and_not_answered_counts_once_on_postgres() {
    a_press(Engine::Postgres);
}

#[test]
fn a_command_carried_out_and_not_answered_is_done_once_and_told() {
    a_command(Engine::Sqlite);
}

#[test]
fn a_command_carried_out_and_not_answered_is_done_once_and_told_on_postgres() {
    a_command(Engine::Postgres);
}

#[test]
fn a_card_sent_and_not_marked_comes_once() {
    a_send(Engine::Sqlite);
}

#[test]
fn a_card_sent_and_not_marked_comes_once_on_postgres() {
    a_send(Engine::Postgres);
}

#[test]
fn a_card_changed_and_not_marked_shows_the_change_once() {
    a_change_of_a_card(Engine::Sqlite);
}
