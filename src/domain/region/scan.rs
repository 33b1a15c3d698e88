//! The names of places in a text, and what each is worth.

use super::code::Level;
use super::lexicon::{Form, Lexicon, Meaning, Name};
use super::located::Setting;

/// A name found: folded bytes and weight in permille.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub start: usize,
    pub end: usize,
    pub weight: i32,
    pub meanings: Vec<Meaning>,
}

/// Distinct names looked at in one text. A text with more is a list of places and says nothing
/// about where its writer is.
const MOST: usize = 64;

/// A name followed by one of these is a road, a building or a dish called after the place.
const CALLED_AFTER: [&str; 36] = [
    "路",
    "东路",
    "西路",
    "南路",
    "北路",
    "中路",
    "街",
    "大街",
    "东街",
    "西街",
    "南街",
    "北街",
    "大道",
    "道",
    "巷",
    "弄",
    "胡同",
    "大厦",
    "广场",
    "公寓",
    "花园",
    "小区",
    "新村",
    "大酒店",
    "酒店",
    "宾馆",
    "饭店",
    "饭庄",
    "餐厅",
    "银行",
    "大桥",
    "菜",
    "话",
    "小吃",
    "风味",
    "特产",
];
/// Below the district there are places called like districts elsewhere (`东莞长安镇`).
const SMALLER_PLACES: [&str; 7] = ["镇", "乡", "街道", "村", "社区", "屯", "苏木"];
/// Words right before a place that say that somebody is there or goods go there.
const TOWARDS: [&str; 32] = [
    "发到",
    "发往",
    "发至",
    "发货到",
    "送到",
    "送往",
    "送货到",
    "送至",
    "寄到",
    "寄往",
    "寄至",
    "运到",
    "运往",
    "到",
    "收货地址",
    "收货地",
    "收货",
    "地址",
    "目的地",
    "位于",
    "坐标",
    "我在",
    "人在",
    "店在",
    "公司在",
    "我们在",
    "在",
    "我是",
    "我们是",
    "来自",
    "ship to",
    "deliver to",
];
/// Words right before or after a place that say that it is where goods come from, or is refused.
const AWAY_BEFORE: [&str; 9] = [
    "从",
    "自",
    "产自",
    "产地",
    "发货地",
    "货源",
    "除了",
    "不发",
    "原产",
];
const AWAY_AFTER: [&str; 8] = [
    "发货",
    "发出",
    "产的",
    "货源",
    "厂家",
    "工厂直",
    "生产",
    "除外",
];

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
            _ => None,
        };
        last = (end, direction);
        let bare = weigh(text, start, end, name, setting);
        let weight = bare + direction.unwrap_or(0);
        if bare > 0 && weight > 0 {
            found.keep(
                number,
                Mention {
                    start,
                    end,
                    weight,
                    meanings: name.meanings.clone(),
                },
            );
        }
    }
    add_abbreviations(&mut found, lexicon, text, setting);
    let mut mentions: Vec<Mention> = found.0.into_iter().map(|(_, mention)| mention).collect();
    mentions.sort_by_key(|mention| mention.start);
    mentions
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

/// What the words around say about the direction.
fn turn(text: &str, start: usize, end: usize) -> Option<i32> {
    let before = text[..start].trim_end_matches([' ', ':', '了', '是', '「', '"']);
    let after = text[end..].trim_start();
    let away = AWAY_BEFORE.iter().any(|word| before.ends_with(word))
        || AWAY_AFTER.iter().any(|word| after.starts_with(word));
    let towards = || TOWARDS.iter().any(|word| before.ends_with(word));
    if away {
        Some(-500)
    } else {
        towards().then_some(350)
    }
}

/// `不发新疆、西藏`, `发到杭州和金华`: what was said of the name before holds for its neighbour.
fn shared_turn(last: (usize, Option<i32>), text: &str, start: usize) -> Option<i32> {
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
