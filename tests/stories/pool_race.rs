//! 抢单: everybody presses at once, one has it, and everybody else is told who.

use serde_json::json;

use super::claims::at_once;
use crate::world::{Engine, World, now};

const REPS: usize = 64;

fn everybody_at_once(engine: Engine) {
    let world = World::on(engine);
    let names: Vec<String> = (1..=REPS).map(|at| format!("抢单{at:02}")).collect();
    for (at, name) in names.iter().enumerate() {
        let rep = json!({"name": name, "role": "rep", "manager": "li", "active": true,
            "wecom_userid": format!("Grab{at:02}"), "territories": ["四川省"]});
        world.hires(&format!("grab{at:02}"), rep);
    }
    let lead = world.receives(json!({"phone": "13800001111", "region": "四川省成都市"}));
    let pooled = world.post("/api/v1/leads/1/pool", json!({}));
    assert_eq!(pooled.status, 200, "{}", pooled.text());
    let platform = world.platform();
    let presses = names.iter().map(|name| {
        let rep = world.rep(name);
        let card = rep.sees(&lead, "pooled");
        let press = platform.press(&rep.userid, &card.task_id, "claim", now(), name);
        platform.deliver(&press, now())
    });
    let answers = at_once(&world, presses.collect());

    let told: Vec<String> = answers
        .iter()
        .map(|answer| world.platform().open_reply(&answer.text()))
        .collect();
    let owner = world.lead(&lead)["owner"]
        .as_str()
        .expect("somebody has it")
        .to_owned();
    let name = world.get(&format!("/api/v1/reps/{owner}")).json()["name"].clone();
    let winner = name.as_str().expect("a name");
    let has_it = |xml: &&String| xml.contains("已认领 #1") && xml.contains("138 0000 1111");
    let is_told = |xml: &&String| xml.contains("已有人认领 #1") && xml.contains(winner);
    assert_eq!(told.iter().filter(has_it).count(), 1);
    assert_eq!(
        told.iter().filter(is_told).count(),
        REPS - 1,
        "{winner} has it"
    );
    let story = world.story_of(&lead);
    assert_eq!(
        story.iter().filter(|kind| *kind == "claimed").count(),
        1,
        "{story:?}"
    );
    world.drains(std::time::Duration::from_secs(30));
    world.truth().holds();
}

#[test]
fn of_sixty_four_who_grab_at_once_one_has_it_and_the_rest_are_told_who() {
    everybody_at_once(Engine::Sqlite);
}

#[test]
fn of_sixty_four_who_grab_at_once_one_has_it_on_postgres_too() {
    everybody_at_once(Engine::Postgres);
}
