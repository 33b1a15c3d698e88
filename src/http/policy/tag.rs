//! The tag of a draft: base version and revision, as `ETag` and `If-Match`.

use actix_web::http::header::{ETAG, IF_MATCH};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::Value;

use crate::app::people::WrongField;
use crate::app::ports::Seen;
use crate::http::problem::Problem;
use crate::words::Wrong;

/// A draft with its tag.
pub(super) fn tagged(draft: &Value) -> HttpResponse {
    let tag = format!("\"{}.{}\"", draft["base_version"], draft["revision"]);
    HttpResponse::Ok().insert_header((ETAG, tag)).json(draft)
}

/// What `If-Match` says was seen; none without the header.
pub(super) fn matched(request: &HttpRequest) -> Result<Option<Seen>, Problem> {
    let Some(given) = request.headers().get(IF_MATCH) else {
        return Ok(None);
    };
    let seen = || {
        let text = given.to_str().ok()?.trim();
        let tag = text.strip_prefix('"')?.strip_suffix('"')?;
        let (base, revision) = tag.split_once('.')?;
        Some(Seen {
            base: Some(base.parse().ok()?),
            revision: Some(revision.parse().ok()?),
        })
    };
    let wrong = || Problem::wrong(request, &[WrongField::new("", Wrong::DraftTag)]);
    seen().map(Some).ok_or_else(wrong)
}

/// The revision that `If-Match` names, else that of the body.
pub(super) fn revision(request: &HttpRequest, sent: Option<u32>) -> Result<Option<u32>, Problem> {
    Ok(match matched(request)? {
        Some(seen) => seen.revision,
        None => sent,
    })
}
