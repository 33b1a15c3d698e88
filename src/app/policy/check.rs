//! Looking a policy through before it is published.

use paidan_domain::policy::{Finding, Policy, Severity, check, coverage, read};
use serde_json::{Value, json};

use super::refused::NotDone;
use super::rulebook::{Rulebook, company};
use super::shown;
use crate::words::Lang;

/// Where the rules lie in the bodies of this API.
pub(super) const POINTER: &str = "/policy";
/// Holes that are told with a check; all of them are asked for by themselves.
const HOLES: usize = 10;

impl Rulebook {
    /// What is wrong with a document, or with the draft as it is kept; what would change, and
    /// what nobody covers. Changes nothing.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn check(&self, document: Option<Value>, lang: Lang) -> Result<Value, NotDone> {
        let kept = match &document {
            Some(_) => None,
            None => self.policies.draft().await?,
        };
        self.aside(move |book| {
            let floor = book.shelf.floor();
            let policy = match (document, kept) {
                (Some(document), _) => {
                    let read = read(&document, POINTER, &book.defaults(), &book.gazetteer);
                    match read {
                        Ok(policy) => policy,
                        Err(misread) => {
                            return json!({
                                "publishable": false,
                                "errors": shown::mistakes(lang, &misread),
                                "further_errors": misread.further,
                                "warnings": [],
                                "changes": null,
                                "sentences": null,
                                "coverage": null,
                            });
                        }
                    }
                }
                (None, Some(draft)) => draft.policy,
                (None, None) => floor.policy.as_ref().clone(),
            };
            let found = check(&policy, &company(book, &floor), POINTER);
            let show = |errors: bool| -> Vec<Value> {
                let of = found.iter().filter(|one| is_error(one) == errors);
                of.map(|one| shown::finding(book, &floor, lang, one))
                    .collect()
            };
            let holes = coverage(&policy, &company(book, &floor));
            json!({
                "publishable": !found.iter().any(is_error),
                "errors": show(true),
                "further_errors": 0,
                "warnings": show(false),
                "changes": shown::changes(book, &floor, lang, &floor.policy, &policy),
                "sentences": shown::sentences(book, &floor, lang, &policy),
                "coverage": shown::coverage(book, &floor, lang, &holes, HOLES),
            })
        })
        .await
    }

    /// What the rules in force leave uncovered.
    ///
    /// # Errors
    /// When it cannot be worked out now.
    pub async fn coverage(&self, lang: Lang) -> Result<Value, NotDone> {
        self.aside(move |book| {
            let floor = book.shelf.floor();
            let holes = coverage(&floor.policy, &company(book, &floor));
            let mut shown = shown::coverage(book, &floor, lang, &holes, usize::MAX);
            shown["policy_version"] = floor.policy.version.into();
            shown
        })
        .await
    }

    /// Refuses what must not be published.
    pub(super) async fn approve(&self, policy: Policy, lang: Lang) -> Result<(), NotDone> {
        let refused = self.aside(move |book| {
            let floor = book.shelf.floor();
            let findings = check(&policy, &company(book, &floor), POINTER);
            let errors = findings.iter().filter(|one| is_error(one));
            errors
                .map(|one| shown::finding(book, &floor, lang, one))
                .collect::<Vec<_>>()
        });
        let shown = refused.await?;
        if shown.is_empty() {
            Ok(())
        } else {
            Err(NotDone::Refused(shown))
        }
    }
}

fn is_error(one: &Finding) -> bool {
    one.flaw.severity() == Severity::Error
}
