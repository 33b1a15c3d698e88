//! `/sandbox/dingtalk/…`: what people, admins and the gateway's keepers do there.

mod gateway;
mod login;
mod people;
mod press;
mod say;
mod setup;

use actix_web::web::{self, ServiceConfig};

/// Registers the calls; there only where DingTalk is played.
pub fn routes(config: &mut ServiceConfig) {
    config.service(
        web::scope("/dingtalk")
            .route("/press", web::post().to(press::press))
            .route("/say", web::post().to(say::say))
            .route("/login", web::post().to(login::login))
            .route("/people", web::get().to(people::show))
            .route("/people", web::put().to(people::put))
            .route("/setup", web::get().to(setup::show))
            .route("/setup", web::put().to(setup::set))
            .route("/gateway", web::post().to(gateway::act)),
    );
}
