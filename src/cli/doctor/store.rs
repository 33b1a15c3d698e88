//! `paidan doctor store`: the store and every promise about it.

use anyhow::{Context, Result, bail};
use paidan_domain::lead::Promise;

use crate::app::ports::Clock;
use crate::config::Config;
use crate::store::{self, Audit, Subject};
use crate::system::SystemClock;
use crate::words::{Ailment, ailment_fix, ailment_title};

/// Where the store of these settings is.
pub(super) fn settings(config: &Config) -> store::Settings {
    store::Settings {
        url: config.store.url.clone(),
        key_file: config.privacy.key_file.clone(),
        pool_group: None,
    }
}

/// Looks and tells; what is wrong is the error.
pub(super) async fn check(config: &Config) -> Result<()> {
    let audit = store::audit(&settings(config), SystemClock.now())
        .await
        .context("存储打不开 · the store cannot be looked at; 先运行一次 paidan serve · run paidan serve once")?;
    tell(&audit);
    if !audit.is_sound() {
        bail!("{} 处不对 · {} things are wrong", audit.total, audit.total);
    }
    Ok(())
}

fn tell(audit: &Audit) {
    let (leads, events, effects) = (audit.leads, audit.events, audit.effects);
    println!("  {leads} 条线索 {events} 个事件 {effects} 条推送 · leads, events, effects");
    let first = [Subject::Storage, Subject::Schema];
    let promises = Promise::ALL.into_iter().map(Subject::Promise);
    for subject in first.into_iter().chain(promises) {
        let found: Vec<_> = audit
            .findings
            .iter()
            .filter(|one| one.about == subject)
            .collect();
        let ailment = ailment(subject);
        let mark = if found.is_empty() { "✓" } else { "✗" };
        println!("{mark} {}", ailment_title(ailment));
        for one in &found {
            println!("    {}: {}", one.at, one.seen);
        }
        if !found.is_empty() {
            println!("    → {}", ailment_fix(ailment));
        }
    }
    note(
        audit.overdue,
        "条已到期还没转走(服务在运行吗?)· overdue: does the service run?",
    );
    note(
        audit.open_acts,
        "次点按已存下还没处理 · acts are safe and not dealt with yet",
    );
    note(
        audit.dead,
        "条推送已放弃,可重发 POST /api/v1/outbox/{row}/replay · given up, can be replayed",
    );
}

/// Not wrong, and worth knowing.
fn note(count: u64, said: &str) {
    if count > 0 {
        println!("! {count} {said}");
    }
}

fn ailment(subject: Subject) -> Ailment {
    match subject {
        Subject::Storage => Ailment::Storage,
        Subject::Schema => Ailment::Schema,
        Subject::Promise(promise) => Ailment::Promise(promise),
    }
}
