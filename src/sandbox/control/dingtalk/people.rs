//! `GET|PUT /sandbox/dingtalk/people`: the company's people, also those whom the service does not
//! know.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder};
use serde_json::json;

use crate::sandbox::dingtalk::{Person, Platform, Pusher};

/// Everybody.
pub async fn show(platform: Data<Platform>) -> impl Responder {
    let people = platform.read(|state| state.people.all().to_vec());
    HttpResponse::Ok().json(json!({ "items": people }))
}

/// Adds or replaces; whoever is marked `left` now, and was not before, is told to the service.
pub async fn put(pusher: Data<Pusher>, people: Json<Vec<Person>>) -> impl Responder {
    let all = pusher.put_people(people.into_inner());
    HttpResponse::Ok().json(json!({ "items": all }))
}
