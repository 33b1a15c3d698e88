//! 采集解析: from what somebody sent to facts with evidence.
//!
//! [`validate`] turns JSON into a [`NewLead`] or names every faulty field at once;
//! [`understand`] reads a lead against the gazetteer and the catalogue. Every value in the
//! answer points to the characters it was read from and says how sure it is; what no text says
//! stays empty. Nothing here knows a clock, a store or a platform, and no Debug output of this
//! room prints what a person sent.

mod amount;
mod buyer_words;
mod chat;
mod clause;
mod company_key;
mod company_name;
mod confidence;
mod contact;
mod customer;
mod customer_type;
mod email;
mod evidence;
mod facts;
mod field_error;
mod field_reader;
mod industry;
mod intent;
mod intent_words;
mod language;
mod measure;
mod money_word;
mod named_aside;
mod new_lead;
mod number;
mod number_token;
mod page;
mod parsed;
mod people;
mod phone;
mod phone_finder;
mod place;
mod price;
mod products;
mod quantity;
mod quantity_skip;
mod quantity_words;
mod reading;
mod solicitation;
mod solicitation_words;
mod sums;
mod units;
mod urgency;
mod validate;
mod value;
mod wechat;
mod wish;
mod wish_words;
mod worth;

pub use amount::Amount;
pub use company_key::CompanyKey;
pub use confidence::Confidence;
pub use customer_type::CustomerType;
pub use email::{Email, EmailError};
pub use evidence::{Because, Evidence, Fact};
pub use facts::{Facts, Former};
pub use field_error::{FieldError, FieldFault, Given, JsonKind};
pub use intent::Intent;
pub use language::Language;
pub use new_lead::{Input, NewLead};
pub use parsed::{Parsed, Quantity};
pub use phone::{Phone, PhoneError, PhoneKind};
pub use reading::understand;
pub use urgency::Urgency;
pub use validate::{validate, validate_for_parse};

#[cfg(test)]
mod fuzz_tests;
#[cfg(test)]
mod kinds_tests;
#[cfg(test)]
mod labelled_tests;
#[cfg(test)]
mod mixed_fields_tests;
#[cfg(test)]
mod noise_tests;
#[cfg(test)]
mod sentence_tests;
#[cfg(test)]
mod sums_tests;
#[cfg(test)]
mod talk_tests;
#[cfg(test)]
mod tests;
