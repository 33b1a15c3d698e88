//! JSON to a [`NewLead`], or every faulty field at once.

use serde_json::Value;

use super::field_error::{FieldError, FieldFault, JsonKind};
use super::field_reader::FieldReader;
use super::new_lead::NewLead;

/// Reads a lead that is to be taken: at least one of phone, email, contact_id and company, or a
/// telephone number in `need`.
///
/// # Errors
/// Every faulty field, in the order of the fields; never what the fields hold beyond what the
/// sender's answer needs.
pub fn validate(raw: &Value) -> Result<NewLead, Vec<FieldError>> {
    read(raw, true)
}

/// Reads a lead that is only to be understood (`POST /api/v1/parse`): no field is required.
///
/// # Errors
/// As [`validate`], without `contact.missing`.
pub fn validate_for_parse(raw: &Value) -> Result<NewLead, Vec<FieldError>> {
    read(raw, false)
}

fn read(raw: &Value, needs_contact: bool) -> Result<NewLead, Vec<FieldError>> {
    let Some(fields) = raw.as_object() else {
        let fault = FieldFault::Type {
            expected: JsonKind::Object,
        };
        return Err(vec![FieldError::new("", fault)]);
    };
    let mut reader = FieldReader::new(fields);
    reader.refuse_unknown();
    let lead = NewLead {
        source: reader.line("source"),
        external_id: reader.line("external_id"),
        company: reader.line("company"),
        contact_name: reader.line("contact_name"),
        phone: reader.phone(),
        email: reader.email(),
        contact_id: reader.line("contact_id"),
        region: reader.text("region"),
        address: reader.text("address"),
        industry: reader.line("industry"),
        products: reader.products(),
        need: reader.text("need"),
        estimated_value: reader.estimated_value(),
        quantity: reader.quantity(),
        occurred_at: reader.occurred_at(),
        tags: reader.list("tags"),
        extra: reader.extra(),
    };
    if needs_contact && reader.lacks_contact(&lead) {
        reader
            .errors
            .push(FieldError::new("", FieldFault::ContactMissing));
    }
    if reader.errors.is_empty() {
        Ok(lead)
    } else {
        Err(reader.errors)
    }
}

#[cfg(test)]
#[path = "validate_tests.rs"]
mod tests;
