//! The platform brings old frames again and again; they do nothing the second time.

use std::time::Instant;

use serde_json::Value;

use super::{Offered, SOON, all_press, are_owned, delivered, says, says_claim, take, world};
use crate::world::{World, until, until_some};

const FRAMES: usize = 1_000;
/// Fewer than the service takes in at once.
const AT_ONCE: usize = 40;

/// Everything that a repeat could change.
#[derive(Debug, PartialEq, Eq)]
struct Standing {
    stories: Vec<Vec<String>>,
    /// Messages on each phone.
    messages: Vec<(String, usize)>,
    inbox: u64,
    events: u64,
    outbox: usize,
    calls: Value,
}

fn standing(world: &World, all: &[Offered]) -> Standing {
    world.drains(SOON);
    let truth = world.truth();
    truth.holds();
    let messages = world.ding_messages().into_iter();
    Standing {
        stories: all.iter().map(|one| world.story_of(&one.lead)).collect(),
        messages: messages.map(|(who, all)| (who, all.len())).collect(),
        inbox: truth.inbox,
        events: truth.events,
        outbox: truth.outbox.len(),
        calls: world.dingtalk()["month"]["calls_used"].clone(),
    }
}

fn so_far(world: &World) -> u64 {
    let acks = &world.dingtalk()["gateway"]["acks"];
    acks.as_u64().unwrap_or_default()
}

/// Acknowledgements so far, once no more have come for a while.
fn acks(world: &World) -> u64 {
    let (mut last, mut since) = (None, Instant::now());
    until_some("the service has answered what it will", SOON, || {
        let acks = Some(so_far(world));
        if acks != last {
            (last, since) = (acks, Instant::now());
        }
        last.filter(|_| since.elapsed().as_secs() >= 2)
    })
}

#[test]
fn a_thousand_frames_that_come_again_do_nothing_twice() {
    let world = world(8);
    let all = delivered(&world, &take(&world, 0, 24));
    let (written, pressed) = all.split_at(8);
    written.iter().for_each(|one| says_claim(&world, one));
    all_press(&world, pressed);
    for one in &all[..8] {
        says(&world, &one.userid(), "/我的");
        says(
            &world,
            &one.userid(),
            &format!("/备注 {} 客户要样品", one.lead.number),
        );
    }
    are_owned(&world, &all, SOON);
    let before = standing(&world, &all);
    let begun = Instant::now();
    let first = acks(&world);
    for at in 1..=FRAMES / AT_ONCE {
        let again = world.gateway("redeliver", Some(AT_ONCE));
        assert_eq!(again["touched"], AT_ONCE, "{again}");
        let wanted = first + (at * AT_ONCE) as u64;
        until("each is acknowledged", SOON, || so_far(&world) >= wanted);
    }
    let took = begun.elapsed();
    assert_eq!(standing(&world, &all), before);
    // All at once: what the service has no room for it leaves unanswered, and stays well.
    let last = acks(&world);
    let again = world.gateway("redeliver", Some(FRAMES));
    assert_eq!(again["touched"], FRAMES, "{again}");
    let answered = acks(&world) - last;
    assert_eq!(standing(&world, &all), before);
    println!(
        "{FRAMES} frames came again, {AT_ONCE} at a time: all acknowledged within {took:.1?}; once \
         more all at once: {answered} acknowledged; nothing done twice: {} acts in the inbox, {} \
         rows in the outbox, {} messages on the phones",
        before.inbox,
        before.outbox,
        before
            .messages
            .iter()
            .map(|(_, count)| count)
            .sum::<usize>(),
    );
    assert_eq!(
        last,
        first + FRAMES as u64,
        "a frame has one acknowledgement"
    );
    assert!(answered > 0);
    world.has_connections(2);
}
