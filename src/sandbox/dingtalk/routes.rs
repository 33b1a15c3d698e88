//! The table of the platform's calls.

use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};

use super::refusal::Refusal;
use super::{
    access_token, batch_send, callback_register, card_create, card_deliver, card_update,
    create_and_deliver, departments, emp_leave_records, gateway_connect, gateway_open, group_send,
    recall, session_reply, user_find, user_get, user_info, weather,
};

/// Registers every call.
pub fn routes(config: &mut ServiceConfig) {
    let card = web::scope("/card")
        .route(
            "/instances/createAndDeliver",
            web::post().to(create_and_deliver::create_and_deliver),
        )
        .route("/instances/deliver", web::post().to(card_deliver::deliver))
        .route("/instances", web::post().to(card_create::create))
        .route("/instances", web::put().to(card_update::update))
        .route(
            "/callbacks/register",
            web::post().to(callback_register::register),
        );
    let robot = web::scope("/robot")
        .route("/oToMessages/batchSend", web::post().to(batch_send::send))
        .route("/groupMessages/send", web::post().to(group_send::send))
        // A small t, unlike in the call that sends.
        .route("/otoMessages/batchRecall", web::post().to(recall::recall))
        .route("/groupMessages/recall", web::post().to(recall::recall));
    let new = web::scope("/v1.0")
        .wrap(from_fn(weather::weather))
        .route("/oauth2/accessToken", web::post().to(access_token::issue))
        .route(
            "/gateway/connections/open",
            web::post().to(gateway_open::open),
        )
        .route(
            "/contact/empLeaveRecords",
            web::get().to(emp_leave_records::list),
        )
        .service(card)
        .service(robot)
        .default_service(web::route().to(unknown));
    let old = web::scope("/topapi")
        .wrap(from_fn(weather::weather))
        .route("/v2/user/get", web::post().to(user_get::get))
        .route("/v2/user/getbymobile", web::post().to(user_find::by_mobile))
        .route("/v2/user/getuserinfo", web::post().to(user_info::who))
        .route("/v2/user/list", web::post().to(departments::users))
        .route(
            "/v2/department/listsub",
            web::post().to(departments::list_sub),
        )
        .route("/user/listid", web::post().to(departments::user_ids))
        .route("/user/getbyunionid", web::post().to(user_find::by_union_id))
        .default_service(web::route().to(unknown_old));
    let reply = web::scope("/robot")
        .wrap(from_fn(weather::weather))
        .route("/sendBySession", web::post().to(session_reply::reply));
    config
        .service(new)
        .service(old)
        .service(reply)
        // Registered before WeCom's `/connect/…`, which is another path.
        .route("/connect", web::get().to(gateway_connect::connect));
}

async fn unknown() -> Result<super::answer::Answer, Refusal> {
    Err(Refusal::new(404, "InvalidAction.NotFound"))
}

async fn unknown_old() -> Result<super::answer::Answer, Refusal> {
    Err(Refusal::wrapped(22, "不存在的方法名"))
}
