//! A burst in DingTalk: one list card, claimed at one press.

use std::time::Duration;

use super::{ends, wang_without_share, world};
use crate::stories::walk::for_zhang;
use crate::world::{Ding, until, until_some};

const SOON: Duration = Duration::from_secs(20);

#[test]
fn a_burst_comes_as_one_list_card_and_all_of_it_is_claimed_by_one_press() {
    let world = world(Ding::STREAM, "claim_within = \"5m\"\nmax_offers = 3");
    wang_without_share(&world);
    let zhang = world.rep("张伟");
    zhang.prefers("dingtalk");
    let zhang = zhang.in_dingtalk();
    let leads: Vec<_> = (0..9)
        .map(|last| world.receives(for_zhang(&format!("139123480{last:02}"))))
        .collect();
    let list = until_some("a list card", SOON, || zhang.lists().pop());
    assert!(list.text("title").contains("条新线索"), "{list:?}");
    assert_eq!(list.buttons(), ["全部认领"]);
    let rows = list.raw["rows"].as_array().map_or(0, Vec::len);
    assert!(rows > 1, "{list:?}");
    zhang.presses_old(&list, "claim");
    let owned = || {
        let owners = leads.iter().map(|lead| world.lead(lead)["owner"].clone());
        owners.filter(|owner| owner == "zhang").count()
    };
    until("what it listed is his", SOON, || owned() == rows);
    until("it says so", SOON, || {
        let all = zhang.messages().into_iter();
        all.filter(|one| one.body["out_track_id"] == list.id.as_str())
            .any(|one| one.words().contains(&format!("已认领 {rows} 条")))
    });
    // Each of them has a card of its own by then, with the customer's phone.
    until("each has its card", SOON, || {
        let cards = leads.iter().flat_map(|lead| zhang.cards_of(lead));
        cards.filter(|card| card.state == "claimed").count() == rows
    });
    ends(&world);
}
