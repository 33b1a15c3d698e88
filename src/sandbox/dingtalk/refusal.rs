//! A refused call in the form of its API family; `protocols/dingtalk.md` §1.2.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde_json::json;

use super::answer::Outcome;
use crate::sandbox::random_text::random_text;

/// The refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status: 200 on the old API.
    status: u16,
    code: Code,
    /// The permission that is missing.
    scope: Option<&'static str>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Code {
    New(String),
    Old {
        number: i64,
        text: String,
    },
    /// The old API's errcode 88 around the code that counts.
    Wrapped {
        number: i64,
        text: String,
    },
}

impl Refusal {
    /// Of the new API.
    pub fn new(status: u16, code: &str) -> Self {
        Self {
            status,
            code: Code::New(code.to_owned()),
            scope: None,
        }
    }

    /// Of the new API: the request is wrong.
    pub fn bad(code: &str) -> Self {
        Self::new(400, code)
    }

    /// Of the old API.
    pub fn old(number: i64, text: &str) -> Self {
        let text = text.to_owned();
        Self {
            status: 200,
            code: Code::Old { number, text },
            scope: None,
        }
    }

    /// Of the old API, inside errcode 88.
    pub fn wrapped(number: i64, text: &str) -> Self {
        let text = text.to_owned();
        Self {
            status: 200,
            code: Code::Wrapped { number, text },
            scope: None,
        }
    }

    /// The same, naming the permission that is missing.
    pub fn needing(mut self, scope: &'static str) -> Self {
        self.scope = Some(scope);
        self
    }

    fn code(&self) -> String {
        match &self.code {
            Code::New(code) => code.clone(),
            Code::Old { number, .. } | Code::Wrapped { number, .. } => number.to_string(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.code())
    }
}

impl std::error::Error for Refusal {}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let id = random_text(12).to_lowercase();
        let mut body = match &self.code {
            Code::New(code) => json!({"code": code, "message": code, "requestid": id}),
            Code::Old { number, text } => {
                json!({"errcode": number, "errmsg": text, "request_id": id})
            }
            Code::Wrapped { number, text } => json!({
                "errcode": 88,
                "sub_code": number.to_string(),
                "sub_msg": text,
                "errmsg": format!("ding talk error[subcode={number},submsg={text}]"),
                "request_id": id,
            }),
        };
        if let Some(scope) = self.scope {
            body["accessdenieddetail"] = json!({"requiredScopes": [scope]});
        }
        let mut response = HttpResponse::build(self.status_code()).json(body);
        response.extensions_mut().insert(Outcome {
            code: Some(self.code()),
            card: None,
        });
        response
    }
}
