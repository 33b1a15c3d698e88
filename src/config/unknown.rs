//! Keys that paidan does not know, and what was probably meant.

use std::collections::BTreeSet;

use super::node::{Node, Nodes, Value};
use super::problem::{Place, Problem};
use paidan_domain::spelling::nearest;

/// A key or section that nobody asked for.
pub(super) struct Unknown {
    section: String,
    key: String,
    place: Place,
}

impl Unknown {
    /// What is left in a section: a section of the file once, variables each.
    pub fn all(section: &str, nodes: &Nodes) -> Vec<Self> {
        let unknown = |key: &String, place: &Place| Self {
            section: section.to_owned(),
            key: key.clone(),
            place: place.clone(),
        };
        let mut all = Vec::new();
        for (key, node) in nodes {
            let mut places = BTreeSet::from([&node.place]);
            variables(node, &mut places);
            all.extend(places.into_iter().map(|place| unknown(key, place)));
        }
        all
    }

    /// What the operator reads. `known` holds all keys, each with its section.
    pub fn problem(&self, known: &BTreeSet<(String, String)>) -> Problem {
        Problem {
            place: self.place.clone(),
            key: path(&self.section, &self.key),
            message: "is not a setting of paidan".to_owned(),
            fix: self.fix(known),
        }
    }

    fn fix(&self, known: &BTreeSet<(String, String)>) -> String {
        let here = known.iter().filter(|(section, _)| *section == self.section);
        let here: Vec<&str> = here.map(|(_, key)| key.as_str()).collect();
        if let Some(meant) = nearest(&self.key, here.iter().copied()) {
            return format!("did you mean {}?", self.instead(meant));
        }
        let mut elsewhere = known.iter().filter(|(section, key)| {
            *key == self.key || path(section, key).replace('.', "_") == self.key
        });
        match (elsewhere.next(), elsewhere.next()) {
            (Some((section, key)), None) => match &self.place {
                Place::Variable(_) => {
                    format!("did you mean {}?", variable(&path(section, key)))
                }
                _ if section.is_empty() => {
                    format!("{key} stands at the top of the file, before the first section")
                }
                _ => format!("{key} stands in [{section}]"),
            },
            _ => format!("take it out; known here are {}", here.join(", ")),
        }
    }

    /// The nearest key, written as this one was.
    fn instead(&self, meant: &str) -> String {
        let Place::Variable(name) = &self.place else {
            return meant.to_owned();
        };
        let depth = self
            .section
            .split('.')
            .filter(|part| !part.is_empty())
            .count()
            + 1;
        let parts = name.split("__").enumerate();
        let upper = meant.to_uppercase();
        let parts: Vec<&str> = parts
            .map(|(at, part)| if at == depth { upper.as_str() } else { part })
            .collect();
        parts.join("__")
    }
}

fn variables<'a>(node: &'a Node, places: &mut BTreeSet<&'a Place>) {
    match &node.value {
        Value::Section(nodes) => nodes.values().for_each(|inner| variables(inner, places)),
        Value::Variable(_) => {
            places.insert(&node.place);
        }
        _ => {}
    }
}

fn path(section: &str, key: &str) -> String {
    if section.is_empty() {
        key.to_owned()
    } else {
        format!("{section}.{key}")
    }
}

fn variable(path: &str) -> String {
    format!("PAIDAN__{}", path.replace('.', "__").to_uppercase())
}
