//! The rules in words: a whole policy and each rule as a sentence, what is wrong with a document
//! and what would mend it, what changed, and what nobody covers. In both languages.

mod change;
mod condition;
mod finding;
mod hole;
mod lines;
mod mistake;
mod names;
mod rule;
mod terms;

#[cfg(test)]
mod tests;

pub use change::{change_lines, change_text};
pub use finding::{finding_text, mend_label};
pub use hole::{coverage_text, hole_text};
pub use lines::policy_lines;
pub use mistake::mistake_text;
pub use names::RuleWords;
pub use rule::rule_text;
