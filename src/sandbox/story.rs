//! The story so far: what happened in the sandbox, one short sentence each.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde::Serialize;

use super::clock::as_text;

/// Older lines are forgotten.
const LONGEST: usize = 200;

/// How a line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Something happened.
    Plain,
    /// Something arrived or succeeded.
    Good,
    /// Something was refused or lost.
    Bad,
}

/// One sentence of the story.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Rises by one with each line.
    pub id: u64,
    /// When.
    #[serde(serialize_with = "as_text")]
    pub at: Timestamp,
    /// The sentence.
    pub text: String,
    /// Number of the lead it is about.
    pub lead: Option<u64>,
    /// How it is meant.
    pub tone: Tone,
}

/// The last lines, oldest first.
#[derive(Debug, Default)]
pub struct Story {
    lines: VecDeque<Line>,
    told: u64,
}

impl Story {
    /// Adds a line.
    pub fn tell(&mut self, at: Timestamp, tone: Tone, lead: Option<u64>, text: String) {
        self.told += 1;
        if self.lines.len() == LONGEST {
            self.lines.pop_front();
        }
        self.lines.push_back(Line {
            id: self.told,
            at,
            text,
            lead,
            tone,
        });
    }

    /// The lines told after the one with this id.
    pub fn after(&self, id: u64) -> Vec<Line> {
        let new = |line: &&Line| line.id > id;
        self.lines.iter().filter(new).cloned().collect()
    }

    /// The id of the newest line, 0 before the first.
    pub fn told(&self) -> u64 {
        self.told
    }

    /// Forgets all lines; ids go on rising.
    pub fn clear(&mut self) {
        self.lines.clear();
    }
}
