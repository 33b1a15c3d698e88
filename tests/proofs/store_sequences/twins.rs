//! One customer who comes by two processes in the same instant is one lead.

use std::sync::Arc;

use futures_util::future::join;
use paidan::app::ports::{Clock, Ids, LeadFilter, People, Reads};
use paidan::store;
use paidan::system::{FreshIds, SystemClock};
use paidan_domain::lead::State;
use paidan_domain::policy::OfferPolicy;
use paidan_domain::understand::NewLead;
use tempfile::TempDir;

use super::side::Side;
use crate::proofs::simulation::{CountedIds, Dice, cast};
use crate::world::Cluster;

const ROUNDS: u64 = 60;

#[test]
fn a_customer_who_comes_by_two_processes_at_once_is_one_lead() {
    let (cluster, runtime) = (Cluster::shared(), super::tests::runtime());
    let url = cluster.database(&runtime);
    let folder = TempDir::new().expect("a folder");
    runtime.block_on(async {
        let settings = store::Settings {
            url,
            key_file: folder.path().join("key"),
            pool_group: None,
        };
        let mut processes = Vec::new();
        for _ in 0..2 {
            let clock: Arc<dyn Clock> = Arc::new(SystemClock);
            let ids: Arc<dyn Ids> = Arc::new(FreshIds);
            let opened = store::open(&settings, OfferPolicy::default(), clock, ids);
            processes.push(Arc::new(opened.await.expect("the store opens")));
        }
        for one in cast(&Dice::new(3), 4, (100, 100)) {
            processes[0].put(one, None).await.expect("put in");
        }
        let sides = [0, 1].map(|number: u64| {
            let ids = Arc::new(CountedIds::default());
            ids.restart(number << 40);
            Side::on(
                processes[usize::try_from(number).expect("small")].clone(),
                ids,
            )
        });
        for round in 0..ROUNDS {
            let lead = NewLead {
                phone: Some(format!("138{:08}", 10_000_000 + round)),
                ..NewLead::default()
            };
            let [one, other] = &sides;
            let (first, second) = join(
                one.intake.take("website", lead.clone(), None),
                other.intake.take("fair", lead, None),
            )
            .await;
            first.expect("taken");
            second.expect("taken");
        }
        let filter = LeadFilter {
            states: vec![State::Merged],
            limit: 1000,
            ..LeadFilter::default()
        };
        let merged = processes[0].leads(filter).await.expect("answers").len();
        assert_eq!(u64::try_from(merged), Ok(ROUNDS), "each came twice");
    });
}
