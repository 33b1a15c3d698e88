//! What is wrong with a setting: where, what, and how to mend it.

use std::fmt;

/// Where a setting stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The file as a whole: it is not there, or cannot be read.
    File(String),
    /// A line of the file.
    Line {
        /// The file, as it was named to us.
        file: String,
        /// Counts from 1.
        line: usize,
    },
    /// An environment variable, by its name as it was set.
    Variable(String),
}

impl Place {
    /// Whether it came from the environment, which goes before the file.
    pub(super) fn is_variable(&self) -> bool {
        matches!(self, Self::Variable(_))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => f.write_str(file),
            Self::Line { file, line } => write!(f, "{file}:{line}"),
            Self::Variable(name) => f.write_str(&plain(name)),
        }
    }
}

/// One thing wrong with the settings. `Display` is the two lines an operator reads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("error: {place}: {}{message}\n  fix: {fix}", subject(.key))]
pub struct Problem {
    /// Where it stands.
    pub place: Place,
    /// The key with its section, as `wecom.secret`; empty when the file itself is at fault.
    pub key: String,
    /// What is wrong; goes on where the key ends.
    pub message: String,
    /// What to do, in one line.
    pub fix: String,
}

fn subject(key: &str) -> String {
    if key.is_empty() {
        String::new()
    } else {
        format!("{} ", plain(key))
    }
}

/// A value that will not do: the message and the fix of a [`Problem`] that does not
/// know its place yet.
pub(super) struct Fault {
    pub message: String,
    pub fix: String,
}

impl Fault {
    pub fn new(message: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            fix: fix.into(),
        }
    }
}

/// A value in quotes for a message: one line, at most 60 characters. Never for a
/// secret, nor for an address that may carry a password.
pub(super) fn quoted(value: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = value.chars().take(LONGEST).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    format!("\"{}\"", plain(&short))
}

/// Without control characters, so that a message stays the two lines it is.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}
