//! The people of the company, as the contact calls show them.

use serde_json::json;

use super::world;
use crate::sandbox::DingtalkMode::Stream;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_are_found_by_id_number_department_and_code() {
    let world = world(Stream).await;
    let people = json!([
        {"userid": "d-Zhang", "name": "张伟", "mobile": "13912345678", "job_number": "A7", "dept": "华东"},
        {"userid": "d-New", "name": "新人", "dept": "华东"}]);
    let all = world.put("/sandbox/dingtalk/people", people).await;
    assert_eq!(all["items"].as_array().unwrap().len(), 4);

    let zhang = world
        .old("/topapi/v2/user/get", json!({"userid": "d-Zhang"}))
        .await;
    assert_eq!(
        (&zhang["result"]["job_number"], &zhang["result"]["mobile"]),
        (&json!("A7"), &json!("13912345678"))
    );
    let found = world
        .old(
            "/topapi/v2/user/getbymobile",
            json!({"mobile": "13912345678"}),
        )
        .await;
    assert_eq!(found["result"]["userid"], "d-Zhang");
    for (mobile, code) in [("13900000000", 60121), ("abc", 40104)] {
        let none = world
            .old("/topapi/v2/user/getbymobile", json!({"mobile": mobile}))
            .await;
        assert_eq!(none["errcode"], code);
    }
    let below = world
        .old("/topapi/v2/department/listsub", json!({"dept_id": 1}))
        .await;
    let east = &below["result"][0];
    assert_eq!(east["name"], "华东");
    let page = json!({"dept_id": east["dept_id"], "cursor": 0, "size": 1});
    let page = world.old("/topapi/v2/user/list", page).await;
    assert_eq!(
        (&page["result"]["has_more"], &page["result"]["next_cursor"]),
        (&json!(true), &json!(1))
    );
    let ids = world
        .old("/topapi/user/listid", json!({"dept_id": 1}))
        .await;
    assert_eq!(ids["result"]["userid_list"], json!(["d-Sun", "d-Li"]));
    let none = world
        .old("/topapi/user/listid", json!({"dept_id": 99}))
        .await;
    assert_eq!(none["errcode"], 60003);
    let union = zhang["result"]["unionid"].clone();
    let found = world
        .old("/topapi/user/getbyunionid", json!({"unionid": union}))
        .await;
    assert_eq!(found["result"]["userid"], "d-Zhang");

    let login = world
        .post("/sandbox/dingtalk/login", json!({"userid": "d-New"}))
        .await;
    let login: serde_json::Value = login.json().await.unwrap();
    let who = json!({"code": login["code"]});
    let came = world.old("/topapi/v2/user/getuserinfo", who.clone()).await;
    assert_eq!(came["result"]["userid"], "d-New");
    let twice = world.old("/topapi/v2/user/getuserinfo", who).await;
    assert_eq!(twice["errcode"], 40078);
}
