//! The weights as a list.

use super::weights::Weights;

impl Weights {
    /// Every weight under its name in JSON, in the order in which they are shown.
    #[must_use]
    pub fn named(&self) -> [(&'static str, u32); 10] {
        [
            ("territory", self.territory),
            ("product", self.product),
            ("load", self.load),
            ("fairness", self.fairness),
            ("tier", self.tier),
            ("industry", self.industry),
            ("customer_type", self.customer_type),
            ("responsiveness", self.responsiveness),
            ("win_rate", self.win_rate),
            ("relationship", self.relationship),
        ]
    }
}
