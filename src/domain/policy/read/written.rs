//! The document as people read and write it.

use serde_json::{Value, json};

use crate::policy::Policy;

/// The form that [`read`](super::read()) reads, with its version. It differs from the stored form
/// in how the offer's times are written.
#[must_use]
pub fn written(policy: &Policy) -> Value {
    // Plain data with string keys: there is nothing in it that JSON could not hold.
    let mut value = serde_json::to_value(policy).unwrap_or_default();
    value["offer"] = json!({
        "claim_within_seconds": policy.offer.claim_within.as_secs(),
        "max_offers": policy.offer.max_offers,
        "escalate_within_seconds": policy.offer.escalate_within.as_secs(),
        "duty_manager": policy.offer.duty_manager,
    });
    value
}
