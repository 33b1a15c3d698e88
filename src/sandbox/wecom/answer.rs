//! What a platform call answers, and the note it leaves for the call log.

use actix_web::body::BoxBody;
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::errcode::{self, Refusal};

/// A successful call: the fields beside `errcode` and `errmsg`.
#[derive(Debug)]
pub struct Answer {
    fields: Value,
    task_id: Option<String>,
}

impl Answer {
    /// An answer with these fields; anything but an object counts as none.
    pub fn with(fields: Value) -> Self {
        Self {
            fields,
            task_id: None,
        }
    }

    /// Nothing beside errcode 0.
    pub fn ok() -> Self {
        Self::with(Value::Null)
    }

    /// The same answer, naming the task it is about.
    pub fn about(mut self, task_id: Option<String>) -> Self {
        self.task_id = task_id;
        self
    }
}

impl Responder for Answer {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut body = json!({"errcode": 0, "errmsg": "ok"});
        if let (Some(body), Value::Object(fields)) = (body.as_object_mut(), self.fields) {
            body.extend(fields);
        }
        let mut response = HttpResponse::Ok().json(body);
        response.extensions_mut().insert(Outcome {
            errcode: 0,
            task_id: self.task_id,
        });
        response
    }
}

/// What the call log keeps of a call; travels in the response's extensions.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// 0 for a success.
    pub errcode: i64,
    /// The task the call was about.
    pub task_id: Option<String>,
}

/// Reads a call's JSON body, telling text that is no JSON from JSON of the wrong shape.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| {
        if body.is_empty() {
            errcode::missing_parameter("the request body")
        } else if error.is_data() {
            errcode::bad_parameter(&error.to_string())
        } else {
            errcode::not_json()
        }
    })
}
