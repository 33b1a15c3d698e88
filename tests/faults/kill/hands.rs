//! Reps who press and type, and a manager who hands over. A press that the platform gave up on
//! is pressed again, as people do.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rand::RngExt;
use rand::rngs::StdRng;
use reqwest::Method;
use serde_json::{Value, json};

use super::REPS;
use super::senders::Known;
use crate::world::{Api, Phones};

/// An act that was acknowledged is done within this: at once, or by the worker after a crash.
const DONE: Duration = Duration::from_secs(30);

struct Hand {
    api: Api,
    phones: Phones,
}

/// A lead with a live offer.
struct Offered {
    number: i64,
    rep: String,
    task_id: String,
}

/// Somebody who does one thing after the other about whatever lead comes up.
pub async fn hand(api: Api, phones: Phones, known: Arc<Known>, mut dice: StdRng) {
    let hand = Hand { api, phones };
    let mut idle = Instant::now();
    loop {
        let Some(number) = known.take() else {
            if known.is_enough() && idle.elapsed() > Duration::from_secs(2) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        idle = Instant::now();
        let roll = dice.random_range(0..100);
        let other = dice.random_range(0..REPS);
        hand.does_something(&known, number, roll, other).await;
    }
}

impl Hand {
    async fn does_something(&self, known: &Known, number: i64, roll: u32, other: usize) {
        let Some(offered) = self.offer_of(number).await else {
            return;
        };
        let (claim, decline) = (format!("/认领 {number}"), format!("/拒绝 {number}"));
        let user = offered.rep.clone();
        match roll {
            0..30 => {
                if !self.presses(&offered, "claim").await {
                    return known.put_back(number);
                }
                self.is_claimed(known, &offered).await;
                if roll < 12 && self.presses(&offered, "contacted").await {
                    self.becomes(number, |lead| lead["state"] == "contacted")
                        .await;
                    known.did(number, |acts| acts.contacted += 1);
                }
            }
            30..45 => {
                self.says(&user, &claim).await;
                self.is_claimed(known, &offered).await;
            }
            45..60 => {
                if !self.presses(&offered, "decline").await {
                    return known.put_back(number);
                }
                self.is_declined(known, &offered).await;
            }
            60..70 => {
                self.says(&user, &decline).await;
                self.is_declined(known, &offered).await;
            }
            70..82 if user != format!("rep{other}") => {
                let line = format!("/转派 {number} @销售{other} 客户指定");
                self.says("Boss", &line).await;
                let theirs = format!("rep{other}");
                self.becomes(number, |lead| lead["offer"]["rep"] == theirs.as_str())
                    .await;
                known.did(number, |acts| acts.reassigned += 1);
                known.put_back(number);
            }
            _ => {}
        }
    }

    async fn is_claimed(&self, known: &Known, offered: &Offered) {
        let owner = offered.rep.as_str();
        self.becomes(offered.number, |lead| lead["owner"] == owner)
            .await;
        known.did(offered.number, |acts| acts.claimed += 1);
    }

    async fn is_declined(&self, known: &Known, offered: &Offered) {
        let rep = offered.rep.as_str();
        self.becomes(offered.number, |lead| lead["offer"]["rep"] != rep)
            .await;
        known.did(offered.number, |acts| acts.declined += 1);
        known.put_back(offered.number);
    }

    /// Waits until a lead is so; an acknowledged act that never shows is a lost one.
    async fn becomes(&self, number: i64, is_so: impl Fn(&Value) -> bool) {
        let begun = Instant::now();
        loop {
            let lead = self.looks_at(&format!("/api/v1/leads/{number}")).await;
            if is_so(&lead) {
                return;
            }
            assert!(
                begun.elapsed() < DONE,
                "an acknowledged act is lost: {lead}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn offer_of(&self, number: i64) -> Option<Offered> {
        let path = format!("/api/v1/leads/{number}/timeline");
        let timeline = self.looks_at(&path).await;
        let last = timeline["items"].as_array()?.last()?.clone();
        let detail = &last["detail"];
        (last["kind"] == "offered").then(|| Offered {
            number,
            rep: detail["rep"].as_str().expect("a rep").to_owned(),
            task_id: format!(
                "pd-{}-{}",
                detail["offer"].as_str().expect("an offer"),
                detail["attempt"]
            ),
        })
    }

    /// True when the service has answered; false when the card is not on the phone yet.
    async fn presses(&self, offered: &Offered, key: &str) -> bool {
        let press = json!({"userid": offered.rep, "task_id": offered.task_id, "key": key,
            "force": true, "wait": true});
        loop {
            let end = self.phones.post("/sandbox/press", &press).await;
            if end.status == 404 {
                tokio::time::sleep(Duration::from_millis(20)).await;
                return false;
            }
            if end.json()["status"] == 200 {
                return true;
            }
        }
    }

    async fn says(&self, userid: &str, line: &str) {
        let said = json!({"userid": userid, "text": line, "wait": true});
        while self.phones.post("/sandbox/say", &said).await.json()["status"] != 200 {}
    }

    /// What the service shows, asked again while it is away.
    async fn looks_at(&self, path: &str) -> Value {
        loop {
            let request = self.api.request(Method::GET, path);
            let request = request.timeout(Duration::from_secs(10));
            if let Ok(answer) = request.send().await
                && answer.status() == 200
                && let Ok(body) = answer.json().await
            {
                return body;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
