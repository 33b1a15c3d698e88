//! Reads the document as people write it: JSON in, a [`Policy`](crate::policy::Policy) or every
//! mistake at once out, each with its place and what would mend it. No input makes it run long
//! or take much memory: depth, rules, parts and mistakes kept are bounded. [`written`] is the
//! way back.

mod condition;
mod document;
mod limits;
mod mistake;
mod place;
mod reader;
mod rule;
mod terms;
mod words;
mod written;

#[cfg(test)]
mod fuzz_tests;
#[cfg(test)]
mod tests;

pub use document::read;
pub use mistake::{Expected, Misread, Mistake, What};
pub use words::Vocabulary;
pub use written::written;
