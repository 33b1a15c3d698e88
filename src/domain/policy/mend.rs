//! What would mend a fault, for a button beside it.

use serde::Serialize;
use serde_json::Value;

/// A change at the place of the fault that removes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Mend {
    /// Take it out.
    Remove,
    /// Write this instead.
    Replace {
        /// What belongs there.
        value: Value,
    },
    /// Call the key so.
    Rename {
        /// Its right name.
        key: String,
    },
    /// Write one of these instead.
    Choose {
        /// What may be meant.
        values: Vec<Value>,
    },
    /// Put the rule before another one.
    Move {
        /// Its new place in the list, from 0.
        to: usize,
    },
}
