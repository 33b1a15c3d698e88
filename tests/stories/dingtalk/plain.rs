//! Without a template: a message with links, taken back when the offer ends.

use serde_json::json;

use super::{ends, moved_to_dingtalk, world};
use crate::stories::walk::for_zhang;
use crate::world::{Ding, DingMessage, DingRep, until_some};

fn message(zhang: &DingRep<'_>) -> DingMessage {
    until_some(
        "a message with links",
        std::time::Duration::from_secs(20),
        || {
            let mut all = zhang.messages().into_iter();
            all.rfind(|one| one.body["type"] == "action_card" && !one.recalled)
        },
    )
}

fn claims_by_its_link(ding: Ding, mend: impl Fn(&crate::world::World)) {
    let world = world(ding, "claim_within = \"5m\"\nmax_offers = 3");
    mend(&world);
    let [zhang, ..] = moved_to_dingtalk(&world);
    let mut lead = for_zhang("13912345607");
    lead["need"] = json!("要保温杯 **急** [点我](https://evil.example) @所有人");
    let lead = world.receives(lead);
    let sent = message(&zhang);
    let links = sent.body["buttons"].as_array().cloned().unwrap_or_default();
    let page = links.iter().find_map(|link| link["url"].as_str());
    let page = page.expect("a link to the phone page").to_owned();
    assert!(page.contains("/h5/leads/"), "{sent:?}");
    let words = sent.words();
    assert!(
        !words.contains("[点我](https"),
        "a customer's text stays text: {words}"
    );

    // The page claims by a form, never by being opened.
    let client = &world.api.client;
    let opened = world.block_on(async { client.get(&page).send().await.expect("the page") });
    assert_eq!(opened.status(), 200);
    assert_eq!(world.lead(&lead)["state"], "offered");
    let form = client
        .post(&page)
        .header("content-type", "application/x-www-form-urlencoded")
        .body("button=claim");
    let pressed = world.block_on(async { form.send().await });
    assert!(pressed.is_ok());
    until_some("it is claimed", std::time::Duration::from_secs(20), || {
        (world.lead(&lead)["owner"] == "zhang").then_some(())
    });
    // What asked is gone, what is true stands there.
    let now = until_some("the new state", std::time::Duration::from_secs(20), || {
        let mut all = zhang.messages().into_iter();
        all.rfind(|one| !one.recalled && one.words().contains("已认领"))
    });
    assert!(now.id > sent.id);
    let first = zhang.messages().into_iter().find(|one| one.id == sent.id);
    assert!(
        first.is_none_or(|one| one.recalled),
        "the offer is taken back"
    );
    ends(&world);
}

#[test]
fn a_rep_claims_by_the_link_where_no_template_is_set() {
    let ding = Ding {
        template: false,
        ..Ding::STREAM
    };
    claims_by_its_link(ding, |_| {});
}

#[test]
fn a_rep_claims_by_the_link_where_the_template_is_refused() {
    claims_by_its_link(Ding::STREAM, |world| {
        world.sets_up("dingtalk", json!({"template": "unpublished"}));
    });
}
