//! Leavers are whom the platform names.

use paidan::app::ports::Act;
use paidan::words::{NotFound, SyncTrouble};
use paidan_domain::people::Platform;
use serde_json::{Value, json};

use super::{Fake, Office};

/// Reps with a WeCom account each.
fn reps(count: usize) -> Vec<(String, Value)> {
    let rep = |at| {
        let fields = json!({"name": format!("销售{at}"), "wecom_userid": format!("U{at}")});
        (format!("rep{at}"), fields)
    };
    (0..count).map(rep).collect()
}

async fn office(people: &[(String, Value)]) -> Office {
    let people: Vec<_> = people
        .iter()
        .map(|(id, fields)| (id.as_str(), fields.clone()))
        .collect();
    Office::with(&people).await
}

/// WeCom with all of them.
fn wecom(people: &[(String, Value)]) -> std::sync::Arc<Fake> {
    let wecom = Fake::wecom();
    for (_, fields) in people {
        let text = |name: &str| fields[name].as_str().expect("text").to_owned();
        wecom.has(&text("wecom_userid"), &text("name"), None, None);
    }
    wecom
}

#[tokio::test]
async fn a_leavers_open_offer_goes_on_and_the_leads_they_own_are_listed() {
    let people = reps(6);
    let office = office(&people).await;
    let wecom = wecom(&people);
    let (owned, leaver) = office.receives("13911110000").await;
    office.claims(owned, &leaver).await;
    let mut offered = None;
    for at in 1..20 {
        let (number, rep) = office.receives(&format!("139111100{at:02}")).await;
        if rep == leaver {
            offered = Some(number);
            break;
        }
    }
    let offered = offered.expect("everybody gets one in turn");
    let user = office.person(leaver.as_str()).wecom_userid;
    wecom.loses(&user.expect("has an account"));
    let report = office.syncs(Platform::Wecom, &wecom).await;
    let [gone] = report.platforms[0].left.as_slice() else {
        panic!("one leaver: {report:?}")
    };
    assert_eq!((&gone.staff.id, gone.staff.active), (&leaver, false));
    assert_eq!(gone.leads, [owned], "what they own stays and is listed");
    let next = office.offered_to(offered).await.expect("offered again");
    assert_ne!(next, leaver, "without waiting for the next ring");
    let left = office.person(leaver.as_str()).left.expect("kept");
    assert_eq!(left.platform, Platform::Wecom);
    let again = office.syncs(Platform::Wecom, &wecom).await;
    assert!(again.platforms[0].left.is_empty(), "told once");
}

#[tokio::test]
async fn somebody_missing_from_the_list_stays() {
    let people = reps(4);
    let office = office(&people).await;
    let wecom = wecom(&people);
    wecom.hides("U1");
    let report = office.syncs(Platform::Wecom, &wecom).await;
    assert!(report.platforms[0].left.is_empty());
    assert!(office.person("rep1").active);
    wecom.keeps_its_list();
    let listless = office.syncs(Platform::Wecom, &wecom).await;
    assert_eq!(listless.platforms[0].here, 3, "each was asked for");
    assert!(listless.platforms[0].left.is_empty());
    let trouble = SyncTrouble::NoList("60011".to_owned());
    assert_eq!(listless.platforms[0].troubles, [trouble]);
}

#[tokio::test]
async fn an_app_that_sees_hardly_anybody_any_more_makes_nobody_a_leaver() {
    let people = reps(6);
    let office = office(&people).await;
    let wecom = wecom(&people);
    for at in 0..5 {
        wecom.loses(&format!("U{at}"));
    }
    let report = office.syncs(Platform::Wecom, &wecom).await;
    let trouble = SyncTrouble::TooManyGone { gone: 5, of: 6 };
    assert_eq!(report.platforms[0].troubles, [trouble]);
    assert!((0..6).all(|at| office.person(&format!("rep{at}")).active));
}

#[tokio::test]
async fn the_list_of_leavers_names_people_but_not_those_who_came_back() {
    let office = Office::with(&[
        ("li", json!({"name": "李娜", "dingtalk_userid": "3072"})),
        ("wang", json!({"name": "王芳", "dingtalk_userid": "3073"})),
    ])
    .await;
    let dingtalk = Fake::dingtalk();
    dingtalk.has("3072", "李娜", None, None);
    for user in ["3072", "3073", "9999"] {
        dingtalk.records(user);
    }
    let report = office.syncs(Platform::Dingtalk, &dingtalk).await;
    let left: Vec<_> = report.platforms[0].left.iter().collect();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].staff.id.as_str(), "wang");
    assert!(office.person("li").active);
}

#[tokio::test]
async fn who_leaves_one_of_two_platforms_goes_on_by_the_other_until_that_ends_too() {
    let fields = json!({"name": "李娜", "wecom_userid": "LiNa", "dingtalk_userid": "3072"});
    let office = Office::with(&[("li", fields)]).await;
    let left = |user: &str| Act::Left {
        users: vec![user.to_owned(), "a stranger".to_owned()],
    };
    let event = office.hears(Platform::Dingtalk, "dt:event:1", left("3072"));
    event.await;
    let li = office.person("li");
    assert!(li.active && li.dingtalk_userid.is_none());
    // A new colleague of the same name is not taken for her: she has left that platform.
    let dingtalk = Fake::dingtalk();
    dingtalk.has("3099", "李娜", None, None);
    let report = office.syncs(Platform::Dingtalk, &dingtalk).await;
    let why = &report.platforms[0].not_found[0].why;
    assert_eq!(why, &[NotFound::LeftThere]);
    let event = office.hears(Platform::Wecom, "wc:event:1", left("lina"));
    event.await;
    assert!(!office.person("li").active, "the last account is gone");
}

#[tokio::test]
async fn an_event_names_a_leaver_once_and_a_change_only_rings() {
    let people = reps(3);
    let office = office(&people).await;
    let (lead, rep) = office.receives("13911110000").await;
    let user = office.person(rep.as_str()).wecom_userid.expect("has one");
    for _ in 0..3 {
        let users = vec![user.to_uppercase()];
        let event = office.hears(Platform::Wecom, "event:7", Act::Left { users });
        event.await;
    }
    assert!(!office.person(rep.as_str()).active);
    assert_ne!(office.offered_to(lead).await, Some(rep.clone()));
    let event = office.hears(Platform::Wecom, "event:8", Act::PeopleChanged);
    event.await;
    office.rung().await;
    // Put in again by hand they are at work; put in as inactive they go on to say why.
    office.puts(rep.as_str(), json!({"name": "回来"})).await;
    let back = office.person(rep.as_str());
    assert!(back.active && back.left.is_none());
}
