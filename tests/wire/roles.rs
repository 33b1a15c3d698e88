//! Who may do and see what through the API.

use reqwest::Method;
use serde_json::{Value, json};

use crate::stories::for_zhang;
use crate::world::{Answer, World, send};

fn ask(world: &World, token: &str, method: &Method, path: &str, body: &Value) -> Answer {
    let mut request = world.api.with(token).request(method.clone(), path);
    if *method != Method::GET {
        request = request.json(body);
    }
    world.block_on(send(request))
}

/// A world with a second team: 孙经理 leads 钱七, who has nothing to do with 李经理.
fn two_teams() -> World {
    let world = World::new();
    world.hires(
        "sun",
        json!({"name": "孙经理", "role": "manager", "team": "西南",
        "wecom_userid": "SunJingLi"}),
    );
    world.hires(
        "qian",
        json!({"name": "钱七", "role": "rep", "team": "西南", "manager": "sun",
        "wecom_userid": "QianQi", "territories": ["四川省"], "mobile": "13511112222"}),
    );
    world
}

#[test]
fn every_role_may_do_what_it_is_for_and_nothing_else() {
    let world = two_teams();
    let s = world.secrets.clone();
    world.receives(for_zhang("13912345678"));
    let nothing = json!({});
    let rep = json!({"name": "新人", "role": "rep"});
    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    // What none, source, read, manager and admin get. The body of a change is empty: who may
    // do it at all is told 422.
    let table: [(&Method, &str, &Value, [u16; 5]); 22] = [
        (&get, "/api/v1/leads", &nothing, [401, 403, 200, 200, 200]),
        (&get, "/api/v1/leads/1", &nothing, [401, 403, 200, 200, 200]),
        (
            &get,
            "/api/v1/leads/1/timeline",
            &nothing,
            [401, 403, 200, 200, 200],
        ),
        (
            &get,
            "/api/v1/leads/1/explanation",
            &nothing,
            [401, 403, 200, 200, 200],
        ),
        (&get, "/api/v1/reps", &nothing, [401, 403, 200, 200, 200]),
        (
            &get,
            "/api/v1/reps/zhang",
            &nothing,
            [401, 403, 200, 200, 200],
        ),
        (
            &get,
            "/api/v1/reps/zhang/ledger",
            &nothing,
            [401, 403, 200, 200, 200],
        ),
        (
            &get,
            "/api/v1/catalogue",
            &nothing,
            [401, 403, 200, 200, 200],
        ),
        (
            &get,
            "/api/v1/policy/versions",
            &nothing,
            [401, 403, 200, 200, 200],
        ),
        (
            &get,
            "/api/v1/policy/versions/1",
            &nothing,
            [401, 403, 200, 200, 200],
        ),
        (
            &get,
            "/api/v1/policy/coverage",
            &nothing,
            [401, 403, 200, 200, 200],
        ),
        (
            &get,
            "/api/v1/policy/draft",
            &nothing,
            [401, 403, 200, 200, 200],
        ),
        (
            &put,
            "/api/v1/policy/draft",
            &nothing,
            [401, 403, 403, 403, 422],
        ),
        (
            &post,
            "/api/v1/policy/draft/check",
            &nothing,
            [401, 403, 403, 403, 200],
        ),
        (
            &post,
            "/api/v1/policy/draft/publish",
            &nothing,
            [401, 403, 403, 403, 422],
        ),
        (
            &post,
            "/api/v1/policy/versions/1/restore",
            &nothing,
            [401, 403, 403, 403, 200],
        ),
        (&post, "/api/v1/parse", &nothing, [401, 403, 200, 200, 200]),
        (&post, "/api/v1/leads", &nothing, [401, 422, 403, 422, 422]),
        (
            &post,
            "/api/v1/leads/1/claim",
            &nothing,
            [401, 403, 403, 422, 422],
        ),
        (
            &post,
            "/api/v1/leads/1/reassign",
            &nothing,
            [401, 403, 403, 422, 422],
        ),
        (
            &post,
            "/api/v1/reps/sync",
            &nothing,
            [401, 403, 403, 403, 200],
        ),
        (&put, "/api/v1/reps/new", &rep, [401, 403, 403, 404, 201]),
    ];
    for (method, path, body, wanted) in table {
        let tokens = ["", &s.source, &s.reader, &s.li, &s.admin];
        let got = tokens.map(|token| ask(&world, token, method, path, body).status);
        assert_eq!(
            got, wanted,
            "{method} {path} for none, source, read, manager, admin"
        );
    }
    for open in ["/healthz", "/readyz", "/metrics", "/openapi.json", "/docs"] {
        assert_eq!(ask(&world, "", &get, open, &nothing).status, 200, "{open}");
    }
}

#[test]
fn the_ledger_of_a_rep_is_read_by_their_own_manager() {
    let world = two_teams();
    let sun = world.secrets.sun.clone();
    let seen = |token: &str, path: &str| ask(&world, token, &Method::GET, path, &json!({}));
    assert_eq!(seen(&sun, "/api/v1/reps/zhang/ledger").status, 404);
    assert_eq!(seen(&sun, "/api/v1/reps/nobody/ledger").status, 404);
    let told = seen(&sun, "/api/v1/reps/qian/ledger").json();
    let nothing = json!({"due_leads": 0.0, "got_leads": 0.0, "owed_leads": 0.0,
        "due_value_fen": 0, "got_value_fen": 0, "owed_value_fen": 0});
    assert_eq!(told["total"], nothing);
    assert_eq!(told["week"]["begins"].as_str().map(str::len), Some(10));
    assert_eq!(
        (&told["items"], &told["next_cursor"]),
        (&json!([]), &json!(null))
    );
    for wrong in ["limit=0", "limit=201", "limit=x", "cursor=x"] {
        let answer = world.get(&format!("/api/v1/reps/qian/ledger?{wrong}"));
        assert_eq!(answer.status, 422, "{wrong}");
    }
}

#[test]
fn a_reader_sees_no_contact_and_no_typed_words() {
    let world = World::new();
    let mut lead = for_zhang("13912345678");
    lead["email"] = json!("wang@example.cn");
    lead["contact_name"] = json!("欧阳雪莲");
    lead["address"] = json!("杏花村十七号");
    lead["need"] = json!("打 13912345678 找我");
    world.receives(lead);
    let typed = json!({"rep": "zhang", "reason": "客户自己说不要了"});
    assert_eq!(world.post("/api/v1/leads/1/decline", typed).status, 200);
    let reader = world.secrets.reader.clone();
    for path in [
        "/api/v1/leads/1",
        "/api/v1/leads",
        "/api/v1/leads/1/timeline",
        "/api/v1/leads/1/explanation",
    ] {
        let seen = ask(&world, &reader, &Method::GET, path, &json!({})).text();
        for hidden in [
            "13912345678",
            "139 1234 5678",
            "wang@",
            "杏花村",
            "客户自己说",
            "雪莲",
        ] {
            assert!(!seen.contains(hidden), "{path} shows {hidden}: {seen}");
        }
    }
    let masked = ask(&world, &reader, &Method::GET, "/api/v1/leads/1", &json!({})).json();
    assert_eq!(masked["phone"], "139****5678");
    assert_eq!(masked["parsed"]["phone"], "139****5678");
    let whole = world.get("/api/v1/leads/1").json();
    assert!(whole["phone"].as_str().unwrap().ends_with("13912345678"));
    assert!(
        world
            .get("/api/v1/leads/1/timeline")
            .text()
            .contains("客户自己说不要了")
    );
}

#[test]
fn a_manager_knows_only_the_leads_of_their_own_people() {
    let world = two_teams();
    let s = world.secrets.clone();
    let of_zhang = world.receives(for_zhang("13912345678"));
    let of_qian = world.receives(json!({"phone": "13800001111", "region": "四川省成都市"}));
    assert_eq!(of_qian.answer["assignment"]["rep"], "qian");
    let numbers = |token: &str| -> Vec<i64> {
        let list = ask(&world, token, &Method::GET, "/api/v1/leads", &json!({})).json();
        let all = list["items"].as_array().unwrap();
        all.iter()
            .map(|one| one["number"].as_i64().unwrap())
            .collect()
    };
    assert_eq!(numbers(&s.li), [1]);
    assert_eq!(numbers(&s.sun), [2]);
    assert_eq!(numbers(&s.admin), [2, 1]);

    // What is not theirs is not there: the same answer as for a lead that never was.
    let rep = json!({"rep": "zhang"});
    for part in ["", "/timeline", "/explanation"] {
        let known = format!("/api/v1/leads/{}{part}", of_zhang.number);
        let never = format!("/api/v1/leads/999{part}");
        let theirs = ask(&world, &s.sun, &Method::GET, &known, &rep);
        let nobodys = ask(&world, &s.sun, &Method::GET, &never, &rep);
        assert_eq!(
            (theirs.status, &theirs.body),
            (404, &nobodys.body),
            "{known}"
        );
    }
    for verb in [
        "claim", "decline", "reassign", "outcome", "release", "contact",
    ] {
        let path = format!("/api/v1/leads/{}/{verb}", of_zhang.id);
        assert_eq!(
            ask(&world, &s.sun, &Method::POST, &path, &rep).status,
            404,
            "{verb}"
        );
    }
    // Nor may they act for, change, or hand their own lead to, somebody else's people.
    let own = format!("/api/v1/leads/{}", of_qian.number);
    let claim = ask(&world, &s.sun, &Method::POST, &format!("{own}/claim"), &rep);
    assert_eq!(claim.status, 404, "{}", claim.text());
    let steal = json!({"name": "张伟", "role": "rep", "manager": "sun"});
    let stolen = ask(&world, &s.sun, &Method::PUT, "/api/v1/reps/zhang", &steal);
    assert_eq!(stolen.status, 404, "{}", stolen.text());

    let qian = json!({"rep": "qian"});
    let claimed = ask(
        &world,
        &s.sun,
        &Method::POST,
        &format!("{own}/claim"),
        &qian,
    );
    assert_eq!(claimed.status, 200, "{}", claimed.text());
    let events = world.get(&format!("{own}/timeline")).json();
    assert_eq!(events["items"][2]["on_behalf_of"], "qian");
    assert_eq!(events["items"][2]["actor"]["id"], "sun");
    world.drains(std::time::Duration::from_secs(20));
    world.truth().holds();
}
