use std::sync::LazyLock;

use super::*;
use crate::catalogue::{Catalogue, Category};
use crate::ids::StaffId;
use crate::money::Tier;
use crate::people::{Grade, Role, Skill, Staff};
use crate::policy::{Company, OfferPolicy, Policy};
use crate::region::Gazetteer;

static PLACES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

fn catalogue() -> Catalogue {
    let child = |name: &str, parent: &str| Category {
        parent: Some(parent.to_owned()),
        ..Category::named(name)
    };
    let all = vec![
        Category::named("杯壶"),
        child("保温杯", "杯壶"),
        child("玻璃杯", "杯壶"),
        Category::named("雨伞"),
    ];
    Catalogue::new(all).expect("valid")
}

fn rep(id: &str, territories: &[&str], products: &[&str]) -> Staff {
    Staff {
        id: StaffId::parse(id).expect("an id"),
        name: id.to_owned(),
        role: Role::Rep,
        team: None,
        manager: None,
        wecom_userid: None,
        dingtalk_userid: None,
        job_number: None,
        prefers: None,
        territories: territories
            .iter()
            .map(|name| PLACES.resolve_territory(name).expect("a place"))
            .collect(),
        products: products
            .iter()
            .map(|name| Skill {
                category: (*name).to_owned(),
                level_permille: 800,
            })
            .collect(),
        industries: Vec::new(),
        customer_types: Vec::new(),
        grade: Grade::B,
        capacity: 20,
        target_share_permille: 1000,
        calendar: "default".to_owned(),
        away_until: None,
        deputy: None,
        active: true,
        left: None,
    }
}

fn found(people: &[Staff], policy: &Policy) -> Coverage {
    let catalogue = catalogue();
    let company = Company {
        people: people.iter().collect(),
        catalogue: &catalogue,
        sources: &[],
        gazetteer: &PLACES,
    };
    coverage(policy, &company)
}

fn first() -> Policy {
    Policy::first(OfferPolicy::default())
}

/// Holes as `regions × products × tiers`; a place that is left out stands behind a minus.
fn told(people: &[Staff], policy: &Policy) -> Vec<String> {
    let name = |code| PLACES.short_name(code).unwrap_or_default().to_owned();
    let holes = found(people, policy).holes;
    let hole = |hole: &Hole| {
        let region = |one: &HoleRegion| {
            let except: String = one
                .except
                .iter()
                .map(|c| format!("-{}", name(*c)))
                .collect();
            format!("{}{except}", name(one.code))
        };
        let regions: Vec<String> = hole.regions.iter().map(region).collect();
        let regions = match regions.len() {
            _ if hole.every_region => "*".to_owned(),
            5.. => format!("{} regions", regions.len()),
            _ => regions.join(" "),
        };
        let products = if hole.every_product {
            "*".to_owned()
        } else {
            hole.products.join(" ")
        };
        let tiers: String = hole.tiers.iter().map(|tier| tier.letter()).collect();
        format!("{regions} × {products} × {tiers}")
    };
    holes.iter().map(hole).collect()
}

#[test]
fn nobody_covers_anything_and_somebody_covers_all() {
    assert_eq!(told(&[], &first()), ["* × * × ABC"]);
    assert_eq!(told(&[rep("a", &[], &[])], &first()), [""; 0]);
    assert_eq!(
        told(&[rep("a", &["全国"], &["杯壶", "雨伞"])], &first()),
        [""; 0]
    );
    let mut gone = rep("a", &[], &[]);
    gone.active = false;
    assert_eq!(told(&[gone.clone()], &first()), ["* × * × ABC"]);
    gone.active = true;
    gone.role = Role::Manager;
    assert_eq!(told(&[gone], &first()), ["* × * × ABC"]);
}

#[test]
fn products_are_named_by_their_parent_where_it_is_all_of_them() {
    assert_eq!(
        told(&[rep("a", &[], &["雨伞"])], &first()),
        ["* × 杯壶 × ABC"]
    );
    assert_eq!(
        told(&[rep("a", &[], &["保温杯"])], &first()),
        ["* × 玻璃杯 雨伞 × ABC"]
    );
}

#[test]
fn a_part_of_a_province_is_told_where_it_differs() {
    let people = [
        rep("a", &["金华"], &["杯壶"]),
        rep("b", &["义乌"], &[]),
        rep(
            "c",
            &[
                "华东", "华南", "华北", "华中", "西南", "西北", "东北", "香港", "澳门", "台湾",
            ],
            &["雨伞"],
        ),
    ];
    assert_eq!(told(&people, &first()), ["34 regions × 杯壶 × ABC"]);
    let holes = found(&people, &first()).holes;
    let zhejiang = holes[0]
        .regions
        .iter()
        .find(|one| one.code.to_string() == "330000")
        .expect("there");
    assert_eq!(zhejiang.except.len(), 1, "金华 is covered, 义乌 lies in it");
    assert!(!holes[0].every_region);
    let people = [
        rep("a", &["金华"], &["杯壶"]),
        rep("b", &["浙江"], &["雨伞"]),
    ];
    assert_eq!(
        told(&people, &first()),
        ["33 regions × * × ABC", "浙江-金华 × 杯壶 × ABC"]
    );
}

#[test]
fn grades_and_levels_make_holes_of_tiers() {
    let mut policy = first();
    policy.constraints.grade_for_a = Some(Grade::A);
    let mut senior = rep("a", &["浙江"], &[]);
    let people = |senior: &Staff| [senior.clone(), rep("b", &[], &[])];
    assert_eq!(told(&people(&senior), &policy), ["* × * × A"]);
    senior.grade = Grade::A;
    assert_eq!(told(&people(&senior), &policy), ["33 regions × * × A"]);
    policy.constraints = crate::policy::Constraints::default();
    policy.constraints.least_level_permille = 900;
    assert_eq!(told(&[rep("b", &[], &["雨伞"])], &policy), ["* × * × ABC"]);
}

#[test]
fn cells_are_counted() {
    let all = found(&[rep("a", &["浙江"], &["雨伞"])], &first());
    assert_eq!((all.cells, all.open), (34 * 3 * 3, 34 * 9 - 3));
    assert_eq!(all.holes[0].tiers, [Tier::A, Tier::B, Tier::C]);
}
