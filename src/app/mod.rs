//! What can be asked of paidan, one verb a file; owns the ports that the
//! adapters stand behind. A verb is a small struct of the ports it uses.
//! Sees no database, no HTTP and no platform.

pub mod answer;
pub mod backlog;
pub mod bulk;
mod button;
pub mod caller;
pub mod deliver;
pub mod directory;
pub mod dossier;
pub mod failure;
pub mod inbox;
pub mod intake;
pub mod ledger;
pub mod list;
mod list_press;
pub mod lookup;
pub mod people;
pub mod phone_link;
pub mod policy;
pub mod ports;
pub mod present;
mod press;
pub mod quota;
pub mod slash;
pub mod sweep;
pub mod transition;
pub mod view;
mod why;
