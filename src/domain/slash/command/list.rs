//! Every command there is, in the order in which the help shows them.

use super::entry::Command;
use super::{
    away, back, cancel, claim, confirm, decline, help, lead, mine, pool, reassign, share, show,
    status, why,
};

/// The table of contents.
pub const ALL: [&Command; 15] = [
    &help::HELP,
    &show::SHOW,
    &why::WHY,
    &mine::MINE,
    &share::SHARE,
    &lead::LEAD,
    &claim::CLAIM,
    &decline::DECLINE,
    &pool::POOL,
    &away::AWAY,
    &back::BACK,
    &reassign::REASSIGN,
    &status::STATUS,
    &confirm::CONFIRM,
    &cancel::CANCEL,
];
