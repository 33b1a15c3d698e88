//! 语言: what language somebody writes.

use serde::{Deserialize, Serialize};

use super::evidence::{Because, Evidence, Fact};
use super::page::Page;
use crate::region::Span;

/// The language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Chinese.
    Zh,
    /// English, or another language in Latin letters.
    En,
    /// Chinese and Latin words side by side.
    Mixed,
    /// Another script, or no words at all.
    #[default]
    Other,
}

/// Latin words from which on a Chinese text is mixed; fewer are brands, sizes and `logo`.
const FOREIGN_WORDS: usize = 3;
/// Characters shown as evidence.
const SHOWN: usize = 40;

/// The language of a text by its letters; `None` when it has none.
pub(super) fn from_text(page: &Page<'_>) -> Option<(Language, u16, Evidence)> {
    let text = page.original();
    let (mut han, mut other) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        match c {
            '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => {
                han += 1
            }
            // Kana, Hangul, Cyrillic, Arabic and the like.
            c if !c.is_ascii()
                && !('\u{c0}'..='\u{24f}').contains(&c)
                && !('\u{ff21}'..='\u{ff5a}').contains(&c) =>
            {
                other += 1
            }
            _ => {}
        }
    }
    let words = page
        .text()
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| word.len() > 1)
        .count();
    let language = match (han, words) {
        _ if other > han && other > words => Language::Other,
        (0, 0) => return None,
        (0, _) => Language::En,
        (han, words) if words >= FOREIGN_WORDS && words * 8 >= han => Language::Mixed,
        _ => Language::Zh,
    };
    let start = text.chars().take_while(|c| c.is_whitespace()).count();
    let end = (start + SHOWN).min(text.chars().count());
    let evidence = page.evidence_at(Fact::Language, Span { start, end }, Because::Letters);
    Some((language, 950, evidence))
}
