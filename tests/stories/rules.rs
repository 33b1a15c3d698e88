//! An admin's hour a week: the rules are drafted, mended, published and taken back.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::walk::for_zhang;
use crate::world::{Answer, Engine, Setup, World, send};

const DRAFT: &str = "/api/v1/policy/draft";
const PUBLISH: &str = "/api/v1/policy/draft/publish";

pub(super) fn put(world: &World, token: &str, body: &Value) -> Answer {
    world.block_on(world.api.with(token).put(DRAFT, body))
}

pub(super) fn published(world: &World, comment: &str) -> Value {
    let answer = world.post(PUBLISH, json!({ "comment": comment }));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// The rules in force with one more rule in front.
pub(super) fn with_rule(world: &World, rule: Value) -> Value {
    let mut policy = world.get(DRAFT).json()["policy"].clone();
    let rules = policy["rules"].as_array_mut();
    rules.expect("a list").insert(0, rule);
    policy
}

fn calm(world: &World) {
    world.drains(Duration::from_secs(20));
    world.truth().holds();
}

fn told_of_mistakes_then_published(engine: Engine) {
    let world = World::on(engine);
    let zhang = world.rep("张伟");
    let first = world.receives(for_zhang("13912345678"));
    zhang.sees_offer_of(&first);

    let mut policy = with_rule(
        &world,
        json!({
            "id": "jinhua", "name": "金华",
            "when": {"region": ["金花"]},
            "then": {"strategy": "lest_loaded"},
        }),
    );
    policy["weights"]["load"] = json!(200);
    let wrong = json!({"base_version": 1, "revision": 0, "policy": policy});
    let answer = put(&world, &world.secrets.admin, &wrong);
    assert_eq!(answer.status, 422, "{}", answer.text());
    let told: Vec<(String, String)> = answer.json()["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .map(|one| {
            let text = |key: &str| one[key].as_str().expect("a text").to_owned();
            (text("pointer"), text("message"))
        })
        .collect();
    let expected = [
        ("/policy/weights", "权重合计应为 1000,现在是 950,还差 50"),
        (
            "/policy/rules/0/when/region/0",
            "没有找到「金花」,请写全称(如浙江省金华市)、六位代码、大区或全国",
        ),
        (
            "/policy/rules/0/then/strategy",
            "没有「lest_loaded」这种派法,你是想用「least_loaded」吗?",
        ),
    ];
    assert_eq!(
        told,
        expected.map(|(at, text)| (at.to_owned(), text.to_owned()))
    );
    let mend = &answer.json()["errors"][2]["mend"];
    assert_eq!(mend["value"], "least_loaded");
    let english = world.api.request(Method::PUT, DRAFT);
    let english = english.header("Accept-Language", "en").json(&wrong);
    let english = world.block_on(send(english)).json();
    assert_eq!(
        english["errors"][0]["message"],
        "weights add up to 950, 50 short of 1000"
    );
    assert_eq!(world.get(DRAFT).json()["revision"], 0, "nothing was kept");

    policy["weights"]["load"] = json!(250);
    policy["rules"][0]["when"] = json!({"region": ["金华"]});
    policy["rules"][0]["then"] = json!({"strategy": "least_loaded"});
    let right = json!({"base_version": 1, "revision": 0, "policy": policy});
    let answer = put(&world, &world.secrets.admin, &right);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("etag"), "\"1.1\"");
    let draft = answer.json();
    assert_eq!(draft["policy"]["rules"][0]["when"]["region"][0], "330700");
    assert_eq!(
        draft["sentences"][0],
        "1. 金华:金华的线索,派给做该产品的人,优先最空闲的;5 分钟不认领转下一位,最多派 3 位。"
    );
    let change = "新增第 1 条「金华」:金华的线索,派给做该产品的人,优先最空闲的;5 分钟不认领转下一位,最多派 3 位。";
    assert_eq!(draft["changes"], json!([change]));
    let checked = world.post(&format!("{DRAFT}/check"), json!({})).json();
    assert_eq!(checked["publishable"], true, "{checked}");
    assert!(checked["coverage"]["open"].as_u64() > Some(0));

    assert_eq!(published(&world, "金华给最空闲的人")["version"], 2);
    let list = world.get("/api/v1/policy/versions").json();
    let (newest, oldest) = (&list["items"][0], &list["items"][1]);
    assert_eq!(
        (&newest["version"], &newest["by"]),
        (&json!(2), &json!("admin"))
    );
    assert_eq!(newest["comment"], "金华给最空闲的人");
    assert_eq!(newest["changes"], json!([change]));
    assert_eq!(
        (&oldest["by"], &oldest["claim_within_seconds"]),
        (&json!("settings"), &json!(300))
    );
    let second = world.receives(for_zhang("13912345679"));
    let why = |lead: i64| {
        world
            .get(&format!("/api/v1/leads/{lead}/explanation"))
            .json()
    };
    assert_eq!(why(first.number)["policy_version"], 1);
    assert_eq!(why(second.number)["policy_version"], 2);

    let restored = world.post("/api/v1/policy/versions/1/restore", json!({}));
    assert_eq!(restored.status, 200, "{}", restored.text());
    assert_eq!(
        restored.json()["changes"],
        json!(["删除原第 1 条「金华」。"])
    );
    assert_eq!(published(&world, "")["version"], 3);
    let versions = |n: u32| {
        world.get(&format!("/api/v1/policy/versions/{n}")).json()["policy"]["rules"].clone()
    };
    assert_eq!(versions(3), versions(1));
    let third = world.receives(for_zhang("13912345680"));
    assert_eq!(why(third.number)["policy_version"], 3);
    calm(&world);
}

#[test]
fn an_admin_mends_three_mistakes_publishes_and_takes_it_back() {
    told_of_mistakes_then_published(Engine::Sqlite);
}

#[test]
fn an_admin_mends_three_mistakes_publishes_and_takes_it_back_on_postgres() {
    told_of_mistakes_then_published(Engine::Postgres);
}

#[test]
fn two_admins_never_overwrite_each_other() {
    let world = World::new();
    let (one, other) = (world.secrets.admin.clone(), world.secrets.ops.clone());
    let with_name = |name: &str| {
        let rule = json!({"id": "a", "name": name, "then": {"strategy": "least_loaded"}});
        with_rule(&world, rule)
    };
    let (mine, theirs) = (with_name("甲"), with_name("乙"));
    let body = |policy: &Value, base: u32, revision: u32| json!({"base_version": base, "revision": revision, "policy": policy});
    assert_eq!(put(&world, &one, &body(&mine, 1, 0)).status, 200);
    let late = put(&world, &other, &body(&theirs, 1, 0));
    assert_eq!(late.status, 409);
    let told = late.json();
    assert_eq!(told["type"], "/docs/problems/draft-changed");
    assert_eq!(
        (&told["by"], &told["revision"]),
        (&json!("admin"), &json!(1))
    );
    assert!(
        told["detail"].as_str().unwrap().starts_with("admin 在 "),
        "{told}"
    );
    assert!(told["at"].as_str().unwrap().contains('T'));
    // Who says nothing of what they saw overwrites nobody either.
    assert_eq!(put(&world, &other, &json!({"policy": theirs})).status, 409);
    let restore = "/api/v1/policy/versions/1/restore";
    assert_eq!(world.post(restore, json!({})).status, 409);
    // Read again, then written with the tag of what was read.
    let seen = world.get(DRAFT);
    let tagged = world.api.with(&other).request(Method::PUT, DRAFT);
    let tagged = tagged.header("If-Match", seen.header("etag"));
    let kept = world.block_on(send(tagged.json(&json!({"policy": theirs}))));
    assert_eq!((kept.status, kept.header("etag")), (200, "\"1.2\""));
    // The first one publishes what they looked at, which is not there any more.
    let old = world.post(PUBLISH, json!({"revision": 1}));
    assert_eq!((old.status, &old.json()["by"]), (409, &json!("ops")));
    assert_eq!(world.get("/api/v1/policy/versions/2").status, 404);
    let done = world.post(PUBLISH, json!({"revision": 2, "comment": "一起改的"}));
    assert_eq!(done.json()["version"], 2, "{}", done.text());
    // A draft of before is told what is in force now.
    let before = put(&world, &other, &body(&theirs, 1, 3)).json();
    assert_eq!(before["type"], "/docs/problems/rules-changed");
    assert_eq!(
        (&before["version"], &before["by"]),
        (&json!(2), &json!("admin"))
    );
    let again = world.post(PUBLISH, json!({}));
    assert_eq!(again.status, 422, "nothing new");
    let bad = world
        .api
        .request(Method::PUT, DRAFT)
        .header("If-Match", "W/1");
    assert_eq!(
        world
            .block_on(send(bad.json(&json!({"policy": {}}))))
            .status,
        422
    );
    calm(&world);
}

#[test]
fn what_names_somebody_who_is_not_there_is_kept_and_not_published() {
    let world = World::new();
    let rule = json!({"id": "big", "name": "大单", "when": {"tier": ["A"]}, "then": {"strategy": {"named": "zhangg"}}});
    let policy = with_rule(&world, rule);
    let kept = put(&world, &world.secrets.admin, &json!({"policy": policy}));
    assert_eq!(kept.status, 200, "{}", kept.text());
    let finding = &kept.json()["findings"][0];
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["pointer"], "/policy/rules/0/then/strategy/named");
    assert_eq!(
        finding["message"],
        "规则「大单」指定的「zhangg」不在人员里,你是想写「张伟」吗?"
    );
    assert_eq!(
        finding["mend"],
        json!({"do": "replace", "value": "zhang", "label": "改为「zhang」"})
    );
    let refused = world.post(PUBLISH, json!({}));
    assert_eq!(refused.status, 422);
    assert_eq!(refused.json()["errors"][0]["code"], "rep.unknown");
    let hired = json!({"name": "张刚", "role": "rep", "team": "华东", "manager": "li"});
    world.hires("zhangg", hired);
    published(&world, "");
    calm(&world);
}

#[test]
fn what_was_published_outlives_a_start_until_the_settings_change() {
    let world = World::new();
    let versions = || -> Vec<(u64, u64, String)> {
        let list = world.get("/api/v1/policy/versions").json();
        let items = list["items"].as_array().unwrap().iter();
        let number = |value: &Value| value.as_u64().unwrap();
        items
            .map(|one| {
                (
                    number(&one["version"]),
                    number(&one["claim_within_seconds"]),
                    one["by"].as_str().unwrap().to_owned(),
                )
            })
            .collect()
    };
    let restart = || {
        assert_eq!(world.stop(), Some(0));
        world.starts_again();
        world.is_up();
    };
    let mut policy = world.get(DRAFT).json()["policy"].clone();
    policy["offer"]["claim_within_seconds"] = json!(120);
    assert_eq!(
        put(&world, &world.secrets.admin, &json!({"policy": policy})).status,
        200
    );
    published(&world, "两分钟");
    let by = |name: &str| name.to_owned();
    let both = vec![(2, 120, by("admin")), (1, 300, by("settings"))];
    assert_eq!(versions(), both);
    restart();
    assert_eq!(versions(), both, "the settings say what they said");
    // Somebody is at work when the settings change.
    let work = json!({"policy": with_rule(&world, json!({"id": "a", "name": "甲"}))});
    assert_eq!(put(&world, &world.secrets.ops, &work).status, 200);
    let file = world.folder().join("paidan.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &file,
        text.replace("claim_within = \"5m\"", "claim_within = \"4m\""),
    )
    .unwrap();
    restart();
    assert_eq!(versions()[0], (3, 240, by("settings")));
    restart();
    assert_eq!(versions().len(), 3);
    let draft = world.get(DRAFT).json();
    assert_eq!(
        (&draft["base_version"], &draft["behind"]["version"]),
        (&json!(2), &json!(3))
    );
    let late = world.post(PUBLISH, json!({}));
    assert_eq!(late.json()["type"], "/docs/problems/rules-changed");
    assert_eq!(late.json()["by"], "settings");
    let mut rebased = draft["policy"].clone();
    rebased["offer"]["claim_within_seconds"] = json!(240);
    let seen = json!({"base_version": 3, "revision": draft["revision"], "policy": rebased});
    assert_eq!(put(&world, &world.secrets.ops, &seen).status, 200);
    assert_eq!(published(&world, "")["version"], 4);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("\"4m\"", "\"3m\"")).unwrap();
    restart();
    let draft = world.get(DRAFT).json();
    let told = (&draft["base_version"], &draft["behind"], &draft["changes"]);
    assert_eq!(
        told,
        (&json!(5), &Value::Null, &json!([])),
        "nobody is at work"
    );
    let lead = world.receives(for_zhang("13912345678"));
    let why = world
        .get(&format!("/api/v1/leads/{}/explanation", lead.number))
        .json();
    assert_eq!(why["policy_version"], 5);
    calm(&world);
}

#[test]
fn what_nobody_covers_is_told() {
    let world = World::new();
    let coverage = world.get("/api/v1/policy/coverage").json();
    assert_eq!(coverage["policy_version"], 1);
    let sentences: Vec<&str> = coverage["holes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hole| hole["sentence"].as_str().unwrap())
        .collect();
    assert!(
        sentences
            .iter()
            .any(|one| one.contains("广东") && one.ends_with(":没有销售覆盖。")),
        "{sentences:?}"
    );
    world.hires("all", json!({"name": "全能", "role": "rep"}));
    let coverage = world.get("/api/v1/policy/coverage").json();
    assert_eq!(
        (&coverage["open"], &coverage["holes"]),
        (&json!(0), &json!([]))
    );
    calm(&world);
}

#[test]
fn what_a_draft_leaves_out_stays_as_it_is_in_force() {
    // Not the program's own defaults.
    let world = World::with(Setup {
        offer: "claim_within = \"90s\"\nmax_offers = 2",
        ..Setup::default()
    });
    let before = world.get(DRAFT).json()["policy"].clone();
    let draft = json!({"base_version": 1, "revision": 0, "policy": {"rules": []}});
    let answer = put(&world, &world.secrets.admin, &draft);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let after = answer.json()["policy"].clone();
    assert_ne!(before["rules"], json!([]));
    assert_eq!(after["rules"], json!([]));
    for part in [
        "offer",
        "weights",
        "tiers",
        "relax",
        "constraints",
        "time_zone",
    ] {
        assert_eq!(after[part], before[part], "{part}");
    }
    let changes = answer.json()["changes"].clone();
    assert_eq!(changes, json!(["删除原第 1 条「老客户回原销售」。"]));
    assert_eq!(after["offer"]["claim_within_seconds"], json!(90));
    world.truth().holds();
}
