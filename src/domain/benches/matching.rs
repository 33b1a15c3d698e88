//! How long matching takes: one lead against floors of 100, 10,000 and 1,000,000 reps of whom 50
//! remain behind the sets, beside a plain scan of the same floor; the compiling of many rules.
//!
//! The others are spread over the country and the catalogue as a company's are; on a crowded
//! floor half of them cover the lead's place and half sell its product.
//!
//! `cargo bench -p paidan-domain --bench matching`, or `make bench`.

use std::sync::{Arc, LazyLock};
use std::time::Instant as Stopwatch;

use divan::{Bencher, black_box};
use paidan_domain::catalogue::{Catalogue, Category};
use paidan_domain::ids::StaffId;
use paidan_domain::matching::{Floor, Standing, choose};
use paidan_domain::people::{Grade, Role, Skill, Staff};
use paidan_domain::policy::{Condition, OfferPolicy, Policy, Range, Rule, RuleId, Then};
use paidan_domain::region::{RegionCode, Territory};
use paidan_domain::time::Instant;
use paidan_domain::understand::{Facts, Parsed};

const NOW: Instant = Instant(1_795_415_400_000_000);
const SIZES: [usize; 3] = [100, 10_000, 1_000_000];
/// How many reps fit the lead on each floor.
const FIT: usize = 50;
const PLACE: &str = "330782";

fn main() {
    beside_a_scan();
    divan::main();
}

/// One lead against floors of these sizes.
#[divan::bench(args = SIZES)]
fn one_lead(bencher: Bencher<'_, '_>, size: usize) {
    let (floor, facts) = (floor(size), lead());
    bencher.bench_local(|| choose(black_box(&facts), &[], floor, NOW));
}

/// The same where half of the floor covers the place.
#[divan::bench(args = SIZES)]
fn one_lead_in_a_crowd(bencher: Bencher<'_, '_>, size: usize) {
    let policy = Policy::first(OfferPolicy::default());
    let (floor, facts) = (people_of(size, policy, crowded), lead());
    bencher.bench_local(|| choose(black_box(&facts), &[], &floor, NOW));
}

/// Sets and scores left away: the plain conditions, asked of everybody.
#[divan::bench(args = SIZES)]
fn plain_scan(bencher: Bencher<'_, '_>, size: usize) {
    let (floor, facts) = (floor(size), lead());
    bencher.bench_local(|| scan(floor, black_box(&facts)));
}

/// A copy of the floor, and a change of one rep after it, as at each commit.
#[divan::bench(args = SIZES)]
fn copy_and_move(bencher: Bencher<'_, '_>, size: usize) {
    let floor = floor(size);
    let rep = id(size / 2);
    bencher.bench_local(|| {
        let mut next = floor.clone();
        next.moved(None, Some(&rep));
        next
    });
}

/// One rep of the floor comes back with another territory.
#[divan::bench(args = SIZES)]
fn copy_and_put(bencher: Bencher<'_, '_>, size: usize) {
    let floor = floor(size);
    let other = Standing::new(Arc::new(rep(size / 2, "全国", "c0")), 3);
    bencher.bench_local(|| {
        let mut next = floor.clone();
        next.put(other.clone());
        next
    });
}

/// A policy of a thousand rules made ready for an empty floor.
#[divan::bench]
fn compile_1000_rules(bencher: Bencher<'_, '_>) {
    let (policy, catalogue) = (Arc::new(rules(1000)), Arc::new(catalogue()));
    bencher.bench_local(|| Floor::new(Vec::new(), policy.clone(), catalogue.clone()));
}

/// One lead on 10,000 reps behind a thousand rules of which none applies.
#[divan::bench]
fn behind_1000_rules(bencher: Bencher<'_, '_>) {
    let floor = people_of(10_000, rules(1000), spread);
    let facts = lead();
    bencher.bench_local(|| choose(black_box(&facts), &[], &floor, NOW));
}

/// Prints the ratio to a scan, the best of several runs each.
fn beside_a_scan() {
    println!("one lead, {FIT} reps fit: sets and scores beside a plain scan");
    for size in SIZES {
        let (floor, facts) = (floor(size), lead());
        let by_sets = fastest(|| drop(black_box(choose(&facts, &[], floor, NOW))));
        let by_scan = fastest(|| drop(black_box(scan(floor, &facts))));
        let ratio = by_scan / by_sets;
        println!("{size:>9} reps: {by_sets:9.1} µs, scan {by_scan:9.1} µs, ratio {ratio:.1}");
    }
}

/// In microseconds; a twentieth of a second of runs, and five at least.
fn fastest(mut run: impl FnMut()) -> f64 {
    let (all, mut best, mut runs) = (Stopwatch::now(), f64::INFINITY, 0);
    while runs < 5 || all.elapsed().as_millis() < 50 {
        let begun = Stopwatch::now();
        run();
        best = best.min(begun.elapsed().as_secs_f64() * 1e6);
        runs += 1;
    }
    best
}

/// The conditions of the default rules as one would first write them, with the best score found
/// by territory, product and load alone.
fn scan(floor: &Floor, facts: &Facts) -> Option<StaffId> {
    let mut best: Option<(u32, &Standing)> = None;
    // By place, as an array would be read.
    for place in 0..u32::try_from(floor.head_count()).unwrap_or(0) {
        let Some(one) = floor.at(place) else { continue };
        let staff = &one.staff;
        if !staff.active || staff.role != Role::Rep || staff.is_away(NOW) || !one.has_room() {
            continue;
        }
        let near = facts.region.map_or(Some(500), |place| {
            let near = staff.territories.iter().filter_map(|one| one.covers(place));
            near.map(|nearness| 1000 - 200 * nearness as u32).max()
        });
        let knows = facts.products.iter().filter_map(|wanted| {
            let skills = staff.products.iter();
            let known = skills.filter(|skill| skill.category == *wanted);
            known.map(|skill| skill.level_permille).max()
        });
        let (Some(near), Some(level)) = (near, knows.max()) else {
            continue;
        };
        let free = (staff.capacity - one.load) * 1000 / staff.capacity;
        let score = near * 300 + level * 250 + free * 250;
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, one));
        }
    }
    best.map(|(_, one)| one.staff.id.clone())
}

/// A floor is made once for all benches.
fn floor(size: usize) -> &'static Floor {
    static FLOORS: LazyLock<Vec<Floor>> = LazyLock::new(|| {
        let policy = || Policy::first(OfferPolicy::default());
        SIZES.map(|size| people_of(size, policy(), spread)).into()
    });
    let at = SIZES.iter().position(|one| *one == size);
    &FLOORS[at.expect("one of the sizes")]
}

/// What a rep covers and sells who does not fit the lead.
type Others = fn(usize) -> (&'static str, String);

fn people_of(size: usize, policy: Policy, others: Others) -> Floor {
    let people = (0..size).map(|n| {
        let (territory, product) = if n % (size / FIT) == 0 {
            const NEAR: [&str; 5] = ["330782", "330700", "330000", "华东", "全国"];
            (NEAR[n / (size / FIT) % 5], "c7".to_owned())
        } else {
            others(n)
        };
        let load = u32::try_from(n * 7 % 20).unwrap_or(0);
        Standing::new(Arc::new(rep(n, territory, &product)), load)
    });
    Floor::new(people.collect(), Arc::new(policy), Arc::new(catalogue()))
}

const FAR: [&str; 40] = [
    "110000", "120000", "130100", "130200", "140100", "150100", "210100", "210200", "220100",
    "230100", "310000", "320100", "320500", "330100", "330200", "330300", "330783", "340100",
    "350100", "350200", "360100", "370100", "370200", "410100", "420100", "430100", "440100",
    "440300", "440600", "450100", "460100", "500000", "510100", "520100", "530100", "610100",
    "620100", "650100", "华南", "东北",
];

/// Forty territories elsewhere, and one in forty-one who covers the place; forty products.
fn spread(n: usize) -> (&'static str, String) {
    match FAR.get(n % 41) {
        Some(far) => (far, format!("c{}", n / 41 % 40)),
        None => ("330700", format!("c{}", 8 + n % 39)),
    }
}

/// Half of the others cover the place and sell something else, half the other way round.
fn crowded(n: usize) -> (&'static str, String) {
    if n.is_multiple_of(2) {
        (["330782", "330700", "330000"][n % 3], format!("c{}", n % 6))
    } else {
        (FAR[n % 6], "c7".to_owned())
    }
}

fn id(n: usize) -> StaffId {
    StaffId::parse(&format!("rep{n:07}")).expect("a well-formed id")
}

fn rep(n: usize, territory: &str, product: &str) -> Staff {
    let territory: Territory = territory.parse().expect("a territory");
    Staff {
        id: id(n),
        name: format!("销售{n}"),
        role: Role::Rep,
        team: Some(format!("t{}", n % 40)),
        manager: None,
        wecom_userid: None,
        dingtalk_userid: None,
        job_number: None,
        prefers: None,
        territories: vec![territory],
        products: vec![Skill {
            category: product.to_owned(),
            level_permille: u32::try_from(n % 11).unwrap_or(0) * 100,
        }],
        industries: Vec::new(),
        customer_types: Vec::new(),
        grade: [Grade::A, Grade::B, Grade::C][n % 3],
        capacity: 20,
        target_share_permille: 1000,
        calendar: "default".to_owned(),
        away_until: None,
        deputy: None,
        active: true,
        left: None,
    }
}

fn catalogue() -> Catalogue {
    let names = (0..200).map(|n| Category::named(format!("c{n}")));
    Catalogue::new(names.collect()).expect("names that differ")
}

fn lead() -> Facts {
    Facts {
        region: RegionCode::parse(PLACE).ok(),
        products: vec!["c7".to_owned()],
        ..Facts::from(&Parsed::default())
    }
}

/// Rules of several conditions each, which do not apply to the lead.
fn rules(count: usize) -> Policy {
    let rule = |n: usize| {
        let from = i64::try_from(n).unwrap_or(0);
        let quantity = Range {
            from: Some(from),
            below: None,
        };
        let product = Condition::Product(vec![format!("c{}", n % 200)]);
        Rule {
            id: RuleId(format!("r{n}")),
            name: format!("规则 {n}"),
            enabled: true,
            when: Condition::All(vec![product, Condition::Quantity(quantity)]),
            then: Then::default(),
        }
    };
    Policy {
        rules: (0..count).map(rule).collect(),
        ..Policy::first(OfferPolicy::default())
    }
}
