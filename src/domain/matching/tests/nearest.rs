//! The order of those left out: the nearest one's manager is asked.

use super::*;

#[test]
fn the_same_city_is_nearer_than_the_province_than_the_part_of_the_country() {
    let why = decide(
        &lead("330782", &[]),
        [
            rep("海南").covers("460000"),
            rep("上海").covers("310000"),
            rep("杭州").covers("330100"),
            rep("东阳").covers("330783"),
            rep("华北").covers("华北"),
            rep("金华满").covers("330700").has(1, 1),
        ],
    );
    let order = [
        "金华满 full",
        "东阳 territory",
        "杭州 territory",
        "上海 territory",
    ];
    assert_eq!(excluded(&why)[..4], order);
    // Elsewhere is elsewhere: by how good they would have been, then by id.
    assert_eq!(excluded(&why)[4..], ["华北 territory", "海南 territory"]);
}

#[test]
fn the_nearest_of_several_territories_counts() {
    let why = decide(
        &lead("330782", &[]),
        [
            rep("a").covers("330100"),
            rep("b").covers("460000").covers("330783"),
        ],
    );
    assert_eq!(excluded(&why), ["b territory", "a territory"]);
}

#[test]
fn counties_governed_by_their_province_are_no_city_together() {
    // 429004 仙桃 and 429005 潜江 lie under 湖北 directly.
    let why = decide(
        &lead("429004", &[]),
        [
            rep("潜江").covers("429005"),
            rep("武汉").covers("420100").has(3, 20),
        ],
    );
    assert_eq!(
        excluded(&why),
        ["潜江 territory", "武汉 territory"],
        "both the same province"
    );
    let why = decide(
        &lead("310115", &[]),
        [rep("江苏").covers("320000"), rep("徐汇").covers("310104")],
    );
    assert_eq!(
        excluded(&why)[0],
        "徐汇 territory",
        "a municipality is one city"
    );
}

#[test]
fn who_works_here_comes_before_managers_and_those_who_left() {
    let why = decide(
        &lead("330782", &[]),
        [
            rep("走").covers("330782").gone(),
            rep("管").covers("330782").manages(),
            rep("远").covers("460000"),
        ],
    );
    assert_eq!(
        excluded(&why),
        ["远 territory", "管 manager", "走 inactive"]
    );
}

#[test]
fn equally_near_ones_go_by_how_good_they_would_have_been() {
    let why = decide(
        &lead("330782", &["保温杯"]),
        [
            rep("a").covers("330783").has(10, 20),
            rep("b").covers("330783").sells("保温杯", 900),
            rep("c").covers("330783").has(10, 20),
        ],
    );
    assert_eq!(
        excluded(&why),
        ["b territory", "a territory", "c territory"]
    );
}

#[test]
fn without_a_known_place_everybody_is_equally_near() {
    let why = decide(
        &unknown(),
        [
            rep("a").covers("460000").has(20, 20),
            rep("b").covers("330700").has(19, 19),
        ],
    );
    assert_eq!(excluded(&why), ["a full", "b full"]);
}

#[test]
fn twenty_are_kept_and_all_are_counted() {
    let many = (0..25).map(|n| rep(&format!("r{n:02}")));
    let full = (0..30).map(|n| rep(&format!("f{n:02}")).has(1, 1));
    let far = (0..7).map(|n| rep(&format!("x{n:02}")).covers("440000"));
    let why = decide(&lead("330782", &[]), many.chain(full).chain(far));
    assert_eq!((why.candidates.len(), why.excluded.len()), (20, 20));
    let counts: Vec<(&str, u32)> = why
        .excluded_counts
        .iter()
        .map(|(reason, n)| (reason.name(), *n))
        .collect();
    assert_eq!(counts, [("territory", 7), ("full", 30)]);
    assert_eq!(candidates(&why)[..2], ["r00", "r01"]);
    assert!(
        excluded(&why).iter().all(|one| one.ends_with("full")),
        "the nearest are kept"
    );
}
