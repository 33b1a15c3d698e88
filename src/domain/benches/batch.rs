//! A burst matched as a whole: 3,000 leads by 500 reps are to take less than 2 s.

// The town is the one that the tests hold against greedy matching.
#[path = "../matching/batch/tests/town.rs"]
mod town;

use divan::{Bencher, black_box};
use paidan_domain::matching::batch::{Burst, Candidate, Plan, Seat};
use paidan_domain::policy::Weights;

fn main() {
    divan::main();
}

/// A bulk of the morning.
#[divan::bench]
fn three_hundred_leads_by_fifty_reps(bencher: Bencher<'_, '_>) {
    plan(bencher, &town::burst(300, 50, 7));
}

/// Each rep has a few cities and products: some 23 reps for a lead.
#[divan::bench(sample_count = 10)]
fn three_thousand_leads_by_five_hundred_reps(bencher: Bencher<'_, '_>) {
    plan(bencher, &town::burst(3000, 500, 7));
}

/// Nothing restricts anybody: 1,500,000 scores by chance.
#[divan::bench(sample_count = 5)]
fn everybody_may_have_everything(bencher: Bencher<'_, '_>) {
    plan(bencher, &town::dense(3000, 500, 7));
}

/// All leads are alike, as when only phones are known.
#[divan::bench(sample_count = 5)]
fn only_phones_known(bencher: Bencher<'_, '_>) {
    plan(bencher, &town::alike(3000, 500, 7));
}

fn plan(bencher: Bencher<'_, '_>, burst: &Burst) {
    bencher.bench_local(|| Plan::of(black_box(burst)));
}
