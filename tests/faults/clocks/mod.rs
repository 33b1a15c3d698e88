//! F8, under a clock that is handed in: it jumps, hours and a year, over midnight, the leap day
//! and both ends of summer time. No offer ends early, none ends twice, and people read the time
//! on their own wall. (The calendar of the company comes later.)

use std::collections::HashSet;

use paidan::app::ports::{Aside, Clock, LeadRef, Reads};
use paidan_domain::ids::{LeadNumber, StaffId};
use paidan_domain::lead::Command;
use paidan_domain::people::Actor;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

mod house;

use crate::world::Tables;
use house::House;

/// Every ended offer ended once, and not before its deadline; says how many expired.
fn in_their_time(tables: &Tables) -> usize {
    let mut expired = 0;
    let mut ended = HashSet::new();
    for offer in &tables.offers {
        let Some(at) = offer.ended_at else { continue };
        assert!(ended.insert(offer.id), "{} ended twice", offer.id);
        match offer.ended_by.as_deref() {
            Some("expired") => {
                expired += 1;
                assert!(at >= offer.deadline, "{} ended early", offer.id);
            }
            Some("claimed") => assert!(at < offer.deadline, "{} claimed late", offer.id),
            other => panic!("ended by {other:?}"),
        }
    }
    for (lead, story) in &tables.events {
        let count = |kind: &str| story.iter().filter(|event| event.kind == kind).count();
        let offers = tables.offers.iter().filter(|offer| offer.lead_id == *lead);
        let over = offers.filter(|offer| offer.ended_by.as_deref() == Some("expired"));
        let lapsed = story
            .iter()
            .filter(|event| event.doc.contains("\"lapsed\""))
            .count();
        assert!(
            count("expired") <= over.count() + lapsed.max(1),
            "an offer expired twice in {lead}"
        );
        assert!(
            story.is_sorted_by_key(|event| event.at),
            "time goes back in {lead}"
        );
    }
    expired
}

#[tokio::test]
async fn however_the_clock_jumps_no_offer_ends_early_and_none_twice() {
    const YEAR: i64 = 366 * 86_400;
    let seed: u64 = rand::random();
    let mut random = StdRng::seed_from_u64(seed);
    let house = House::new("Asia/Shanghai", "2028-02-28T23:50:00+08:00").await;
    let (mut leads, mut claims, mut jumps) = (0, 0, 0);
    for _ in 0..400 {
        match random.random_range(0..10) {
            0..3 => {
                house.receives(leads).await;
                leads += 1;
            }
            3..5 => {
                house.cards_arrive().await;
            }
            5 => house.clock.moves(random.random_range(1..400)),
            6 => {
                let by = [3600, -3600, 3600, -3600, YEAR, -60, 86_400];
                house.clock.moves(by[random.random_range(0..by.len())]);
                jumps += 1;
            }
            7 => {
                let tables = Tables::read(&house.url).await;
                let live: Vec<_> = tables.offers.iter().filter(|offer| offer.live).collect();
                if live.is_empty() {
                    continue;
                }
                let one = live[random.random_range(0..live.len())];
                let rep = StaffId::parse(&one.rep).expect("an id");
                let claim = Command::Claim {
                    rep: rep.clone(),
                    offer: None,
                };
                let lead = LeadRef::Id(paidan_domain::ids::LeadId(one.lead_id));
                let aside = Aside::default();
                let end = house
                    .transition
                    .carry_out(lead, claim, Actor::rep(&rep), aside);
                let in_time = house.clock.now().0 < one.deadline;
                assert_eq!(
                    end.await.is_ok(),
                    in_time,
                    "a claim holds before the deadline only"
                );
                claims += usize::from(in_time);
            }
            _ => {
                house.sweep.step().await.expect("swept");
                // What is over by now is over; nothing that is due is left behind.
                let due = Tables::read(&house.url).await;
                let now = house.clock.now().0;
                let mut live = due.offers.iter().filter(|offer| offer.live);
                assert!(
                    live.all(|offer| offer.deadline > now),
                    "a due offer was left"
                );
            }
        }
    }
    let expired = in_their_time(&Tables::read(&house.url).await);
    println!(
        "seed {seed}: {leads} leads, {claims} claims, {expired} expired, {jumps} jumps of the clock"
    );
    assert!(expired > 10 && claims > 3 && jumps > 10);
}

#[tokio::test]
async fn a_clock_that_stands_before_the_deadline_again_ends_nothing_and_one_past_it_ends_it_once() {
    let house = House::new("Asia/Shanghai", "2028-02-28T23:57:00+08:00").await;
    let number = house.receives(1).await;
    house.cards_arrive().await;
    let moved = async |seconds: i64| {
        house.clock.moves(seconds);
        house.sweep.step().await.expect("swept")
    };
    assert_eq!(
        moved(299).await,
        0,
        "over midnight into the leap day, a second too early"
    );
    assert_eq!(moved(-3600).await, 0);
    assert_eq!(moved(3601).await, 1, "just on time");
    assert_eq!(moved(0).await, 0, "once");
    assert_eq!(moved(-7200).await, 0);
    assert_eq!(
        moved(7200).await,
        0,
        "the next rep has the upper bound of two times"
    );
    assert_eq!(moved(366 * 86_400).await, 1, "a year later");
    let events = house.store.lead(LeadRef::Number(LeadNumber(number))).await;
    let lead = events.expect("read").expect("there").lead;
    assert_eq!(lead.attempts, 3);
    assert_eq!(in_their_time(&Tables::read(&house.url).await), 2);
}

/// What a card of an offer made then says of its deadline.
async fn says(zone: &str, at: &str) -> String {
    let house = House::new(zone, at).await;
    let number = house.receives(1).await;
    house.description_of(number).await
}

#[tokio::test]
async fn cards_say_the_time_on_the_wall() {
    let shanghai = "Asia/Shanghai";
    assert_eq!(
        says(shanghai, "2026-11-25T14:30:00+08:00").await,
        "14:35 前认领(5 分钟)"
    );
    assert_eq!(
        says(shanghai, "2028-02-28T23:58:00+08:00").await,
        "明天 00:03 前认领(5 分钟)"
    );
    assert_eq!(
        says(shanghai, "2028-02-29T23:58:00+08:00").await,
        "明天 00:03 前认领(5 分钟)"
    );
    assert_eq!(
        says(shanghai, "2026-12-31T23:58:00+08:00").await,
        "明天 00:03 前认领(5 分钟)"
    );
    let new_york = "America/New_York";
    // The hour from two to three is not there, and the one from one to two is there twice.
    assert_eq!(
        says(new_york, "2027-03-14T01:58:00-05:00").await,
        "03:03 前认领(5 分钟)"
    );
    assert_eq!(
        says(new_york, "2026-11-01T01:58:00-04:00").await,
        "01:03 前认领(5 分钟)"
    );
    assert_eq!(
        says(new_york, "2026-11-01T01:58:00-05:00").await,
        "02:03 前认领(5 分钟)"
    );
}

#[tokio::test]
async fn an_offer_over_the_end_of_summer_time_lasts_as_long_as_any() {
    for at in ["2027-03-14T01:58:00-05:00", "2026-11-01T01:58:00-04:00"] {
        let house = House::new("America/New_York", at).await;
        house.receives(1).await;
        house.cards_arrive().await;
        house.clock.moves(299);
        assert_eq!(house.sweep.step().await.expect("swept"), 0, "{at}");
        house.clock.moves(1);
        assert_eq!(house.sweep.step().await.expect("swept"), 1, "{at}");
    }
}
