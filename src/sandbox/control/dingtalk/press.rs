//! `POST /sandbox/dingtalk/press`: somebody presses a button of a card.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder};
use serde_json::json;

use crate::sandbox::dingtalk::{Press, PressError, Pusher};

/// 202 at once, or 200 with the end of the press when `wait` is set.
pub async fn press(pusher: Data<Pusher>, press: Json<Press>) -> impl Responder {
    match pusher.pressed(&press) {
        Ok(ended) if press.wait => match ended.await {
            Ok(pushed) => HttpResponse::Ok().json(pushed),
            Err(_) => HttpResponse::InternalServerError().finish(),
        },
        Ok(_) => HttpResponse::Accepted().json(json!({})),
        Err(error) => {
            let mut answer = match error {
                PressError::Stranger | PressError::NoCard => HttpResponse::NotFound(),
                PressError::NoButton => HttpResponse::Conflict(),
                PressError::NoOption => HttpResponse::BadRequest(),
            };
            answer.json(json!({ "error": error.to_string() }))
        }
    }
}
