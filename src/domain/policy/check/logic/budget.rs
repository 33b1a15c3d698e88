//! How much may be compared.

/// Steps that are left.
#[derive(Debug, Clone, Copy)]
pub(in crate::policy::check) struct Budget(usize);

impl Budget {
    /// Two seconds at the worst; a thousand rules of usual kind take a tenth of it.
    pub(in crate::policy::check) const WHOLE: Self = Self(12_000_000);

    /// Takes so many steps; false when none is left.
    pub(in crate::policy::check) fn take(&mut self, steps: usize) -> bool {
        self.0 = self.0.saturating_sub(steps);
        self.0 > 0
    }
}
