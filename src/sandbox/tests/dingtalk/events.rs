//! Leavers: the event, the records, and the calls that do not know them any more.

use serde_json::{Value, json};

use super::stream::{Line, data};
use super::world;
use crate::sandbox::DingtalkMode::Stream;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_leaves_is_told_until_the_service_has_kept_it() {
    let world = world(Stream).await;
    let mut line = Line::connect(&world).await;
    let left =
        json!([{"userid": "d-Zhang", "name": "张伟", "mobile": "13912345678", "left": true}]);
    world.put("/sandbox/dingtalk/people", left).await;
    let first = line.frame().await.unwrap();
    assert_eq!(first["headers"]["eventType"], "user_leave_org");
    assert_eq!(data(&first)["userId"], json!(["d-Zhang"]));
    let later = json!({"status": "LATER", "message": "store away"});
    line.ack(&first, later).await;
    let again = loop {
        world.advance(4).await;
        let next = tokio::time::timeout(std::time::Duration::from_millis(200), line.frame());
        if let Ok(frame) = next.await {
            break frame.unwrap();
        }
    };
    assert_eq!(again["headers"]["eventId"], first["headers"]["eventId"]);
    line.ack(&again, json!({"status": "SUCCESS", "message": "success"}))
        .await;

    let gone = world
        .old("/topapi/v2/user/get", json!({"userid": "d-Zhang"}))
        .await;
    assert_eq!(gone["errcode"], 60121);
    let path =
        "/v1.0/contact/empLeaveRecords?startTime=2020-01-01T00:00:00Z&nextToken=0&maxResults=50";
    let (_, records) = world.dingtalk("GET", path, Value::Null).await;
    assert_eq!(records["records"][0]["userId"], "d-Zhang");
}
