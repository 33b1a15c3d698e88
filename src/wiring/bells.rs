//! When what recurs.

use std::sync::Arc;

use crate::app::inbox::Desk;
use crate::app::ports::Outbox;
use crate::app::quota::Quota;
use crate::app::sweep::Sweep;
use crate::jobs::Table;
use crate::store::Store;

/// The table of bells.
pub(super) fn table(
    store: &Arc<Store>,
    desk: &Arc<Desk>,
    sweep: &Arc<Sweep>,
    quota: Option<&Arc<Quota>>,
) -> Table {
    let (bell, inbox, old) = (store.clone(), desk.clone(), store.clone());
    let sweep = sweep.clone();
    let table = Table::new()
        .every("outbox", "* * * * * *", move || {
            let bell = bell.clone();
            async move { bell.ring() }
        })
        .every("sweep", "* * * * * *", move || {
            let sweep = sweep.clone();
            async move {
                if let Err(error) = sweep.step().await {
                    tracing::warn!(%error, "what is over waits");
                }
            }
        })
        .every("inbox", "*/2 * * * * *", move || {
            let inbox = inbox.clone();
            async move {
                if let Err(error) = inbox.catch_up().await {
                    tracing::warn!(%error, "the inbox waits");
                }
            }
        })
        .every("old sends", "0 17 * * * *", move || {
            let old = old.clone();
            async move {
                if let Err(error) = old.forget_old_sends().await {
                    tracing::warn!(%error, "old sends are still there");
                }
            }
        });
    let Some(quota) = quota.cloned() else {
        return table;
    };
    table.every("quota", "* * * * * *", move || {
        let quota = quota.clone();
        async move {
            if let Err(error) = quota.flush().await {
                tracing::warn!(%error, "the month's figures wait");
            }
        }
    })
}
