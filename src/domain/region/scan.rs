//! The names of places in a text, and what each is worth.

use super::code::Level;
use super::lexicon::{Form, Lexicon, Meaning, Name};
use super::located::Setting;
use super::scan_words::{
    AWAY_AFTER, AWAY_BEFORE, BRANCHES, CALLED_AFTER, DELIVERS, NO_DELIVERY, SETS_OUT,
    SMALLER_PLACES, THERE, THERE_AFTER,
};

/// A name found: folded bytes and weight in permille.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub start: usize,
    pub end: usize,
    pub weight: i32,
    pub meanings: Vec<Meaning>,
    /// Goods go there.
    pub delivery: bool,
}

/// The weight of a place called like an everyday word that stands by itself.
const ALONE: i32 = 500;
/// Distinct names looked at in one text. A text with more is a list of places and says nothing
/// about where its writer is.
const MOST: usize = 64;

/// The names in a folded text from left to right, each name once with its greatest weight.
pub(super) fn mentions(lexicon: &Lexicon, text: &str, setting: Setting) -> Vec<Mention> {
    let mut found = Found::default();
    // Where the name before ended and what the words around it said.
    let mut last = (0, None);
    for hit in lexicon.finder.find_iter(text) {
        let (start, mut end, mut number) = (hit.start(), hit.end(), hit.pattern().as_usize());
        if text[end..].starts_with('域') && text[start..end].ends_with('区') {
            // `河北区域` is about 河北, not the district 河北区.
            let shorter = end - '区'.len_utf8();
            let Some(prefix) = lexicon.number_of(&text[start..shorter]) else {
                continue;
            };
            (number, end) = (prefix, shorter);
        }
        let name = lexicon.name(number);
        let direction = match setting {
            Setting::Prose => turn(text, start, end).or_else(|| shared_turn(last, text, start)),
            // `福建…公司贵阳分公司` is in 贵阳, as goods are that go there.
            Setting::Company if is_branch(text, end) => Some(Direction::Delivery),
            _ => None,
        };
        last = (end, direction);
        let bare = weigh(text, start, end, name, setting);
        let weight = bare + direction.map_or(0, Direction::weight);
        if bare > 0 && weight > 0 {
            found.keep(
                number,
                Mention {
                    start,
                    end,
                    weight,
                    meanings: name.meanings.clone(),
                    delivery: direction == Some(Direction::Delivery),
                },
            );
        }
    }
    add_abbreviations(&mut found, lexicon, text, setting);
    let mut mentions: Vec<Mention> = found.0.into_iter().map(|(_, mention)| mention).collect();
    mentions.sort_by_key(|mention| mention.start);
    if mentions.iter().any(|mention| mention.delivery) {
        recede(&mut mentions);
    }
    mentions
}

/// Where goods go says more than where their buyer is: places that have nothing to do with it
/// recede.
fn recede(mentions: &mut [Mention]) {
    let goals: Vec<Meaning> = mentions
        .iter()
        .filter(|mention| mention.delivery)
        .flat_map(|mention| mention.meanings.clone())
        .collect();
    let near = |m: &Meaning| {
        goals
            .iter()
            .any(|goal| goal.code.contains(m.code) || m.code.contains(goal.code))
    };
    for mention in mentions
        .iter_mut()
        .filter(|mention| !mention.meanings.iter().any(near))
    {
        mention.weight /= 4;
    }
}

/// Mentions by the number of their name.
#[derive(Default)]
struct Found(Vec<(usize, Mention)>);

impl Found {
    fn keep(&mut self, number: usize, mention: Mention) {
        let known = self.0.iter().position(|(other, _)| *other == number);
        match known {
            Some(at) if self.0[at].1.weight < mention.weight => self.0[at].1 = mention,
            None if self.0.len() < MOST => self.0.push((number, mention)),
            _ => {}
        }
    }
}

/// One-character names that stand alone between blanks and signs.
fn add_abbreviations(found: &mut Found, lexicon: &Lexicon, text: &str, setting: Setting) {
    let mut chars = text.char_indices().peekable();
    let mut apart = true;
    while let Some((start, c)) = chars.next() {
        let alone = apart && chars.peek().is_none_or(|(_, next)| !next.is_alphanumeric());
        apart = !c.is_alphanumeric();
        let Some(code) = lexicon.abbreviation(c).filter(|_| alone) else {
            continue;
        };
        let end = start + c.len_utf8();
        let whole = is_frame(&text[..start]) && is_frame(&text[end..]);
        let weight = if whole && setting == Setting::Region {
            800
        } else {
            460
        };
        let meanings = vec![Meaning { code, main: true }];
        // Numbers of patterns are small; characters counted from the end never meet them.
        found.keep(
            usize::MAX - c as usize,
            Mention {
                start,
                end,
                weight,
                meanings,
                delivery: false,
            },
        );
    }
}

fn weigh(text: &str, start: usize, end: usize, name: &Name, setting: Setting) -> i32 {
    if name.form == Form::Word {
        return 0;
    }
    let (before, after) = (&text[..start], &text[end..]);
    let latin = text[start..end].is_ascii();
    if latin && (glued(before.chars().next_back()) || glued(after.chars().next())) {
        return 0;
    }
    let whole = is_frame(before) && is_frame(after);
    if whole && matches!(setting, Setting::Region | Setting::Address) {
        return 1000;
    }
    let mut weight = base(name, setting);
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    if name.when_alone && apart(before.chars().next_back()) && apart(after.chars().next()) {
        weight = weight.max(ALONE);
    }
    if name.form != Form::Whole && CALLED_AFTER.iter().any(|word| after.starts_with(word)) {
        weight /= 5;
    } else if name.form == Form::Short && SMALLER_PLACES.iter().any(|word| after.starts_with(word))
    {
        weight /= 3;
    }
    weight
}

/// What the name alone is worth.
fn base(name: &Name, setting: Setting) -> i32 {
    let district = name
        .meanings
        .iter()
        .filter(|m| m.main)
        .all(|m| m.code.level() == Level::District);
    match (name.form, name.ordinary, setting) {
        (Form::Word, ..) => 0,
        (Form::Whole, false, _) => 1000,
        (_, true, Setting::Region) => 700,
        (Form::Whole, true, Setting::Address) => 700,
        (Form::Whole, true, _) => 300,
        (Form::Other, false, _) => 800,
        (Form::Short, false, _) if !district => 850,
        (Form::Short, false, _) => 600,
        (_, true, Setting::Address) => 400,
        (_, true, _) => 250,
    }
}

/// What the words around say about a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    /// Goods go there.
    Delivery,
    /// Somebody is there.
    There,
    /// Goods come from there, somebody was born there, or it is refused.
    Away,
}

impl Direction {
    /// What it adds to the weight of a name.
    fn weight(self) -> i32 {
        match self {
            Direction::Delivery => 600,
            Direction::There => 350,
            Direction::Away => -700,
        }
    }
}

fn turn(text: &str, start: usize, end: usize) -> Option<Direction> {
    let before = text[..start].trim_end_matches([' ', ':', '了', '是', '「', '"', '】', ']', '=']);
    let after = text[end..].trim_start_matches(['省', '市', ' ']);
    let ends = |words: &[&str]| {
        words.iter().any(|word| {
            let Some(rest) = before.strip_suffix(word) else {
                return false;
            };
            // A Latin word must stand as one.
            !(word.is_ascii() && rest.ends_with(|c: char| c.is_ascii_alphabetic()))
        })
    };
    // `从衢州江山过去看货`: who sets out from there is there.
    let soon: String = after
        .chars()
        .take(6)
        .take_while(|c| c.is_alphanumeric())
        .collect();
    let sets_out = before.ends_with('从') && SETS_OUT.iter().any(|word| soon.contains(word));
    if sets_out {
        return Some(Direction::There);
    }
    if ends(&AWAY_BEFORE) {
        return Some(Direction::Away);
    }
    if ends(&DELIVERS) && !NO_DELIVERY.iter().any(|word| before.ends_with(word)) {
        return Some(Direction::Delivery);
    }
    if AWAY_AFTER.iter().any(|word| after.starts_with(word)) {
        return Some(Direction::Away);
    }
    let there = ends(&THERE) || THERE_AFTER.iter().any(|word| after.starts_with(word));
    there.then_some(Direction::There)
}

/// Whether a name is followed by the branch of a company that is called after it.
fn is_branch(text: &str, end: usize) -> bool {
    let after = text[end..].trim_start_matches(['省', '市', ' ', '-']);
    BRANCHES.iter().any(|word| after.starts_with(word))
}

/// `不发新疆、西藏`, `发到杭州和金华`: what was said of the name before holds for its neighbour.
fn shared_turn(last: (usize, Option<Direction>), text: &str, start: usize) -> Option<Direction> {
    let gap = text.get(last.0..start)?;
    matches!(
        gap.trim(),
        "" | "、" | "," | "和" | "跟" | "与" | "及" | "或"
    )
    .then_some(last.1)
    .flatten()
}

/// Nothing but signs, or a word that only rounds the place off.
fn is_frame(text: &str) -> bool {
    let rest = text.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(
        rest,
        "" | "地区"
            | "市区"
            | "片区"
            | "周边"
            | "一带"
            | "本地"
            | "境内"
            | "全境"
            | "中国"
            | "我国"
    )
}

fn glued(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphabetic())
}
