//! Texts without end, made from a corpus by chance: one fuzzer for each reader. A few thousand
//! texts a run, or as long as `PAIDAN_FUZZ_MINUTES` says (`make fuzz-understanding`).

use std::path::Path;
use std::time::{Duration, Instant};

use super::measure::measures;
use super::number::numbers;
use super::phone_finder::find_phones;
use super::price::prices;
use super::tests::{Desk, evidence_holds};
use super::*;
use crate::region::{Folded, Setting, Span};

const CORPUS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/data/corpus/understand"
);
/// Texts of one fuzzer in a normal run.
const CASES: u64 = 1_500;
/// Characters of one text, at most.
const LONGEST: usize = 1_200;

/// Chance that can be repeated: SplitMix64 (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `limit`, which is at least 1.
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    fn character(&mut self) -> char {
        let ranges = [
            (0x20, 0x7e),
            (0x4e00, 0x9fff),
            (0xff01, 0xff5e),
            (0x3000, 0x303f),
            (0x1f300, 0x1faff),
            (0x0, 0x10_ffff),
        ];
        let (low, high) = *self.of(&ranges);
        char::from_u32(low + self.below((high - low) as usize) as u32).unwrap_or('?')
    }
}

struct Fuzzer {
    chance: Chance,
    corpus: Vec<Vec<char>>,
}

impl Fuzzer {
    fn new(seed: u64) -> Fuzzer {
        let mut paths: Vec<_> = std::fs::read_dir(Path::new(CORPUS))
            .expect("the corpus is there")
            .map(|entry| entry.expect("a file of the corpus").path())
            .collect();
        paths.sort();
        let read = |path| {
            std::fs::read_to_string(path)
                .expect("a text of the corpus")
                .chars()
                .collect()
        };
        Fuzzer {
            chance: Chance(seed),
            corpus: paths.iter().map(read).collect(),
        }
    }

    /// A piece of the corpus.
    fn piece(&mut self, most: usize) -> Vec<char> {
        let chance = &mut self.chance;
        let text = &self.corpus[chance.below(self.corpus.len())];
        let start = chance.below(text.len());
        let length = chance.below(most.min(text.len() - start) + 1);
        text[start..start + length].to_vec()
    }

    /// A text with some changes.
    fn text(&mut self) -> String {
        let mut text = self.piece(200);
        for _ in 0..self.chance.below(12) {
            let at = self.chance.below(text.len() + 1);
            match self.chance.below(6) {
                0 => drop(text.splice(at..at, self.piece(40))),
                1 => {
                    let end = (at + self.chance.below(8)).min(text.len());
                    text.drain(at..end);
                }
                2 => text.insert(at, self.chance.character()),
                3 => {
                    let end = (at + self.chance.below(12)).min(text.len());
                    let copy: Vec<char> = text[at..end].to_vec();
                    text.splice(at..at, copy);
                }
                4 if !text.is_empty() => {
                    let (one, other) =
                        (self.chance.below(text.len()), self.chance.below(text.len()));
                    text.swap(one, other);
                }
                _ => {
                    let digits = self.chance.next().to_string();
                    let length = self.chance.below(digits.len());
                    text.splice(at..at, digits[..length].chars());
                }
            }
        }
        text.truncate(LONGEST);
        text.into_iter().collect()
    }

    fn run(mut self, name: &str, mut holds: impl FnMut(&str)) {
        let minutes: Option<u64> = std::env::var("PAIDAN_FUZZ_MINUTES")
            .ok()
            .and_then(|text| text.parse().ok());
        let (began, mut texts) = (Instant::now(), 0_u64);
        while match minutes {
            Some(minutes) => began.elapsed() < Duration::from_secs(minutes * 60),
            None => texts < CASES,
        } {
            let text = self.text();
            let shown = Shown(&text);
            holds(&text);
            std::mem::forget(shown);
            texts += 1;
        }
        println!("{name}: {texts} texts in {:.0?}", began.elapsed());
    }
}

/// Prints the text when its check panics.
struct Shown<'a>(&'a str);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        println!("the text was {:?}", self.0);
    }
}

#[test]
fn whole_leads_by_the_thousand() {
    let desk = Desk::new();
    let mut other = Fuzzer::new(7);
    Fuzzer::new(1).run("understand", |text| {
        let raw = serde_json::json!({
            "need": text, "company": other.text().chars().take(180).collect::<String>(),
            "contact_name": other.text().chars().take(90).collect::<String>(),
            "quantity": other.text().chars().take(90).collect::<String>(),
            "products": other.piece(60).iter().collect::<String>(),
            "region": other.piece(30).iter().collect::<String>(),
            "industry": other.piece(30).iter().collect::<String>(),
        });
        // NUL is refused before anything is read.
        let Ok(lead) = validate_for_parse(&raw) else {
            return;
        };
        let parsed = desk.reads_lead(&lead);
        evidence_holds(&lead, &parsed);
        assert!(parsed.evidence.len() <= 200 && parsed.products.len() <= 60);
        assert!(parsed.value.is_none_or(|fen| fen.is_in_range()));
        assert_eq!(parsed.tier.is_some(), parsed.value.is_some());
        let json = serde_json::to_value(&parsed).expect("serialises");
        let back: Parsed = serde_json::from_value(json).expect("reads back");
        assert_eq!(back, parsed);
    });
}

#[test]
fn places_by_the_thousand() {
    let desk = Desk::new();
    Fuzzer::new(2).run("region", |text| {
        for setting in [
            Setting::Region,
            Setting::Address,
            Setting::Company,
            Setting::Prose,
        ] {
            let located = desk.gazetteer.locate_in(text, setting);
            let length = text.chars().count();
            assert!(
                located
                    .spans
                    .iter()
                    .all(|span| span.start < span.end && span.end <= length)
            );
            assert!(located.candidates.len() <= 10 && located.spans.len() <= 64);
            assert!(located.place.is_none() || located.candidates.is_empty());
        }
    });
}

#[test]
fn amounts_by_the_thousand() {
    Fuzzer::new(3).run("numbers", |text| {
        let folded = Folded::new(text);
        let text = folded.text();
        let mut end = 0;
        for number in numbers(text) {
            assert!(end <= number.start && number.start < number.end && number.end <= text.len());
            assert!(0 <= number.low && number.low <= number.milli);
            end = number.end;
        }
        let all = measures(text);
        assert!(
            all.iter()
                .all(|m| m.low <= m.high && m.start <= m.high_start && m.high_start < m.end)
        );
        for price in prices(text, &all, &[]) {
            assert!(price.start < price.end && text.get(price.start..price.end).is_some());
        }
        let _ = value::read_stated_value(text);
    });
}

#[test]
fn telephones_by_the_thousand() {
    Fuzzer::new(4).run("phones", |text| {
        let folded = Folded::new(text);
        let mut end = 0;
        for found in find_phones(&folded) {
            assert!(end <= found.start && found.start < found.end);
            end = found.end;
            let json = serde_json::to_value(&found.phone).expect("serialises");
            let back: Phone = serde_json::from_value(json).expect("a normal form reads back");
            assert_eq!(back, found.phone);
        }
        let _ = (Phone::parse(text), Email::parse(text), CompanyKey::of(text));
    });
}

#[test]
fn catalogue_names_by_the_thousand() {
    let desk = Desk::new();
    Fuzzer::new(5).run("catalogue", |text| {
        let mut end = 0;
        for hit in desk.catalogue.find_in(text) {
            assert!(end <= hit.start && hit.start < hit.end);
            let named = Span {
                start: hit.start,
                end: hit.end,
            }
            .of(text);
            assert!(desk.catalogue.get(&hit.category).is_some(), "{named}");
            end = hit.end;
        }
        assert!(end <= text.chars().count());
    });
}
