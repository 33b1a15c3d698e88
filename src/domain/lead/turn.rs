//! One turn of the account of shares (额度账): an offer that paidan made by itself.

use roaring::RoaringBitmap;

use crate::ids::StaffId;
use crate::money::Fen;

/// Who got a lead, and who could have had it.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Who was offered it.
    pub rep: StaffId,
    /// What the lead may be worth; 0 when unknown.
    pub value: Fen,
    /// Who could have had it, by their places on the floor (`Floor::at`); `rep` is one of them.
    pub eligible: RoaringBitmap,
    /// Whose account: the id of a rule that goes by shares; empty for everybody's.
    pub account: String,
}
