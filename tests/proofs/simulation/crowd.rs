//! People: they press what they see, late, twice, and what they saw before; and they type.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use paidan::app::ports::{Act, Press};
use paidan::words::Card;
use paidan_domain::people::Role;
use tokio::time;

use super::platform::bring;
use super::world::World;

/// Looks at every phone that buzzes.
pub async fn watches(world: Arc<World>) {
    loop {
        world.phones.buzz.notified().await;
        loop {
            let next = world.phones.state().news.pop_front();
            let Some(card_id) = next else { break };
            let seen = world.phones.state().cards[&card_id].clone();
            let owned =
                seen.card.title.starts_with("已认领") || seen.card.title.starts_with("跟进中");
            let often = world.options.answers / if owned { 2 } else { 1 };
            if !world.is_quiet() && !seen.card.buttons.is_empty() && world.dice.permille(often) {
                let one = world.clone();
                world
                    .pool
                    .spawn(None, answers(one, card_id, seen.user, seen.card, owned));
            }
        }
    }
}

async fn answers(world: Arc<World>, card_id: String, user: String, seen: Card, owned: bool) {
    time::sleep(patience(&world, owned)).await;
    // Once in a hundred somebody holds another's phone.
    let user = if world.dice.permille(10) {
        "U-boss1".to_owned()
    } else {
        user
    };
    presses(&world, &card_id, &user, &seen);
    if world.dice.permille(world.options.stale) {
        time::sleep(world.dice.millis(0, 3000)).await;
        presses(&world, &card_id, &user, &seen);
    }
}

/// At once, around the deadline, or when it is over.
fn patience(world: &World, owned: bool) -> Duration {
    let within = u64::try_from(world.options.offer.claim_within.as_millis()).unwrap_or(1000);
    let dice = &world.dice;
    match dice.between(0, 9) {
        _ if owned => dice.millis(500, 40_000),
        0..6 => dice.millis(300, within * 4 / 5),
        6..8 => dice.millis(within.saturating_sub(1500), within + 2500),
        8 => dice.millis(within * 2 - 800, within * 2 + 1500),
        _ => dice.millis(within, within * 3),
    }
}

fn presses(world: &Arc<World>, card_id: &str, user: &str, seen: &Card) {
    if world.is_quiet() {
        return;
    }
    // The first button is the one to press; the others are pressed less.
    let button = if world.dice.permille(450) {
        &seen.buttons[0]
    } else {
        world.dice.pick(&seen.buttons)
    };
    let mut params = BTreeMap::new();
    if let Some(choice) = &seen.choice {
        let chosen = world.dice.pick(&choice.options);
        params.insert(choice.key.clone(), vec![chosen.id.clone()]);
    }
    let press = Press {
        card_id: card_id.to_owned(),
        button: button.key.clone(),
        params,
        update_code: Some(world.phones.state().code(card_id)),
    };
    world.ledger.note("presses", &button.key);
    let deed = bring(world.clone(), user.to_owned(), Act::Press(press));
    world.pool.spawn(None, deed);
}

/// Types one line at some time.
pub async fn types(world: Arc<World>, within: Duration) {
    let within = u64::try_from(within.as_millis()).unwrap_or(0);
    time::sleep(world.dice.millis(1000, within)).await;
    if world.is_quiet() {
        return;
    }
    let (user, role) = {
        let data = world.store.data();
        let people: Vec<_> = data.floor.people().collect();
        let one = &world.dice.pick(&people).staff;
        (one.wecom_userid.clone().unwrap_or_default(), one.role)
    };
    let text = line(&world, role);
    world.ledger.note("lines", &text);
    bring(world.clone(), user.clone(), Act::said(text.clone())).await;
    if text.contains('-') {
        time::sleep(world.dice.millis(500, 5000)).await;
        let text = "确认".to_owned();
        bring(world, user, Act::said(text)).await;
    }
}

fn line(world: &World, role: Role) -> String {
    let dice = &world.dice;
    let known = u64::try_from(world.store.data().leads.len()).unwrap_or(0);
    let number = dice.between(1, known.max(1));
    let rep = ["张伟", "王芳", "李娜", "李经理"][dice.place(4)];
    let reps = [
        format!("/认领 {number}"),
        format!("/认领 {number}"),
        format!("/拒绝 {number} 忙不过来"),
        format!("/公海 {number}"),
        "/公海".to_owned(),
        "/我的".to_owned(),
        format!("/查询 {number}"),
        "/请假 10 分钟".to_owned(),
        "/请假".to_owned(),
        "/上班".to_owned(),
        "/上班".to_owned(),
        "/帮助".to_owned(),
        "在吗".to_owned(),
    ];
    let managers = [
        format!("/转派 {number} @{rep} 客户指定"),
        format!("/转派 {number} @{rep}"),
        format!("/转派 1-{} @{rep}", number.max(7)),
        format!("/请假 @{rep} 5 分钟"),
        format!("/上班 @{rep}"),
        format!("/为什么 {number}"),
        "/状态".to_owned(),
    ];
    // A rep tries a manager's line now and then, and the other way round.
    let as_manager = (role == Role::Manager) != dice.permille(120);
    let list: &[String] = if as_manager { &managers } else { &reps };
    dice.pick(list).clone()
}
