//! What a value was read from.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::new_lead::Input;

/// The parsed value that a piece of evidence speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// `region_code` and `region_name`.
    #[serde(rename = "region_code")]
    Region,
    /// `products`
    Products,
    /// `industry`
    Industry,
    /// `customer_type`
    CustomerType,
    /// `quantity`
    Quantity,
    /// `value_fen` (and `tier`, which follows from it).
    #[serde(rename = "value_fen")]
    Value,
    /// `phone`
    Phone,
    /// `is_lead`
    IsLead,
    /// `urgency`
    Urgency,
    /// `intent`
    Intent,
    /// `language`
    Language,
    /// `company`
    Company,
    /// `contact_name`
    ContactName,
    /// `email`
    Email,
    /// A WeChat id: told, no value of its own.
    Wechat,
}

/// Why the text speaks for the value. `words` has the sentence of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// The sender filled in the field that is made for it.
    GivenInField,
    /// A six-digit division code.
    DivisionCode,
    /// The name of a division; `matched` has code and full name.
    DivisionName,
    /// Several divisions are called so; `matched` has the candidates. The value stays empty.
    DivisionAmbiguous,
    /// The field is filled in but names no place we know. The value stays empty.
    DivisionUnknown,
    /// A name or synonym of the catalogue; `matched` has the category.
    CatalogueName,
    /// The catalogue lacks the name; it is kept as given.
    NotInCatalogue,
    /// A number with a unit.
    NumberWithUnit,
    /// A sum of money.
    MoneyInText,
    /// A range of money; its middle counts.
    MoneyRange,
    /// A telephone number in the text.
    PhoneInText,
    /// A word of the company's name or of the need that tells the kind of buyer; `matched` has it.
    BuyerWord,
    /// A word by which people look for work or sell something to us.
    NotALeadWords,
    /// A landline's area code; `matched` has the places that share it.
    AreaCode,
    /// A mobile number's prefix; `matched` has the city it was given out in. By itself it sets
    /// nothing, for people carry their numbers about the country.
    MobilePrefix,
    /// A sum in another currency. The value stays empty: there is no rate.
    ForeignCurrency,
    /// A price of one times the quantity; `matched` has the sum.
    PriceTimesQuantity,
    /// The quantity times what the catalogue says one costs; `matched` has the sum.
    CataloguePrice,
    /// An amount that says no number: `几百个`. The value stays empty.
    QuantityUnclear,
    /// They want it again and again: `每月`. The quantity is that of one time.
    Repeated,
    /// A word that presses; `matched` has it.
    UrgencyWord,
    /// A word that tells what is wanted of us; `matched` has it.
    IntentWord,
    /// The letters it is written in.
    Letters,
    /// The trade in a company's name; `matched` has the root of the catalogue.
    CompanyTrade,
    /// The root of the catalogue that the product belongs to.
    ProductsRoot,
    /// A company's name in the text.
    CompanyInText,
    /// A person's name in the text.
    NameInText,
    /// An e-mail address in the text.
    EmailInText,
    /// A WeChat id in the text.
    WechatInText,
}

/// One piece of evidence: `text` stands at `start..end` (Unicode scalar values) of the input
/// field `input`. In `products` each entry is counted by itself; in `estimated_value` the text
/// is the sum in yuan.
///
/// Debug leaves the text out: it is what a person wrote.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The value it speaks for.
    pub field: Fact,
    /// The input field it stands in.
    pub input: Input,
    /// The characters themselves.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Why it speaks for the value.
    pub because: Because,
    /// What it was matched with, such as `330782 浙江省金华市义乌市`; never personal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matched: Option<String>,
}

impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evidence")
            .field("field", &self.field)
            .field("input", &self.input)
            .field("span", &(self.start..self.end))
            .field("because", &self.because)
            .finish_non_exhaustive()
    }
}
