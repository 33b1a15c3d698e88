//! The larger faults, one after the other while the weather is bad.

use std::sync::Arc;
use std::time::Duration;

use tokio::time;
use uuid::Uuid;

use super::options::{Disaster, MOST_SKEW};
use super::weather::{ChatMood, Now};
use super::world::World;

/// Breaks things and mends them.
pub async fn rages(world: Arc<World>) {
    if world.options.disasters.is_empty() {
        return;
    }
    let mean = u64::try_from(world.options.between.as_millis()).unwrap_or(1000);
    loop {
        time::sleep(world.dice.millis(mean / 4, mean * 2)).await;
        if world.is_quiet() {
            return;
        }
        let disaster = *world.dice.pick(&world.options.disasters);
        let one = world.clone();
        world.pool.spawn(None, strikes(one, disaster));
    }
}

async fn strikes(world: Arc<World>, disaster: Disaster) {
    let dice = &world.dice;
    let process = dice.place(2);
    let chat = |mood| move |now: &mut Now| now.chat = mood;
    match disaster {
        Disaster::Crash => {
            world.ledger.fault("crash");
            world.ends_process(process);
            time::sleep(dice.millis(50, 20_000)).await;
            world.starts_process(process);
        }
        Disaster::Freeze => {
            world.ledger.fault("freeze");
            for _ in 0..200 {
                if leased(&world).is_some() {
                    break;
                }
                time::sleep(Duration::from_millis(20)).await;
            }
            world.pool.freeze(process);
            // As often as not until the very moment when another takes over what it holds.
            match leased(&world).filter(|_| dice.permille(600)) {
                Some((row, fence)) => until_taken_over(&world, row, fence).await,
                None => time::sleep(dice.millis(500, 60_000)).await,
            }
            world.pool.thaw(process);
        }
        Disaster::StoreAway => {
            let length = dice.millis(500, 20_000);
            while_it_lasts(
                &world,
                length,
                |now| now.store_away = true,
                |now| {
                    now.store_away = false;
                },
            )
            .await;
        }
        Disaster::ChatDown | Disaster::ChatSlow | Disaster::Throttle | Disaster::AppRefused => {
            let mood = match disaster {
                Disaster::ChatDown => ChatMood::Down,
                Disaster::ChatSlow => ChatMood::Slow,
                Disaster::Throttle => ChatMood::Throttles,
                _ => ChatMood::RefusesApp,
            };
            let length = dice.millis(1000, 60_000);
            while_it_lasts(&world, length, chat(mood), chat(ChatMood::Fine)).await;
        }
        Disaster::Stranger => {
            let rep = dice.place(world.options.reps);
            let (user, back) = (format!("U-rep{rep}"), format!("U-rep{rep}"));
            let length = dice.millis(1000, 90_000);
            let goes = move |now: &mut Now| now.strangers.extend([user]);
            let comes = move |now: &mut Now| now.strangers.retain(|one| *one != back);
            while_it_lasts(&world, length, goes, comes).await;
        }
        Disaster::ClockStep => {
            world.ledger.fault("clock step");
            let most = i64::try_from(MOST_SKEW).unwrap_or(0);
            let ahead = i64::try_from(dice.between(0, 2 * MOST_SKEW)).unwrap_or(0) - most;
            world.clocks[process].set_ahead(ahead);
        }
    }
}

/// A row that somebody holds just now, and its fence.
fn leased(world: &World) -> Option<(Uuid, i64)> {
    let data = world.store.data();
    let rows = data.pending.iter().map(|(_, id)| &data.outbox[id]);
    let mut held = rows.filter(|row| row.lease_until.is_some());
    held.next_back().map(|row| (row.id, row.fence))
}

async fn until_taken_over(world: &World, row: Uuid, fence: i64) {
    for _ in 0..800 {
        time::sleep(Duration::from_millis(100)).await;
        if world.store.data().outbox[&row].fence > fence {
            break;
        }
    }
    time::sleep(world.dice.millis(0, 200)).await;
}

async fn while_it_lasts(
    world: &World,
    length: Duration,
    breaks: impl FnOnce(&mut Now),
    mends: impl FnOnce(&mut Now),
) {
    let begin = |now: &mut Now| {
        if !now.calm {
            breaks(now);
        }
    };
    begin(&mut world.weather.now());
    time::sleep(length).await;
    mends(&mut world.weather.now());
}
