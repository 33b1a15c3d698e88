//! Every name that a place goes by, as one automaton.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::code::{Level, RegionCode};
use super::folded::Folded;
use super::names::{everyday_names, short_name};

const RENAMES: &str = include_str!("renames.csv");
const NICKNAMES: &str = include_str!("nicknames.csv");
/// Made by `latin_names.py` with PyPI pypinyin 0.53.0 (MIT).
const LATIN_NAMES: &str = include_str!("latin_names.csv");
const ABBREVIATIONS: &str = include_str!("abbreviations.csv");
const ORDINARY: &str = include_str!("ordinary_words.txt");
const WHEN_ALONE: &str = include_str!("places_when_alone.txt");

/// How a name speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Says what kind of place it is: `金华市`.
    Whole,
    /// Old and other names.
    Other,
    /// `金华`.
    Short,
    /// No place at all: `大理石` swallows `大理`.
    Word,
}

/// One name with the places it may mean.
#[derive(Debug)]
pub(super) struct Name {
    pub form: Form,
    /// An everyday word besides.
    pub ordinary: bool,
    /// Such a word that is nothing but the place where it stands between blanks or signs.
    pub when_alone: bool,
    /// In the order of their codes. A main meaning stands on its own, the others only when the
    /// text also names the place around them.
    pub meanings: Vec<Meaning>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning {
    pub code: RegionCode,
    pub main: bool,
}

/// All names, found by the longest match from the left.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub finder: AhoCorasick,
    /// By pattern number.
    names: Vec<Name>,
    index: HashMap<String, usize>,
    abbreviations: HashMap<char, RegionCode>,
}

impl Lexicon {
    /// Builds the automaton over the names of the divisions and the data files beside this one.
    pub fn new(divisions: &[(RegionCode, &str)]) -> Lexicon {
        let mut forms: HashMap<String, (Form, Vec<RegionCode>)> = HashMap::new();
        let mut add = |text: &str, form: Form, code: RegionCode| {
            let entry = forms
                .entry(fold(text))
                .or_insert_with(|| (form, Vec::new()));
            // The same letters as whole name of one place and short name of another
            // (`矿区`) keep the fuller form.
            entry.0 = entry.0.min(form);
            if !entry.1.contains(&code) {
                entry.1.push(code);
            }
        };
        for &(code, name) in divisions {
            add(name, Form::Whole, code);
            for everyday in everyday_names(name) {
                add(&everyday, Form::Whole, code);
            }
            let short = short_name(name);
            if short != name {
                add(short, Form::Short, code);
            }
        }
        for (name, code) in rows(RENAMES).chain(rows(NICKNAMES)) {
            add(name, Form::Other, code);
        }
        for (name, code) in rows(LATIN_NAMES) {
            add(name, Form::Short, code);
        }
        let mut ordinary: Vec<String> = Vec::new();
        ordinary.extend(words(ORDINARY).map(fold));
        let when_alone: Vec<String> = words(WHEN_ALONE).map(fold).collect();
        for word in &ordinary {
            forms
                .entry(word.clone())
                .or_insert_with(|| (Form::Word, Vec::new()));
        }
        let mut all: Vec<(String, (Form, Vec<RegionCode>))> = forms.into_iter().collect();
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        ordinary.sort_unstable();
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(all.iter().map(|(text, _)| text))
            .expect("a few thousand short names fit an automaton");
        let mut names = Vec::with_capacity(all.len());
        let mut index = HashMap::with_capacity(all.len());
        for (number, (text, (form, codes))) in all.into_iter().enumerate() {
            // `赵县`, `城区`: two characters that often meet by chance.
            let tiny = form == Form::Whole && text.chars().count() == 2;
            let ordinary = tiny || ordinary.binary_search(&text).is_ok();
            names.push(Name {
                form,
                ordinary,
                when_alone: when_alone.contains(&text),
                meanings: meanings(codes, form),
            });
            index.insert(text, number);
        }
        let abbreviations = rows(ABBREVIATIONS)
            .filter_map(|(name, code)| Some((fold(name).chars().next()?, code)))
            .collect();
        Lexicon {
            finder,
            names,
            index,
            abbreviations,
        }
    }

    /// The name of a pattern.
    pub fn name(&self, number: usize) -> &Name {
        &self.names[number]
    }

    /// The number of exactly this folded text.
    pub fn number_of(&self, text: &str) -> Option<usize> {
        self.index.get(text).copied()
    }

    /// The province of a one-character name such as 沪.
    pub fn abbreviation(&self, c: char) -> Option<RegionCode> {
        self.abbreviations.get(&c).copied()
    }
}

/// Which of the places called so are meant when nothing else is said.
fn meanings(mut codes: Vec<RegionCode>, form: Form) -> Vec<Meaning> {
    codes.sort_unstable();
    let highest = codes
        .iter()
        .map(|code| code.level())
        .min()
        .unwrap_or(Level::District);
    let main = |code: RegionCode| {
        let inside_other = codes
            .iter()
            .any(|other| *other != code && other.contains(code));
        // A city outshines the districts of other cities that are called like it (西安区), a
        // province everything (海南). 朝阳 is the exception: Beijing's district is better known
        // than the city in Liaoning.
        let known_district = code.number() == 110_105;
        let outshone = form == Form::Short && code.level() > highest && !known_district;
        !inside_other && !outshone
    };
    codes
        .iter()
        .map(|&code| Meaning {
            code,
            main: main(code),
        })
        .collect()
}

/// The words of a file that has several in a line.
fn words(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
}

/// `name,code,…` of each line that is no comment.
fn rows(data: &'static str) -> impl Iterator<Item = (&'static str, RegionCode)> {
    data.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split(',');
            Some((cells.next()?, RegionCode::parse(cells.next()?).ok()?))
        })
}

fn fold(text: &str) -> String {
    Folded::new(text).text().to_owned()
}
