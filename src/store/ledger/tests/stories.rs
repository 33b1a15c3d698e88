use paidan_domain::fairness::{Account, LEAD, Stretch, Turn};
use paidan_domain::lead::Promise;
use paidan_domain::money::Fen;
use paidan_domain::time::Instant;

use super::bench::Bench;
use crate::app::ports::Posted;
use crate::store::{Finding, Subject};

const ALL: [(u32, u32); 3] = [(0, 1000), (1, 2000), (2, 1000)];

fn account(due_micro: i64, got_micro: i64, due_fen: i64, got_fen: i64) -> Account {
    Account {
        due_micro,
        got_micro,
        due_fen,
        got_fen,
    }
}

async fn is_sound(bench: &Bench) {
    let audit = bench.audit().await;
    assert!(audit.is_sound(), "{:?}", audit.findings);
}

#[test]
fn a_turn_is_due_to_all_and_got_by_one() {
    Bench::on_both(|bench| async move {
        let nothing = Account::default();
        assert_eq!(bench.in_all("li").await, nothing);
        let lead = bench.turn(1, 4000, &ALL).await;
        let week = bench.week();
        assert_eq!(bench.in_all("li").await, account(LEAD / 4, 0, 1000, 0));
        assert_eq!(
            bench.in_all("wang").await,
            account(LEAD / 2, LEAD, 2000, 4000)
        );
        assert_eq!(
            bench.in_week("wang", week).await,
            bench.in_all("wang").await
        );
        let entries = bench.entries("wang", None, 10).await;
        let [entry] = entries.as_slice() else {
            panic!("{entries:?}");
        };
        assert_eq!((entry.posted, entry.count_micro), (Posted::Turn, LEAD));
        assert_eq!((entry.value, entry.lead.0), (Fen(4000), 1));
        assert_eq!(entry.rule, None);
        assert_eq!(bench.entries("li", None, 10).await, []);
        // Somebody who could not have had it has nothing to do with it.
        bench.turn(0, 0, &[(0, 1000)]).await;
        assert_eq!(
            bench.in_all("wang").await,
            account(LEAD / 2, LEAD, 2000, 4000)
        );
        let _ = lead;
        is_sound(&bench).await;
    });
}

#[test]
fn a_new_week_begins_at_nothing_and_the_whole_goes_on() {
    Bench::on_both(|bench| async move {
        bench.turn(1, 4000, &ALL).await;
        let before = bench.week();
        bench.a_week_passes();
        assert_eq!(
            bench.in_week("wang", bench.week()).await,
            Account::default()
        );
        bench.turn(1, 0, &ALL).await;
        assert_eq!(
            bench.in_week("wang", bench.week()).await,
            account(LEAD / 2, LEAD, 0, 0)
        );
        assert_eq!(
            bench.in_week("wang", before).await,
            account(LEAD / 2, LEAD, 2000, 4000)
        );
        assert_eq!(
            bench.in_all("wang").await,
            account(LEAD, 2 * LEAD, 2000, 4000)
        );
        is_sound(&bench).await;
    });
}

#[test]
fn an_invalid_lead_gives_its_last_turn_back_once() {
    Bench::on_both(|bench| async move {
        let lead = bench.turn(1, 4000, &ALL).await;
        bench.is_invalid(lead).await;
        bench.is_invalid(lead).await;
        for rep in ["li", "wang", "zhang"] {
            assert_eq!(bench.in_all(rep).await, Account::default(), "{rep}");
        }
        let kinds: Vec<_> = bench
            .entries("wang", None, 10)
            .await
            .iter()
            .map(|entry| (entry.posted, entry.count_micro, entry.value.0))
            .collect();
        assert_eq!(
            kinds,
            [(Posted::Credit, -LEAD, -4000), (Posted::Turn, LEAD, 4000)]
        );
        // It went by hand, so nobody's turn was used.
        let by_hand = bench.lead().await;
        bench.is_invalid(by_hand).await;
        assert_eq!(bench.entries("wang", None, 10).await.len(), 2);
        is_sound(&bench).await;
    });
}

#[test]
fn what_is_given_back_in_another_week_counts_there_and_is_borne_by_who_works_then() {
    Bench::on_both(|bench| async move {
        let lead = bench.turn(1, 4000, &ALL).await;
        bench.a_week_passes();
        bench.puts("zhang", 1000, Some(Instant(i64::MAX))).await;
        bench.is_invalid(lead).await;
        let week = bench.week();
        assert_eq!(
            bench.in_week("wang", week).await,
            account(-666_667, -LEAD, -2667, -4000)
        );
        assert_eq!(
            bench.in_week("li", week).await,
            account(-333_333, 0, -1333, 0)
        );
        assert_eq!(
            bench.in_week("zhang", week).await,
            Account::default(),
            "on leave"
        );
        assert_eq!(bench.in_all("zhang").await, account(LEAD / 4, 0, 1000, 0));
        is_sound(&bench).await;
    });
}

#[test]
fn a_rules_account_begins_anew_when_others_work() {
    Bench::on_both(|bench| async move {
        let both = [(0, 1000), (2, 1000)];
        bench.turn_under(0, 300, &ALL, Some(("big", 1))).await;
        bench.turn_under(1, 900, &ALL, Some(("big", 1))).await;
        bench
            .turn_under(2, 200, &both, Some(("big", u64::MAX)))
            .await;
        let check = |ledger: paidan_domain::fairness::Ledger| {
            let books = ledger.rule("big").expect("posted").clone();
            assert_eq!(books.stretch, Stretch(u64::MAX));
            assert_eq!(books.largest, Fen(200));
            assert_eq!(books.now.of(2), account(LEAD / 2, LEAD, 100, 200));
            assert_eq!(books.now.of(1), Account::default());
            assert_eq!(books.whole.of(1), account(LEAD, LEAD, 600, 900));
            let now = ledger.candidate("big", Stretch(u64::MAX), 2, 1000);
            assert_eq!(now.before_micro, LEAD / 2);
        };
        check(bench.ledger().await);
        // Whoever opens the store later reads the same.
        check(bench.another().await.ledger().await);
        is_sound(&bench).await;
    });
}

#[test]
fn within_one_transaction_others_may_come_and_go_again() {
    Bench::on_both(|bench| async move {
        let turn = |rep, stretch| Turn {
            rep,
            value: Fen(100),
            eligible: ALL.to_vec(),
            rule: Some(("big".to_owned(), Stretch(stretch))),
        };
        let lead = bench.lead().await;
        bench.posts(lead, vec![turn(0, 1)]).await;
        bench
            .posts(lead, vec![turn(1, 1), turn(2, 2), turn(0, 1)])
            .await;
        let (kept, read) = (bench.ledger().await, bench.another().await.ledger().await);
        assert_eq!(kept, read);
        let books = kept.rule("big").expect("posted");
        assert_eq!(
            books.now.total().got_micro,
            LEAD,
            "one turn since it changed back"
        );
        assert_eq!(books.whole.total().got_micro, 4 * LEAD);
        is_sound(&bench).await;
    });
}

#[test]
fn a_credit_under_a_rule_reaches_its_accounts() {
    Bench::on_both(|bench| async move {
        let lead = bench.turn_under(1, 400, &ALL, Some(("big", 7))).await;
        bench.turn_under(0, 800, &ALL, Some(("big", 7))).await;
        bench.is_invalid(lead).await;
        let (kept, read) = (bench.ledger().await, bench.another().await.ledger().await);
        assert_eq!(kept, read);
        let books = kept.rule("big").expect("posted");
        assert_eq!(books.now.of(1), account(LEAD / 2, 0, 400, 0));
        assert_eq!(books.now, books.whole);
        assert_eq!(books.largest, Fen(800));
        is_sound(&bench).await;
    });
}

#[test]
fn a_change_that_fails_posts_nothing() {
    Bench::on_both(|bench| async move {
        let lead = bench.lead().await;
        let nobody = Turn {
            rep: 99,
            value: Fen(1),
            eligible: ALL.to_vec(),
            rule: None,
        };
        let failed = bench.store.queue.write(move |desk| {
            let nobody = nobody.clone();
            Box::pin(async move {
                let good = Turn {
                    rep: 1,
                    ..nobody.clone()
                };
                super::super::post(desk, lead, &good).await?;
                super::super::post(desk, lead, &nobody).await
            })
        });
        failed.await.expect_err("nobody stands there");
        assert_eq!(bench.in_all("wang").await, Account::default());
        assert_eq!(bench.ledger().await.floor.total(), Account::default());
        is_sound(&bench).await;
    });
}

#[test]
fn what_was_posted_is_read_page_by_page() {
    Bench::on_both(|bench| async move {
        for _ in 0..5 {
            bench.turn(1, 100, &ALL).await;
        }
        let first = bench.entries("wang", None, 2).await;
        let then = bench
            .entries("wang", first.last().map(|one| one.id), 2)
            .await;
        let rest = bench
            .entries("wang", then.last().map(|one| one.id), 2)
            .await;
        let numbers: Vec<_> = [first, then, rest]
            .concat()
            .iter()
            .map(|one| one.lead.0)
            .collect();
        assert_eq!(numbers, [5, 4, 3, 2, 1]);
    });
}

#[test]
fn two_processes_post_at_once_and_nothing_is_lost() {
    Bench::on_both(|bench| async move {
        if !bench.is_postgres() {
            return;
        }
        let other = bench.another().await;
        let each = async |bench: &Bench, rep| {
            for turn in 0..40 {
                let rule = Some(("big", turn / 10));
                bench.turn_under(rep, 100, &ALL, rule).await;
            }
        };
        tokio::join!(each(&bench, 0), each(&other, 2));
        let total = bench.ledger().await.floor.total();
        assert_eq!((total.got_micro, total.due_micro), (80 * LEAD, 80 * LEAD));
        assert_eq!(bench.in_all("li").await.got_micro, 40 * LEAD);
        is_sound(&bench).await;
    });
}

#[test]
fn the_doctor_sees_an_account_that_does_not_add_up() {
    Bench::on_both(|bench| async move {
        let lead = bench.turn_under(1, 400, &ALL, Some(("big", 7))).await;
        bench.turn(1, 0, &ALL).await;
        bench.is_invalid(lead).await;
        is_sound(&bench).await;
        let plants = [
            (
                "account SET due_micro = due_micro",
                "account = 'floor' AND staff_id = 'li'",
            ),
            (
                "account SET due_fen = due_fen",
                "account = 'rule:big' AND staff_id = 'li'",
            ),
            (
                "account SET got_micro = got_micro",
                "account = 'stretch:big' AND staff_id = 'wang'",
            ),
            ("entry SET count_micro = count_micro", "kind = 'credit'"),
            ("entry SET value_fen = value_fen", "kind = 'turn'"),
        ];
        for (change, place) in plants {
            let plant = |sign: char| format!("UPDATE ledger_{change} {sign} 1 WHERE {place}");
            bench.tampers(&plant('+')).await;
            let audit = bench.audit().await;
            let about = |one: &Finding| one.about == Subject::Promise(Promise::Shares);
            assert!(!audit.is_sound(), "{change}");
            assert!(audit.findings.iter().all(about), "{:?}", audit.findings);
            bench.tampers(&plant('-')).await;
            is_sound(&bench).await;
        }
    });
}

#[test]
fn a_turn_is_given_back_in_the_transaction_that_posted_it() {
    Bench::on_both(|bench| async move {
        let lead = bench.lead().await;
        let turn = Turn {
            rep: 1,
            value: Fen(700),
            eligible: ALL.to_vec(),
            rule: None,
        };
        let both = bench.store.queue.write(move |desk| {
            let turn = turn.clone();
            Box::pin(async move {
                super::super::post(desk, lead, &turn).await?;
                super::super::give_back(desk, lead).await?;
                super::super::give_back(desk, lead).await
            })
        });
        both.await.expect("is posted");
        assert_eq!(bench.in_all("wang").await, Account::default());
        assert_eq!(bench.entries("wang", None, 9).await.len(), 2);
        is_sound(&bench).await;
    });
}

#[test]
fn who_changes_is_put_in_place_and_the_rest_stays() {
    Bench::on_both(|bench| async move {
        bench.turn(1, 4000, &ALL).await;
        // One is another than before, one is new and comes first by id.
        bench.puts("wang", 500, None).await;
        bench.puts("an", 1000, None).await;
        bench.turn(2, 300, &[(2, 1000), (3, 1000)]).await;
        let here = bench.floor().await;
        assert_eq!(here.len(), 4);
        // A process that reads everything anew sees the same.
        let there = bench.another().await.floor().await;
        assert_eq!(here, there);
        is_sound(&bench).await;
    });
}
