//! The address book against a small server in the platform's place.

use std::sync::Arc;

use paidan_domain::time::Instant;
use serde_json::{Value, json};

use super::directory::AddressBook;
use super::stand_in::{Does, Platform, says};
use crate::app::ports::{Directory, Known, Listed, SendFailure};

fn book(platform: &Platform) -> AddressBook {
    AddressBook::new(Arc::new(platform.calls()))
}

fn result(result: &Value) -> Does {
    says(json!({"errcode": 0, "errmsg": "ok", "result": result}).to_string())
}

fn errcode(code: i64) -> Does {
    says(json!({"errcode": code, "errmsg": "no"}).to_string())
}

#[tokio::test]
async fn departments_are_walked_to_the_last_page_and_nobody_is_listed_twice() {
    let platform = Platform::new(|asked| {
        let body = &asked.body;
        match (
            asked.path.as_str(),
            body["dept_id"].as_i64(),
            body["cursor"].as_i64(),
        ) {
            ("/topapi/v2/department/listsub", Some(1), _) => {
                result(&json!([{"dept_id": 7, "name": "销售"}, {"dept_id": "8"}]))
            }
            ("/topapi/v2/department/listsub", Some(7), _) => result(&json!([{"dept_id": 1}])),
            ("/topapi/v2/department/listsub", Some(8), _) => errcode(50004),
            ("/topapi/v2/user/list", Some(1), _) => {
                result(&json!({"has_more": false, "list": [{"userid": "3072", "name": "李娜"}]}))
            }
            ("/topapi/v2/user/list", Some(7), Some(0)) => result(&json!({
                "has_more": "true",
                "next_cursor": "100",
                "list": [{"userid": "3072", "name": "李娜", "job_number": ""}],
            })),
            ("/topapi/v2/user/list", Some(7), Some(100)) => result(&json!({
                "has_more": false,
                "list": [{"userid": "3073", "name": "王芳", "job_number": "A-17"}],
            })),
            other => panic!("{other:?}"),
        }
    })
    .await;
    let everybody = book(&platform).everybody().await.expect("a list");
    let listed = |user: &str, name: &str, job_number: Option<&str>| Listed {
        user: user.to_owned(),
        name: name.to_owned(),
        job_number: job_number.map(str::to_owned),
    };
    let wanted = [
        listed("3072", "李娜", None),
        listed("3073", "王芳", Some("A-17")),
    ];
    assert_eq!(everybody, wanted);
    assert_eq!(platform.counted_calls(), 0, "the month does not count them");
}

#[tokio::test]
async fn a_company_that_the_app_may_not_see_is_told() {
    let platform = Platform::new(|_| errcode(50004)).await;
    let failure = book(&platform).everybody().await.expect_err("no list");
    assert!(matches!(failure, SendFailure::Never { code } if code == "50004"));
}

#[tokio::test]
async fn only_60121_says_that_somebody_left() {
    let platform = Platform::new(|asked| match asked.body["userid"].as_str() {
        Some("3072") => result(&json!({"userid": "3072"})),
        Some("3073") => errcode(60121),
        Some("3074") => says(r#"{"errcode":88,"sub_code":"60121","sub_msg":"no"}"#),
        Some("3075") => errcode(33012),
        _ => errcode(60011),
    })
    .await;
    let book = book(&platform);
    for (user, known) in [
        ("3072", Known::Here),
        ("3073", Known::Left),
        ("3074", Known::Left),
        ("3075", Known::Unsaid),
    ] {
        assert_eq!(book.look_up(user).await, Ok(known), "{user}");
    }
    let refused = book.look_up("3076").await;
    assert!(
        matches!(refused, Err(SendFailure::App { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_phone_leads_to_a_userid_or_to_nobody() {
    let platform = Platform::new(|asked| match asked.body["mobile"].as_str() {
        Some("13912345678") => result(&json!({"userid": "3072"})),
        Some("13900000000") => errcode(60121),
        _ => errcode(40104),
    })
    .await;
    let book = book(&platform);
    let found = book.by_mobile("13912345678").await;
    assert_eq!(found, Ok(Some("3072".to_owned())));
    for nobody in ["13900000000", "1"] {
        assert_eq!(book.by_mobile(nobody).await, Ok(None));
    }
}

#[tokio::test]
async fn the_list_of_leavers_is_read_to_its_end() {
    let platform = Platform::new(|asked| {
        assert_eq!(asked.path, "/v1.0/contact/empLeaveRecords");
        assert!(
            asked.query.contains("startTime=2026-11-25T00%3A00%3A00Z"),
            "{}",
            asked.query
        );
        let body = if asked.query.contains("nextToken=0&") {
            json!({"nextToken": "50", "records": [{"userId": "3072", "name": "李娜"}]})
        } else {
            json!({"records": [{"userId": 3073}]})
        };
        says(body.to_string())
    })
    .await;
    let since: jiff::Timestamp = "2026-11-25T00:00:00Z".parse().expect("a time");
    let left = book(&platform)
        .leavers_since(Instant::from_timestamp(since))
        .await;
    assert_eq!(left, Ok(vec!["3072".to_owned(), "3073".to_owned()]));
}
