//! The seams: narrow traits that adapters fill, and the plain values that cross.

mod accounts;
mod backlog;
mod chat;
mod checkup;
mod clock;
mod clockwork;
mod directory;
mod error;
mod inbound;
mod inbox;
mod leads;
mod meter;
mod outbox;
mod people;
mod policies;
mod reads;
mod shelf;
mod usage;

pub use accounts::{Accounts, Entry, Posted};
pub use backlog::{Backlog, Parked, Tally};
pub use chat::{Address, Chat, Connections, Right, SendFailure, Sent};
pub use checkup::{Check, Checked, Checkup, Company, Detail, Trouble};
pub use clock::{Chance, Clock, Ids};
pub use clockwork::{Clockwork, Due};
pub use directory::{Clue, Directory, Known, Listed, Misses, Try};
pub use error::StoreError;
pub use inbound::{Act, Inbound, Own, Press, Reply};
pub use inbox::{Inbox, Stored};
pub use leads::{
    Acquaintance, Aside, Changed, Incoming, Judge, Judged, LeadRef, Leads, TakenIn, Verdict,
};
pub use meter::Meter;
pub use outbox::{
    Burst, CardAsks, CardRecord, Companion, Errand, Finish, MaySend, Outbox, RateLimit, Spent, Task,
};
pub use people::People;
pub use policies::{DraftRecord, Overtaken, Policies, PolicyRecord, Seen};
pub use reads::{Day, LeadFilter, LeadRecord, Member, OfferRecord, Reads};
pub use shelf::Shelf;
pub use usage::{Metered, MeteredApp, Month, Traffic, Usage};
