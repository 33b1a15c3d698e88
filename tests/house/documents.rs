//! What the documents say, held against the files.

use super::source::{read, root};

/// Where a path in backticks may begin.
const FOLDERS: [&str; 8] = [
    "src/",
    "tests/",
    "config/",
    "docs/",
    "entity/",
    "migration/",
    "templates/",
    ".ci/",
];

/// Paths in backticks and local links that lead nowhere.
pub(super) fn dead_paths(markdown: &str) -> Vec<String> {
    let quoted = markdown
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|text| FOLDERS.iter().any(|folder| text.starts_with(folder)))
        // A path with a wildcard or a blank behind it is a sentence, not a place.
        .map(|text| text.split([' ', ':']).next().unwrap_or(text))
        .filter(|text| !text.contains(['*', '{', '…']));
    let linked = markdown
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|link| !link.contains("://") && !link.starts_with('#'))
        .map(|link| link.split('#').next().unwrap_or(link));
    quoted
        .chain(linked)
        .filter(|path| !root().join(path).exists())
        .map(str::to_owned)
        .collect()
}

/// Every key of a settings file as `section.key`, those behind `#` included. `*` stands
/// for the name that an operator chooses.
pub(super) fn keys(toml: &str) -> Vec<String> {
    let mut section = String::new();
    let mut found = Vec::new();
    for line in toml.lines() {
        let line = line.trim_start_matches('#').trim();
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.split(']').next())
        {
            section = match name.split_once('.') {
                Some((kind, _)) => format!("{kind}.*."),
                None => format!("{name}."),
            };
            continue;
        }
        let Some((key, _)) = line.split_once(" = ") else {
            continue;
        };
        let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        if is_key {
            found.push(format!("{section}{key}"));
        }
    }
    found
}

/// The first block of TOML in a document.
pub(super) fn toml_block(markdown: &str) -> &str {
    let inside = markdown.split("```toml").nth(1).unwrap_or_default();
    inside.split("```").next().unwrap_or_default()
}

/// The names behind `[dependencies]` of a manifest.
pub(super) fn dependencies(manifest: &str) -> Vec<String> {
    read(manifest)
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', '=', ' ']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// Paths of the handlers: `#[get("/api/…")]`.
pub(super) fn routes(handlers: &str) -> Vec<String> {
    ["get", "post", "put"]
        .iter()
        .flat_map(|verb| {
            let mark = format!("#[{verb}(\"");
            handlers
                .split(&mark)
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}
