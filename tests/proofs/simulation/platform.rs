//! Callbacks: what a person did, brought to some process, again until it is acknowledged;
//! sometimes twice, late, or in another order.

use std::sync::Arc;
use std::time::Duration;

use paidan::app::inbox::Answer;
use paidan::app::ports::{Act, Inbound, Reply};
use paidan_domain::people::Platform;
use tokio::time;

use super::world::World;

/// The platform waits this long for an answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often it brings the same callback while things break.
const TRIES: u32 = 60;

/// Brings an act of somebody to the service.
pub async fn bring(world: Arc<World>, user: String, act: Act) {
    let _under_way = world.under_way();
    let key = format!("act-{:05}", world.next_act());
    let inbound = Inbound {
        platform: Platform::Wecom,
        key,
        user,
        may_recur: false,
        act,
    };
    if world
        .weather
        .strikes("callback doubled", world.options.doubled)
    {
        let (again, copy) = (world.clone(), inbound.clone());
        world.pool.spawn(None, async move {
            time::sleep(again.dice.millis(0, 4000)).await;
            once(&again, &copy).await;
        });
    }
    for _ in 0..TRIES {
        time::sleep(world.dice.millis(5, 90)).await;
        if once(&world, &inbound).await {
            return;
        }
        time::sleep(world.dice.millis(1000, 5000)).await;
    }
}

/// One delivery; whether its answer came back.
async fn once(world: &Arc<World>, inbound: &Inbound) -> bool {
    let act = inbound.clone();
    let answer = world
        .ask(PATIENCE, move |process| async move {
            process.desk.receive(act, Answer::ChangesCard).await
        })
        .await;
    let Some(Ok(reply)) = answer else {
        return false;
    };
    world.ledger.note("callbacks", &inbound.key);
    world.ledger.book().taken_acts.push(inbound.key.clone());
    if world
        .weather
        .strikes("reply lost", world.options.lost_replies)
    {
        return false;
    }
    if let (Reply::Card(card), Act::Press(press)) = (reply, &inbound.act) {
        let code = press.update_code.as_deref();
        world.phones.answers(&press.card_id, code, *card);
    }
    true
}
