//! Versions that are or were in force.

use paidan_domain::policy::written;
use serde_json::{Value, json};

use super::refused::NotDone;
use super::rulebook::Rulebook;
use super::shown;
use crate::app::answer::rfc3339;
use crate::app::failure::Failure;
use crate::app::ports::PolicyRecord;
use crate::words::Lang;

impl Rulebook {
    /// Versions below `before`, the newest first, each with what it changed, and where the list
    /// goes on.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn versions(
        &self,
        before: Option<u32>,
        most: u32,
        lang: Lang,
    ) -> Result<(Vec<Value>, Option<String>), NotDone> {
        // One more: what the last of the page changed is told against it.
        let records = self.policies.versions(before, most + 1).await?;
        self.aside(move |book| {
            let page = most as usize;
            let more = records.len() > page;
            let shown = records.iter().enumerate().take(page);
            let items: Vec<Value> = shown
                .map(|(at, one)| {
                    let mut item = book.version_head(one, records.get(at + 1), lang);
                    item["weights"] = json!(one.policy.weights);
                    let offer = &one.policy.offer;
                    item["claim_within_seconds"] = offer.claim_within.as_secs().into();
                    item["max_offers"] = offer.max_offers.into();
                    item["escalate_within_seconds"] = offer.escalate_within.as_secs().into();
                    item
                })
                .collect();
            let last = records.get(page.saturating_sub(1)).filter(|_| more);
            (items, last.map(|one| one.policy.version.to_string()))
        })
        .await
    }

    /// One version, whole.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn version(&self, version: u32, lang: Lang) -> Result<Value, NotDone> {
        let record = self.policies.version(version).await?;
        let record = record.ok_or(Failure::NotFound)?;
        let older = self.policies.versions(Some(version), 1).await?;
        self.aside(move |book| {
            let mut shown = book.version_head(&record, older.first(), lang);
            shown["policy"] = written(&record.policy);
            shown
        })
        .await
    }

    fn version_head(&self, one: &PolicyRecord, older: Option<&PolicyRecord>, lang: Lang) -> Value {
        let floor = self.shelf.floor();
        let changes =
            older.map(|older| shown::changes(self, &floor, lang, &older.policy, &one.policy));
        json!({
            "version": one.policy.version,
            "at": rfc3339(one.at, &self.zone),
            "by": one.by,
            "comment": one.comment,
            "sentences": shown::sentences(self, &floor, lang, &one.policy),
            "changes": changes,
        })
    }
}
