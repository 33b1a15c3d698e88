//! `POST /sandbox/dingtalk/say`: somebody writes to the robot.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder};
use serde_json::json;

use crate::sandbox::dingtalk::{Pusher, Said};

/// 202 at once, or 200 with the end of the first delivery when `wait` is set.
pub async fn say(pusher: Data<Pusher>, said: Json<Said>) -> impl Responder {
    let mut said = said.into_inner();
    said.text = said.text.trim().to_owned();
    if said.text.is_empty() {
        return HttpResponse::BadRequest().json(json!({"error": "text is empty"}));
    }
    match pusher.said(&said) {
        Ok(told) if said.wait => match told.await {
            Ok(pushed) => HttpResponse::Ok().json(pushed),
            Err(_) => HttpResponse::InternalServerError().finish(),
        },
        Ok(_) => HttpResponse::Accepted().json(json!({})),
        Err(error) => HttpResponse::NotFound().json(json!({ "error": error.to_string() })),
    }
}
