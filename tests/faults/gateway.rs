//! Something between the service and its platform that answers for it now and then: people whom
//! the platform does not know, an app that it refuses.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::web::{Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use serde_json::{Value, json};

use crate::stories::{all_shares_to_zhang, for_zhang};
use crate::world::{Setup, World, free_port, until};

/// Whom it does not know, and what it tells about everybody.
struct Gateway {
    platform: String,
    strangers: Mutex<Vec<String>>,
    refuses: Mutex<Option<i64>>,
    client: reqwest::Client,
}

impl Gateway {
    fn own_answer(&self, path: &str, body: &[u8]) -> Option<Value> {
        if path != "/cgi-bin/message/send" {
            return None;
        }
        if let Some(code) = *self.refuses.lock().expect("not poisoned") {
            return Some(json!({"errcode": code, "errmsg": "refused, from ip: 203.0.113.7"}));
        }
        let message: Value = serde_json::from_slice(body).unwrap_or_default();
        let to = message["touser"].as_str().unwrap_or_default();
        let strangers = self.strangers.lock().expect("not poisoned");
        let unknown = strangers.iter().any(|one| one == to);
        unknown.then(|| json!({"errcode": 81013, "errmsg": "all recipients invalid"}))
    }
}

async fn pass(request: HttpRequest, body: Bytes, gateway: Data<Gateway>) -> HttpResponse {
    if let Some(answer) = gateway.own_answer(request.path(), &body) {
        return HttpResponse::Ok().json(answer);
    }
    let url = format!("{}{}", gateway.platform, request.uri());
    let onward = gateway
        .client
        .request(request.method().as_str().parse().expect("a method"), url);
    match onward.body(body).send().await {
        Ok(answer) => HttpResponse::Ok().body(answer.bytes().await.unwrap_or_default()),
        Err(_) => HttpResponse::BadGateway().finish(),
    }
}

/// A world whose service reaches its platform through a gateway.
fn world_behind_a_gateway() -> (World, Arc<Gateway>) {
    let port = free_port();
    let world = World::with(Setup {
        api_port: Some(port),
        ..Setup::default()
    });
    let gateway = Arc::new(Gateway {
        platform: world.phones.base.clone(),
        strangers: Mutex::default(),
        refuses: Mutex::default(),
        client: world.phones.client.clone(),
    });
    let shared = Data::from(gateway.clone());
    std::thread::spawn(move || {
        let served = actix_web::rt::System::new().block_on(async move {
            let app = move || {
                App::new()
                    .app_data(shared.clone())
                    .default_service(actix_web::web::to(pass))
            };
            let server = HttpServer::new(app).workers(1).disable_signals();
            server
                .bind(("127.0.0.1", port))
                .expect("a free port")
                .run()
                .await
        });
        drop(served);
    });
    (world, gateway)
}

#[test]
fn a_lead_for_somebody_whom_the_platform_does_not_know_goes_to_the_next_rep_at_once() {
    let (world, gateway) = world_behind_a_gateway();
    let (zhang, wang) = (world.rep("张伟"), world.rep("王芳"));
    gateway
        .strangers
        .lock()
        .expect("not poisoned")
        .push(zhang.userid.clone());
    let lead = world.receives(for_zhang("13912345678"));
    assert_eq!(lead.answer["assignment"]["rep"], "zhang");
    let card = wang.sees_offer_of(&lead);
    assert!(!card.words().contains("张伟"), "{}", card.words());
    assert_eq!(
        world.story_of(&lead),
        ["received", "offered", "expired", "offered"]
    );
    let timeline = world.get("/api/v1/leads/1/timeline").json();
    assert_eq!(timeline["items"][2]["detail"]["because"], "unreachable");
    wang.presses(&lead, "认领");
    wang.sees(&lead, "claimed");
    // What was given up is listed with the reason, and can be sent again: once it is
    // looked at, the offer is over and nobody gets a card.
    let given_up = world.get("/api/v1/outbox?state=dead").json();
    let row = &given_up["items"][0];
    assert_eq!(
        (&row["recipient"], &row["why"]),
        (&json!("zhang"), &json!("81013"))
    );
    let path = format!(
        "/api/v1/outbox/{}/replay",
        row["id"].as_str().expect("an id")
    );
    assert_eq!(world.post(&path, json!({})).status, 204);
    assert_eq!(
        world.post(&path, json!({})).status,
        404,
        "it is due already"
    );
    world.drains(Duration::from_secs(20));
    assert!(zhang.messages().is_empty());
    world.ends();
}

#[test]
fn a_list_card_that_nobody_gets_sends_each_of_its_leads_to_the_next_rep() {
    let (world, gateway) = world_behind_a_gateway();
    all_shares_to_zhang(&world);
    let (zhang, wang) = (world.rep("张伟"), world.rep("王芳"));
    for at in 1..=5 {
        zhang.sees_offer_of(&world.receives(for_zhang(&format!("1391234567{at}"))));
    }
    world.drains(Duration::from_secs(20));
    let strangers = &gateway.strangers;
    strangers
        .lock()
        .expect("not poisoned")
        .push(zhang.userid.clone());
    let leads: Vec<_> = (6..=8)
        .map(|at| world.receives(for_zhang(&format!("1391234567{at}"))))
        .collect();
    for lead in &leads {
        assert_eq!(lead.answer["assignment"]["rep"], "zhang");
        wang.sees_offer_of(lead);
        let story = ["received", "offered", "expired", "offered"];
        assert_eq!(world.story_of(lead), story);
    }
    world.ends();
}

#[test]
fn a_refused_app_pauses_the_channel_says_so_and_loses_nothing() {
    let (world, gateway) = world_behind_a_gateway();
    let zhang = world.rep("张伟");
    *gateway.refuses.lock().expect("not poisoned") = Some(60020);
    let lead = world.receives(for_zhang("13912345678"));
    until("the pause is named", Duration::from_secs(20), || {
        let ready = world.get("/readyz");
        assert_eq!(ready.status, 200, "intake goes on");
        let wecom = &ready.json()["platforms"]["wecom"];
        wecom["status"] == "paused" && wecom["why"] == "60020"
    });
    *gateway.refuses.lock().expect("not poisoned") = None;
    until("the card is there", Duration::from_secs(90), || {
        !zhang.messages().is_empty()
    });
    zhang.sees_offer_of(&lead);
    assert_eq!(
        world.story_of(&lead),
        ["received", "offered"],
        "nobody else was asked"
    );
    world.ends();
}
