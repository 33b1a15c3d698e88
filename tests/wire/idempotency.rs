//! The same request again.

use std::collections::HashSet;

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Answer, Api, Engine, World, send};

const TWINS: usize = 32;

async fn post(source: Api, key: &str, body: &Value) -> Answer {
    let request = source.request(Method::POST, "/api/v1/leads");
    send(request.header("idempotency-key", key).json(body)).await
}

fn lead() -> Value {
    json!({"phone": "13912345678", "region": "浙江省金华市", "products": "保温杯"})
}

fn thirty_two_twins(engine: Engine) {
    let world = World::on(engine);
    let body = lead();
    let twins = (0..TWINS).map(|_| post(world.source(), "order-77", &body));
    let answers = world.block_on(join_all(twins));
    let new = answers.iter().filter(|answer| answer.status == 201).count();
    let again: Vec<&Answer> = answers
        .iter()
        .filter(|answer| answer.status == 200)
        .collect();
    assert_eq!((new, again.len()), (1, TWINS - 1));
    assert!(
        again
            .iter()
            .all(|answer| answer.header("idempotency-replayed") == "true")
    );
    let bodies: HashSet<&[u8]> = answers
        .iter()
        .map(|answer| answer.body.as_slice())
        .collect();
    assert_eq!(bodies.len(), 1, "the same bytes for all");
    let leads = world.get("/api/v1/leads").json();
    assert_eq!(leads["items"].as_array().map(Vec::len), Some(1));
    world
        .rep("张伟")
        .sees_offer_of(&crate::world::Lead::of(&answers[0]));
    world.ends();
}

#[test]
fn thirty_two_twins_at_once_are_one_lead_with_one_answer() {
    thirty_two_twins(Engine::Sqlite);
}

#[test]
fn thirty_two_twins_at_once_are_one_lead_on_postgres_as_well() {
    thirty_two_twins(Engine::Postgres);
}

#[test]
fn a_repeat_gets_the_first_answer_word_for_word_even_after_the_lead_has_moved_on() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let first = world.block_on(post(world.source(), "k-1", &lead()));
    assert_eq!(
        (first.status, first.header("idempotency-replayed")),
        (201, "")
    );
    let taken = crate::world::Lead::of(&first);
    zhang.sees_offer_of(&taken);
    zhang.presses(&taken, "认领");
    zhang.sees(&taken, "claimed");
    assert_eq!(world.stop(), Some(0), "the service ends in good order");
    world.starts_again();
    world.is_up();
    let again = world.block_on(post(world.source(), "k-1", &lead()));
    assert_eq!(
        (again.status, again.header("idempotency-replayed")),
        (200, "true")
    );
    assert_eq!(again.body, first.body);
    world.ends();
}

#[test]
fn a_key_with_another_body_is_a_clash_and_changes_nothing() {
    let world = World::new();
    let first = world.block_on(post(world.source(), "k-1", &lead()));
    let mut other = lead();
    other["need"] = json!("又改了主意");
    let clash = world.block_on(post(world.source(), "k-1", &other));
    assert_eq!(clash.status, 409);
    assert_eq!(clash.json()["type"], "/docs/problems/idempotency-mismatch");
    let list = world.get("/api/v1/leads").json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    world
        .rep("张伟")
        .sees_offer_of(&crate::world::Lead::of(&first));
    world.ends();
}

#[test]
fn a_refused_request_does_not_use_its_key_up() {
    let world = World::new();
    let refused = world.block_on(post(world.source(), "k-1", &json!({"phone": "12"})));
    assert_eq!(refused.status, 422);
    let mended = world.block_on(post(world.source(), "k-1", &lead()));
    assert_eq!(mended.status, 201, "{}", mended.text());
}
