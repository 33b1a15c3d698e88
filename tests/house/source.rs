//! Files of the repository, and Rust text without comments and without what strings say.

use std::fs;
use std::path::{Path, PathBuf};

/// The repository. `PAIDAN_ROOT` points elsewhere when this is built from another crate.
pub(super) fn root() -> PathBuf {
    std::env::var_os("PAIDAN_ROOT")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from)
}

/// The text of a file that has to be there.
pub(super) fn read(path: &str) -> String {
    let full = root().join(path);
    fs::read_to_string(&full).unwrap_or_else(|error| panic!("{}: {error}", full.display()))
}

/// One file: where it is, seen from the root, and what stands in it.
pub(super) struct Source {
    pub path: String,
    pub text: String,
}

/// All files below the folders whose name ends in one of the endings, in order.
pub(super) fn sources(folders: &[&str], endings: &[&str]) -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    for folder in folders {
        walk(&root, &root.join(folder), endings, &mut found);
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

fn walk(root: &Path, folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            walk(root, &path, endings, found);
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            let seen = path.strip_prefix(root).unwrap_or(&path);
            found.push(Source {
                path: seen.to_string_lossy().into_owned(),
                text: fs::read_to_string(&path).unwrap_or_default(),
            });
        }
    }
}

/// Whether the whole file is there for tests only.
pub(super) fn is_test_file(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/") || path.ends_with("tests.rs")
}

/// The part of a file before its tests module.
pub(super) fn without_tests(text: &str) -> &str {
    let mut from = 0;
    while let Some(at) = text[from..].find("#[cfg(test)]") {
        let after = from + at + "#[cfg(test)]".len();
        let module = text[after..].trim_start();
        // `mod tests;` is a line of its own; `mod tests {` runs to the end of the file.
        if module.starts_with("mod ") && module.lines().next().is_some_and(|l| l.ends_with('{')) {
            return &text[..from + at];
        }
        from = after;
    }
    text
}

/// Rust text with comments and the insides of strings blanked; lines stay where they were.
pub(super) fn code(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = match (chars[at], chars.get(at + 1)) {
            ('/', Some('/')) => line_end(&chars, at),
            ('/', Some('*')) => block_end(&chars, at),
            ('"', _) => string_end(&chars, at + 1),
            ('r' | 'b', Some('"' | '#' | 'r')) if !after_word(&chars, at) => {
                raw_end(&chars, at).unwrap_or(at)
            }
            ('\'', _) => char_end(&chars, at),
            _ => at,
        };
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(
                chars[at..end]
                    .iter()
                    .map(|c| if *c == '\n' { '\n' } else { ' ' }),
            );
            at = end;
        }
    }
    out
}

fn after_word(chars: &[char], at: usize) -> bool {
    at > 0 && is_word(chars[at - 1])
}

/// Letters of an identifier.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn line_end(chars: &[char], at: usize) -> usize {
    let rest = &chars[at..];
    at + rest.iter().position(|c| *c == '\n').unwrap_or(rest.len())
}

fn block_end(chars: &[char], at: usize) -> usize {
    let (mut depth, mut now) = (0_u32, at);
    while now < chars.len() {
        match (chars[now], chars.get(now + 1)) {
            ('/', Some('*')) => (depth, now) = (depth + 1, now + 2),
            ('*', Some('/')) if depth == 1 => return now + 2,
            ('*', Some('/')) => (depth, now) = (depth - 1, now + 2),
            _ => now += 1,
        }
    }
    now
}

/// The end of a string whose inside begins at `now`.
fn string_end(chars: &[char], mut now: usize) -> usize {
    while now < chars.len() {
        match chars[now] {
            '\\' => now += 2,
            '"' => return now + 1,
            _ => now += 1,
        }
    }
    chars.len()
}

/// `r"…"`, `r#"…"#`, `br"…"`; none when it is a word or a raw identifier.
fn raw_end(chars: &[char], at: usize) -> Option<usize> {
    let mut now = at + usize::from(chars[at] == 'b');
    if chars.get(now) != Some(&'r') {
        return None;
    }
    now += 1;
    let hashes = chars[now..].iter().take_while(|c| **c == '#').count();
    now += hashes;
    if chars.get(now) != Some(&'"') {
        return None;
    }
    let close: Vec<char> = std::iter::once('"').chain(vec!['#'; hashes]).collect();
    let inside = &chars[now + 1..];
    let length = inside.windows(close.len()).position(|w| w == close)?;
    Some(now + 1 + length + close.len())
}

/// A character; a lifetime is left as it is.
fn char_end(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), _) => {
            let rest = chars.get(at + 3..).unwrap_or_default();
            at + 4 + rest.iter().position(|c| *c == '\'').unwrap_or(rest.len())
        }
        (Some(_), Some('\'')) => at + 3,
        _ => at,
    }
}

/// Every place where `word` stands as a whole word, as byte offsets.
pub(super) fn places<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| {
            let before = code[..*at].chars().next_back();
            let after = code[at + word.len()..].chars().next();
            let joins = word.ends_with(is_word) && after.is_some_and(is_word);
            !before.is_some_and(|c| is_word(c) || c == '$') && !joins
        })
}

/// The line of a byte offset, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}
