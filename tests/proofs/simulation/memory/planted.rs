//! Bugs to be planted: a guard of the store that is left out. A checker that never failed
//! proves nothing.

/// Which guards are left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Planted {
    /// A change is written although the lead moved since it was decided on.
    pub no_version: bool,
    /// `decide` sees a deadline that is three seconds too late.
    pub deadline_seen_late: bool,
    /// A claim is written although its deadline is over.
    pub no_deadline: bool,
    /// Nothing holds a lead to one live offer: neither the version nor the unique index.
    pub no_live_index: bool,
    /// The same cause may be told to the same person twice.
    pub no_once_index: bool,
    /// An older holder of a row sends and ends it as if it were the newest.
    pub no_fence: bool,
    /// An intake is answered before it is committed.
    pub answer_first: bool,
}
