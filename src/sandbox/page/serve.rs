//! Serving the page's files under a strict content policy.

use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpResponse, Responder};
use serde_json::json;

/// Scripts, styles and pictures only from here, nothing inline, nobody else's frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A line that the page shows, such as the demo's claim time.
pub struct Note(pub Option<String>);

macro_rules! files {
    ($($path:literal => $file:literal as $kind:literal,)*) => {
        &[$(($path, $kind, include_str!($file)),)*]
    };
}

const FILES: &[(&str, &str, &str)] = files! {
    "/" => "index.html" as "text/html; charset=utf-8",
    "/page/base.css" => "base.css" as "text/css; charset=utf-8",
    "/page/layout.css" => "layout.css" as "text/css; charset=utf-8",
    "/page/phone.css" => "phone.css" as "text/css; charset=utf-8",
    "/page/card.css" => "card.css" as "text/css; charset=utf-8",
    "/page/dingtalk.css" => "dingtalk.css" as "text/css; charset=utf-8",
    "/page/track.css" => "track.css" as "text/css; charset=utf-8",
    "/page/sandbox.svg" => "sandbox.svg" as "image/svg+xml",
    "/page/app.js" => "app.js" as "text/javascript; charset=utf-8",
    "/page/calls.js" => "calls.js" as "text/javascript; charset=utf-8",
    "/page/card.js" => "card.js" as "text/javascript; charset=utf-8",
    "/page/dingtalk.js" => "dingtalk.js" as "text/javascript; charset=utf-8",
    "/page/dingtalk_card.js" => "dingtalk_card.js" as "text/javascript; charset=utf-8",
    "/page/dom.js" => "dom.js" as "text/javascript; charset=utf-8",
    "/page/explanation.js" => "explanation.js" as "text/javascript; charset=utf-8",
    "/page/faults.js" => "faults.js" as "text/javascript; charset=utf-8",
    "/page/gateway.js" => "gateway.js" as "text/javascript; charset=utf-8",
    "/page/lead_form.js" => "lead_form.js" as "text/javascript; charset=utf-8",
    "/page/message.js" => "message.js" as "text/javascript; charset=utf-8",
    "/page/phone.js" => "phone.js" as "text/javascript; charset=utf-8",
    "/page/phones.js" => "phones.js" as "text/javascript; charset=utf-8",
    "/page/rich.js" => "rich.js" as "text/javascript; charset=utf-8",
    "/page/story.js" => "story.js" as "text/javascript; charset=utf-8",
    "/page/timeline.js" => "timeline.js" as "text/javascript; charset=utf-8",
    "/page/track.js" => "track.js" as "text/javascript; charset=utf-8",
    "/page/wecom.js" => "wecom.js" as "text/javascript; charset=utf-8",
    "/page/when.js" => "when.js" as "text/javascript; charset=utf-8",
};

/// Registers every file of the page.
pub fn routes(config: &mut ServiceConfig) {
    for (path, kind, text) in FILES {
        config.route(path, web::get().to(move || async move { file(kind, text) }));
    }
    config.route("/page/note", web::get().to(note));
}

async fn note(note: Data<Note>) -> impl Responder {
    HttpResponse::Ok().json(json!({ "note": note.0 }))
}

fn file(kind: &'static str, text: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(kind)
        .insert_header(("content-security-policy", POLICY))
        .insert_header(("x-content-type-options", "nosniff"))
        .insert_header(("referrer-policy", "no-referrer"))
        .insert_header(("cache-control", "no-cache"))
        .body(text)
}
