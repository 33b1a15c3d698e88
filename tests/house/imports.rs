//! Who imports whom, held against the tables.

use super::source::{Source, code, is_test_file, is_word, line_of, places, read};
use super::table::Table;

/// Libraries that only the rooms which the table names may see.
const GATED: [&str; 9] = [
    "sea_orm",
    "sea_orm_migration",
    "actix_web",
    "reqwest",
    "tokio",
    "tokio_cron_scheduler",
    "askama",
    "clap",
    "anyhow",
];
const CRATES: [(&str, &str); 3] = [
    ("paidan_domain", "domain"),
    ("paidan_entity", "entity"),
    ("paidan_migration", "migration"),
];

/// The house: one table of rooms, one of the rooms inside the domain.
pub(super) struct House {
    pub rooms: Table,
    pub domain: Table,
}

impl House {
    /// As ARCHITECTURE.md says it.
    pub(super) fn read() -> Self {
        Self::of(&read("ARCHITECTURE.md"))
    }

    pub(super) fn of(markdown: &str) -> Self {
        Self {
            rooms: Table::read(markdown, "room"),
            domain: Table::read(markdown, "domain room"),
        }
    }

    /// Everything in a file that the tables do not allow.
    pub(super) fn broken_in(&self, source: &Source) -> Vec<String> {
        let Some(room) = room_of(&source.path) else {
            return Vec::new();
        };
        let code = code(&source.text);
        let mut broken = Vec::new();
        let mut say = |at: usize, what: String| {
            broken.push(format!("{}:{}: {what}", source.path, line_of(&code, at)));
        };
        for (name, other) in CRATES {
            for at in places(&code, name) {
                if !self.rooms.may_import(room, other) {
                    say(at, format!("{room} must not import {other}"));
                }
            }
        }
        for library in GATED {
            for at in places(&code, library) {
                if !self.rooms.may_use(room, library) {
                    say(at, format!("{room} must not use {library}"));
                }
            }
        }
        let (table, from) = match domain_room_of(&source.path) {
            Some(inner) => (&self.domain, inner),
            None => (&self.rooms, room),
        };
        if !matches!(room, "entity" | "migration" | "lib") {
            for (at, other) in crate_imports(&code) {
                // Tests of a domain room build their world of any room above it.
                let builds = room == "domain" && is_test_file(&source.path);
                let builds = builds && table.is_above(&other, from);
                if from != "lib" && !builds && !table.may_import(from, &other) {
                    say(at, format!("{from} must not import {other}"));
                }
            }
            for at in climbs_out(&source.path, &code) {
                say(
                    at,
                    format!("{from} leaves its room by super: write crate::"),
                );
            }
        }
        broken
    }
}

/// The room of a file: `src/http/…` is `http`, `src/wiring.rs` is `wiring`.
pub(super) fn room_of(path: &str) -> Option<&str> {
    if path.starts_with("entity/") {
        return Some("entity");
    }
    if path.starts_with("migration/") {
        return Some("migration");
    }
    first_name(path.strip_prefix("src/")?)
}

/// The room inside the domain: `src/domain/lead/…` is `lead`, `src/domain/ids.rs` is `ids`.
pub(super) fn domain_room_of(path: &str) -> Option<&str> {
    first_name(path.strip_prefix("src/domain/")?)
}

fn first_name(rest: &str) -> Option<&str> {
    let first = rest.split('/').next()?;
    Some(first.strip_suffix(".rs").unwrap_or(first))
}

/// Rooms that are named behind `crate::`, singly or in braces, in `use` lines and in code.
fn crate_imports(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for at in places(code, "crate::") {
        let rest = code[at + "crate::".len()..].trim_start();
        match rest.strip_prefix('{') {
            Some(group) => {
                found.extend(in_braces(group).into_iter().map(|room| (at, room)));
            }
            None => found.push((at, word(rest))),
        }
    }
    found.retain(|(_, room)| !room.is_empty());
    found
}

/// The first word of each item of `{a::B, c::{D, E}}`, from behind the brace.
fn in_braces(group: &str) -> Vec<String> {
    let (mut depth, mut item, mut items) = (1_u32, String::new(), Vec::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => break,
            '}' => depth -= 1,
            ',' if depth == 1 => items.push(std::mem::take(&mut item)),
            _ => {}
        }
        item.push(c);
    }
    items.push(item);
    let clean = |item: String| word(item.trim_start_matches([',', ' ', '\n', '\t']));
    items.into_iter().map(clean).collect()
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| is_word(*c)).collect()
}

/// Chains of `super::` that are long enough to reach the root of the crate.
fn climbs_out(path: &str, code: &str) -> Vec<usize> {
    let inside = path
        .strip_prefix("src/domain/")
        .or_else(|| path.strip_prefix("src/"))
        .unwrap_or(path);
    let folders = inside.matches('/').count();
    let depth = if inside.ends_with("mod.rs") {
        folders
    } else {
        folders + 1
    };
    let tests_from = code.find("mod tests {").unwrap_or(code.len());
    places(code, "super::")
        .filter(|at| !code[..*at].ends_with("super::"))
        .filter(|at| {
            let mut rest = &code[*at..];
            let mut steps = 0;
            while let Some(next) = rest.strip_prefix("super::") {
                (rest, steps) = (next, steps + 1);
            }
            steps >= depth + usize::from(*at > tests_from)
        })
        .collect()
}
