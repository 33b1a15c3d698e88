//! `POST /api/v1/leads/bulk`: one lead a line (NDJSON), one answer a line.

use actix_web::web::{Data, Payload, Query};
use actix_web::{HttpRequest, HttpResponse, ResponseError, post};
use paidan_domain::understand::{NewLead, validate};

use super::create::{Named, idempotency_key};
use crate::app::bulk::{Bulk, BulkLead};
use crate::app::intake::Taken;
use crate::app::ports::Clock;
use crate::http::auth::Keyring;
use crate::http::problem::Problem;
use crate::http::{body, webhook};
use crate::words::ProblemKind;

/// Bytes of a bulk at most.
const BULK: usize = 8 * 1024 * 1024;
/// Lines of a bulk at most, blank ones not counted.
const LINES: usize = 5000;
/// Seconds until a source whose bulk is under way may ask again.
const AGAIN_AFTER: u64 = 1;

/// Takes many leads, one JSON object a line, and answers `{"line", "status", "lead" or
/// "problem"}` a line, in order. Blank lines are skipped, but counted in `line`. A bad line
/// does not stop the others. With an Idempotency-Key the whole repeat is safe, line by line. A
/// bulk counts as one request of the source's rate; a source has one bulk at a time.
#[utoipa::path(
    tag = "leads",
    params(
        ("source" = Option<String>, Query, description = "Name of the source, for signed requests"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe"),
    ),
    request_body(
        content_type = "application/x-ndjson",
        content = String,
        description = "At most 5,000 leads, 8 MiB, and 64 KiB a line",
    ),
    responses(
        (status = 200, description = "One answer a line, in order", content_type = "application/x-ndjson"),
        (status = 401, description = "No token or signature"),
        (status = 403, description = "The role may not"),
        (status = 413, description = "Over 8 MiB or 5,000 leads; nothing was taken"),
        (status = 415, description = "Not application/x-ndjson"),
        (status = 422, description = "A bad Idempotency-Key"),
        (status = 429, description = "Over the rate, or another bulk of the source is under way"),
    ),
    security(("token" = []))
)]
#[post("/api/v1/leads/bulk")]
pub(crate) async fn bulk(
    request: HttpRequest,
    payload: Payload,
    named: Query<Named>,
    keys: Data<Keyring>,
    bulk: Data<Bulk>,
    clock: Data<dyn Clock>,
) -> Result<HttpResponse, Problem> {
    // A token is asked for before megabytes are read; a signature covers the body.
    let name = named.source.as_deref();
    let by_token = !webhook::is_signed(&request);
    let known = by_token
        .then(|| keys.source(&request, name, &[], clock.now()))
        .transpose()?;
    let bytes = body::lines(&request, payload, BULK).await?;
    let source = match known {
        Some(source) => source,
        None => keys.source(&request, name, &bytes, clock.now())?,
    };
    let key = idempotency_key(&request)?;
    let lines = lines(&bytes);
    if lines.len() > LINES {
        return Err(Problem::new(
            &request,
            ProblemKind::TooManyLines { most: LINES },
        ));
    }
    let (answers, leads) = sorted(&request, &lines, key.as_deref());
    let busy = ProblemKind::TooMany { after: AGAIN_AFTER };
    let taken = bulk.take(&source, leads).await;
    let mut taken = taken
        .ok_or_else(|| Problem::new(&request, busy))?
        .into_iter();
    let mut out = String::new();
    for (number, read) in answers {
        let end = match read {
            Ok(()) => taken
                .next()
                .map(|end| end.map_err(|no| Problem::of(&request, no))),
            Err(problem) => Some(Err(problem)),
        };
        out.extend(end.map(|end| answer(number, end)));
    }
    Ok(HttpResponse::Ok()
        .content_type("application/x-ndjson")
        .body(out))
}

/// A line that holds a lead, or what is wrong with it.
type Sorted = (usize, Result<(), Problem>);

/// The leads, and for each line whether it is one of them.
fn sorted(
    request: &HttpRequest,
    lines: &[(usize, &[u8])],
    key: Option<&str>,
) -> (Vec<Sorted>, Vec<BulkLead>) {
    let mut leads = Vec::new();
    let answers = lines.iter().map(|(number, line)| {
        let read = read(request, line).map(|said| {
            // No header holds a line's end, so no other request has this key.
            let key = key.map(|key| format!("{key}\n{number}"));
            let request = key.map(|key| (key, line.to_vec()));
            leads.push(BulkLead { said, request });
        });
        (*number, read)
    });
    (answers.collect(), leads)
}

/// The lines that are not blank, with their numbers from 1.
fn lines(bytes: &[u8]) -> Vec<(usize, &[u8])> {
    // Editors on Windows mark UTF-8 at the beginning.
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let all = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let numbered = all.enumerate().map(|(at, line)| (at + 1, line));
    numbered.filter(|(_, line)| !line.is_empty()).collect()
}

fn read(request: &HttpRequest, line: &[u8]) -> Result<NewLead, Problem> {
    if line.len() > body::LEAD {
        let limit = body::LEAD;
        return Err(Problem::new(request, ProblemKind::TooLarge { limit }));
    }
    let value = body::json(request, line)?;
    validate(&value).map_err(|errors| Problem::fields(request, &errors))
}

/// One line of the answer. What intake answers is JSON already.
fn answer(line: usize, end: Result<Taken, Problem>) -> String {
    let (status, what) = match end {
        Ok(taken) => (taken.status, format!("\"lead\":{}", taken.body)),
        Err(problem) => {
            let status = problem.status_code().as_u16();
            (status, format!("\"problem\":{}", problem.told()))
        }
    };
    format!("{{\"line\":{line},\"status\":{status},{what}}}\n")
}
