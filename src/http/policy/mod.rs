//! `/api/v1/policy`: the rules, their draft and their versions.

pub(super) mod check;
pub(super) mod coverage;
pub(super) mod draft;
pub(super) mod publish;
pub(super) mod restore;
mod sent;
mod tag;
pub(super) mod versions;
