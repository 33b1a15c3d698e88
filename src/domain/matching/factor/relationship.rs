//! 老客户: whether the rep served this customer before.

use super::because::Because;
use super::kind::MIDDLE;
use crate::matching::floor::Standing;
use crate::understand::Facts;

/// Won the customer before 1000, served them 800, a colleague did 0; a new customer: 500.
pub(super) fn assess(one: &Standing, facts: &Facts) -> (u32, Because) {
    let Some(former) = &facts.former else {
        return (MIDDLE, Because::NewCustomer);
    };
    if former.rep != one.staff.id {
        return (0, Because::ServedByOther);
    }
    let served = Because::Served {
        at: former.at,
        won: former.won,
    };
    (if former.won { 1000 } else { 800 }, served)
}
