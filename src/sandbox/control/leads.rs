//! `/sandbox/leads…`: the form, the random lead, and the track of one lead.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, Responder};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::sandbox::amount::yuan;
use crate::sandbox::example_leads::ExampleLeads;
use crate::sandbox::service::{Reply, Service, Unreachable};
use crate::sandbox::story::Tone;
use crate::sandbox::wecom::Platform;

/// The form's fields, as typed; an empty one is left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Form {
    company: String,
    contact_name: String,
    phone: String,
    region: String,
    products: String,
    need: String,
    estimated_value: String,
}

/// `POST /sandbox/leads`: hands the form in with the source token.
pub async fn hand_in(
    platform: Data<Platform>,
    service: Data<Service>,
    form: Json<Form>,
) -> impl Responder {
    send(&platform, &service, lead_of(&form)).await
}

/// `POST /sandbox/leads/random`: hands in one of the 40.
pub async fn random(
    platform: Data<Platform>,
    service: Data<Service>,
    deck: Data<ExampleLeads>,
) -> impl Responder {
    match deck.next() {
        Some(lead) => send(&platform, &service, lead).await,
        None => HttpResponse::NotFound().json(json!({"error": "no example leads"})),
    }
}

/// `GET /sandbox/leads/{number}`: the lead with its timeline and explanation.
pub async fn track(service: Data<Service>, number: Path<u64>) -> impl Responder {
    let number = number.into_inner();
    let paths = ["", "/timeline", "/explanation"].map(|part| format!("leads/{number}{part}"));
    let (lead, timeline, explanation) = tokio::join!(
        service.read(&paths[0]),
        service.read(&paths[1]),
        service.read(&paths[2]),
    );
    match lead {
        Ok(Reply { status: 200, body }) => HttpResponse::Ok().json(json!({
            "lead": body,
            "timeline": items(timeline),
            "explanation": found(explanation),
        })),
        Ok(Reply { status, body }) => HttpResponse::build(status_of(status)).json(body),
        Err(error) => HttpResponse::BadGateway().json(json!({ "error": error.to_string() })),
    }
}

fn lead_of(form: &Form) -> Value {
    let texts = [
        ("company", &form.company),
        ("contact_name", &form.contact_name),
        ("phone", &form.phone),
        ("region", &form.region),
        ("products", &form.products),
        ("need", &form.need),
    ];
    let mut lead = Map::new();
    for (name, text) in texts {
        if !text.trim().is_empty() {
            lead.insert(name.to_owned(), text.trim().into());
        }
    }
    let value = form.estimated_value.trim();
    if !value.is_empty() {
        // What cannot be read goes on as text, so that the service names the field that is wrong.
        let value = yuan(value).map_or_else(|| value.into(), whole_if_possible);
        lead.insert("estimated_value".to_owned(), value);
    }
    Value::Object(lead)
}

fn whole_if_possible(amount: f64) -> Value {
    // Below 2^53 every whole number is exact in both types.
    if amount.fract() == 0.0 && amount < 9e15 {
        (amount as i64).into()
    } else {
        amount.into()
    }
}

async fn send(platform: &Platform, service: &Service, lead: Value) -> HttpResponse {
    let reply = match service.hand_in(&lead).await {
        Ok(reply) => reply,
        Err(error) => {
            let line = "服务没有应答，线索没有送出".to_owned();
            platform.tell(Tone::Bad, None, "线索没有送到服务".to_owned());
            let body = json!({"line": line, "error": error.to_string(), "sent": lead});
            return HttpResponse::BadGateway().json(body);
        }
    };
    let number = reply.body["number"].as_u64();
    let taken = matches!(reply.status, 200 | 201);
    let told = match number.filter(|_| taken) {
        Some(number) => format!("发出 #{number}"),
        None => "线索没有被收下".to_owned(),
    };
    let line = if taken {
        result_line(&reply.body)
    } else {
        let detail = reply.body["detail"]
            .as_str()
            .or(reply.body["title"].as_str());
        format!("没有收下：{}", detail.unwrap_or("服务没有说明原因"))
    };
    let tone = if taken { Tone::Good } else { Tone::Bad };
    platform.tell(tone, number, told);
    HttpResponse::build(status_of(reply.status)).json(json!({
        "line": line,
        "number": number,
        "sent": lead,
        "answer": reply.body,
    }))
}

/// `已收 #1:派给张伟`, or why it went to nobody.
fn result_line(answer: &Value) -> String {
    let number = answer["number"]
        .as_u64()
        .map_or_else(String::new, |n| format!(" #{n}"));
    if !answer["merged_into"].is_null() {
        return format!("已收{number}：同一客户，已合并到在跟的线索");
    }
    if let Some(name) = answer["assignment"]["rep_name"].as_str() {
        return format!("已收{number}：派给{name}");
    }
    let state = match answer["state"].as_str().unwrap_or_default() {
        "escalated" => "待主管指派",
        "pooled" => "进入公海",
        "quarantined" => "待人工",
        _ => "暂未派出",
    };
    match answer["why_unassigned"].as_str() {
        Some(why) if !why.is_empty() => format!("已收{number}：{state}（{why}）"),
        _ => format!("已收{number}：{state}"),
    }
}

fn status_of(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY)
}

fn found(reply: Result<Reply, Unreachable>) -> Value {
    match reply {
        Ok(Reply { status: 200, body }) => body,
        _ => Value::Null,
    }
}

/// A list, whether it comes bare or as `{"items": […]}`.
fn items(reply: Result<Reply, Unreachable>) -> Value {
    match found(reply) {
        Value::Object(mut page) => page.remove("items").unwrap_or_default(),
        list => list,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_fields_are_left_out_and_amounts_become_numbers() {
        let form = |value: &str| Form {
            company: "宏达".into(),
            estimated_value: value.into(),
            ..Form::default()
        };
        assert_eq!(
            lead_of(&form("5万")),
            json!({"company": "宏达", "estimated_value": 50000})
        );
        assert_eq!(
            lead_of(&form("不少")),
            json!({"company": "宏达", "estimated_value": "不少"})
        );
        assert_eq!(lead_of(&form(" ")), json!({"company": "宏达"}));
    }

    #[test]
    fn the_result_line_says_where_the_lead_went() {
        let line = |answer: Value| result_line(&answer);
        let given = json!({"number": 1, "state": "offered", "assignment": {"rep_name": "张伟"}});
        assert_eq!(line(given), "已收 #1：派给张伟");
        let nobody = json!({"number": 2, "state": "escalated", "why_unassigned": "没有销售做雨伞"});
        assert_eq!(line(nobody), "已收 #2：待主管指派（没有销售做雨伞）");
        let pooled = json!({"number": 3, "state": "pooled", "assignment": null});
        assert_eq!(line(pooled), "已收 #3：进入公海");
    }
}
