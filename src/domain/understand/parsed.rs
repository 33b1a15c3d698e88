//! What was understood of a lead.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::money::{Fen, Tier};
use crate::region::{Place, RegionCode};

use super::amount::Amount;
use super::confidence::Confidence;
use super::customer_type::CustomerType;
use super::email::Email;
use super::evidence::{Evidence, Fact};
use super::intent::Intent;
use super::language::Language;
use super::phone::Phone;
use super::urgency::Urgency;

/// An amount in the customer's own unit; the unit is empty when none was named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// How many.
    pub amount: Amount,
    /// Of what: 个, 箱, 套, 吨.
    pub unit: String,
}

/// The facts of a lead, serialised as `parsed` of contract §4. Debug leaves out phone, company,
/// name, e-mail and evidence, which are personal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Written", from = "Written")]
pub struct Parsed {
    /// Where the customer is, or where the goods go.
    pub region: Option<Place>,
    /// Categories of the catalogue, or names as given where it lacks them. No repetitions.
    pub products: Vec<String>,
    /// Line of business.
    pub industry: Option<String>,
    /// Kind of buyer.
    pub customer_type: CustomerType,
    /// How much they want.
    pub quantity: Option<Quantity>,
    /// What it may be worth.
    pub value: Option<Fen>,
    /// From the value; `None` when the value is unknown.
    pub tier: Option<Tier>,
    /// Normalised telephone number.
    pub phone: Option<Phone>,
    /// False only for what is clearly no customer's wish.
    pub is_lead: bool,
    /// How soon they want to be served.
    pub urgency: Urgency,
    /// What they want of us.
    pub intent: Intent,
    /// What language they write.
    pub language: Language,
    /// Name of the company, shop or institution, in its normal form. Personal.
    pub company: Option<String>,
    /// How the person is called. Personal.
    pub contact_name: Option<String>,
    /// E-mail address. Personal.
    pub email: Option<Email>,
    /// How sure each value that is there is.
    pub confidence: BTreeMap<Fact, Confidence>,
    /// What each value was read from.
    pub evidence: Vec<Evidence>,
}

impl Default for Parsed {
    /// Nothing understood; a lead all the same.
    fn default() -> Self {
        Parsed {
            region: None,
            products: Vec::new(),
            industry: None,
            customer_type: CustomerType::Unknown,
            quantity: None,
            value: None,
            tier: None,
            phone: None,
            is_lead: true,
            urgency: Urgency::default(),
            intent: Intent::default(),
            language: Language::default(),
            company: None,
            contact_name: None,
            email: None,
            confidence: BTreeMap::new(),
            evidence: Vec::new(),
        }
    }
}

impl Parsed {
    /// The code of the region.
    pub fn region_code(&self) -> Option<RegionCode> {
        self.region.as_ref().map(|place| place.code)
    }
}

impl fmt::Debug for Parsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parsed")
            .field("region", &self.region)
            .field("products", &self.products)
            .field("industry", &self.industry)
            .field("customer_type", &self.customer_type)
            .field("quantity", &self.quantity)
            .field("value", &self.value)
            .field("tier", &self.tier)
            .field("is_lead", &self.is_lead)
            .field("urgency", &self.urgency)
            .field("intent", &self.intent)
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

/// The JSON form: the place in two fields, everything else as it is.
#[derive(Serialize, Deserialize)]
struct Written {
    region_code: Option<RegionCode>,
    region_name: Option<String>,
    products: Vec<String>,
    industry: Option<String>,
    customer_type: CustomerType,
    quantity: Option<Quantity>,
    value_fen: Option<Fen>,
    tier: Option<Tier>,
    #[serde(default)]
    phone: Option<Phone>,
    is_lead: bool,
    #[serde(default)]
    urgency: Urgency,
    #[serde(default)]
    intent: Intent,
    #[serde(default)]
    language: Language,
    #[serde(default)]
    company: Option<String>,
    #[serde(default)]
    contact_name: Option<String>,
    #[serde(default)]
    email: Option<Email>,
    #[serde(default)]
    confidence: BTreeMap<Fact, Confidence>,
    #[serde(default)]
    evidence: Vec<Evidence>,
}

impl From<Parsed> for Written {
    fn from(parsed: Parsed) -> Written {
        let (region_code, region_name) =
            parsed.region.map(|place| (place.code, place.name)).unzip();
        Written {
            region_code,
            region_name,
            products: parsed.products,
            industry: parsed.industry,
            customer_type: parsed.customer_type,
            quantity: parsed.quantity,
            value_fen: parsed.value,
            tier: parsed.tier,
            phone: parsed.phone,
            is_lead: parsed.is_lead,
            urgency: parsed.urgency,
            intent: parsed.intent,
            language: parsed.language,
            company: parsed.company,
            contact_name: parsed.contact_name,
            email: parsed.email,
            confidence: parsed.confidence,
            evidence: parsed.evidence,
        }
    }
}

impl From<Written> for Parsed {
    fn from(written: Written) -> Parsed {
        let region = written.region_code.map(|code| Place {
            code,
            name: written.region_name.unwrap_or_default(),
        });
        Parsed {
            region,
            products: written.products,
            industry: written.industry,
            customer_type: written.customer_type,
            quantity: written.quantity,
            value: written.value_fen,
            tier: written.tier,
            phone: written.phone,
            is_lead: written.is_lead,
            urgency: written.urgency,
            intent: written.intent,
            language: written.language,
            company: written.company,
            contact_name: written.contact_name,
            email: written.email,
            confidence: written.confidence,
            evidence: written.evidence,
        }
    }
}
