//! The environment, laid over the file: `PAIDAN__SECTION__KEY`.

use super::node::{Node, Nodes, Value};
use super::problem::{Place, Problem};

const PREFIX: &str = "PAIDAN__";

/// `sources`, the name, the key: what lies deeper is one odd key, not a deep tree.
const DEEPEST: usize = 3;

/// Sections whose members the operator names. A name such as `my-shop` is `MY_SHOP`
/// here, since few shells can set a variable with a hyphen.
const NAMED: [&str; 2] = ["sources", "tokens"];

/// The variables of this process that are meant for paidan. Text that is not Unicode
/// comes with replacement characters, so that the check of the value sees it.
pub fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| {
        let name = name.to_string_lossy().into_owned();
        segments(&name)?;
        Some((name, value.to_string_lossy().into_owned()))
    })
}

/// Puts each variable in the place of what the file says. Others are left alone.
pub(super) fn lay_over(
    nodes: &mut Nodes,
    environment: impl Iterator<Item = (String, String)>,
) -> Vec<Problem> {
    let mut variables: Vec<_> = environment.collect();
    // The order of an environment is nobody's choice; the problems have one all the same.
    variables.sort();
    variables.dedup();
    let mut problems = Vec::new();
    for (name, value) in variables {
        let Some(path) = segments(&name) else {
            continue;
        };
        if let Err(twin) = set(nodes, &path, &name, value) {
            problems.push(Problem {
                place: Place::Variable(name),
                key: path.join("."),
                message: format!("is also set as {twin}"),
                fix: "unset one of the two".to_owned(),
            });
        }
    }
    problems
}

/// `PAIDAN__WECOM__AGENT_ID` is `["wecom", "agent_id"]`; `None` when not for us.
fn segments(name: &str) -> Option<Vec<String>> {
    let prefix = name.get(..PREFIX.len())?;
    let rest = &name[PREFIX.len()..];
    prefix.eq_ignore_ascii_case(PREFIX).then(|| {
        rest.splitn(DEEPEST + 1, "__")
            .map(str::to_lowercase)
            .collect()
    })
}

/// Sets one value; `Err` names the variable that has set it already.
fn set(nodes: &mut Nodes, path: &[String], name: &str, value: String) -> Result<(), String> {
    let place = || Place::Variable(name.to_owned());
    let Some((last, sections)) = path.split_last() else {
        return Ok(());
    };
    let mut here = nodes;
    let mut parent = "";
    for (depth, segment) in sections.iter().enumerate() {
        let key = match depth {
            1 if NAMED.contains(&parent) => member(here, segment),
            _ => segment.clone(),
        };
        let node = here.entry(key).or_insert_with(|| Node {
            value: Value::Section(Nodes::new()),
            place: place(),
        });
        if !matches!(node.value, Value::Section(_)) {
            *node = Node {
                value: Value::Section(Nodes::new()),
                place: place(),
            };
        }
        let Value::Section(inner) = &mut node.value else {
            return Ok(());
        };
        here = inner;
        parent = segment;
    }
    let fresh = Node {
        value: Value::Variable(value),
        place: place(),
    };
    match here.insert(last.clone(), fresh) {
        Some(Node {
            value: Value::Variable(_),
            place: Place::Variable(twin),
        }) => Err(twin),
        _ => Ok(()),
    }
}

/// The name in the file that a segment means, or the segment as a new one.
fn member(nodes: &Nodes, segment: &str) -> String {
    let wanted = folded(segment);
    nodes
        .keys()
        .find(|name| folded(name) == wanted)
        .map_or_else(|| segment.to_owned(), Clone::clone)
}

/// What two names have in common that cannot be told apart in the environment.
pub(super) fn folded(name: &str) -> String {
    name.to_lowercase().replace('-', "_")
}
