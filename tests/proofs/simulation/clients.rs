//! Sources that hand leads in and repeat what was not acknowledged.

use std::sync::Arc;
use std::time::Duration;

use paidan::app::failure::Failure;
use paidan::app::intake::Taken;
use paidan_domain::understand::NewLead;
use tokio::time;

use super::dice::Dice;
use super::world::World;

const SOURCE: &str = "website";
const PATIENCE: Duration = Duration::from_secs(3);
const PLACES: [&str; 6] = ["浙江金华", "义乌", "广东广州", "杭州市", "成都", ""];
const NEEDS: [&str; 6] = [
    "保温杯 3000 个,要印字,请报价",
    "想要毛巾 500 条",
    "批发拖鞋,预算 5 万",
    "保温杯现货",
    "专业代开发票",
    "求购",
];

/// Hands one lead in.
pub async fn hands_in(world: Arc<World>, number: u64) {
    let _under_way = world.under_way();
    let arrivals = u64::try_from(world.options.arrivals.as_millis()).unwrap_or(0);
    time::sleep(world.dice.millis(0, arrivals)).await;
    let lead = drawn(&world.dice, number);
    let key = format!("key-{number:04}");
    if world.dice.permille(100) {
        let (twin, key, lead) = (world.clone(), key.clone(), lead.clone());
        world.pool.spawn(None, async move {
            let _under_way = twin.under_way();
            until_taken(&twin, &key, &lead).await;
        });
    }
    until_taken(&world, &key, &lead).await;
    if world.dice.permille(150) {
        time::sleep(world.dice.millis(0, 60_000)).await;
        until_taken(&world, &key, &lead).await;
    }
    if world.dice.permille(50) {
        let other = NewLead {
            need: Some("改了主意".to_owned()),
            ..lead
        };
        if let Some(Ok(_)) = asks(&world, &key, &other).await {
            world.ledger.breaks(format!("P5: {key} took another body"));
        }
    }
}

async fn until_taken(world: &Arc<World>, key: &str, lead: &NewLead) {
    loop {
        match asks(world, key, lead).await {
            Some(Ok(taken)) => {
                world.ledger.acknowledges(key, &taken.body);
                return;
            }
            None | Some(Err(Failure::Store(_))) => world.ledger.fault("intake repeated"),
            Some(Err(other)) => world.ledger.breaks(format!("{key} was refused: {other}")),
        }
        time::sleep(world.dice.millis(200, 3000)).await;
    }
}

async fn asks(world: &Arc<World>, key: &str, lead: &NewLead) -> Option<Result<Taken, Failure>> {
    let body = serde_json::to_vec(lead).expect("a lead can be written");
    let (request, lead) = ((key.to_owned(), body), lead.clone());
    world
        .ask(PATIENCE, move |process| async move {
            process.intake.take(SOURCE, lead, Some(request)).await
        })
        .await
}

/// The customers; one in twelve came before.
fn drawn(dice: &Dice, number: u64) -> NewLead {
    let customer = if dice.permille(80) {
        dice.between(0, number)
    } else {
        number
    };
    let text = |all: &[&str]| Some((*dice.pick(all)).to_owned()).filter(|text| !text.is_empty());
    NewLead {
        company: Some(format!("客户{customer:04}贸易有限公司")),
        contact_name: Some("王女士".to_owned()),
        phone: Some(format!("138{:08}", 10_000_000 + customer)),
        region: text(&PLACES),
        need: text(&NEEDS),
        tags: vec![format!("key-{number:04}")],
        ..NewLead::default()
    }
}
