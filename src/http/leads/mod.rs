//! `/api/v1/leads`: one call a file.

pub(super) mod bulk;
pub(super) mod change;
pub(super) mod create;
pub(super) mod explanation;
pub(super) mod list;
pub(super) mod one;
pub(super) mod timeline;

use actix_web::HttpRequest;
use paidan_domain::ids::{LeadId, LeadNumber};

use super::problem::Problem;
use crate::app::ports::LeadRef;
use crate::words::ProblemKind;

/// A lead as the path names it: by id or by number. Anything else is not there.
pub(super) fn lead_ref(request: &HttpRequest, text: &str) -> Result<LeadRef, Problem> {
    if let Ok(id) = uuid::Uuid::try_parse(text) {
        return Ok(LeadRef::Id(LeadId(id)));
    }
    match text.parse::<i64>() {
        Ok(number) if number > 0 => Ok(LeadRef::Number(LeadNumber(number))),
        _ => Err(Problem::new(request, ProblemKind::NotFound)),
    }
}
