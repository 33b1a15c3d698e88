//! 公平: what is still owed to the rep.

use super::because::Because;
use super::kind::MIDDLE;
use crate::fairness::Account;

/// `500 + 100` for each lead owed, 0 to 1000 (contract §5). Where values are known, half of what
/// is owed goes by value: the owed value is counted in leads of the value that the rep was due on
/// average, and the mean of both debts is taken. An untouched account: 500.
pub(super) fn assess(account: Account) -> (u32, Because) {
    if account == Account::default() {
        return (MIDDLE, Because::EvenTurns);
    }
    let owed_micro = account.owed_micro();
    let value_micro = value_in_leads(account);
    let count = i128::from(owed_micro);
    let owed = value_micro.map_or(count, |value| (count + i128::from(value)).div_euclid(2));
    let value = (i128::from(MIDDLE) + (owed * 100).div_euclid(1_000_000)).clamp(0, 1000);
    let because = Because::Owed {
        owed_micro,
        value_micro,
    };
    (u32::try_from(value).unwrap_or(MIDDLE), because)
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
