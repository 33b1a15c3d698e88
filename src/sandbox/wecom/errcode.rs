//! The error codes that the simulated platform answers with.
//!
//! Platform document 90313 (全局错误码). Callers must decide by `errcode`; the text here is like
//! the real one in shape and deliberately not equal to it.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde_json::json;

use super::answer::Outcome;

/// A refused call: the code and what is wrong in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The platform's number.
    pub code: i64,
    /// The platform's text, without hint and address.
    pub text: String,
    /// The task the call was about, for the call log.
    pub task_id: Option<String>,
}

impl Refusal {
    /// A refusal with a text of its own.
    pub fn new(code: i64, text: impl Into<String>) -> Self {
        Self {
            code,
            text: text.into(),
            task_id: None,
        }
    }

    /// The same refusal, naming the task it is about.
    pub fn about(mut self, task_id: &str) -> Self {
        if !task_id.is_empty() {
            self.task_id = Some(task_id.to_owned());
        }
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} ({})", self.text, self.code)
    }
}

impl std::error::Error for Refusal {}

impl ResponseError for Refusal {
    /// The platform answers 200 to a failure too; only `errcode` tells.
    fn status_code(&self) -> StatusCode {
        StatusCode::OK
    }

    fn error_response(&self) -> HttpResponse {
        let hint: u64 = rand::random();
        let mut response = HttpResponse::Ok().json(json!({
            "errcode": self.code,
            "errmsg": format!(
                "{}, hint: [{hint:020}], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e={}",
                self.text, self.code
            ),
        }));
        response.extensions_mut().insert(Outcome {
            errcode: self.code,
            task_id: self.task_id.clone(),
        });
        response
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal;)*) => {
        $($(#[$doc])* pub fn $name() -> Refusal { Refusal::new($code, $text) })*
    };
}

codes! {
    /// The platform cannot tell yet: try again.
    busy = -1, "system busy";
    /// `gettoken` with a secret that is not the app's.
    wrong_secret = 40001, "invalid credential";
    /// A message type that does not exist, or that the sandbox does not play.
    message_type = 40008, "invalid message type";
    /// `gettoken` with another corp's id.
    wrong_corp = 40013, "invalid corpid";
    /// A token that was never given out.
    unknown_token = 40014, "invalid access_token";
    /// A login code that was used, is too old, or never existed.
    login_code = 40029, "invalid code";
    /// More than 1000 members in one call.
    too_many_members = 40032, "invalid userid list size";
    /// `agentid` is missing.
    no_agent = 40056, "invalid agentid";
    /// No such interface.
    unknown_api = 40066, "invalid url";
    /// No token in the query.
    no_token = 41001, "access_token missing";
    /// `gettoken` without a corp id.
    no_corp = 41002, "corpid missing";
    /// `gettoken` without a secret.
    no_secret = 41004, "corpsecret missing";
    /// The token is older than two hours, or the platform ended it early.
    expired_token = 42001, "access_token expired";
    /// `task_id` is missing, malformed, too long, or was used before.
    task_id = 42014, "taskid has existed or empty or exceed max len";
    /// A card with buttons, and the app has no callback address.
    no_callback = 43012, "require receive message url";
    /// Text without content.
    empty_text = 44004, "empty content";
    /// Content beyond the limit of its message type.
    too_long = 45002, "content size out of limit";
    /// A window of the rate limit is full.
    throttled = 45009, "api freq out of limit";
    /// The body is not JSON.
    not_json = 47001, "data format error";
    /// The app is switched off.
    disabled = 50003, "agent disabled";
    /// The caller's address is not under 企业可信IP.
    address = 60020, "not allow to access from your ip";
    /// A department that does not exist.
    no_department = 60003, "department not found";
    /// A member that does not exist.
    no_member = 60111, "userid not found";
    /// `response_code` unknown, used, or older than 72 hours.
    response_code = 60140, "invalid response_code";
    /// Nobody of the named recipients exists.
    all_invalid = 81013, "user & party & tag all invalid";
    /// No recipient was named at all.
    no_recipient = 82001, "all touser & toparty & totag is empty";
    /// More than 100 departments.
    too_many_parties = 82002, "too many parties";
    /// More than 100 tags.
    too_many_tags = 82003, "too many tags";
    /// The app's number belongs to another secret.
    wrong_agent = 301002, "not allow operate another agent with this accesstoken";
}

/// A parameter that is there but wrong.
pub fn bad_parameter(what: &str) -> Refusal {
    Refusal::new(40058, format!("invalid request parameter: {what}"))
}

/// A parameter that must be there and is not.
pub fn missing_parameter(what: &str) -> Refusal {
    Refusal::new(40063, format!("some parameters are empty: {what}"))
}
