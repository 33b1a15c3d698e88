//! Limits and refusals of the calls.

use serde_json::{Value, json};

use super::{CLIENT, GROUP, TO_ZHANG, card, world};
use crate::sandbox::DingtalkMode::Stream;

const CREATE: &str = "/v1.0/card/instances/createAndDeliver";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_is_refused_for_each_of_its_mistakes() {
    let world = world(Stream).await;
    let stream = || json!({"callbackType": "STREAM"});
    let good = || card("pd-7-1", TO_ZHANG, stream());
    let with = |path: &str, value: Value| {
        let mut card = good();
        *card.pointer_mut(path).unwrap() = value;
        card
    };
    for (card, code) in [
        (
            with("/cardTemplateId", json!("other.schema")),
            "param.templateNotExist",
        ),
        (
            with("/cardData/cardParamMap/ok", json!(true)),
            "param.cardParamMapValueNotString",
        ),
        (
            with("/cardData/cardParamMap/title", json!("长".repeat(342))),
            "param.cardDataTooLong",
        ),
        (
            with("/openSpaceId", json!("dtv1.card://IM_ROBOT.d-Zhang")),
            "param.openSpaceIdIllegal",
        ),
        (
            with("/openSpaceId", json!("dtv1.card//IM_ROBOT.nobody")),
            "param.userIdNotExist",
        ),
        (
            with("/imRobotOpenSpaceModel", json!({})),
            "param.openSpaceModelIllegal",
        ),
    ] {
        let (status, answer) = world.send(card).await;
        assert_eq!((status, &answer["code"]), (400, &json!(code)));
    }
    assert_eq!(world.send(good()).await.0, 200);
    assert_eq!(world.send(good()).await.1["code"], "param.cardAlreadyExist");
    let (status, lost) = world
        .send(card("pd-7-2", "dtv1.card//IM_GROUP.cidOther", stream()))
        .await;
    let result = &lost["result"]["deliverResults"][0];
    assert_eq!(
        (status, &result["success"], &result["errorMsg"]),
        (200, &json!(false), &json!("spaceId is illegal"))
    );

    let update =
        |id: &str, map: Value| json!({"outTrackId": id, "cardData": {"cardParamMap": map}});
    let path = "/v1.0/card/instances";
    let (_, gone) = world
        .dingtalk("PUT", path, update("pd-9-9", json!({})))
        .await;
    assert_eq!(gone["code"], "param.cardNotExist");
    let mut by_key = update("pd-7-1", json!({"title": "已超时 #7"}));
    by_key["cardUpdateOptions"] = json!({"updateCardDataByKey": true});
    world.dingtalk("PUT", path, by_key).await;
    let shown = &world.dingtalk_messages("d-Zhang").await[0]["body"];
    assert_eq!(
        (&shown["data_state"], &shown["desc"]),
        (&json!("expired"), &json!("14:35 前认领"))
    );
    world
        .dingtalk("PUT", path, update("pd-7-1", json!({"title": "已转出 #7"})))
        .await;
    let shown = &world.dingtalk_messages("d-Zhang").await[0]["body"];
    assert_eq!(
        (&shown["title"], &shown["desc"]),
        (&json!("已转出 #7"), &json!(""))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_reach_people_and_the_group_and_can_be_withdrawn() {
    let world = world(Stream).await;
    let action = json!({"title": "#7 新线索", "text": "x", "buttonTitle1": "认领",
        "buttonUrl1": "http://a", "buttonTitle2": "详情", "buttonUrl2": "http://b"});
    let send = |ids: Value| {
        json!({"robotCode": CLIENT, "userIds": ids, "msgKey": "sampleActionCard6",
            "msgParam": action.to_string()})
    };
    let batch = "/v1.0/robot/oToMessages/batchSend";
    let many: Vec<String> = (0..21).map(|n| format!("u{n}")).collect();
    assert_eq!(
        world.dingtalk("POST", batch, send(json!(many))).await.1["code"],
        "batch.toolarge"
    );
    world.setup(json!({"flow_controlled": ["d-Sun"]})).await;
    let (_, sent) = world
        .dingtalk("POST", batch, send(json!(["d-Zhang", "nobody", "d-Sun"])))
        .await;
    assert_eq!(sent["invalidStaffIdList"], json!(["nobody"]));
    assert_eq!(sent["flowControlledStaffIdList"], json!(["d-Sun"]));
    let shown = &world.dingtalk_messages("d-Zhang").await[0];
    assert_eq!(shown["body"]["type"], "action_card");
    assert_eq!(
        shown["body"]["buttons"][0],
        json!({"text": "认领", "url": "http://a"})
    );
    assert_eq!(shown["body"]["data_lead"], 7);
    let keys = json!({"robotCode": CLIENT, "processQueryKeys": [sent["processQueryKey"], "x"]});
    let (_, recalled) = world
        .dingtalk("POST", "/v1.0/robot/otoMessages/batchRecall", keys)
        .await;
    assert_eq!(recalled["successResult"], json!([sent["processQueryKey"]]));
    assert!(recalled["failedResult"]["x"].is_string());
    assert_eq!(
        world.dingtalk_messages("d-Zhang").await[0]["recalled"],
        true
    );

    let to_group = |id: &str| {
        json!({"robotCode": CLIENT, "openConversationId": id, "msgKey": "sampleMarkdown",
            "msgParam": "{\"title\":\"公海\",\"text\":\"**x**\"}"})
    };
    let group = "/v1.0/robot/groupMessages/send";
    let (_, wrong) = world.dingtalk("POST", group, to_group("cidother")).await;
    assert_eq!(wrong["code"], "invalid.openConversationId");
    let (_, sent) = world.dingtalk("POST", group, to_group(GROUP)).await;
    assert!(sent["processQueryKey"].is_string());
    assert_eq!(world.dingtalk_messages("d-Sun").await[0]["chat"], "group");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_and_the_month_have_an_end() {
    let world = world(Stream).await;
    let used = world.setup(json!({})).await["quota_calls_used"]
        .as_u64()
        .unwrap();
    let mut limited = 0;
    let token = world.dingtalk_token().await;
    for _ in 0..25 {
        let url = format!("{}{CREATE}", world.base);
        let call = world
            .client
            .post(url)
            .header("x-acs-dingtalk-access-token", &token);
        let answer = call.json(&json!({})).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        limited += u64::from(answer["code"] == "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi");
    }
    assert!(limited > 0, "more than 20 calls of a second are too many");
    let now = world
        .setup(json!({"quota_calls_left": 1, "quota_messages_left": 0}))
        .await;
    assert_eq!(
        now["quota_calls_used"].as_u64().unwrap(),
        used + 25 - limited,
        "a refused one is free"
    );
    world.advance(1).await;
    let stream = || json!({"callbackType": "STREAM"});
    assert_eq!(world.send(card("pd-7-1", TO_ZHANG, stream())).await.0, 200);
    let (status, spent) = world.send(card("pd-7-2", TO_ZHANG, stream())).await;
    assert_eq!(
        (status, &spent["code"]),
        (403, &json!("Forbidden.AccessDenied.ApiCountLimitForOrg"))
    );
    let free = world
        .old("/topapi/v2/user/get", json!({"userid": "d-Zhang"}))
        .await;
    assert_eq!(free["errcode"], 0);

    let mut line = super::stream::Line::connect(&world).await;
    world
        .post(
            "/sandbox/dingtalk/say",
            json!({"userid": "d-Zhang", "text": "/我的"}),
        )
        .await;
    let message = super::stream::data(&line.frame().await.unwrap());
    assert_eq!(
        (&message["errorCode"], &message["text"]),
        (&json!("20001"), &Value::Null)
    );
    let calls = world.get("/sandbox/calls").await;
    let mut calls = calls["items"].as_array().unwrap().iter();
    let sent = calls.rfind(|call| call["code"] == "Forbidden.AccessDenied.ApiCountLimitForOrg");
    let sent = sent.unwrap();
    assert_eq!(
        (&sent["platform"], &sent["counted"]),
        (&json!("dingtalk"), &json!(false))
    );
    assert_eq!(
        (&sent["api"], &sent["status"]),
        (&json!(format!("POST {CREATE}")), &json!(403))
    );
}
