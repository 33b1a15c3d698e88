//! Refused requests as `application/problem+json` (RFC 9457), in the reader's language.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT_LANGUAGE, RETRY_AFTER};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde_json::{Value, json};

use crate::app::failure::Failure;
use crate::app::people::{NotPut, WrongField};
use crate::app::policy::NotDone;
use crate::app::ports::{Overtaken, StoreError};
use crate::words::{Lang, ProblemKind, field_message};
use paidan_domain::lead::State;
use paidan_domain::understand::FieldError;

/// A refused request, ready to be said.
#[derive(Debug)]
pub struct Problem {
    kind: ProblemKind,
    lang: Lang,
    state: Option<State>,
    errors: Vec<Value>,
    /// What else the answer says, by name.
    members: Vec<(&'static str, Value)>,
}

impl Problem {
    /// A problem of this kind, in the language that the request asks for.
    pub(super) fn new(request: &HttpRequest, kind: ProblemKind) -> Self {
        Self {
            kind,
            lang: lang(request),
            state: None,
            errors: Vec::new(),
            members: Vec::new(),
        }
    }

    /// From a verb's no.
    pub(super) fn of(request: &HttpRequest, failure: Failure) -> Self {
        let kind = match &failure {
            Failure::Refused { refusal, .. } => ProblemKind::from(refusal),
            Failure::NotFound => ProblemKind::NotFound,
            Failure::Forbidden => ProblemKind::Forbidden,
            Failure::Mismatch => ProblemKind::IdempotencyMismatch,
            Failure::Fields(errors) => return Self::fields(request, errors),
            Failure::Store(StoreError::Taken(_)) => ProblemKind::Taken,
            Failure::Store(error) => {
                tracing::error!(%error, "the store did not do it");
                ProblemKind::Unavailable
            }
        };
        let mut problem = Self::new(request, kind);
        if let Failure::Refused { state, .. } = failure {
            problem.state = Some(state);
        }
        problem
    }

    /// Faulty fields of a lead, all at once.
    pub(super) fn fields(request: &HttpRequest, errors: &[FieldError]) -> Self {
        let mut problem = Self::new(
            request,
            ProblemKind::InvalidLead {
                count: errors.len(),
            },
        );
        problem.errors = errors
            .iter()
            .map(|error| {
                json!({
                    "pointer": error.pointer,
                    "code": error.code(),
                    "message": field_message(&error.fault, problem.lang),
                })
            })
            .collect();
        problem
    }

    /// Faulty fields of something else.
    pub(super) fn wrong(request: &HttpRequest, errors: &[WrongField]) -> Self {
        let mut problem = Self::new(
            request,
            ProblemKind::InvalidFields {
                count: errors.len(),
            },
        );
        problem.errors = errors
            .iter()
            .map(|error| {
                json!({
                    "pointer": error.pointer,
                    "code": error.wrong.code(),
                    "message": error.wrong.message(problem.lang),
                })
            })
            .collect();
        problem
    }

    /// From the verb of the rules.
    pub(super) fn rules(request: &HttpRequest, not_done: NotDone) -> Self {
        let faulty = |count: usize, errors: Vec<Value>| {
            let mut problem = Self::new(request, ProblemKind::InvalidFields { count });
            problem.errors = errors;
            problem
        };
        match not_done {
            NotDone::Misread(shown, further) => faulty(shown.len() + further, shown),
            NotDone::Refused(shown) => faulty(shown.len(), shown),
            NotDone::Fields(errors) => Self::wrong(request, &errors),
            NotDone::Failure(failure) => Self::of(request, failure),
            NotDone::Overtaken { what, at, rfc3339 } => {
                let (kind, by, number) = match what {
                    Overtaken::Draft { revision, by, .. } => {
                        let by_whom = by.clone();
                        let kind = ProblemKind::DraftChanged { by, at };
                        (kind, by_whom, ("revision", revision))
                    }
                    Overtaken::Rules { version, by, .. } => {
                        let by_whom = by.clone();
                        let kind = ProblemKind::RulesChanged { version, by, at };
                        (kind, by_whom, ("version", version))
                    }
                };
                let mut problem = Self::new(request, kind);
                problem.members = vec![
                    ("by", by.into()),
                    ("at", rfc3339.into()),
                    (number.0, number.1.into()),
                ];
                problem
            }
        }
    }

    /// From the verb that puts staff and catalogue in.
    pub(super) fn not_put(request: &HttpRequest, not_put: NotPut) -> Self {
        match not_put {
            NotPut::Fields(errors) => Self::wrong(request, &errors),
            NotPut::Failure(failure) => Self::of(request, failure),
        }
    }
}

impl Problem {
    /// The object of RFC 9457.
    pub(super) fn told(&self) -> Value {
        let mut body = json!({
            "type": format!("/docs/problems/{}", self.kind.name()),
            "title": self.kind.title(self.lang),
            "status": self.status_code().as_u16(),
            "detail": self.kind.detail(self.lang),
        });
        if let Some(fields) = body.as_object_mut() {
            if !self.errors.is_empty() {
                fields.insert("errors".to_owned(), Value::Array(self.errors.clone()));
            }
            for (name, value) in &self.members {
                fields.insert((*name).to_owned(), value.clone());
            }
            if let Some(state) = self.state {
                fields.insert("state".to_owned(), state.name().into());
            }
        }
        body
    }
}

/// The language of an answer: Chinese unless English is asked for first.
pub(super) fn lang(request: &HttpRequest) -> Lang {
    let asked = request
        .headers()
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    match asked {
        Some(text) if text.trim_start().to_ascii_lowercase().starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        match self.kind {
            ProblemKind::NotJson => StatusCode::BAD_REQUEST,
            ProblemKind::Unauthorized => StatusCode::UNAUTHORIZED,
            ProblemKind::Forbidden => StatusCode::FORBIDDEN,
            ProblemKind::NotFound => StatusCode::NOT_FOUND,
            ProblemKind::MediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ProblemKind::TooLarge { .. } | ProblemKind::TooManyLines { .. } => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            ProblemKind::InvalidLead { .. }
            | ProblemKind::InvalidFields { .. }
            | ProblemKind::UnknownRep => StatusCode::UNPROCESSABLE_ENTITY,
            ProblemKind::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            ProblemKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            ProblemKind::IdempotencyMismatch
            | ProblemKind::AlreadyClaimed
            | ProblemKind::OfferEnded
            | ProblemKind::NotOffered
            | ProblemKind::WrongState(_)
            | ProblemKind::AtCapacity
            | ProblemKind::NothingToExplain
            | ProblemKind::DraftChanged { .. }
            | ProblemKind::RulesChanged { .. }
            | ProblemKind::Taken => StatusCode::CONFLICT,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let status = self.status_code();
        let mut answer = HttpResponse::build(status);
        answer.content_type("application/problem+json");
        if status == StatusCode::UNAUTHORIZED {
            answer.insert_header(("WWW-Authenticate", "Bearer"));
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            answer.insert_header((RETRY_AFTER, "1"));
        }
        if let ProblemKind::TooMany { after } = self.kind {
            answer.insert_header((RETRY_AFTER, after.to_string()));
        }
        answer.body(self.told().to_string())
    }
}
