//! What is known of a lead and may stand in clear beside it.

use serde::{Deserialize, Serialize};

use crate::ids::StaffId;
use crate::money::{Fen, Tier};
use crate::region::RegionCode;
use crate::time::Instant;

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
    /// How urgent it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub urgency: Urgency,
    /// What the sender wants.
    #[serde(default, skip_serializing_if = "is_default")]
    pub intent: Intent,
    /// In which language they write.
    #[serde(default, skip_serializing_if = "is_default")]
    pub language: Language,
    /// Name of the source (来源).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Labels that the source gave it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Those words of the rules' own that company, need or tags hold: words of the company's
    /// rules, never of the customer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Whoever of ours served this customer before (老客户).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<Former>,
    /// How much work it is, in permille of a usual lead.
    #[serde(default = "usual", skip_serializing_if = "is_usual")]
    pub effort_permille: u32,
}

/// Who served a customer before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// Who.
    pub rep: StaffId,
    /// When the last lead of this customer ended, or was last worked on.
    pub at: Instant,
    /// Whether it was won (成交).
    pub won: bool,
}

/// What says nothing is not written: decisions from before it was read keep their bytes.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A usual lead takes one place of a rep's capacity.
fn usual() -> u32 {
    1000
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
fn is_usual(effort: &u32) -> bool {
    *effort == usual()
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
            source: String::new(),
            tags: Vec::new(),
            words: Vec::new(),
            former: None,
            effort_permille: usual(),
        }
    }
}
