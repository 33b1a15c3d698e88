//! What was not understood, as data; `words` makes the sentence.

use std::ops::Range;

use super::command::Name;
use crate::ids::LeadNumber;

/// A line that was not understood. Nothing of it is done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("misread at {}..{}: {wrong:?}", at.start, at.end)]
pub struct Misread {
    /// The command that was being read, once its word was known.
    pub command: Option<Name>,
    /// What is meant, in characters (Unicode scalar values) of the line as typed; empty and
    /// at the end of the line when something is missing there.
    pub at: Range<usize>,
    /// What was wrong.
    pub wrong: Wrong,
    /// A whole line that would work, in the language of the line.
    pub works: &'static str,
}

/// What was wrong. `said` is always as typed, cut at 60 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// A slash without a command's word.
    NoWord,
    /// No such command.
    UnknownCommand {
        /// The word.
        said: String,
        /// What may have been meant.
        nearest: Option<Nearest>,
    },
    /// The lead is missing.
    NoNumber,
    /// Something else stands where a lead's number belongs.
    NotANumber {
        /// What stands there.
        said: String,
    },
    /// More digits than any lead has.
    NumberTooLong {
        /// How many digits.
        digits: usize,
        /// How many are allowed.
        most: usize,
    },
    /// Zero, or a number with a leading zero: `1,042` would otherwise be the leads 1 and 42.
    LeadingZero {
        /// The number.
        said: String,
    },
    /// A range that does not rise.
    RangeFalls {
        /// First number.
        from: LeadNumber,
        /// Last number, not above the first.
        to: LeadNumber,
    },
    /// A range of too many numbers.
    RangeTooLong {
        /// First number.
        from: LeadNumber,
        /// Last number.
        to: LeadNumber,
        /// How many are allowed.
        most: usize,
    },
    /// A range without its end: `1050-`.
    RangeOpen {
        /// First number.
        from: LeadNumber,
    },
    /// A list of too many leads.
    TooManyNumbers {
        /// How many are allowed.
        most: usize,
    },
    /// A second lead where the command takes one.
    OneNumberOnly {
        /// The second.
        said: String,
    },
    /// A number before a text: another lead, or how the reason begins? `,` joins leads, `: `
    /// begins a reason.
    NumberOrReason {
        /// The number.
        said: String,
    },
    /// The person is missing.
    NoPerson {
        /// A known name that stands there without `@`.
        meant: Option<String>,
    },
    /// An `@` without a name.
    NoName,
    /// A name longer than any.
    NameTooLong {
        /// How many characters are allowed.
        most: usize,
    },
    /// More people than the command takes.
    TooManyPeople {
        /// How many it takes.
        most: usize,
    },
    /// No duration and no time that can be read.
    BadDuration {
        /// What stands there.
        said: String,
    },
    /// A duration of nothing.
    NoTimeAtAll,
    /// Longer than a leave can be.
    TooLong {
        /// How many days are allowed.
        most_days: u32,
    },
    /// A day that the calendar does not have: `2-30`.
    NoSuchDay {
        /// The day.
        said: String,
    },
    /// A time that the clock does not have: `25:00`.
    NoSuchTime {
        /// The time.
        said: String,
    },
    /// A time that is over.
    Past {
        /// The time.
        said: String,
    },
    /// Two durations.
    TwoDurations {
        /// The second.
        said: String,
    },
    /// The customer's words are missing.
    NoText,
    /// More than the command takes.
    Leftover {
        /// The rest.
        said: String,
    },
}

/// A command that is close to what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nearest {
    /// The command.
    pub name: Name,
    /// Its word, in the language that is closer.
    pub word: &'static str,
}
