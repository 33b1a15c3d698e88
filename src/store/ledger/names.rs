//! How accounts are named in the store.

use paidan_domain::fairness::Week;

/// The running account of the floor.
pub(in crate::store) const FLOOR: &str = "floor";
/// The counter that grows with everything that is posted.
pub(in crate::store) const COUNTER: &str = "ledger";
const RULE: &str = "rule:";
const STRETCH: &str = "stretch:";

pub(in crate::store) fn week(week: Week) -> String {
    format!("week:{week}")
}

pub(super) fn rule(rule: &str) -> String {
    format!("{RULE}{rule}")
}

pub(super) fn stretch(rule: &str) -> String {
    format!("{STRETCH}{rule}")
}

/// Of a rule, what is in it.
pub(super) enum Kind<'a> {
    Floor,
    Rule(&'a str),
    Stretch(&'a str),
    Other,
}

pub(super) fn kind(account: &str) -> Kind<'_> {
    if account == FLOOR {
        Kind::Floor
    } else if let Some(rule) = account.strip_prefix(RULE) {
        Kind::Rule(rule)
    } else if let Some(rule) = account.strip_prefix(STRETCH) {
        Kind::Stretch(rule)
    } else {
        Kind::Other
    }
}
