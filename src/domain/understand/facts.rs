//! What is known of a lead and may stand in clear beside it.

use serde::{Deserialize, Serialize};

use crate::money::{Fen, Tier};
use crate::region::RegionCode;

use super::customer_type::CustomerType;
use super::intent::Intent;
use super::language::Language;
use super::parsed::{Parsed, Quantity};
use super::urgency::Urgency;

/// The parsed values that matching and the explanation use. Holds no contact,
/// no address and no words of the customer: those are sealed by the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Where the customer is, GB/T 2260.
    pub region: Option<RegionCode>,
    /// Categories wanted.
    pub products: Vec<String>,
    /// The customer's trade.
    pub industry: Option<String>,
    /// What kind of customer.
    pub customer_type: CustomerType,
    /// How much is wanted.
    pub quantity: Option<Quantity>,
    /// What it may be worth.
    pub value: Option<Fen>,
    /// Value tier (价值档).
    pub tier: Option<Tier>,
    /// False for what is plainly not a customer.
    pub is_lead: bool,
    /// How soon they want to be served.
    #[serde(default)]
    pub urgency: Urgency,
    /// What they want of us.
    #[serde(default)]
    pub intent: Intent,
    /// What language they write.
    #[serde(default)]
    pub language: Language,
}

impl From<&Parsed> for Facts {
    fn from(parsed: &Parsed) -> Self {
        Self {
            region: parsed.region.as_ref().map(|place| place.code),
            products: parsed.products.clone(),
            industry: parsed.industry.clone(),
            customer_type: parsed.customer_type,
            quantity: parsed.quantity.clone(),
            value: parsed.value,
            tier: parsed.tier,
            is_lead: parsed.is_lead,
            urgency: parsed.urgency,
            intent: parsed.intent,
            language: parsed.language,
        }
    }
}
