//! Looks through a whole policy before it is published: who is named and not there, which rules
//! are never asked, which can never apply, whom nobody is left for. What is said is proven:
//! [`logic`] compares conditions as sets, and where that would take too long it says nothing.

mod company;
mod finding;
mod logic;
mod look;
mod looker;
mod people;
mod reach;
mod terms;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use company::Company;
pub use finding::{Finding, Flaw, RuleName, Severity};
pub use look::check;
