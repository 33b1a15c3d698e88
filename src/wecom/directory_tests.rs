//! The address book against a small server in the platform's place.

use paidan_domain::time::Instant;
use serde_json::json;

use super::stand_in::{Does, Platform, code, says};
use crate::app::ports::{Directory, Known, Listed, SendFailure};

fn listed(user: &str, name: &str) -> Listed {
    Listed {
        user: user.to_owned(),
        name: name.to_owned(),
        job_number: None,
    }
}

#[tokio::test]
async fn everybody_is_read_department_by_department_and_nobody_twice() {
    let platform = Platform::new(|path, query, _| {
        let members = match (path, query.split('&').next()) {
            ("/cgi-bin/department/simplelist", _) => {
                let ids = json!([{"id": 1, "parentid": 0}, {"id": 23, "parentid": 1}]);
                return says(json!({"errcode": 0, "department_id": ids}).to_string());
            }
            (_, Some("department_id=1")) => json!([{"userid": "LiNa", "name": "李娜"}]),
            (_, Some("department_id=23")) => {
                json!([{"userid": "lina", "name": "李娜"}, {"userid": "WangFang", "name": "王芳"}])
            }
            other => panic!("{other:?}"),
        };
        says(json!({"errcode": 0, "userlist": members}).to_string())
    })
    .await;
    let everybody = platform.client().everybody().await.expect("a list");
    assert_eq!(
        everybody,
        [listed("lina", "李娜"), listed("WangFang", "王芳")]
    );
    let none = platform.client().leavers_since(Instant(0)).await;
    assert_eq!(none, Ok(Vec::new()));
}

#[tokio::test]
async fn only_60111_says_that_somebody_left() {
    let platform = Platform::new(|_, query, _| {
        let user = query.split('&').next().unwrap_or_default();
        match user.trim_start_matches("userid=") {
            "here" => says(json!({"errcode": 0, "userid": "here"}).to_string()),
            "left" => code(60111),
            "odd" => code(40003),
            _ => code(60011),
        }
    })
    .await;
    let client = platform.client();
    for (user, known) in [
        ("here", Known::Here),
        ("left", Known::Left),
        ("odd", Known::Unsaid),
        ("@all", Known::Unsaid),
    ] {
        assert_eq!(client.look_up(user).await, Ok(known), "{user}");
    }
    let hidden = client.look_up("hidden").await;
    assert!(matches!(hidden, Err(SendFailure::Person { .. })), "no news");
    assert_eq!(platform.calls(), 4, "the whole company is not asked for");
}

#[tokio::test]
async fn a_phone_leads_to_an_account_or_to_nobody() {
    let platform = Platform::new(|path, _, body| {
        assert_eq!(path, "/cgi-bin/user/getuserid");
        match body["mobile"].as_str() {
            Some("13912345678") => says(json!({"errcode": 0, "userid": "LiNa"}).to_string()),
            Some("13900000000") => code(46004),
            _ => Does::HangsUp,
        }
    })
    .await;
    let client = platform.client();
    let found = client.by_mobile("13912345678").await;
    assert_eq!(found, Ok(Some("LiNa".to_owned())));
    assert_eq!(client.by_mobile("13900000000").await, Ok(None));
    assert!(client.by_mobile("").await.is_err());
}

#[tokio::test]
async fn a_dead_token_is_replaced_once_for_look_ups_too() {
    let platform = Platform::new(|_, query, _| {
        if query.ends_with("access_token=t1") {
            code(42001)
        } else {
            says(json!({"errcode": 0, "userid": "LiNa"}).to_string())
        }
    })
    .await;
    assert_eq!(platform.client().look_up("LiNa").await, Ok(Known::Here));
    assert_eq!(platform.tokens(), 2);
}
