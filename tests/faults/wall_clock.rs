//! F8 on the running program: libfaketime turns the clock of service and platform by years and
//! hours, over midnight into the leap day.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::stories::for_zhang;
use crate::world::{Build, Setup, World, until};

/// The file from which libfaketime reads how far the clock is off.
struct WallClock(PathBuf);

impl WallClock {
    fn is_off_by(&self, seconds: i64) {
        std::fs::write(&self.0, format!("{seconds:+}\n")).expect("a file of ours");
    }

    /// It shows this moment now; says by how much it is off.
    fn is(&self, moment: &str) -> i64 {
        let moment: jiff::Timestamp = moment.parse().expect("RFC 3339");
        let off = moment.as_second() - jiff::Timestamp::now().as_second();
        self.is_off_by(off);
        off
    }
}

#[test]
fn a_running_service_whose_clock_is_turned_ends_each_offer_once_and_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = WallClock(folder.path().join("clock"));
    clock.is_off_by(0);
    let world = World::with(Setup {
        offer: "claim_within = \"5s\"\nmax_offers = 2\nescalate_within = \"10m\"",
        build: Build {
            clock: Some(clock.0.clone()),
            ..Build::default()
        },
        ..Setup::default()
    });
    let (zhang, wang, li) = (world.rep("张伟"), world.rep("王芳"), world.rep("李经理"));

    // Years ahead, two seconds before the leap day.
    let off = clock.is("2028-02-28T23:59:57+08:00");
    let lead = world.receives(for_zhang("13912345678"));
    let card = zhang.sees_offer_of(&lead);
    assert!(card.desc().starts_with("明天 00:00:0"), "{}", card.desc());
    wang.sees_offer_of(&lead);
    let late = zhang.sees(&lead, "expired");
    assert!(late.desc().starts_with("00:00 未认领"), "{}", late.desc());

    // An hour back: what is offered then still ends in its time.
    clock.is_off_by(off - 3600);
    let back = world.receives(for_zhang("13912345679"));
    let begun = Instant::now();
    let card = zhang.sees_offer_of(&back);
    assert!(
        card.desc().starts_with("23:0") || card.desc().starts_with("22:5"),
        "{}",
        card.desc()
    );
    wang.sees_offer_of(&back);
    let took = begun.elapsed();
    assert!(took >= Duration::from_secs(5), "it ended early: {took:?}");
    assert!(
        took < Duration::from_secs(12),
        "the bells are silent: {took:?}"
    );

    // A year ahead: what was under way is over, once.
    clock.is_off_by(off + 366 * 86_400);
    for lead in [&lead, &back] {
        li.sees(lead, "escalated");
        until(
            "its story has come to the manager",
            Duration::from_secs(20),
            || {
                world.story_of(lead)
                    == [
                        "received",
                        "offered",
                        "expired",
                        "offered",
                        "expired",
                        "escalated",
                    ]
            },
        );
    }
    let new = world.receives(for_zhang("13912345680"));
    zhang.sees_offer_of(&new);
    zhang.presses(&new, "认领");
    zhang.sees(&new, "claimed");
    println!("after an hour back an offer of 5 s ended after {took:.1?}");
    world.truth().holds();
}
