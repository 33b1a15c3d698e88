//! The settings as a tree in which each value knows its place.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::problem::{Place, Problem};

/// The entries of a section, by key.
pub(super) type Nodes = BTreeMap<String, Node>;

/// A value or a section, and where it stands.
pub(super) struct Node {
    pub value: Value,
    pub place: Place,
}

/// What stands there. Has no `Debug`: texts may be secrets.
pub(super) enum Value {
    Text(String),
    Integer(i64),
    Boolean(bool),
    Section(Nodes),
    /// From the environment: becomes whatever the key wants.
    Variable(String),
    /// What no key wants, in words.
    Other(&'static str),
}

impl Value {
    /// What it is, in words.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) | Self::Variable(_) => "a text",
            Self::Integer(_) => "a number",
            Self::Boolean(_) => "true or false",
            Self::Section(_) => "a section",
            Self::Other(words) => words,
        }
    }
}

/// Reads TOML. Syntax errors come one a line, since the parser goes on behind each.
pub(super) fn from_toml(text: &str, file: &str) -> Result<Nodes, Vec<Problem>> {
    let lines = Lines::of(text, file);
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(nodes(table.into_inner(), &lines));
    }
    let mut problems: Vec<Problem> = errors
        .iter()
        .map(|error| Problem {
            place: lines.place(error.span().map_or(0, |span| span.start)),
            key: String::new(),
            // Not the error's Display: that quotes the line, which may hold a secret.
            message: format!(
                "this is not TOML: {}",
                error.message().trim_end_matches(", expected nothing")
            ),
            fix: syntax_fix(error.message()).to_owned(),
        })
        .collect();
    problems.sort_by(|one, other| one.place.cmp(&other.place));
    problems.dedup_by(|later, first| later.place == first.place);
    Err(problems)
}

/// The parser's words are its own and may change: then the general fix stands.
fn syntax_fix(message: &str) -> &'static str {
    if message.starts_with("duplicate key") {
        "it stands above already: keep one of the two"
    } else if message.starts_with("invalid unquoted key") {
        "put a name in quotes that has other than English letters, digits, - and _"
    } else {
        "write key = value, with a text in quotes, as in listen = \"127.0.0.1:8080\""
    }
}

fn nodes(table: DeTable<'_>, lines: &Lines<'_>) -> Nodes {
    table
        .into_iter()
        .map(|(key, value)| {
            let place = lines.place(key.span().start);
            let value = match value.into_inner() {
                DeValue::String(text) => Value::Text(text.into_owned()),
                DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                    .map_or(
                        Value::Other("a number of more than 64 bits"),
                        Value::Integer,
                    ),
                DeValue::Boolean(flag) => Value::Boolean(flag),
                DeValue::Table(table) => Value::Section(nodes(table, lines)),
                DeValue::Float(_) => Value::Other("a number with a fraction"),
                DeValue::Datetime(_) => Value::Other("a date or time"),
                DeValue::Array(_) => Value::Other("a list"),
            };
            (key.into_inner().into_owned(), Node { value, place })
        })
        .collect()
}

/// Where the lines of a file begin.
struct Lines<'a> {
    file: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &str, file: &'a str) -> Self {
        let after = |(at, _): (usize, &str)| at + 1;
        Self {
            file,
            starts: text.match_indices('\n').map(after).collect(),
        }
    }

    fn place(&self, byte: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= byte) + 1;
        Place::Line {
            file: self.file.to_owned(),
            line,
        }
    }
}
