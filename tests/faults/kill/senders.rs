//! Those who hand leads in, and what everybody outside knows for sure.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::Api;

/// What was acknowledged to be done to a lead, and so must be found in its life just as often.
#[derive(Debug, Clone, Default)]
pub struct Acts {
    pub id: String,
    pub claimed: usize,
    pub declined: usize,
    pub reassigned: usize,
    pub contacted: usize,
}

/// What people outside know.
#[derive(Default)]
pub struct Known {
    next: AtomicUsize,
    acknowledged: AtomicUsize,
    enough: AtomicBool,
    /// Leads that somebody may do something about, by number.
    open: Mutex<VecDeque<i64>>,
    pub leads: Mutex<BTreeMap<i64, Acts>>,
}

impl Known {
    /// How many leads and acts were acknowledged.
    pub fn acknowledged(&self) -> usize {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// No more leads from now on.
    pub fn enough(&self) {
        self.enough.store(true, Ordering::Relaxed);
    }

    /// Whether no new leads come.
    pub fn is_enough(&self) -> bool {
        self.enough.load(Ordering::Relaxed)
    }

    /// A lead that somebody may do something about.
    pub fn take(&self) -> Option<i64> {
        self.open.lock().expect("not poisoned").pop_front()
    }

    /// Something may still be done about a lead.
    pub fn put_back(&self, number: i64) {
        self.open.lock().expect("not poisoned").push_back(number);
    }

    /// Something that was done to a lead is there to stay.
    pub fn did(&self, number: i64, note: impl FnOnce(&mut Acts)) {
        note(
            self.leads
                .lock()
                .expect("not poisoned")
                .entry(number)
                .or_default(),
        );
        self.acknowledged.fetch_add(1, Ordering::Relaxed);
    }

    /// The sums.
    pub fn told(&self) -> String {
        let leads = self.leads.lock().expect("not poisoned");
        let sum = |of: fn(&Acts) -> usize| leads.values().map(of).sum::<usize>();
        format!(
            "{} leads, {} claims, {} declines, {} hand-overs, {} contacts",
            leads.len(),
            sum(|acts| acts.claimed),
            sum(|acts| acts.declined),
            sum(|acts| acts.reassigned),
            sum(|acts| acts.contacted),
        )
    }
}

/// Hands in leads and repeats what was not acknowledged, under the same key.
pub async fn sender(source: Api, known: Arc<Known>) {
    while !known.is_enough() {
        let at = known.next.fetch_add(1, Ordering::Relaxed);
        let lead = json!({"phone": format!("139{at:08}"), "need": format!("第 {at} 位客户要货")});
        let taken = loop {
            let request = source
                .request(Method::POST, "/api/v1/leads")
                .timeout(Duration::from_secs(10))
                .header("idempotency-key", format!("lead-{at}"))
                .json(&lead);
            if let Ok(answer) = request.send().await {
                let status = answer.status().as_u16();
                let body: Result<Value, _> = answer.json().await;
                assert!(matches!(status, 200 | 201 | 503), "{status}: {body:?}");
                if let (200 | 201, Ok(body)) = (status, body) {
                    break body;
                }
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        let number = taken["number"].as_i64().expect("a number");
        let id = taken["id"].as_str().expect("an id").to_owned();
        known.did(number, |acts| acts.id = id);
        known.put_back(number);
    }
}
