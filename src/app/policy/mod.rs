//! 规则: the rules as one document that admins draft together, check, publish and take back.
//! Nothing is in force before it is published; nobody's writing is overwritten unseen. Looking a
//! policy through is work for a thread of its own, never for the one that answers requests.

mod check;
mod draft;
mod publish;
mod refused;
mod rulebook;
mod shown;
mod versions;

pub use draft::DraftAsked;
pub use refused::NotDone;
pub use rulebook::Rulebook;
