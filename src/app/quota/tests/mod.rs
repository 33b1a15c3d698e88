//! A month of DingTalk with ten calls: two processes, one store in memory.

mod company;

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, Waker};

use proptest::prelude::*;

use self::company::{Company, at};
use super::{Level, Quota};
use crate::app::ports::{Clock, Meter, Metered, Month, Traffic};

/// Nothing here waits for anything.
fn done<T>(work: impl Future<Output = T>) -> T {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(end) => end,
        Poll::Pending => panic!("it waits"),
    }
}

fn flush(quota: &Quota) {
    done(quota.flush()).expect("the store answers");
}

fn calls(quota: &Quota, many: u64) {
    for _ in 0..many {
        quota.called("card");
    }
}

#[test]
fn a_month_begins_at_midnight_in_shanghai() {
    let month = |text: &str| Month::of(at(text)).to_string();
    assert_eq!(month("2026-11-30T15:59:59Z"), "2026-11");
    assert_eq!(month("2026-11-30T16:00:00Z"), "2026-12");
    assert_eq!(month("2026-12-31T23:59:59+08:00"), "2026-12");
    assert_eq!(month("2027-01-01T00:00:00+08:00"), "2027-01");
}

#[test]
fn what_is_counted_belongs_to_the_month_in_which_it_was_counted() {
    let company = Company::on("2026-11-30T23:59:59+08:00");
    let one = company.process();
    calls(&one, 9);
    assert_eq!(one.level(Metered::Calls), Level::Saving);
    company.comes("2026-12-01T00:00:00+08:00");
    assert_eq!(one.used(), Traffic::default(), "a new month");
    assert_eq!(one.level(Metered::Calls), Level::Free);
    calls(&one, 2);
    one.messaged();
    flush(&one);
    let used = company.used.lock().unwrap().clone();
    let told: Vec<_> = used
        .iter()
        .map(|(month, sum)| (month.to_string(), sum.calls, sum.messages))
        .collect();
    assert_eq!(
        told,
        [("2026-11".to_owned(), 9, 0), ("2026-12".to_owned(), 2, 1)]
    );
    assert!(
        company.told().is_empty(),
        "nobody is told of a month that is over"
    );
}

#[test]
fn two_processes_share_one_month() {
    let company = Company::on("2026-11-25T10:00:00+08:00");
    let (one, other) = (company.process(), company.process());
    calls(&one, 4);
    calls(&other, 3);
    assert_eq!((one.used().calls, other.used().calls), (4, 3));
    flush(&one);
    flush(&other);
    assert_eq!(other.used().calls, 7);
    flush(&one);
    assert_eq!(one.used().calls, 7, "learned though it had nothing to say");
    assert_eq!(company.used.lock().unwrap().len(), 1);
}

#[test]
fn each_share_is_told_once_by_whichever_process_is_first() {
    let company = Company::on("2026-11-25T10:00:00+08:00");
    let (one, other) = (company.process(), company.process());
    calls(&one, 6);
    flush(&one);
    assert!(company.told().is_empty());
    for _ in 0..5 {
        calls(&one, 1);
        for process in [&one, &other, &one] {
            flush(process);
        }
    }
    assert_eq!(company.told(), [(70, 7), (90, 9), (100, 10)]);
    company.comes("2026-12-01T00:00:00+08:00");
    calls(&other, 7);
    flush(&other);
    flush(&one);
    assert_eq!(company.told()[3..], [(70, 7)], "a new month");
    let said = company.said.lock().unwrap();
    assert!(said.iter().all(|one| one.to == "li"));
}

#[test]
fn where_several_shares_are_passed_at_once_the_highest_is_told() {
    let company = Company::on("2026-11-25T10:00:00+08:00");
    let one = company.process();
    calls(&one, 12);
    flush(&one);
    flush(&one);
    assert_eq!(company.told(), [(100, 12)]);
}

#[test]
fn a_restart_forgets_neither_the_count_nor_what_was_told() {
    let company = Company::on("2026-11-25T10:00:00+08:00");
    let before = company.process();
    calls(&before, 9);
    flush(&before);
    let after = company.process();
    flush(&after);
    assert_eq!(after.used().calls, 9);
    assert_eq!(after.level(Metered::Calls), Level::Saving);
    assert_eq!(company.told(), [(90, 9)]);
}

#[test]
fn calls_are_saved_from_ninety_percent_on() {
    let company = Company::on("2026-11-25T10:00:00+08:00");
    let one = company.process();
    let mut seen = Vec::new();
    for _ in 0..11 {
        calls(&one, 1);
        seen.push(one.level(Metered::Calls));
    }
    assert!(seen[..8].iter().all(|level| *level == Level::Free));
    assert_eq!(seen[8..], [Level::Saving, Level::Spent, Level::Spent]);
    assert_eq!(one.level(Metered::Messages), Level::Free, "counted apart");
}

#[test]
fn the_platforms_word_counts_whatever_was_counted_here_until_it_takes_calls_again() {
    let company = Company::on("2026-11-25T10:00:00+08:00");
    let one = company.process();
    calls(&one, 2);
    one.refused(Metered::Calls);
    assert_eq!(one.level(Metered::Calls), Level::Spent);
    flush(&one);
    assert_eq!(company.told(), [(100, 2)]);
    company.comes("2026-11-25T10:10:00+08:00");
    assert_eq!(
        one.level(Metered::Calls),
        Level::Free,
        "somebody may find out"
    );
    one.refused(Metered::Calls);
    flush(&one);
    assert_eq!(company.told(), [(100, 2)], "once a month");
    company.comes("2026-12-01T00:00:00+08:00");
    assert_eq!(one.level(Metered::Calls), Level::Free);
}

#[test]
fn a_store_that_is_away_loses_no_count() {
    let company = Company::on("2026-11-25T10:00:00+08:00");
    let one = company.process();
    calls(&one, 3);
    company.away.store(true, Ordering::Relaxed);
    assert!(done(one.flush()).is_err());
    calls(&one, 1);
    assert_eq!(one.used().calls, 4);
    company.away.store(false, Ordering::Relaxed);
    flush(&one);
    flush(&one);
    assert_eq!((one.used().calls, company.process().used().calls), (4, 0));
    let stored: Vec<u64> = company
        .used
        .lock()
        .unwrap()
        .values()
        .map(|t| t.calls)
        .collect();
    assert_eq!(stored, [4]);
}

#[test]
fn what_is_shown_names_month_count_limit_and_level() {
    let company = Company::on("2026-11-25T10:00:00+08:00");
    let one = company.process();
    calls(&one, 9);
    one.messaged();
    let shown = serde_json::json!({
        "month": "2026-11",
        "calls": { "used": 9, "limit": 10, "level": "saving" },
        "messages": { "used": 1, "limit": 100, "level": "free" },
    });
    assert_eq!(one.shown(), shown);
}

/// What may happen in a second.
#[derive(Debug, Clone, Copy)]
enum Step {
    Call,
    Message,
    Flush,
    StoreGoesOrComes,
    Passes(i64),
}

fn step() -> impl Strategy<Value = (bool, Step)> {
    let what = prop_oneof![
        4 => Just(Step::Call),
        2 => Just(Step::Message),
        4 => Just(Step::Flush),
        1 => Just(Step::StoreGoesOrComes),
        1 => (0..400_000_i64).prop_map(Step::Passes),
    ];
    (any::<bool>(), what)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn within_a_month_the_count_never_falls_and_nothing_is_lost(
        steps in proptest::collection::vec(step(), 1..200),
    ) {
        let company = Company::on("2026-11-20T10:00:00+08:00");
        let processes = [company.process(), company.process()];
        let mut counted: BTreeMap<Month, Traffic> = BTreeMap::new();
        let mut seen: BTreeMap<(usize, Month), Traffic> = BTreeMap::new();
        for (which, step) in steps {
            let one = &processes[usize::from(which)];
            let month = Month::of(company.now());
            let sum = counted.entry(month).or_default();
            match step {
                Step::Call => { one.called("card"); sum.calls += 1; }
                Step::Message => { one.messaged(); sum.messages += 1; }
                Step::Flush => drop(done(one.flush())),
                Step::StoreGoesOrComes => { company.away.fetch_xor(true, Ordering::Relaxed); }
                Step::Passes(seconds) => {
                    company.now.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
                }
            }
            let month = Month::of(company.now());
            for (at, process) in processes.iter().enumerate() {
                let used = process.used();
                let before = seen.insert((at, month), used).unwrap_or_default();
                prop_assert_eq!(used.max(before), used, "it fell");
            }
        }
        company.away.store(false, Ordering::Relaxed);
        for process in processes.iter().chain(&processes) {
            flush(process);
        }
        counted.retain(|_, sum| *sum != Traffic::default());
        let mut stored = company.used.lock().unwrap().clone();
        stored.retain(|_, sum| *sum != Traffic::default());
        prop_assert_eq!(stored, counted);
        let said = company.said.lock().unwrap();
        let shares: BTreeSet<_> = said.iter().map(|one| (one.month, one.kind, one.share)).collect();
        prop_assert_eq!(shares.len(), said.len(), "said twice");
    }
}
