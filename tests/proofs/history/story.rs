//! A history as people read it.

use std::fmt::Write;

use super::{History, Operation};

/// What cannot be explained, and how many operations may have happened besides.
pub(super) fn told(history: &History) -> String {
    let begin = history.operations.iter().map(|one| one.invoked).min();
    let begin = begin.unwrap_or_default();
    let (known, open): (Vec<&Operation>, Vec<&Operation>) = history
        .operations
        .iter()
        .partition(|one| one.answer.is_some());
    let mut text = format!(
        "no order explains this (ms since {begin} µs):\n  it was {:?}, then {:?}\n",
        history.begins, history.onward
    );
    let since = |at: i64| (at - begin) as f64 / 1000.0;
    for one in known {
        let Some(answer) = one.answer else { continue };
        let _ = writeln!(
            text,
            "  {:>9.3} to {:>9.3}: {} asks {:?}, is told {:?} {:?}",
            since(one.invoked),
            since(answer.at),
            one.who,
            one.asks,
            answer.did,
            answer.saw
        );
    }
    let _ = write!(
        text,
        "  whatever became of {} others that were asked",
        open.len()
    );
    text
}
