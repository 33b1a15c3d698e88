//! `POST /sandbox/press`: somebody presses a button of a card.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder};
use serde_json::json;

use crate::sandbox::wecom::{Callbacks, Press, PressError};

/// 202 at once, or 200 with the end of the delivery when `wait` is set.
pub async fn press(callbacks: Data<Callbacks>, press: Json<Press>) -> impl Responder {
    match callbacks.press(&press) {
        Ok(delivery) if press.wait => match delivery.await {
            Ok(pressed) => HttpResponse::Ok().json(pressed),
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
