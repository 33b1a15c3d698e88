//! Bursts: whoever has five young offers gets the next ones in one list card.

use std::time::Duration;

use serde_json::{Value, json};

use crate::world::{Card, Engine, Lead, Rep, Setup, World, until};

const PATIENCE: Duration = Duration::from_secs(30);

/// 独行 takes every lead; others come when a story needs them.
pub fn alone(engine: Engine, offer: &'static str) -> World {
    let world = World::with(Setup {
        engine,
        cast: false,
        offer,
        ..Setup::default()
    });
    let rep = json!({"name": "独行", "role": "rep", "capacity": 60, "wecom_userid": "Solo"});
    world.hires("solo", rep);
    world
}

pub const CALM: &str = "claim_within = \"5m\"\nmax_offers = 3";

fn wish(at: usize) -> Value {
    json!({"phone": format!("13900000{at:03}"), "region": "浙江省金华市", "products": "保温杯",
        "quantity": "3000 个", "estimated_value": 50000})
}

fn more(world: &World, from: usize, count: usize) -> Vec<Lead> {
    (from..from + count)
        .map(|at| world.receives(wish(at)))
        .collect()
}

/// Five offers that stand, and so many that came in one list card.
pub fn burst<'w>(world: &'w World, count: usize) -> (Rep<'w>, Vec<Lead>, Card) {
    let solo = world.rep("独行");
    for lead in more(world, 0, 5) {
        solo.sees_offer_of(&lead);
    }
    world.drains(PATIENCE);
    let leads = more(world, 5, count);
    let list = solo.sees_list(&format!("{count} 条新线索,"));
    (solo, leads, list)
}

fn deadline(world: &World, lead: &Lead) -> jiff::Timestamp {
    let shown = world.lead(lead)["offer"]["deadline"].clone();
    shown
        .as_str()
        .unwrap_or_default()
        .parse()
        .expect("RFC 3339")
}

/// The minute on the card is that of the deadline, or the one before.
fn prints_no_later_than(list: &Card, deadline: jiff::Timestamp) {
    let left = deadline.duration_since(jiff::Timestamp::now());
    assert!(
        left.as_secs() <= 300,
        "it counts from the delivery: {left:?}"
    );
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").expect("a zone");
    let minute = |back: i64| {
        let at = deadline - jiff::SignedDuration::from_secs(back);
        at.to_zoned_datetime(zone.clone())
            .strftime("%H:%M 前认领")
            .to_string()
    };
    let printed = [minute(0), minute(60)];
    let title = list.title();
    assert!(
        printed.iter().any(|at| title.ends_with(at)),
        "{title}: {printed:?}"
    );
}

fn claimed_at_once(engine: Engine) {
    let world = alone(engine, CALM);
    let (solo, leads, list) = burst(&world, 9);
    assert_eq!(list.state, "list");
    assert_eq!(list.buttons(), ["全部认领", "逐条查看"]);
    let first = format!("#{} 保温杯 3000 个 · 约 5 万元", leads[0].number);
    assert_eq!(list.values()[0], first);
    assert_eq!(list.values().len(), 6, "the rest stands behind the link");
    assert_eq!(list.row("金华"), first);
    let page = list.opens("逐条查看").expect("a link");
    assert!(page.contains("/h5/list/pd-"), "{page}");
    world.drains(PATIENCE);
    // One card delivers all its offers, and none ends before the printed time.
    let truth = world.truth();
    for lead in &leads {
        assert_eq!(
            truth.cards_that_offered(lead.number),
            [list.task_id.as_str()]
        );
        prints_no_later_than(&list, deadline(&world, lead));
    }

    let pressed = solo.presses_on(&list, "全部认领");
    assert_eq!(pressed["reply"], "update_template_card");
    let after = solo.sees_list("已认领 9 条");
    assert_eq!(
        (after.task_id.as_str(), after.state.as_str()),
        (list.task_id.as_str(), "claimed")
    );
    assert!(after.buttons().is_empty());
    for lead in &leads {
        let own = solo.sees(lead, "claimed");
        assert!(own.row("电话").starts_with("139 0000"), "{}", own.words());
        assert_eq!(own.buttons(), ["已联系", "成交", "无效", "释放"]);
        assert_eq!(world.story_of(lead), ["received", "offered", "claimed"]);
    }
    // Pressing again is never an error, and nothing comes a second time.
    solo.presses_old(&list, "claim");
    solo.sees_list("已认领 9 条");
    solo.presses(&leads[3], "已联系");
    solo.sees(&leads[3], "contacted");
    world.ends();
}

#[test]
fn nine_more_offers_come_in_one_list_card_and_one_press_claims_them_all() {
    claimed_at_once(Engine::Sqlite);
}

#[test]
fn nine_more_offers_come_in_one_list_card_on_postgres_too() {
    claimed_at_once(Engine::Postgres);
}

fn one_went_elsewhere(engine: Engine) {
    let world = alone(engine, CALM);
    let (solo, leads, list) = burst(&world, 4);
    let wang = json!({"name": "王芳", "role": "rep", "wecom_userid": "WangFang"});
    world.hires("wang", wang);
    let path = format!("/api/v1/leads/{}/reassign", leads[1].id);
    let moved = world.post(&path, json!({"rep": "wang", "reason": "客户指定"}));
    assert_eq!(moved.status, 200, "{}", moved.text());
    world.rep("王芳").sees_offer_of(&leads[1]);
    let same = solo.sees_list("4 条新线索,");
    assert_eq!(same.words(), list.words(), "the card is kept for its end");

    solo.presses_on(&list, "全部认领");
    let after = solo.sees_list("已认领 3 条,1 条已转给别人");
    let told = format!("#{} 已转出,现由王芳处理", leads[1].number);
    assert_eq!(after.values()[0], told, "{}", after.words());
    for at in [0, 2, 3] {
        solo.sees(&leads[at], "claimed");
    }
    assert_eq!(world.lead(&leads[1])["offer"]["rep"], "wang");
    world.ends();
}

#[test]
fn whoever_claims_a_list_is_told_which_lead_is_with_somebody_else() {
    one_went_elsewhere(Engine::Sqlite);
}

#[test]
fn whoever_claims_a_list_is_told_on_postgres_too() {
    one_went_elsewhere(Engine::Postgres);
}

#[test]
fn a_lead_of_a_list_is_claimed_or_shown_by_command_as_any_other() {
    let world = alone(Engine::Sqlite, CALM);
    let (solo, leads, _) = burst(&world, 3);
    let numbers: Vec<i64> = leads.iter().map(|lead| lead.number).collect();
    // Whoever has no card of it gets one with the claim; whoever asked for one has it.
    solo.says(&format!("/认领 {}", numbers[0]));
    solo.sees(&leads[0], "claimed");
    solo.says(&format!("/查询 {}", numbers[1]));
    let own = solo.sees_offer_of(&leads[1]);
    assert_eq!(own.buttons(), ["认领", "拒绝"]);
    solo.presses(&leads[1], "认领");
    let claimed = solo.sees(&leads[1], "claimed");
    assert_eq!(claimed.task_id, own.task_id, "no second card");
    let list = solo.sees_list("3 条新线索,");
    solo.says(&format!("/拒绝 {}", numbers[2]));
    // The last answer brings the list to its end, by its one right to change.
    let after = solo.sees_list("已认领 2 条,1 条已拒绝");
    assert_eq!(after.task_id, list.task_id);
    world.drains(PATIENCE);
    world.truth().holds();
}

#[test]
fn a_lead_claimed_while_its_card_waits_comes_once_as_the_owners() {
    let world = alone(Engine::Sqlite, CALM);
    let (solo, _, _) = burst(&world, 2);
    let quick = world.receives(wish(7));
    solo.says(&format!("/认领 {}", quick.number));
    let own = solo.sees(&quick, "claimed");
    assert!(own.row("电话").starts_with("139 0000"), "{}", own.words());
    solo.is_told(&format!("{} 号已认领,请尽快联系客户。", quick.number));
    world.ends();
}

/// Every offer of these leads is delivered, by one list card on the phone.
fn one_list_delivered_all(world: &World, solo: &Rep<'_>, leads: &[Lead]) {
    world.drains(Duration::from_secs(90));
    assert_eq!(solo.lists().len(), 1, "one list card on the phone");
    let truth = world.truth();
    for lead in leads {
        let number = lead.number;
        let task_id = solo.lists()[0].1.task_id.clone();
        assert_eq!(truth.cards_that_offered(number), [task_id.as_str()]);
        let offers = truth
            .offers
            .iter()
            .filter(|one| one.lead_id.to_string() == lead.id);
        let delivered: Vec<bool> = offers
            .map(|one| one.live && one.delivered_at.is_some())
            .collect();
        assert_eq!(delivered, [true], "#{number} is delivered once");
    }
}

fn answer_lost(engine: Engine, killed: bool) {
    let world = alone(engine, CALM);
    let solo = world.rep("独行");
    for lead in more(&world, 0, 5) {
        solo.sees_offer_of(&lead);
    }
    world.drains(PATIENCE);
    world.block_on(world.phones.faults(json!({"lose_answer": true})));
    let leads = more(&world, 5, 4);
    solo.sees_list("4 条新线索,");
    if killed {
        world.kill();
        world.block_on(world.phones.faults(json!({"lose_answer": false})));
        world.starts_again();
        world.is_up();
    } else {
        world.block_on(world.phones.faults(json!({"lose_answer": false})));
    }
    one_list_delivered_all(&world, &solo, &leads);
    let again = world.block_on(world.phones.calls(0));
    assert!(
        again.iter().any(|call| call["errcode"] == 42014),
        "it was sent again under the same task_id"
    );
    solo.presses_on(&solo.lists()[0].1, "全部认领");
    solo.sees_list("已认领 4 条");
    for lead in &leads {
        solo.sees(lead, "claimed");
    }
    world.ends();
}

#[test]
fn a_list_whose_answer_was_lost_is_one_card_and_delivers_all_its_offers() {
    answer_lost(Engine::Sqlite, false);
}

#[test]
fn a_list_whose_answer_was_lost_is_one_card_on_postgres_too() {
    answer_lost(Engine::Postgres, false);
}

#[test]
fn a_list_that_a_killed_service_had_sent_is_one_card() {
    answer_lost(Engine::Sqlite, true);
}

#[test]
fn a_service_killed_after_a_press_gives_each_lead_its_card_once() {
    let world = alone(Engine::Sqlite, CALM);
    let (solo, leads, list) = burst(&world, 9);
    world.drains(PATIENCE);
    solo.presses_on(&list, "全部认领");
    world.kill();
    world.starts_again();
    world.is_up();
    for lead in &leads {
        solo.sees(lead, "claimed");
    }
    solo.sees_list("已认领 9 条");
    world.drains(Duration::from_secs(90));
    let claimed = solo.messages().into_iter().filter_map(|one| one.card);
    let claimed = claimed.filter(|card| card.lead.is_some() && card.state == "claimed");
    assert_eq!(claimed.count(), 9, "no card came twice");
    world.truth().holds();
}

#[test]
fn a_list_nobody_presses_expires_and_says_where_its_leads_went() {
    let world = alone(
        Engine::Sqlite,
        "claim_within = \"8s\"\nmax_offers = 2\nescalate_within = \"60s\"",
    );
    let (solo, leads, list) = burst(&world, 3);
    let heir = json!({"name": "接手", "role": "rep", "capacity": 60, "wecom_userid": "Heir"});
    world.hires("heir", heir);
    assert!(
        list.title().matches(':').count() == 2,
        "to the second: {}",
        list.title()
    );
    let after = solo.sees_list("已处理 3 条");
    assert_eq!(
        (after.task_id.as_str(), after.state.as_str()),
        (list.task_id.as_str(), "list")
    );
    assert!(after.buttons().is_empty());
    for (value, lead) in after.values().iter().zip(&leads) {
        assert_eq!(*value, format!("#{} 已超时,现由接手处理", lead.number));
        assert_eq!(world.story_of(lead)[2], "expired");
    }
    // A late press is shown the same.
    solo.presses_old(&list, "claim");
    solo.sees_list("已处理 3 条");
    assert_eq!(solo.lists().len(), 1);
    world.truth().holds();
}

#[test]
fn a_second_list_comes_ten_seconds_later_and_a_lone_offer_comes_by_itself() {
    let world = alone(Engine::Sqlite, CALM);
    let (solo, _, _) = burst(&world, 3);
    let lone = world.receives(wish(8));
    let card = solo.sees_offer_of(&lone);
    assert_eq!(card.buttons(), ["认领", "拒绝"], "an ordinary card");
    let second = more(&world, 9, 2);
    solo.sees_list("2 条新线索,");
    let calls = world.block_on(world.phones.calls(0));
    let times: Vec<jiff::Timestamp> = calls
        .iter()
        .filter(|call| call["api"] == "message/send" && call["errcode"] == 0)
        .map(|call| {
            call["at"]
                .as_str()
                .and_then(|at| at.parse().ok())
                .expect("a time")
        })
        .collect();
    assert_eq!(
        times.len(),
        5 + 1 + 1 + 1,
        "four leads more came in two messages"
    );
    let apart = times[7].duration_since(times[5]);
    assert!(apart.as_millis() > 9_900, "{apart:?} between two lists");
    // Whoever waits has lost no time.
    until("the second list is delivered", PATIENCE, || {
        second
            .iter()
            .all(|lead| world.lead(lead)["offer"]["attempt"] == 1)
    });
    println!("two list cards came {:.1} s apart", apart.as_secs_f64());
    world.ends();
}
