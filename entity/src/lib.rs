//! SeaORM tables of paidan, one file each; rows only, no behaviour.

pub mod card;
pub mod contact_key;
pub mod counter;
pub mod decision;
pub mod document;
pub mod idempotency;
pub mod inbox;
pub mod lead;
pub mod lead_event;
pub mod lead_key;
pub mod ledger_account;
pub mod ledger_entry;
pub mod offer;
pub mod outbox;
pub mod sealed;
pub mod send;
pub mod staff;
pub mod usage;
