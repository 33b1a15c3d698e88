//! A lead as it came in, checked field by field.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::money::Fen;

use super::email::Email;

/// A lead as somebody sent it (contract §4, *In*). Made by [`validate`](super::validate).
///
/// Short fields are trimmed; `region`, `address` and `need` are kept to the letter, because
/// evidence counts their characters. Blank texts are `None`. Debug names the fields that are
/// filled in and prints none of them.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewLead {
    /// The source that sent it; implied by the token.
    pub source: Option<String>,
    /// The source's own id of the lead.
    pub external_id: Option<String>,
    /// Company name.
    pub company: Option<String>,
    /// The person to speak to.
    pub contact_name: Option<String>,
    /// Telephone number as typed; [`Parsed::phone`](super::Parsed::phone) has it normalised.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<Email>,
    /// Id of the person on a chat or shop platform.
    pub contact_id: Option<String>,
    /// Free text or a GB/T 2260 code.
    pub region: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Line of business.
    pub industry: Option<String>,
    /// Product names as given.
    pub products: Vec<String>,
    /// What the customer wrote.
    pub need: Option<String>,
    /// What it may be worth.
    pub estimated_value: Option<Fen>,
    /// How much they want, as text.
    pub quantity: Option<String>,
    /// When it happened, RFC 3339 with offset, checked.
    pub occurred_at: Option<String>,
    /// Free labels of the source.
    pub tags: Vec<String>,
    /// Whatever else the source knows; kept as it is.
    pub extra: Option<Map<String, Value>>,
}

/// The input fields that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// `company`
    Company,
    /// `phone`
    Phone,
    /// `region`
    Region,
    /// `address`
    Address,
    /// `industry`
    Industry,
    /// `products`
    Products,
    /// `need`
    Need,
    /// `estimated_value`
    EstimatedValue,
    /// `quantity`
    Quantity,
    /// `contact_name`
    ContactName,
    /// `email`
    Email,
    /// One entry of `tags`.
    Tags,
}

impl Input {
    /// Whether the field is there to say where the customer is.
    pub(super) fn says_where(self) -> bool {
        matches!(self, Input::Region | Input::Address)
    }
}

impl fmt::Debug for NewLead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filled = [
            ("source", self.source.is_some()),
            ("external_id", self.external_id.is_some()),
            ("company", self.company.is_some()),
            ("contact_name", self.contact_name.is_some()),
            ("phone", self.phone.is_some()),
            ("email", self.email.is_some()),
            ("contact_id", self.contact_id.is_some()),
            ("region", self.region.is_some()),
            ("address", self.address.is_some()),
            ("industry", self.industry.is_some()),
            ("products", !self.products.is_empty()),
            ("need", self.need.is_some()),
            ("estimated_value", self.estimated_value.is_some()),
            ("quantity", self.quantity.is_some()),
            ("occurred_at", self.occurred_at.is_some()),
            ("tags", !self.tags.is_empty()),
            ("extra", self.extra.is_some()),
        ];
        let names = filled
            .iter()
            .filter(|(_, is_filled)| *is_filled)
            .map(|(name, _)| name);
        f.write_str("NewLead")?;
        f.debug_set().entries(names).finish()
    }
}
