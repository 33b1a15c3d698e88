//! The draft (草稿): read, written, made of an older version.

use paidan_domain::policy::{Policy, check, read, written};
use serde_json::{Value, json};

use super::check::POINTER;
use super::refused::NotDone;
use super::rulebook::{Rulebook, company};
use super::shown;
use crate::app::answer::rfc3339;
use crate::app::caller::Caller;
use crate::app::failure::Failure;
use crate::app::ports::{DraftRecord, Seen};
use crate::words::Lang;

/// A draft as it is sent.
#[derive(Debug, Clone)]
pub struct DraftAsked {
    /// The rules.
    pub policy: Value,
    /// What its writer had seen.
    pub seen: Seen,
}

impl Rulebook {
    /// The draft with what it changes; while nobody works on one, the rules in force.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn draft(&self, lang: Lang) -> Result<Value, NotDone> {
        let kept = self.policies.draft().await?;
        let force = self.policies.versions(None, 1).await?;
        let newest = force.into_iter().next();
        let base = match &kept {
            Some(draft) => self.policies.version(draft.base).await?,
            None => None,
        };
        self.aside(move |book| {
            let floor = book.shelf.floor();
            let force = newest
                .as_ref()
                .map_or(floor.policy.as_ref(), |one| &one.policy);
            // A draft that says nothing of its own goes along with what is in force.
            let own = kept.as_ref().filter(|draft| {
                let base = base.as_ref().map(|base| &base.policy);
                base != Some(&draft.policy)
            });
            let draft = own.map_or(force, |draft| &draft.policy);
            let mut shown = book.drafted(lang, draft, force);
            if let Some(draft) = own {
                book.signed(&mut shown, draft);
            } else {
                shown["revision"] = kept.as_ref().map_or(0, |draft| draft.revision).into();
                shown["base_version"] = force.version.into();
            }
            // Whoever publishes must first see what was published meanwhile.
            if let Some(newest) = newest
                .as_ref()
                .filter(|one| one.policy.version > draft.version)
            {
                shown["behind"] = json!({
                    "version": newest.policy.version,
                    "at": rfc3339(newest.at, &book.zone),
                    "by": newest.by,
                });
            }
            shown
        })
        .await
    }

    /// Writes the draft and says what is wrong with it, which does not keep it from being kept.
    ///
    /// # Errors
    /// [`NotDone::Misread`] with every mistake, [`NotDone::Overtaken`] when somebody else wrote or
    /// published; then nothing was written.
    pub async fn put(
        &self,
        caller: &Caller,
        asked: DraftAsked,
        lang: Lang,
    ) -> Result<Value, NotDone> {
        let (document, seen) = (asked.policy, asked.seen);
        let told = document.get("version").and_then(Value::as_u64);
        let policy = self
            .aside(move |book| {
                let read = read(&document, POINTER, &book.defaults(), &book.gazetteer);
                read.map_err(|misread| {
                    NotDone::Misread(shown::mistakes(lang, &misread), misread.further)
                })
            })
            .await??;
        // A version that was looked up names the one it was, and so what its writer saw.
        let named = told.and_then(|version| u32::try_from(version).ok());
        let seen = Seen {
            base: seen.base.or(named),
            ..seen
        };
        self.keep(caller, policy, seen, lang).await
    }

    /// Makes an older version the draft.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a version that never was; else as [`Rulebook::put`].
    pub async fn restore(
        &self,
        caller: &Caller,
        version: u32,
        revision: Option<u32>,
        lang: Lang,
    ) -> Result<Value, NotDone> {
        let record = self.policies.version(version).await?;
        let record = record.ok_or(Failure::NotFound)?;
        let seen = Seen {
            revision,
            base: None,
        };
        self.keep(caller, record.policy, seen, lang).await
    }

    async fn keep(
        &self,
        caller: &Caller,
        policy: Policy,
        seen: Seen,
        lang: Lang,
    ) -> Result<Value, NotDone> {
        let put = self.policies.put_draft(policy, seen, &caller.name).await?;
        let draft = put.map_err(|by| self.overtaken(by))?;
        self.aside(move |book| {
            let floor = book.shelf.floor();
            let found = check(&draft.policy, &company(book, &floor), POINTER);
            let mut shown = book.drafted(lang, &draft.policy, &floor.policy);
            book.signed(&mut shown, &draft);
            shown["findings"] = found
                .iter()
                .map(|one| shown::finding(book, &floor, lang, one))
                .collect();
            shown
        })
        .await
    }

    fn drafted(&self, lang: Lang, draft: &Policy, force: &Policy) -> Value {
        let floor = self.shelf.floor();
        json!({
            "at": null,
            "by": null,
            "behind": null,
            "policy": written(draft),
            "sentences": shown::sentences(self, &floor, lang, draft),
            "changes": shown::changes(self, &floor, lang, force, draft),
        })
    }

    fn signed(&self, shown: &mut Value, draft: &DraftRecord) {
        shown["revision"] = draft.revision.into();
        shown["base_version"] = draft.base.into();
        shown["at"] = rfc3339(draft.at, &self.zone).into();
        shown["by"] = draft.by.clone().into();
    }
}
