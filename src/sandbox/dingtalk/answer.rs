//! What a successful call answers, and the note it leaves for the call log.

use actix_web::body::BoxBody;
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::refusal::Refusal;
use crate::sandbox::random_text::random_text;

/// A successful call.
#[derive(Debug)]
pub struct Answer {
    body: Value,
    card: Option<String>,
}

impl Answer {
    /// Of the new API: the bare JSON.
    pub fn new(body: Value) -> Self {
        Self { body, card: None }
    }

    /// Of the old API: errcode 0 and a `result`, when there is one.
    pub fn old(result: Value) -> Self {
        let id = random_text(12).to_lowercase();
        let mut body = json!({"errcode": 0, "errmsg": "ok", "request_id": id});
        if !result.is_null() {
            body["result"] = result;
        }
        Self::new(body)
    }

    /// The same, naming the card it is about.
    pub fn about(mut self, out_track_id: &str) -> Self {
        self.card = Some(out_track_id.to_owned());
        self
    }
}

impl Responder for Answer {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok().json(self.body);
        response.extensions_mut().insert(Outcome {
            code: None,
            card: self.card,
        });
        response
    }
}

/// What the call log keeps of a call; travels in the response's extensions.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The error's code.
    pub code: Option<String>,
    /// The card it was about.
    pub card: Option<String>,
}

/// Reads the JSON body of a call of the new API.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| {
        tracing::debug!(%error, "a request that cannot be read");
        Refusal::bad("invalidParameter.body")
    })
}

/// The same for the old API.
pub fn parse_old<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| {
        tracing::debug!(%error, "a request that cannot be read");
        Refusal::old(40035, "不合法的参数")
    })
}
