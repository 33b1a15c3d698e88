//! Gathers what is found.

use super::company::Company;
use super::finding::{Finding, Flaw, RuleName};
use crate::policy::{Policy, Rule};

/// A policy, the company, and what was found so far.
pub(super) struct Looker<'a> {
    pub(super) policy: &'a Policy,
    pub(super) company: &'a Company<'a>,
    /// Where the policy lies in the document that was sent.
    pub(super) pointer: &'a str,
    pub(super) found: Vec<Finding>,
}

impl Looker<'_> {
    /// Something about the policy as a whole.
    pub(super) fn note(&mut self, path: &str, flaw: Flaw) {
        self.found.push(Finding {
            pointer: format!("{}{path}", self.pointer),
            rule: None,
            flaw,
        });
    }

    /// Something about a rule; `path` is what follows behind it.
    pub(super) fn note_rule(&mut self, at: usize, path: &str, flaw: Flaw) {
        self.found.push(Finding {
            pointer: format!("{}/rules/{at}{path}", self.pointer),
            rule: Some(name(at, &self.policy.rules[at])),
            flaw,
        });
    }
}

/// How a rule is named in a finding.
pub(super) fn name(at: usize, rule: &Rule) -> RuleName {
    RuleName {
        at,
        id: rule.id.clone(),
        name: rule.name.clone(),
    }
}
