//! Documents that were changed at random: whatever comes is read or refused, quickly, and what
//! is read reads back as it was.

use std::sync::LazyLock;
use std::time::{Duration, Instant as Clock};

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::*;
use crate::catalogue::Catalogue;
use crate::policy::{Company, OfferPolicy, Policy, check};
use crate::region::Gazetteer;

static PLACES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

/// Documents that people wrote; each mistake that was found by this test joins them.
const CORPUS: [&str; 6] = [
    include_str!("../../../../tests/data/corpus/policy/empty.json"),
    include_str!("../../../../tests/data/corpus/policy/first.json"),
    include_str!("../../../../tests/data/corpus/policy/every_condition.json"),
    include_str!("../../../../tests/data/corpus/policy/every_deed.json"),
    include_str!("../../../../tests/data/corpus/policy/mistakes.json"),
    include_str!("../../../../tests/data/corpus/policy/deep.json"),
];

/// What is put in somewhere.
const ODD: [&str; 16] = [
    "null",
    "true",
    "-1",
    "0",
    "1.5",
    "1e400",
    "9223372036854775807",
    "18446744073709551615",
    "\"\"",
    "\"A\"",
    "\"330700\"",
    "\"\\u0000\"",
    "[]",
    "{}",
    "[[[[]]]]",
    "{\"all\":[{\"any\":[]}]}",
];

/// One change: which of the places of the document, what is done, with what.
type Change = (prop::sample::Index, u8, prop::sample::Index);

fn changed(mut document: Value, changes: &[Change]) -> Value {
    for (place, deed, with) in changes {
        let count = places(&document);
        let mut at = place.index(count);
        let odd = |text: &str| serde_json::from_str(text).unwrap_or(Value::Null);
        let donor: Value = odd(CORPUS[with.index(CORPUS.len())]);
        let Some(found) = nth(&mut document, &mut at) else {
            continue;
        };
        match deed % 6 {
            0 => *found = odd(ODD[with.index(ODD.len())]),
            1 => {
                let mut of_donor = with.index(places(&donor));
                let mut donor = donor;
                if let Some(part) = nth(&mut donor, &mut of_donor) {
                    *found = part.clone();
                }
            }
            2 => rekey(
                found,
                ["all", "any", "not", "when", "x/~y", "named", "value"][with.index(7)],
            ),
            3 => {
                if let Value::Array(list) = found {
                    let doubled: Vec<Value> =
                        list.iter().chain(list.iter()).take(3000).cloned().collect();
                    *list = doubled;
                }
            }
            4 => *found = json!({"not": found.clone()}),
            _ => *found = json!([found.clone()]),
        }
    }
    document
}

/// Takes one key and calls it otherwise.
fn rekey(value: &mut Value, key: &str) {
    if let Value::Object(map) = value
        && let Some(first) = map.keys().next().cloned()
        && let Some(inner) = map.remove(&first)
    {
        map.insert(key.to_owned(), inner);
    }
}

fn places(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(places).sum(),
        Value::Object(map) => map.values().map(places).sum(),
        _ => 0,
    }
}

fn nth<'v>(value: &'v mut Value, at: &mut usize) -> Option<&'v mut Value> {
    if *at == 0 {
        return Some(value);
    }
    *at -= 1;
    match value {
        Value::Array(list) => list.iter_mut().find_map(|inner| nth(inner, at)),
        Value::Object(map) => map.values_mut().find_map(|inner| nth(inner, at)),
        _ => None,
    }
}

fn holds(document: &Value) {
    let first = Policy::first(OfferPolicy::default());
    let began = Clock::now();
    match read(document, "", &first, &PLACES) {
        Err(misread) => {
            assert!((1..=100).contains(&misread.mistakes.len()));
            for mistake in &misread.mistakes {
                assert!(mistake.pointer.len() < 2_000 && !mistake.code().is_empty());
                let _ = mistake.mend();
            }
        }
        Ok(policy) => {
            assert_eq!(
                read(&written(&policy), "", &first, &PLACES).as_ref(),
                Ok(&policy)
            );
            let stored = serde_json::to_string(&policy).expect("is written");
            assert_eq!(
                serde_json::from_str::<Policy>(&stored).expect("is read"),
                policy
            );
            let catalogue = Catalogue::default();
            let company = Company {
                people: Vec::new(),
                catalogue: &catalogue,
                sources: &[],
                gazetteer: &PLACES,
            };
            let _ = check(&policy, &company, "");
        }
    }
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "slow: {document}"
    );
}

/// Documents without end: 4,000 of them, or as long as `PAIDAN_FUZZ_MINUTES` says
/// (`make fuzz-policy`).
#[test]
fn changed_documents_by_the_thousand() {
    let minutes = std::env::var("PAIDAN_FUZZ_MINUTES").ok();
    let minutes: Option<u64> = minutes.and_then(|text| text.parse().ok());
    let change = (
        any::<prop::sample::Index>(),
        any::<u8>(),
        any::<prop::sample::Index>(),
    );
    let documents = (0..CORPUS.len(), prop::collection::vec(change, 0..12));
    let (began, mut count) = (Clock::now(), 0_u64);
    let goes_on = |count: u64| match minutes {
        Some(minutes) => began.elapsed() < Duration::from_secs(minutes * 60),
        None => count < 4_000,
    };
    let read_well = std::cell::Cell::new(0_u64);
    while goes_on(count) {
        let config = ProptestConfig {
            cases: 1_000,
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        // Without a wish for minutes the same documents come each time.
        let mut runner = match minutes {
            Some(_) => TestRunner::new(config),
            None => TestRunner::new_with_rng(
                config,
                proptest::test_runner::TestRng::from_seed(
                    proptest::test_runner::RngAlgorithm::ChaCha,
                    &[u8::try_from(count / 1_000).unwrap_or(0); 32],
                ),
            ),
        };
        runner
            .run(&documents, |(which, changes)| {
                let document = serde_json::from_str(CORPUS[which]).expect("the corpus is JSON");
                let document = changed(document, &changes);
                holds(&document);
                let first = Policy::first(OfferPolicy::default());
                read_well
                    .set(read_well.get() + u64::from(read(&document, "", &first, &PLACES).is_ok()));
                Ok(())
            })
            .unwrap();
        count += 1_000;
    }
    println!(
        "{count} documents, {} of them readable, in {:.0?}",
        read_well.get(),
        began.elapsed()
    );
}
