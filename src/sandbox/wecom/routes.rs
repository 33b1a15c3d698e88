//! The table of the platform's calls.

use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};

use super::answer::Answer;
use super::errcode::{self, Refusal};
use super::{
    agent_get, authorize, department_simplelist, get_api_domain_ip, getcallbackip, gettoken,
    getuserinfo, message_recall, message_send, update_template_card, user_get, user_simplelist,
    weather,
};

/// Registers every call. Those that take POST are routed for all methods, because the platform
/// answers a GET to them with an error code and not with a status.
pub fn routes(config: &mut ServiceConfig) {
    let calls = web::scope("/cgi-bin")
        .wrap(from_fn(weather::weather))
        .route("/gettoken", web::get().to(gettoken::gettoken))
        .route("/message/send", web::route().to(message_send::send))
        .route("/message/recall", web::route().to(message_recall::recall))
        .route(
            "/message/update_template_card",
            web::route().to(update_template_card::update),
        )
        .route("/agent/get", web::get().to(agent_get::get))
        .route("/user/get", web::get().to(user_get::get))
        .route("/user/simplelist", web::get().to(user_simplelist::list))
        .route(
            "/department/simplelist",
            web::get().to(department_simplelist::list),
        )
        .route("/auth/getuserinfo", web::get().to(getuserinfo::who))
        .route("/getcallbackip", web::get().to(getcallbackip::addresses))
        .route(
            "/get_api_domain_ip",
            web::get().to(get_api_domain_ip::addresses),
        )
        .default_service(web::route().to(unknown));
    config.service(calls).route(
        "/connect/oauth2/authorize",
        web::get().to(authorize::authorize),
    );
}

async fn unknown() -> Result<Answer, Refusal> {
    Err(errcode::unknown_api())
}
