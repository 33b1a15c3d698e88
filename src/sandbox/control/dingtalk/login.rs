//! `POST /sandbox/dingtalk/login {"userid"}`: the client gives a page its login code (免登).

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder};
use serde::Deserialize;
use serde_json::json;

use crate::sandbox::dingtalk::{Login, Platform};
use crate::sandbox::random_text::random_text;

/// Whose client.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Who {
    userid: String,
}

/// Good for five minutes and once.
pub async fn login(platform: Data<Platform>, who: Json<Who>) -> impl Responder {
    let code = random_text(32);
    let known = platform.note(|state, now| {
        let known = state.people.find(&who.userid).is_some();
        if known {
            let userid = who.userid.clone();
            state.logins.insert(code.clone(), Login { userid, at: now });
        }
        known
    });
    if known {
        HttpResponse::Ok().json(json!({ "code": code }))
    } else {
        HttpResponse::NotFound().json(json!({"error": "nobody has this userid"}))
    }
}
