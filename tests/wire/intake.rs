//! `POST /api/v1/leads`: what is taken, what is refused, and how it is said.

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Answer, World, send};

/// A refused request says what the contract promises, in the language that was asked for.
#[track_caller]
fn refused(answer: &Answer, status: u16, name: &str) -> Value {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert!(!answer.header("x-request-id").is_empty());
    let body = answer.json();
    assert_eq!(body["type"], format!("/docs/problems/{name}"));
    assert_eq!(body["status"], status);
    for field in ["title", "detail"] {
        let text = body[field].as_str().unwrap_or_default();
        assert!(
            !text.is_empty() && !text.is_ascii(),
            "{field} in Chinese: {body}"
        );
    }
    body
}

fn post(world: &World, token: &str, media: &str, body: Vec<u8>) -> Answer {
    let request = world.api.with(token).request(Method::POST, "/api/v1/leads");
    world.block_on(send(request.header("content-type", media).body(body)))
}

const JSON: &str = "application/json";

#[test]
fn a_lead_is_answered_with_what_was_understood_and_who_got_it() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let answer = world.hands_in(&json!({
        "company": "义乌市宏达日用品商行", "contact_name": "王先生", "phone": "139-1234-5678",
        "region": "浙江省金华市义乌市", "products": ["保温杯"], "quantity": "3000 个",
        "estimated_value": 50000, "need": "先看样品", "extra": {"page": "/a"}, "tags": ["展会"],
    }));
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(answer.header("content-type"), JSON);
    let request_id = answer.header("x-request-id").to_owned();
    assert!(uuid::Uuid::parse_str(&request_id).is_ok(), "{request_id}");
    let lead = answer.json();
    let id = uuid::Uuid::parse_str(lead["id"].as_str().unwrap()).unwrap();
    assert_eq!((id.get_version_num(), &lead["number"]), (7, &json!(1)));
    assert_eq!(
        (&lead["state"], &lead["merged_into"]),
        (&json!("offered"), &Value::Null)
    );
    let parsed = &lead["parsed"];
    assert_eq!(parsed["region_code"], "330782");
    assert_eq!(parsed["products"], json!(["保温杯"]));
    assert_eq!(
        (&parsed["value_fen"], &parsed["tier"]),
        (&json!(5_000_000), &json!("A"))
    );
    assert_eq!(parsed["quantity"], json!({"amount": 3000, "unit": "个"}));
    assert_eq!(parsed["is_lead"], true);
    assert!(parsed["phone"].as_str().unwrap().ends_with("13912345678"));
    for field in [
        "region_name",
        "customer_type",
        "confidence",
        "evidence",
        "industry",
    ] {
        assert!(parsed.get(field).is_some(), "{field} is there");
    }
    let assignment = &lead["assignment"];
    assert_eq!(assignment["rep"], "zhang");
    assert_eq!(assignment["rep_name"], "张伟");
    let reasons = assignment["reasons"].as_array().unwrap();
    let sum: i64 = reasons
        .iter()
        .map(|one| one["contribution"].as_i64().unwrap())
        .sum();
    assert_eq!(
        sum,
        assignment["score"].as_i64().unwrap(),
        "contributions sum to the score"
    );
    assert!(assignment["deadline"].as_str().unwrap().ends_with("+08:00"));
    assert_eq!(lead["why_unassigned"], Value::Null);

    let one = world.get("/api/v1/leads/1").json();
    assert_eq!(one["id"], lead["id"], "the number names it as well");
    assert_eq!(one["phone"], parsed["phone"]);
    assert_eq!(one["offer"]["attempt"], 1);
    assert_eq!(
        (&one["owner"], &one["escalation_level"]),
        (&Value::Null, &json!(0))
    );
    let why = world.get("/api/v1/leads/1/explanation").json();
    assert_eq!(why["policy_version"], 1);
    let counted: i64 = why["excluded_counts"]
        .as_object()
        .unwrap()
        .values()
        .map(|count| count.as_i64().unwrap())
        .sum();
    assert_eq!(
        counted + why["candidates"].as_array().unwrap().len() as i64,
        4
    );
    zhang.sees_offer_of(&crate::world::Lead::of(&answer));
    world.ends();
}

#[test]
fn what_cannot_be_taken_is_refused_as_a_problem_and_leaves_nothing_behind() {
    let world = World::new();
    let good = json!({"phone": "13912345678"}).to_string().into_bytes();
    let (source, reader) = (world.secrets.source.clone(), world.secrets.reader.clone());

    refused(&post(&world, &source, JSON, b"{".to_vec()), 400, "not-json");
    refused(
        &post(&world, &source, JSON, b"\xff\xfe".to_vec()),
        400,
        "not-json",
    );
    let no_token = post(&world, "", JSON, good.clone());
    refused(&no_token, 401, "unauthorized");
    assert_eq!(no_token.header("www-authenticate"), "Bearer");
    refused(
        &post(&world, "guess", JSON, good.clone()),
        401,
        "unauthorized",
    );
    refused(&post(&world, &reader, JSON, good.clone()), 403, "forbidden");
    refused(
        &post(&world, &source, "text/plain", good.clone()),
        415,
        "media-type",
    );
    let large = json!({"phone": "13912345678", "need": "长".repeat(30_000)}).to_string();
    refused(
        &post(&world, &source, JSON, large.into_bytes()),
        413,
        "too-large",
    );

    let wrong = json!({"phone": "12", "email": "nobody", "estimated_value": -1, "fone": "1"});
    let body = post(&world, &source, JSON, wrong.to_string().into_bytes());
    let body = refused(&body, 422, "invalid-lead");
    let errors = body["errors"].as_array().unwrap();
    let mut pointers: Vec<&str> = errors
        .iter()
        .map(|one| one["pointer"].as_str().unwrap())
        .collect();
    pointers.sort_unstable();
    assert_eq!(
        pointers,
        ["/email", "/estimated_value", "/fone", "/phone"],
        "all at once"
    );
    for one in errors {
        assert!(
            one["code"].is_string() && one["message"].is_string(),
            "{one}"
        );
    }
    let nobody = post(&world, &source, JSON, b"{\"need\": \"\"}".to_vec());
    let nobody = refused(&nobody, 422, "invalid-lead");
    assert_eq!(nobody["errors"][0]["code"], "contact.missing");

    let list = world.get("/api/v1/leads").json();
    assert_eq!(list["items"], json!([]), "nothing was taken");
    refused(&world.get("/api/v1/leads/1"), 404, "not-found");
    assert_eq!(
        world.receives(json!({"phone": "13912345678"})).number,
        1,
        "nor a number used"
    );
}

#[test]
fn a_problem_is_told_in_english_to_who_asks_for_it() {
    let world = World::new();
    let request = world.api.with("").request(Method::POST, "/api/v1/leads");
    let request = request
        .header("accept-language", "en-GB,en;q=0.9")
        .json(&json!({}));
    let answer = world.block_on(send(request));
    let body = answer.json();
    assert_eq!(answer.status, 401);
    for field in ["title", "detail"] {
        assert!(body[field].as_str().unwrap().is_ascii(), "{body}");
    }
    let page = world.get(body["type"].as_str().unwrap());
    assert_eq!(page.status, 200, "the type leads to its page");
}

#[test]
fn a_second_lead_with_the_phone_of_a_living_one_is_merged_and_its_rep_is_told() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let first = world.receives(crate::stories::for_zhang("13912345678"));
    zhang.sees_offer_of(&first);
    zhang.presses(&first, "认领");
    zhang.sees(&first, "claimed");
    let answer = world.hands_in(&json!({"phone": "+86 139 1234 5678", "company": "另一家公司"}));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let second = answer.json();
    assert_eq!(
        (&second["state"], &second["number"]),
        (&json!("merged"), &json!(2))
    );
    assert_eq!(second["merged_into"], first.id.as_str());
    assert_eq!(second["assignment"], Value::Null);
    zhang.is_told("1 号的客户又来询了(#2),已合并,请尽快联系。");
    assert_eq!(
        world.story_of(&first),
        ["received", "offered", "claimed", "note"]
    );
    assert_eq!(
        world.story_of(&crate::world::Lead::of(&answer)),
        ["received", "merged"]
    );
    // A third one goes to the survivor, not to the merged one.
    let third = world.hands_in(&json!({"phone": "13912345678"})).json();
    assert_eq!(third["merged_into"], first.id.as_str());
    zhang.is_told("1 号的客户又来询了(#3),已合并,请尽快联系。");
    world.ends();
}
