//! Every sentence and card that people read, built from typed values.
//! Invariant: no other room writes a sentence for people. Knows nothing of HTTP,
//! HTML or a platform's form.

mod card;
mod chat;
mod checkup;
mod customer;
mod details;
mod directory;
mod doctor;
mod explain;
mod factor_text;
mod fields;
mod lead_card;
mod list_card;
mod manager_card;
mod owner_card;
mod parked;
mod policy;
mod pool_text;
mod problem;
mod problem_help;
mod quota;
mod reasons;
mod saying;
mod subject;
mod text;
mod watched_card;
mod wrong;

#[cfg(test)]
mod tests;

pub use card::{Button, ButtonWeight, Card, CardState, Choice, ChoiceOption, Row};
pub use chat::{Bulk, Figures, HANDED_IN, HandedIn, HandedTo, OwnLead, Told, help, misread, tell};
pub use checkup::{
    Check, CheckTally, Checked, Detail, Found, Trouble, check_title, detail_text, tally_text,
    trouble_fix, trouble_text, untold_text,
};
pub use customer::{masked_name, masked_need};
pub use details::DETAILS;
pub use directory::{NotFound, SyncTrouble, not_found_text, sync_trouble_text};
pub use doctor::{Ailment, ailment_fix, ailment_title};
pub use explain::{exclusion_text, sentence};
pub use factor_text::factor_text;
pub use fields::{catalogue_message, field_message};
pub use lead_card::rep_card;
pub use list_card::{Fate, Listed, ListedLead, Listing, Went, list_card};
pub use manager_card::manager_card;
pub use owner_card::yours_now;
pub use parked::{QUOTA, parked};
pub use policy::{
    RuleWords, change_lines, change_text, coverage_text, finding_text, hole_text, mend_label,
    mistake_text, policy_lines, rule_text,
};
pub use pool_text::pool_text;
pub use problem::{Lang, ProblemKind};
pub use problem_help::problem_help;
pub use quota::{Consumption, Metered};
pub use reasons::{reason_code, reason_label};
pub use saying::{Saying, WhyNot, say};
pub use subject::{Ended, Shown, Subject, brief};
pub use text::{clock, cut, duration, money_about, money_exact, why_unassigned};
pub use wrong::{Wrong, admin_name, no_reason, system_name};
