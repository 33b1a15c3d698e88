//! 公平: what is still owed to the rep.

use super::because::Because;
use super::kind::MIDDLE;
use crate::fairness::Account;

/// `500 + 100` for each lead owed, 0 to 1000 (contract §5); an untouched account: 500. What is owed
/// in value is told beside it, counted in leads of the value that the rep was due on average; it
/// decides where a rule goes by shares of value.
#[inline]
pub(super) fn assess(account: Account) -> (u32, Because) {
    if account.is_empty() {
        return (MIDDLE, Because::EvenTurns);
    }
    let owed_micro = account.owed_micro();
    let value_micro = value_in_leads(account);
    let because = Because::Owed {
        owed_micro,
        value_micro,
    };
    (account.factor_permille(), because)
}

/// The owed value in millionths of a lead of usual value.
fn value_in_leads(account: Account) -> Option<i64> {
    if account.due_fen <= 0 || account.due_micro <= 0 {
        return None;
    }
    let owed = i128::from(account.owed_fen()) * i128::from(account.due_micro);
    let owed = owed.div_euclid(i128::from(account.due_fen));
    let limits = (i128::from(i64::MIN), i128::from(i64::MAX));
    i64::try_from(owed.clamp(limits.0, limits.1)).ok()
}
