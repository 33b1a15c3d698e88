use super::*;

const EXAMPLE: &str = include_str!("../../../config/catalogue.example.json");

fn example() -> Catalogue {
    let categories: Vec<Category> = serde_json::from_str(EXAMPLE).expect("the example reads");
    Catalogue::new(categories).expect("the example is valid")
}

fn category(name: &str, parent: Option<&str>, synonyms: &[&str]) -> Category {
    Category {
        parent: parent.map(str::to_owned),
        synonyms: synonyms.iter().map(|s| (*s).to_owned()).collect(),
        ..Category::named(name)
    }
}

#[test]
fn names_and_synonyms_lead_to_one_category() {
    let catalogue = example();
    for (name, expected) in [
        ("保温杯", Some("保温杯")),
        ("保温壶", Some("保温杯")),
        (" 保溫杯 ", Some("保温杯")),
        ("Thermos", Some("保温杯")),
        ("折叠伞", Some("雨伞")),
        ("飞机", None),
        ("", None),
    ] {
        assert_eq!(catalogue.canonical(name), expected, "{name}");
    }
    assert!(catalogue.is_a("保温杯", "杯壶") && catalogue.is_a("保温杯", "日用百货"));
    assert!(catalogue.is_a("保温壶", "保温杯") && catalogue.is_a("保温杯", "保温杯"));
    assert!(!catalogue.is_a("杯壶", "保温杯") && !catalogue.is_a("保温杯", "陶瓷"));
    assert!(catalogue.is_a("飞机", "飞机") && !catalogue.is_a("飞机", "保温杯"));
    assert_eq!(catalogue.ancestors("保温杯"), ["杯壶", "日用百货"]);
    assert_eq!(
        catalogue.unit_price("保温杯"),
        Some(crate::money::Fen(1800))
    );
}

#[test]
fn the_longest_name_from_the_left_is_found() {
    let catalogue = example();
    let check = |text: &str, expected: &[(&str, usize, usize)]| {
        let hits = catalogue.find_in(text);
        let got: Vec<(&str, usize, usize)> = hits
            .iter()
            .map(|h| (h.category.as_str(), h.start, h.end))
            .collect();
        assert_eq!(got, expected, "{text}");
    };
    check("要保温杯和雨伞", &[("保温杯", 1, 4), ("雨伞", 5, 7)]);
    check("保温水杯100个", &[("保温杯", 0, 4)]);
    check("🙂保溫杯", &[("保温杯", 1, 4)]);
    check("毛绒玩具", &[("毛绒玩具", 0, 4)]);
    check("THERMOS cups", &[("保温杯", 0, 7)]);
    check("mythermosx", &[]);
    check("飞机", &[]);
    check("", &[]);
}

#[test]
fn every_fault_is_named() {
    let check = |categories: Vec<Category>, expected: &[CatalogueError]| {
        assert_eq!(Catalogue::new(categories).expect_err("faulty"), expected);
    };
    let at = |name: &str| name.to_owned();
    check(
        vec![category(" ", None, &[])],
        &[CatalogueError::EmptyName { index: 0 }],
    );
    check(
        vec![category("杯", None, &[]), category("杯", None, &[])],
        &[CatalogueError::Duplicate {
            index: 1,
            name: at("杯"),
            owner: at("杯"),
        }],
    );
    check(
        vec![category("伞", None, &["杯"]), category("杯", None, &[])],
        &[CatalogueError::Duplicate {
            index: 0,
            name: at("杯"),
            owner: at("杯"),
        }],
    );
    check(
        vec![category("杯", Some("壶"), &[""])],
        &[
            CatalogueError::EmptySynonym {
                index: 0,
                category: at("杯"),
            },
            CatalogueError::UnknownParent {
                index: 0,
                category: at("杯"),
                parent: at("壶"),
            },
        ],
    );
    check(
        vec![
            category("a", Some("b"), &[]),
            category("b", Some("a"), &[]),
            category("c", Some("a"), &[]),
        ],
        &[
            CatalogueError::Cycle {
                index: 0,
                category: at("a"),
            },
            CatalogueError::Cycle {
                index: 1,
                category: at("b"),
            },
        ],
    );
    check(
        vec![category("a", Some("a"), &[])],
        &[CatalogueError::Cycle {
            index: 0,
            category: at("a"),
        }],
    );
    let dear = Category {
        unit_price_fen: Some(-1),
        ..Category::named("a")
    };
    check(
        vec![dear],
        &[CatalogueError::Price {
            index: 0,
            category: at("a"),
        }],
    );
    assert!(serde_json::from_str::<Category>(r#"{"category":"a","colour":1}"#).is_err());
}

#[test]
fn names_that_reps_and_leads_use_are_known_too() {
    let catalogue = example().with_known(["无人机", "保温壶", " ", "无人机"]);
    assert_eq!(catalogue.canonical("无人机"), Some("无人机"));
    assert_eq!(catalogue.canonical("保温壶"), Some("保温杯"));
    assert_eq!(
        catalogue.categories().len(),
        example().categories().len() + 1
    );
    assert_eq!(catalogue.find_in("要无人机").len(), 1);
    assert!(Catalogue::default().find_in("保温杯").is_empty());
}
