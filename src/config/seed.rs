//! `[seed]`: what a new store begins with.

use std::path::PathBuf;

use super::problem::Fault;
use super::section::Section;

/// Files from which people and catalogue are taken that the store does not have yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seed {
    /// `[[reps]]` in TOML.
    pub reps: Option<PathBuf>,
    /// Categories in JSON; taken only while the store has none.
    pub catalogue: Option<PathBuf>,
}

pub(super) fn read(section: &mut Section) -> Seed {
    Seed {
        reps: section.parsed("reps", path),
        catalogue: section.parsed("catalogue", path),
    }
}

fn path(text: &str) -> Result<PathBuf, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::new(
            "names no file",
            "write the path of the file, or leave it out",
        ));
    }
    Ok(PathBuf::from(text))
}
