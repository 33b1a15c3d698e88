//! Sees what is written, at the moment when it is.

use paidan::app::ports::{CardRecord, Finish, MaySend, Task};
use paidan_domain::ids::{LeadId, OfferId};
use paidan_domain::lead::Decided;
use paidan_domain::time::Instant;

use super::data::Data;

/// Whoever looks on.
pub trait Witness: Send + Sync {
    /// A decision is there.
    fn decided(&self, _data: &Data, _decided: &Decided) {}

    /// A claim or an expiry ended an offer that ran until `deadline`.
    fn offer_ended(&self, _offer: OfferId, _decided: &Decided, _deadline: Instant) {}

    /// A lead was taken in under this key.
    fn taken_in(&self, _source: &str, _key: &str, _lead: LeadId) {}

    /// A holder of a row asked whether it may send.
    fn send_begun(&self, _data: &Data, _task: &Task, _card: Option<&CardRecord>, _answer: MaySend) {
    }

    /// A holder of a row ended it; `newest` is the fence of the row before.
    fn finished(&self, _task: &Task, _finish: &Finish, _took: bool, _newest: i64) {}
}

/// Nobody looks on.
pub struct Blind;

impl Witness for Blind {}
