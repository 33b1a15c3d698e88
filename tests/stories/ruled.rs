//! What the rules do once they are published.

use serde_json::json;

use super::rules::{published, put, with_rule};
use super::walk::for_zhang;
use crate::world::World;

#[test]
fn a_published_rule_decides_and_is_named() {
    let world = World::new();
    let (wang, zhang) = (world.rep("王芳"), world.rep("张伟"));
    let rule = json!({
        "id": "big", "name": "大单给王芳",
        "when": {"all": [{"value": {"from": 10_000_000}}, {"region": ["浙江省"]}]},
        "then": {"strategy": {"named": "wang"}, "offer": {"claim_within_seconds": 1200}},
    });
    let policy = with_rule(&world, rule);
    let draft = json!({"base_version": 1, "revision": 0, "policy": policy});
    let answer = put(&world, &world.secrets.admin, &draft);
    assert_eq!(answer.status, 200, "{}", answer.text());
    published(&world, "大单");

    let mut big = for_zhang("13912345678");
    big["estimated_value"] = json!(200_000);
    let big = world.receives(big);
    let card = wang.sees_offer_of(&big);
    assert!(card.desc().contains("20 分钟"), "{}", card.desc());
    let why = world.get("/api/v1/leads/1/explanation").json();
    assert_eq!(
        (&why["policy_version"], &why["rule"]),
        (&json!(2), &json!({"id": "big", "name": "大单给王芳"}))
    );
    // 张伟 was not asked by that rule; how he stands is told as of now.
    let asked = world.get("/api/v1/leads/1/explanation?rep=zhang").json();
    assert_eq!(asked["rep"], "zhang");
    assert!(
        asked["candidate"].is_object() || asked["excluded"].is_object(),
        "{asked}"
    );
    assert_eq!(
        world.get("/api/v1/leads/1/explanation?rep=nobody").status,
        404
    );

    let usual = world.receives(for_zhang("13912345679"));
    zhang.sees_offer_of(&usual);
    let why = world.get("/api/v1/leads/2/explanation").json();
    assert_eq!(why["rule"]["id"], "default");
    world.ends();
}
