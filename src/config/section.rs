//! A section, read key by key. What was asked for is known; what is left, is not.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::bearer::Bearer;
use super::environment::folded;
use super::node::{Node, Nodes, Value};
use super::problem::{Fault, Place, Problem, quoted};
use super::secret_file;
use super::settings::Secret;
use super::unknown::Unknown;

/// One section of the settings while it is read. Faults are collected, never thrown:
/// a key that will not do reads as if it were absent.
pub(super) struct Section {
    path: String,
    place: Place,
    nodes: Nodes,
    places: BTreeMap<String, Place>,
    /// What was found wrong so far.
    pub problems: Vec<Problem>,
    /// Every key that was asked for, with its section.
    pub known: BTreeSet<(String, String)>,
    /// What nobody asked for.
    pub unknown: Vec<Unknown>,
    /// Tokens and signing secrets by which a caller is told from another.
    pub bearers: Vec<Bearer>,
}

impl Section {
    /// All settings. `place` is where something that is nowhere is reported.
    pub fn root(nodes: Nodes, place: Place) -> Self {
        Self::new(String::new(), place, nodes)
    }

    fn new(path: String, place: Place, nodes: Nodes) -> Self {
        Self {
            path,
            place,
            nodes,
            places: BTreeMap::new(),
            problems: Vec::new(),
            known: BTreeSet::new(),
            unknown: Vec::new(),
            bearers: Vec::new(),
        }
    }

    /// Whether the key is given, in whatever form; asked before or after reading it.
    pub fn has(&self, key: &str) -> bool {
        self.places.contains_key(key) || self.nodes.contains_key(key)
    }

    /// The value of a key, read by `read`.
    pub fn value<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&Value) -> Result<T, Fault>,
    ) -> Option<T> {
        let node = self.take(key)?;
        read(&node.value)
            .map_err(|fault| self.fail(key, fault))
            .ok()
    }

    /// A text that is not empty, made into something by `parse`.
    pub fn parsed<T>(
        &mut self,
        key: &str,
        parse: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Option<T> {
        self.value(key, |value| parse(full(text(value)?)?))
    }

    /// A text as it stands, which may be empty.
    pub fn text(&mut self, key: &str) -> Option<String> {
        self.value(key, |value| text(value).map(str::to_owned))
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &str) -> Option<bool> {
        let fault = |found: &str| {
            Fault::new(
                format!("must be true or false, found {found}"),
                "write true or false, without quotes",
            )
        };
        self.value(key, |value| match value {
            Value::Boolean(flag) => Ok(*flag),
            Value::Variable(text) => text
                .trim()
                .to_lowercase()
                .parse()
                .map_err(|_| fault(&quoted(text))),
            other => Err(fault(other.kind())),
        })
    }

    /// A whole number in `range`.
    pub fn number(&mut self, key: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let fix = "write a whole number, without quotes";
        let fault = |found: &str| Fault::new(format!("must be a whole number, found {found}"), fix);
        let (least, most) = (*range.start(), *range.end());
        self.value(key, |value| {
            let number = match value {
                Value::Integer(number) => *number,
                Value::Variable(text) => text.trim().parse().map_err(|_| fault(&quoted(text)))?,
                other => return Err(fault(other.kind())),
            };
            if range.contains(&number) {
                return Ok(number);
            }
            let message = format!("must be from {least} to {most}, found {number}");
            Err(Fault::new(
                message,
                format!("choose a number from {least} to {most}"),
            ))
        })
    }

    /// A secret: the key itself or `KEY_file`. Where the environment gives one form,
    /// the file's other form no longer counts.
    pub fn secret(
        &mut self,
        key: &str,
        check: impl FnOnce(&str) -> Result<(), Fault>,
    ) -> Option<Secret> {
        use secrecy::ExposeSecret;
        let file_key = format!("{key}_file");
        let (direct, file) = (self.take(key), self.take(&file_key));
        let (node, from_file) = match (direct, file) {
            (None, None) => return None,
            (Some(direct), None) => (direct, false),
            (None, Some(file)) => (file, true),
            (Some(direct), Some(file)) => {
                match (direct.place.is_variable(), file.place.is_variable()) {
                    (true, false) => (direct, false),
                    (false, true) => (file, true),
                    _ => {
                        let message = format!("is given beside {}", self.full(key));
                        self.fail(&file_key, Fault::new(message, "keep one of the two"));
                        return None;
                    }
                }
            }
        };
        self.places.insert(key.to_owned(), node.place);
        let found = if from_file {
            let read = text(&node.value).and_then(full).and_then(secret_file::read);
            read.map_err(|fault| self.fail(&file_key, fault)).ok()?
        } else {
            text(&node.value)
                .map(Secret::from)
                .map_err(|fault| self.fail(key, fault))
                .ok()?
        };
        let checked = check(found.expose_secret()).map(|()| found);
        checked.map_err(|fault| self.fail(key, fault)).ok()
    }

    /// A section in this one; an absent one reads as an empty one.
    pub fn section<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let (nodes, place) = self
            .open(name)
            .unwrap_or((Nodes::new(), self.place.clone()));
        self.within(name, nodes, place, read)
    }

    /// Sections in this one that the operator names. Members for which `read` gives
    /// nothing are left out.
    pub fn each<T>(
        &mut self,
        name: &str,
        read: impl Fn(&mut Self) -> Option<T>,
    ) -> BTreeMap<String, T> {
        let Some((nodes, place)) = self.open(name) else {
            return BTreeMap::new();
        };
        self.within(name, nodes, place, |named| {
            let mut found = BTreeMap::new();
            let mut seen = BTreeSet::new();
            for member in named.nodes.keys().cloned().collect::<Vec<_>>() {
                let node = named.open(&member);
                if let Err(fault) = member_name(&member, !seen.insert(folded(&member))) {
                    named.fail(&member, fault);
                } else if let Some((nodes, place)) = node {
                    let value = named.within(&member, nodes, place, &read);
                    found.extend(value.map(|value| (member, value)));
                }
            }
            found
        })
    }

    /// Says that the value of `key` will not do. A key has one problem at a time, and
    /// one whose `KEY_file` has a problem is not missing as well.
    pub fn fail(&mut self, key: &str, fault: Fault) {
        let full = self.full(key);
        let has_one = |problem: &Problem| {
            problem
                .key
                .strip_prefix(&full)
                .is_some_and(|rest| rest.is_empty() || rest == "_file")
        };
        if self.problems.iter().any(has_one) {
            return;
        }
        let place = self.place_of(key);
        self.problems.push(Problem {
            place,
            key: full,
            message: fault.message,
            fix: fault.fix,
        });
    }

    /// Says that `key` is needed, unless it is there.
    pub fn need(&mut self, key: &str, fix: &str) {
        if !self.has(key) {
            self.fail(key, Fault::new("is missing", fix));
        }
    }

    /// Where a key stands, or else its section.
    pub fn place_of(&self, key: &str) -> Place {
        self.places.get(key).unwrap_or(&self.place).clone()
    }

    /// A key with its section in front.
    pub fn full(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    fn take(&mut self, key: &str) -> Option<Node> {
        self.known.insert((self.path.clone(), key.to_owned()));
        let node = self.nodes.remove(key)?;
        self.places.insert(key.to_owned(), node.place.clone());
        Some(node)
    }

    fn open(&mut self, name: &str) -> Option<(Nodes, Place)> {
        let node = self.take(name)?;
        match node.value {
            Value::Section(nodes) => Some((nodes, node.place)),
            other => {
                let message = format!("must be a section, found {}", other.kind());
                let fix = format!("write [{}] and its keys below", self.full(name));
                self.fail(name, Fault::new(message, fix));
                None
            }
        }
    }

    fn within<T>(
        &mut self,
        name: &str,
        nodes: Nodes,
        place: Place,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let mut inner = Self::new(self.full(name), place, nodes);
        let value = read(&mut inner);
        inner
            .unknown
            .extend(Unknown::all(&inner.path, &inner.nodes));
        self.problems.append(&mut inner.problems);
        self.known.append(&mut inner.known);
        self.unknown.append(&mut inner.unknown);
        self.bearers.append(&mut inner.bearers);
        value
    }

    /// Ends the reading of all settings: what is wrong with them.
    pub fn finish(mut self) -> Vec<Problem> {
        self.unknown.extend(Unknown::all(&self.path, &self.nodes));
        let unknown = self
            .unknown
            .iter()
            .map(|unknown| unknown.problem(&self.known));
        self.problems.extend(unknown);
        self.problems.extend(Bearer::shared(&self.bearers));
        self.problems.sort();
        self.problems
    }
}

fn text(value: &Value) -> Result<&str, Fault> {
    match value {
        Value::Text(text) | Value::Variable(text) => Ok(text),
        other => Err(Fault::new(
            format!("must be a text, found {}", other.kind()),
            "put the value in quotes",
        )),
    }
}

fn full(text: &str) -> Result<&str, Fault> {
    if !text.trim().is_empty() {
        return Ok(text);
    }
    Err(Fault::new("is empty", "give it a value, or leave it out"))
}

/// Names of sources and tokens stand in addresses, metrics and variables.
fn member_name(name: &str, is_twin: bool) -> Result<(), Fault> {
    let fits = (1..=64).contains(&name.chars().count())
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "-_".contains(c))
        && !name.contains("__");
    if !fits {
        let message = "must be named with 1 to 64 letters, digits, - or _ (no __)";
        return Err(Fault::new(message, "choose another name for this section"));
    }
    if is_twin {
        let message = "has a twin that differs only in case, - or _";
        return Err(Fault::new(
            message,
            "choose another name for one of the two",
        ));
    }
    Ok(())
}
