//! Accounts are found, or it is said why not.

use std::time::Duration;

use paidan::app::directory::{PlatformReport, Report};
use paidan::app::ports::Clue;
use paidan::words::NotFound;
use paidan_domain::people::Platform;
use serde_json::json;

use super::{Fake, Office, staff_id};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// Who got which account, by what.
fn filled(report: &Report) -> Vec<(&str, &str, Clue)> {
    let filled = one(report).filled.iter();
    filled
        .map(|one| (one.staff.as_str(), one.user.as_str(), one.by))
        .collect()
}

/// Who got none and why.
fn not_found(report: &Report) -> Vec<(&str, Vec<NotFound>)> {
    let unfound = one(report).not_found.iter();
    unfound
        .map(|one| (one.staff.as_str(), one.why.clone()))
        .collect()
}

fn one(report: &Report) -> &PlatformReport {
    let [one] = report.platforms.as_slice() else {
        panic!("one platform: {report:?}")
    };
    one
}

#[tokio::test]
async fn a_rep_is_found_by_phone_and_failing_that_by_job_number() {
    let office = Office::with(&[
        ("li", json!({"name": "李娜", "mobile": "+86 139 1234 5678"})),
        (
            "wang",
            json!({"name": "王芳", "mobile": "13800000000", "job_number": " A-17 "}),
        ),
        ("zhao", json!({"name": "赵强"})),
    ])
    .await;
    let dingtalk = Fake::dingtalk();
    dingtalk.has("3072", "李娜", Some("13912345678"), None);
    dingtalk.has("3073", "Wang Fang", None, Some("A-17"));
    dingtalk.has("3074", "赵强", None, Some(""));
    let report = office.syncs(Platform::Dingtalk, &dingtalk).await;
    assert_eq!(
        filled(&report),
        [
            ("li", "3072", Clue::Mobile),
            ("wang", "3073", Clue::JobNumber)
        ]
    );
    assert_eq!(
        not_found(&report),
        [("zhao", vec![NotFound::NothingToGoBy])],
        "a name alone is not enough on this platform"
    );
    assert_eq!(
        office.person("li").dingtalk_userid.as_deref(),
        Some("3072"),
        "kept"
    );
    let again = office.syncs(Platform::Dingtalk, &dingtalk).await;
    assert!(filled(&again).is_empty(), "nothing is left to do");
    assert_eq!(one(&again).here, 2);
}

#[tokio::test]
async fn two_with_one_job_number_are_reported_and_not_guessed() {
    let office = Office::with(&[
        ("li", json!({"name": "李娜", "job_number": "17"})),
        ("sun", json!({"name": "孙悦", "job_number": "18"})),
        ("wang", json!({"name": "王芳", "job_number": "18"})),
        ("zhao", json!({"name": "赵强", "job_number": "19"})),
    ])
    .await;
    let dingtalk = Fake::dingtalk();
    dingtalk.has("a", "李娜", None, Some("17"));
    dingtalk.has("b", "李四", None, Some("17"));
    dingtalk.has("c", "王芳", None, Some("18"));
    let report = office.syncs(Platform::Dingtalk, &dingtalk).await;
    assert!(filled(&report).is_empty());
    assert_eq!(
        not_found(&report),
        [
            ("li", vec![NotFound::SharedJobNumber]),
            ("sun", vec![NotFound::SharedJobNumber]),
            ("wang", vec![NotFound::SharedJobNumber]),
            ("zhao", vec![NotFound::NoSuchJobNumber]),
        ],
        "neither where two of theirs nor where two of ours have it"
    );
}

#[tokio::test]
async fn in_wecom_a_rep_is_found_by_a_name_that_only_one_has() {
    let office = Office::with(&[
        ("li", json!({"name": "李娜"})),
        ("wang", json!({"name": "王芳", "wecom_userid": "WangFang"})),
        ("zhang", json!({"name": "张伟"})),
        ("zhao", json!({"name": "赵强", "mobile": "13912345678"})),
    ])
    .await;
    let wecom = Fake::wecom();
    wecom.has("LiNa", " 李娜 ", None, None);
    wecom.has("wangfang", "王芳", None, None);
    wecom.has("ZhangWei", "张伟", None, None);
    wecom.has("ZhangWei2", "张伟", None, None);
    wecom.has("QiangZ", "赵强强", Some("13912345678"), None);
    let report = office.syncs(Platform::Wecom, &wecom).await;
    assert_eq!(filled(&report), [("li", "LiNa", Clue::Name)]);
    assert_eq!(
        not_found(&report),
        [
            ("zhang", vec![NotFound::SharedName]),
            ("zhao", vec![NotFound::NoSuchName]),
        ]
    );
    assert_eq!(one(&report).here, 1, "compared without case");
    assert_eq!(wecom.asked_by_mobile(), 0, "only when somebody asks for it");
    let sync = office.sync(Platform::Wecom, &wecom);
    let asked = sync.run(&[staff_id("zhao")]).await.expect("answers");
    assert_eq!(filled(&asked), [("zhao", "QiangZ", Clue::MobileOnRequest)]);
}

#[tokio::test]
async fn three_misses_end_the_search_by_phone_for_a_day() {
    let people: Vec<(String, serde_json::Value)> = (0..5)
        .map(|at| {
            let mobile = format!("1390000000{at}");
            (
                format!("rep{at}"),
                json!({"name": format!("销售{at}"), "mobile": mobile}),
            )
        })
        .collect();
    let people: Vec<_> = people
        .iter()
        .map(|(id, fields)| (id.as_str(), fields.clone()))
        .collect();
    let office = Office::with(&people).await;
    let wecom = Fake::wecom();
    wecom.has("u0", "某人", Some("13900000000"), None);
    let everybody: Vec<_> = people.iter().map(|(id, _)| staff_id(id)).collect();
    let sync = office.sync(Platform::Wecom, &wecom);
    let report = sync.run(&everybody).await.expect("answers");
    assert_eq!(
        filled(&report),
        [("rep0", "u0", Clue::MobileOnRequest)],
        "a hit uses up no try"
    );
    assert_eq!(wecom.asked_by_mobile(), 4, "one hit and three misses");
    let missed = |why| vec![NotFound::NoSuchName, why];
    assert_eq!(
        not_found(&report).last(),
        Some(&("rep4", missed(NotFound::NoTriesLeft)))
    );
    let other_process = office.sync(Platform::Wecom, &wecom);
    other_process.run(&everybody).await.expect("answers");
    assert_eq!(wecom.asked_by_mobile(), 4, "all processes share the tries");
    office.passes(DAY);
    wecom.has("u4", "某人", Some("13900000004"), None);
    let next_day = sync.run(&[staff_id("rep4")]).await.expect("answers");
    assert_eq!(filled(&next_day), [("rep4", "u4", Clue::MobileOnRequest)]);
}

#[tokio::test]
async fn an_account_that_a_colleague_has_is_not_given_away() {
    let office = Office::with(&[
        ("li", json!({"name": "李娜", "dingtalk_userid": "3072"})),
        ("wang", json!({"name": "王芳", "mobile": "13912345678"})),
    ])
    .await;
    let dingtalk = Fake::dingtalk();
    dingtalk.has("3072", "李娜", Some("13912345678"), None);
    let report = office.syncs(Platform::Dingtalk, &dingtalk).await;
    let taken = NotFound::Taken("李娜".to_owned());
    assert_eq!(not_found(&report), [("wang", vec![taken])]);
    let json = report.json().to_string();
    assert!(
        json.contains("account-taken") && json.contains("李娜"),
        "{json}"
    );
    assert!(!json.contains("139"), "no phone leaves: {json}");
}

#[tokio::test]
async fn two_syncs_at_once_fill_each_account_once() {
    let office = Office::with(&[
        ("li", json!({"name": "李娜", "mobile": "13912345678"})),
        ("wang", json!({"name": "王芳", "job_number": "17"})),
    ])
    .await;
    let dingtalk = Fake::dingtalk();
    dingtalk.has("3072", "李娜", Some("13912345678"), None);
    dingtalk.has("3073", "王芳", None, Some("17"));
    let (one, other) = tokio::join!(
        office.syncs(Platform::Dingtalk, &dingtalk),
        office.syncs(Platform::Dingtalk, &dingtalk),
    );
    let both = [filled(&one), filled(&other)].concat();
    assert_eq!(both.len(), 2, "{both:?}");
    assert!(not_found(&one).is_empty() && not_found(&other).is_empty());
}
