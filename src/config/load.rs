//! From the file and the environment to a [`Config`], or to all that is wrong.

use std::io::ErrorKind;
use std::path::Path;

use super::environment::lay_over;
use super::node::from_toml;
use super::problem::{Place, Problem};
use super::section::Section;
use super::settings::{self, Config};

/// The file that is read when no other is named; the only one that may be absent.
pub const DEFAULT_FILE: &str = "config/paidan.toml";

/// Reads the settings from a file, with the environment laid over it. The default
/// file may be absent: then the environment says all.
///
/// # Errors
/// Every problem found, in the order of the file, then of the variables.
pub fn load(
    path: &Path,
    environment: impl Iterator<Item = (String, String)>,
) -> Result<Config, Vec<Problem>> {
    let name = path.display().to_string();
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound && path == Path::new(DEFAULT_FILE) => {
            Vec::new()
        }
        Err(error) => {
            return Err(vec![Problem {
                place: Place::File(name),
                key: String::new(),
                message: format!("this file cannot be read: {error}"),
                fix: format!("name the right one with --config FILE (default {DEFAULT_FILE})"),
            }]);
        }
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => parse(text, &name, environment),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(vec![Problem {
                place: Place::Line { file: name, line },
                key: String::new(),
                message: "this is not UTF-8".to_owned(),
                fix: "save the file as UTF-8 in your editor (not GBK or ANSI)".to_owned(),
            }])
        }
    }
}

/// As [`load`], from a text. `file_name` is shown in problems; the only files that
/// are read are those that a `…_file` names.
///
/// # Errors
/// As [`load`].
pub fn parse(
    text: &str,
    file_name: &str,
    environment: impl Iterator<Item = (String, String)>,
) -> Result<Config, Vec<Problem>> {
    let mut nodes = from_toml(text, file_name)?;
    let twins = lay_over(&mut nodes, environment);
    let mut all = Section::root(nodes, Place::File(file_name.to_owned()));
    all.problems.extend(twins);
    let config = settings::read(&mut all);
    let problems = all.finish();
    if problems.is_empty() {
        Ok(config)
    } else {
        Err(problems)
    }
}
