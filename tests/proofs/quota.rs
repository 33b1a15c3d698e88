//! 用量 in the real store, on SQLite and PostgreSQL: what two processes count is one sum, and
//! of the processes that pass a share in the same instant one tells the duty manager.

use std::path::Path;
use std::sync::Arc;

use futures_util::future::{join, join_all};
use paidan::app::ports::{
    Clock, Errand, Finish, Ids, Meter, Metered, MeteredApp, Month, Outbox, People, Traffic, Usage,
};
use paidan::app::quota::{Level, Limits, Quota};
use paidan::store::{self, Store};
use paidan::system::{FreshIds, SystemClock};
use paidan::words::{Consumption, Saying};
use paidan_domain::ids::StaffId;
use paidan_domain::people::Platform;
use paidan_domain::policy::OfferPolicy;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::proofs::simulation::{Dice, cast};
use crate::world::Cluster;

fn runtime() -> Runtime {
    let made = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    made.expect("a runtime")
}

fn app() -> MeteredApp {
    MeteredApp {
        platform: Platform::Dingtalk,
        id: "dingexample".to_owned(),
    }
}

async fn opens(url: &str, folder: &Path) -> Arc<Store> {
    let settings = store::Settings {
        url: url.to_owned(),
        key_file: folder.join("key"),
        pool_group: None,
    };
    let offer = OfferPolicy {
        duty_manager: StaffId::parse("boss0").ok(),
        ..OfferPolicy::default()
    };
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let ids: Arc<dyn Ids> = Arc::new(FreshIds);
    let opened = store::open(&settings, offer, clock, ids).await;
    Arc::new(opened.expect("the store opens"))
}

fn process(store: &Arc<Store>) -> Quota {
    let limits = Limits {
        calls: Some(1000),
        messages: None,
    };
    let clock = Arc::new(SystemClock);
    Quota::new(app(), limits, store.clone(), store.clone(), clock)
}

/// What the duty manager is to be told, as it lies in the outbox.
async fn told(store: &Store) -> Vec<Consumption> {
    let mut all = Vec::new();
    loop {
        let tasks = store.lease(100).await.expect("answers");
        if tasks.is_empty() {
            return all;
        }
        for task in tasks {
            assert_eq!(task.recipient.as_str(), "boss0");
            let Errand::Say { saying } = &task.errand else {
                panic!("{:?}", task.errand);
            };
            let Saying::Quota(news) = saying else {
                panic!("{saying:?}");
            };
            all.push(news.clone());
            let end = Finish::Skipped("read");
            assert!(store.finish(&task, end).await.expect("answers"));
        }
    }
}

async fn a_month(url: &str, folder: &Path) {
    let stores = [opens(url, folder).await, opens(url, folder).await];
    for one in cast(&Dice::new(3), 2, (5, 5)) {
        stores[0].put(one, None).await.expect("put in");
    }
    let processes = stores.each_ref().map(process);
    // Nobody knows of the other; both bring their part in the same instant, again and again.
    for _ in 0..45 {
        for (at, one) in processes.iter().enumerate() {
            for _ in 0..=at * 4 {
                one.called("card");
            }
            for _ in 0..10 {
                one.called("card");
            }
            one.messaged();
        }
        let [one, other] = &processes;
        let (first, second) = join(one.flush(), other.flush()).await;
        first.expect("stored");
        second.expect("stored");
    }
    let sum = Traffic {
        calls: 45 * (11 + 15),
        messages: 90,
    };
    let month = Month::of(SystemClock.now());
    let nothing = Traffic::default();
    assert_eq!(stores[0].add(&app(), month, nothing).await, Ok(sum));
    join_all(processes.iter().map(Quota::flush)).await;
    assert_eq!(processes.each_ref().map(Quota::used), [sum, sum]);
    let news = told(&stores[0]).await;
    let shares: Vec<u8> = news.iter().map(|news| news.percent).collect();
    assert_eq!(shares, [70, 90, 100]);
    assert!(news.iter().all(|news| news.kind == Metered::Calls));
    // A restart: nothing is forgotten, nothing told again.
    let again = process(&stores[1]);
    again.flush().await.expect("reads");
    assert_eq!(again.used(), sum);
    assert_eq!(again.level(Metered::Calls), Level::Spent);
    assert_eq!(again.level(Metered::Messages), Level::Free);
    assert!(told(&stores[0]).await.is_empty());
    // Another app's month is its own.
    let other = MeteredApp {
        id: "dingother".to_owned(),
        ..app()
    };
    assert_eq!(stores[0].add(&other, month, nothing).await, Ok(nothing));
    let warned = stores[0].warn(&other, month, Metered::Calls, 100, None);
    assert_eq!(warned.await, Ok(true), "though nothing was counted yet");
    let lower = stores[0].warn(&other, month, Metered::Calls, 90, None);
    assert_eq!(lower.await, Ok(false), "more was told");
}

#[test]
fn two_processes_count_one_month_on_sqlite() {
    let folder = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("paidan.db").display());
    runtime().block_on(a_month(&url, folder.path()));
}

#[test]
fn two_processes_count_one_month_on_postgresql() {
    let (cluster, runtime) = (Cluster::shared(), runtime());
    let folder = TempDir::new().expect("a folder");
    let url = cluster.database(&runtime);
    runtime.block_on(a_month(&url, folder.path()));
}
