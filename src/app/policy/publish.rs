//! Publishing (发布): the draft becomes the next version, and decisions from then on name it.

use serde_json::{Value, json};

use super::refused::NotDone;
use super::rulebook::Rulebook;
use super::shown;
use crate::app::answer::rfc3339;
use crate::app::caller::Caller;
use crate::app::failure::Failure;
use crate::app::people::WrongField;
use crate::words::{Lang, Wrong};

/// Characters of a comment.
const COMMENT: usize = 500;

impl Rulebook {
    /// Publishes the draft; `revision` is the one that was looked at, the last one when it is left
    /// out.
    ///
    /// # Errors
    /// [`NotDone::Refused`] with every error, [`NotDone::Overtaken`] when somebody else wrote or
    /// published, [`NotDone::Fields`] when nothing would change. Nothing is in force then.
    pub async fn publish(
        &self,
        caller: &Caller,
        revision: Option<u32>,
        comment: &str,
        lang: Lang,
    ) -> Result<Value, NotDone> {
        let comment = comment.trim();
        if comment.chars().count() > COMMENT || comment.contains('\0') {
            let wrong = WrongField::new("/comment", Wrong::Comment);
            return Err(NotDone::Fields(vec![wrong]));
        }
        let nothing_new = || NotDone::Fields(vec![WrongField::new("", Wrong::NothingNew)]);
        let draft = self.policies.draft().await?.ok_or_else(nothing_new)?;
        let older = self.policies.version(draft.base).await?;
        if older
            .as_ref()
            .is_some_and(|older| older.policy == draft.policy)
        {
            return Err(nothing_new());
        }
        self.approve(draft.policy, lang).await?;
        // The revision that was checked is the one that is published, or another is told of.
        let checked = revision.unwrap_or(draft.revision);
        let done = self
            .policies
            .publish(checked, &caller.name, comment)
            .await?;
        let record = done.ok_or(Failure::NotFound)?;
        let record = record.map_err(|by| self.overtaken(by))?;
        tracing::info!(version = record.policy.version, by = %record.by, "rules are published");
        self.aside(move |book| {
            let floor = book.shelf.floor();
            let changes = older
                .map(|older| shown::changes(book, &floor, lang, &older.policy, &record.policy));
            json!({
                "version": record.policy.version,
                "at": rfc3339(record.at, &book.zone),
                "by": record.by,
                "comment": record.comment,
                "changes": changes,
            })
        })
        .await
    }
}
