//! The table of the sandbox's own calls.

use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};

use super::{calls, dingtalk, leads, live, press, reset, say, state, time, verify, wecom_setup};
use crate::sandbox::{faults, origin};

/// Registers them; those that change something refuse other web sites.
pub fn routes(config: &mut ServiceConfig, with_dingtalk: bool) {
    let own = web::scope("/sandbox")
        .wrap(from_fn(origin::own_pages_only))
        .route("/state", web::get().to(state::state))
        .route("/live", web::get().to(live::live))
        .route("/calls", web::get().to(calls::calls))
        .route("/faults", web::get().to(faults::show))
        .route("/faults", web::put().to(faults::set))
        .route("/wecom/setup", web::get().to(wecom_setup::show))
        .route("/wecom/setup", web::put().to(wecom_setup::set))
        .route("/press", web::post().to(press::press))
        .route("/say", web::post().to(say::say))
        .route("/leads", web::post().to(leads::hand_in))
        .route("/leads/random", web::post().to(leads::random))
        .route("/leads/{number}", web::get().to(leads::track))
        .route("/reset", web::post().to(reset::reset))
        .route("/time", web::post().to(time::advance))
        .route("/verify", web::post().to(verify::verify));
    config.service(match with_dingtalk {
        true => own.configure(dingtalk::routes),
        false => own,
    });
}
