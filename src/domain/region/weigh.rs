//! From the names in a text to one place, or to the places it may mean.

use super::code::{Level, RegionCode};
use super::lexicon::Meaning;
use super::located::Setting;
use super::scan::Mention;

/// What the mentions come to.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    pub place: Option<RegionCode>,
    pub candidates: Vec<RegionCode>,
    /// Indices of the mentions that speak for the place or the candidates.
    pub spoken_by: Vec<usize>,
    pub confidence_permille: u16,
}

/// Another place this close behind the best one leaves the matter open.
const MARGIN: i32 = 250;
/// In addresses and company names the first place is the one meant.
const FIRST_BONUS: i32 = 300;
const MOST_CANDIDATES: usize = 10;

#[derive(Debug, Clone)]
struct Candidate {
    code: RegionCode,
    score: i32,
    /// The mention of the place itself.
    own: usize,
    speakers: Vec<usize>,
}

/// Decides between the places that the mentions may mean. A place is borne out by every mention
/// of itself and of what it lies in; the best wins unless a place that excludes it comes close.
pub(super) fn decide(mentions: &[Mention], setting: Setting) -> Verdict {
    let mut candidates = candidates(mentions, setting);
    candidates.sort_by_key(|c| (-c.score, std::cmp::Reverse(c.code.level()), c.code));
    let least = match setting {
        Setting::Region => 300,
        Setting::Address => 350,
        Setting::Company | Setting::Prose => 450,
    };
    let Some(best) = candidates
        .first()
        .filter(|best| best.score >= least)
        .cloned()
    else {
        return Verdict::default();
    };
    let nested = |code: RegionCode| best.code.contains(code) || code.contains(best.code);
    let rivals: Vec<&Candidate> = candidates
        .iter()
        .filter(|c| !nested(c.code) && c.score > best.score - MARGIN)
        .collect();
    if rivals.is_empty() {
        return Verdict {
            place: Some(best.code),
            candidates: Vec::new(),
            confidence_permille: confidence(best.score),
            spoken_by: best.speakers,
        };
    }
    let mut open = vec![best.clone()];
    open.extend(rivals.into_iter().cloned());
    shared_place(mentions, &open).unwrap_or_else(|| left_open(open))
}

fn candidates(mentions: &[Mention], setting: Setting) -> Vec<Candidate> {
    let first = mentions.iter().position(|m| m.weight >= 500);
    let mut found: Vec<Candidate> = Vec::new();
    for (own, mention) in mentions.iter().enumerate() {
        let main_meanings = mention.meanings.iter().filter(|m| m.main).count();
        for meaning in &mention.meanings {
            if found.iter().any(|c| c.code == meaning.code) {
                continue;
            }
            let code = meaning.code;
            let speaks = |m: &Mention| m.meanings.iter().any(|other| other.code.contains(code));
            let speakers: Vec<usize> = mentions
                .iter()
                .enumerate()
                .filter(|(_, m)| speaks(m))
                .map(|(index, _)| index)
                .collect();
            // Another name that means a place around this one; where the same name also means
            // a larger place around it (`喀什`: prefecture and city), one between the two.
            let outer = mention
                .meanings
                .iter()
                .find(|m| m.code != code && m.code.contains(code));
            let bears_out = |m: &Meaning| {
                let inside_outer =
                    outer.is_none_or(|o| o.code != m.code && o.code.contains(m.code));
                m.code != code && m.code.contains(code) && inside_outer
            };
            let borne_out = speakers
                .iter()
                .any(|&index| index != own && mentions[index].meanings.iter().any(bears_out));
            if !meaning.main && !borne_out {
                continue;
            }
            let mut score: i32 = speakers.iter().map(|&index| mentions[index].weight).sum();
            if main_meanings > 1 && !borne_out {
                // One of several places called so, and nothing tells which.
                score -= mention.weight / 2;
            }
            let leads = first.is_some_and(|first| speakers.contains(&first));
            if leads && matches!(setting, Setting::Address | Setting::Company) {
                score += FIRST_BONUS;
            }
            found.push(Candidate {
                code,
                score,
                own,
                speakers,
            });
        }
    }
    found
}

/// Several places of one city mean the city; of one province, when the text names the province,
/// the province.
fn shared_place(mentions: &[Mention], open: &[Candidate]) -> Option<Verdict> {
    let city = open[0]
        .code
        .city()
        .filter(|city| open.iter().all(|c| city.contains(c.code)));
    let province = open[0].code.province();
    let named = |code: RegionCode| {
        mentions.iter().any(|m| {
            m.meanings
                .iter()
                .any(|other| other.main && other.code == code)
        })
    };
    let several = open.iter().any(|c| c.own != open[0].own);
    let (place, confidence_permille) = match city {
        Some(city) if several || named(city) => (city, 700),
        _ if open.iter().all(|c| province.contains(c.code)) && named(province) => (province, 600),
        _ => return None,
    };
    let spoken_by = speakers(open);
    Some(Verdict {
        place: Some(place),
        candidates: Vec::new(),
        spoken_by,
        confidence_permille,
    })
}

fn left_open(open: Vec<Candidate>) -> Verdict {
    let spoken_by = speakers(&open);
    let candidates = open
        .into_iter()
        .map(|c| c.code)
        .take(MOST_CANDIDATES)
        .collect();
    Verdict {
        place: None,
        candidates,
        spoken_by,
        confidence_permille: 0,
    }
}

fn speakers(open: &[Candidate]) -> Vec<usize> {
    let mut all: Vec<usize> = open
        .iter()
        .flat_map(|c| c.speakers.iter().copied())
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn confidence(score: i32) -> u16 {
    match score {
        1500.. => 980,
        1000.. => 950,
        850.. => 900,
        600.. => 800,
        450.. => 650,
        _ => 500,
    }
}

/// The municipality for its headings (`110100`), the code itself otherwise.
pub(super) fn settled(code: RegionCode) -> RegionCode {
    if code.is_municipality_part() && code.level() == Level::City {
        code.province()
    } else {
        code
    }
}
