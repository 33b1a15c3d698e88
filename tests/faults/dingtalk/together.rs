//! Two services on one client id and one PostgreSQL: each frame goes to any of their four
//! connections. Each is killed once in the middle.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::json;
use tokio::task::JoinHandle;

use super::{Offered, SOON, cards, delivered, ends, hires, press, setup};
use crate::world::{Answer, Api, Engine, Lead, Phones, Setup, World, until};

const LEADS: usize = 60;
const REPS: usize = 10;
/// Between two claims while a process dies.
const APART: Duration = Duration::from_millis(20);
/// The leases of who is dead run out.
const LEASES: Duration = Duration::from_secs(100);

fn two_platforms() -> World {
    let world = World::with(Setup {
        engine: Engine::Postgres,
        ..setup()
    });
    let names =
        |platform: &str| -> Vec<String> { (0..REPS).map(|at| format!("{platform}{at}")).collect() };
    hires(&world, &names("dingtalk"), "dingtalk");
    hires(&world, &names("wecom"), "wecom");
    world.has_connections(2);
    world
}

/// Presses 认领 in WeCom until the press is answered.
async fn press_in_wecom(phones: Phones, offered: Offered) -> usize {
    let press = json!({
        "userid": offered.userid(), "task_id": offered.card, "key": "claim", "force": true,
    });
    let mut unanswered = 0;
    while phones.press(press.clone()).await.json()["status"] != 200 {
        unanswered += 1;
        assert!(unanswered < 600, "nobody answers {offered:?}");
        tokio::time::sleep(super::PAUSE).await;
    }
    unanswered
}

/// Claims by a line in the chat with the robot; once it is acknowledged, it is not said again.
async fn write(phones: Phones, offered: Offered) -> usize {
    let line = format!("/认领 {}", offered.lead.number);
    let said = json!({"userid": offered.userid(), "text": line, "wait": true});
    let answer = phones.post("/sandbox/dingtalk/say", &said).await;
    usize::from(answer.json()["status"] != 200)
}

/// Hands leads in at both services in turn.
fn taken_by_both(world: &World, other: &Api) -> Vec<Lead> {
    let (one, other) = (world.source(), other.with(&world.secrets.source));
    let leads = (0..LEADS).map(|at| {
        let (one, other) = (one.clone(), other.clone());
        async move {
            let at_which = if at % 2 == 0 { one } else { other };
            let lead = json!({"phone": format!("139{at:08}")});
            at_which.post("/api/v1/leads", &lead).await
        }
    });
    let answers = world.block_on(join_all(leads));
    let taken = |answer: &Answer| {
        assert_eq!(answer.status, 201, "{}", answer.text());
        Lead::of(answer)
    };
    answers.iter().map(taken).collect()
}

/// Everybody claims, one so long after the other: in WeCom, by a press or by a line in DingTalk.
fn all_claim(world: &World, all: &[Offered], apart: Duration) -> Vec<JoinHandle<usize>> {
    let claims = (0_u32..).zip(all).map(|(at, one)| {
        let (phones, one) = (world.phones.clone(), one.clone());
        world.spawn(async move {
            tokio::time::sleep(apart * at).await;
            match (one.rep.starts_with("wecom"), at % 3) {
                (true, _) => press_in_wecom(phones, one).await,
                (_, 0) => write(phones, one).await,
                _ => press(phones, one).await,
            }
        })
    });
    claims.collect()
}

/// Frames that a process took, by its own figures.
fn frames(world: &World, api: &Api) -> f64 {
    let figures = world.block_on(api.get("/metrics")).text();
    let of_frames = figures
        .lines()
        .filter(|line| line.starts_with("paidan_stream_frames_total"));
    let numbers = of_frames.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok());
    numbers.sum()
}

/// Waits until a few of these have ended and others have not; how many have.
fn in_the_middle_of(claims: &[JoinHandle<usize>]) -> usize {
    let ended = || claims.iter().filter(|claim| claim.is_finished()).count();
    until("some have claimed", SOON, || ended() >= 3);
    let so_far = ended();
    assert!(so_far < claims.len(), "all {so_far} were through");
    so_far
}

#[test]
fn two_services_share_four_connections_and_each_dies_once_in_the_middle() {
    let world = two_platforms();
    let second = world.second_service();
    world.has_connections(4);
    let leads = taken_by_both(&world, &second.api);
    let all = delivered(&world, &leads);
    let (in_wecom, in_dingtalk): (Vec<_>, Vec<_>) = all
        .iter()
        .cloned()
        .partition(|one| one.rep.starts_with("wecom"));
    assert!(
        in_wecom.len() >= 9 && in_dingtalk.len() >= 9,
        "{} in WeCom",
        in_wecom.len()
    );
    let third = |some: &[Offered], at: usize| -> Vec<Offered> {
        some.iter().skip(at).step_by(3).cloned().collect()
    };
    let round = |at: usize| (third(&in_wecom, at), third(&in_dingtalk, at));

    let (there, here) = round(0);
    // More to share out than those claims.
    for one in &in_dingtalk {
        super::says(&world, &one.userid(), "/我的");
    }
    let unanswered = ends(
        &world,
        all_claim(&world, &[there, here].concat(), Duration::ZERO),
    );
    assert_eq!(unanswered, 0, "while both are there nobody waits");
    let shares = (frames(&world, &world.api), frames(&world, &second.api));

    // The first dies. WeCom knows its address alone; DingTalk has the connections of the other.
    let (there, here) = round(1);
    let begun = Instant::now();
    let (in_wecom, in_dingtalk) = (
        all_claim(&world, &there, APART),
        all_claim(&world, &here, APART),
    );
    let first_killed_after = in_the_middle_of(&in_dingtalk);
    world.kill();
    let alone = ends(&world, in_dingtalk);
    world.has_connections(2);
    let carried = begun.elapsed();
    world.starts_again();
    world.is_up();
    world.has_connections(4);
    let unanswered = (alone, ends(&world, in_wecom));

    // Then the second.
    let (there, here) = round(2);
    let in_both = all_claim(&world, &[here, there].concat(), APART);
    let second_killed_after = in_the_middle_of(&in_both);
    drop(second);
    let killed = Instant::now();
    let at_the_second = ends(&world, in_both);
    world.has_connections(2);
    super::are_owned(&world, &all, LEASES);
    world.drains(LEASES);
    let settled = killed.elapsed();

    nothing_was_done_twice(&world, &all);
    println!(
        "{LEADS} leads: {shares:?} frames to the two; the first killed after {first_killed_after} \
         claims of DingTalk, the other carried the rest alone within {carried:.1?}; the second \
         killed after {second_killed_after}; unanswered at first: {unanswered:?} in DingTalk and \
         WeCom, then {at_the_second}; all settled {settled:.1?} after the second's end"
    );
    assert!(
        shares.0 > 0.0 && shares.1 > 0.0,
        "any gets any frame: {shares:?}"
    );
    world.truth().holds();
}

fn nothing_was_done_twice(world: &World, all: &[Offered]) {
    let shown = cards(world);
    for one in all {
        let story = world.story_of(&one.lead);
        assert_eq!(story, ["received", "offered", "claimed"], "{one:?}");
        let on_dingtalk = shown.get(&one.lead.number).cloned().unwrap_or_default();
        let wanted = (one.userid(), "claimed".to_owned());
        assert!(
            on_dingtalk.iter().all(|card| *card == wanted),
            "{on_dingtalk:?}"
        );
        // The offer's, and the lead's for who claimed by a line.
        let most = if one.rep.starts_with("wecom") { 0 } else { 2 };
        assert!(
            on_dingtalk.len() <= most && on_dingtalk.is_empty() == (most == 0),
            "{on_dingtalk:?}"
        );
        assert!(super::made(world, &one.card) <= 1, "{one:?}");
    }
}
