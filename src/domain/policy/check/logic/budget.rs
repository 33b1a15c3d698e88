//! How much may be compared.

/// Steps that are left.
#[derive(Debug, Clone, Copy)]
pub(in crate::policy::check) struct Budget(u64);

impl Budget {
    /// A few seconds on a slow machine at the worst; a thousand rules of usual kind take a
    /// fiftieth of it.
    pub(in crate::policy::check) const WHOLE: Self = Self(6_000_000);

    /// Takes one step; false when none is left.
    pub(in crate::policy::check) fn step(&mut self) -> bool {
        self.0 = self.0.saturating_sub(1);
        self.0 > 0
    }
}
