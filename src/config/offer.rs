//! `[offer]`: how an offer runs until somebody changes the rules.

use paidan_domain::ids::StaffId;
use paidan_domain::policy::OfferPolicy;

use super::duration::duration;
use super::problem::{Fault, quoted};
use super::section::Section;

pub(super) fn read(section: &mut Section) -> OfferPolicy {
    let default = OfferPolicy::default();
    let max_offers = section.number("max_offers", 1..=1_000);
    OfferPolicy {
        claim_within: duration(section, "claim_within").unwrap_or(default.claim_within),
        max_offers: max_offers
            .and_then(|n| n.try_into().ok())
            .unwrap_or(default.max_offers),
        escalate_within: duration(section, "escalate_within").unwrap_or(default.escalate_within),
        duty_manager: section.parsed("duty_manager", staff),
    }
}

/// The id of one of our staff; whether there is such a person, the store knows.
pub(super) fn staff(text: &str) -> Result<StaffId, Fault> {
    StaffId::parse(text).map_err(|error| {
        Fault::new(
            format!("is {}, but {error}", quoted(text)),
            "write the staff id as it stands in /api/v1/reps/{staff_id}",
        )
    })
}
