//! 额度: the accounts of shares and what was posted to them. Within a transaction all that is
//! posted is gathered, and written by one statement before the commit, in the order of keys: two
//! writers that touch the same rows in different orders deadlock on PostgreSQL.

mod credit;
mod names;
mod pending;
mod post;
mod read;
mod write;

#[cfg(test)]
mod tests;

pub(super) use credit::give_back;
pub(super) use names::{COUNTER, FLOOR};
pub(super) use pending::Pending;
#[cfg_attr(
    not(test),
    expect(
        unused_imports,
        reason = "decisions hand in their turns with the rules of matching"
    )
)]
pub(super) use post::post;
pub(super) use read::freshen;
pub(super) use write::flush;
