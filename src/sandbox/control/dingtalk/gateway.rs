//! `POST /sandbox/dingtalk/gateway {"action", "count"}`: what happens to connections.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder};
use serde::Deserialize;
use serde_json::json;

use crate::sandbox::dingtalk::{Order, Platform};

/// What is done, and to how many connections (or frames): all when left out, one frame.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    action: Action,
    count: Option<usize>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Action {
    /// Sends the `disconnect` frame; closed 10 s later.
    Disconnect,
    /// Closes politely at once.
    Close,
    /// Cuts without a word.
    Kill,
    /// Cuts all and refuses new ones.
    Down,
    /// Takes connections again.
    Up,
    /// Leaves them open and deaf.
    HalfOpen,
    /// Ends tickets that were not used.
    ExpireTickets,
    /// Pushes frames once more.
    Redeliver,
}

/// Answers with how many were touched and how many connections stand.
pub async fn act(platform: Data<Platform>, act: Json<Act>) -> impl Responder {
    let count = act.count.unwrap_or(usize::MAX);
    let (touched, connections) = platform.change(|state, now| {
        let gateway = &mut state.gateway;
        let touched = match act.action {
            Action::Disconnect => gateway.disconnect(count, now),
            Action::Close => gateway.order(count, || Order::Close),
            Action::Kill => gateway.order(count, || Order::Cut),
            Action::HalfOpen => gateway.order(count, || Order::Freeze),
            Action::Down => {
                gateway.down = true;
                gateway.order(usize::MAX, || Order::Cut)
            }
            Action::Up => {
                gateway.down = false;
                0
            }
            Action::ExpireTickets => {
                gateway.expire_tickets();
                0
            }
            Action::Redeliver => gateway.redeliver(act.count.unwrap_or(1), now),
        };
        (touched, gateway.connections().len())
    });
    HttpResponse::Ok().json(json!({"touched": touched, "connections": connections}))
}
