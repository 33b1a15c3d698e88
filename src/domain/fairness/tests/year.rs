//! A year of a sales floor: 10,000 leads, with leave, people who join and leave, and some who
//! never answer.

use std::fmt::Write as _;

use super::super::{Account, Book, LEAD, Ledger, Stretch, Turn, next_by_count, next_by_value};
use crate::money::Fen;

const LEADS: usize = 10_000;
/// Leads of a working day.
const DAY: usize = 40;
const WEEK: usize = 5 * DAY;

/// Somebody on the floor and when they are not at work, in leads counted from the first.
struct Rep {
    name: &'static str,
    share: u32,
    /// Joins with this lead.
    from: usize,
    /// Leaves with this lead.
    to: usize,
    leave: &'static [(usize, usize)],
}

const fn rep(name: &'static str, share: u32) -> Rep {
    Rep {
        name,
        share,
        from: 0,
        to: usize::MAX,
        leave: &[],
    }
}

/// Three half shares beside large ones, two who join, two who leave, six with leave, and 林静, who
/// has no share; 郑爽, 何平 and 高远 stop answering after lead 6,000 and are made inactive.
const FLOOR: [Rep; 14] = [
    Rep {
        leave: &[(1000, 2000), (7000, 7040)],
        ..rep("张伟", 1000)
    },
    Rep {
        leave: &[(400, 800)],
        ..rep("王芳", 2000)
    },
    rep("赵强", 1000),
    Rep {
        from: 3000,
        ..rep("李娜", 500)
    },
    Rep {
        to: 5200,
        ..rep("刘洋", 1000)
    },
    Rep {
        leave: &[(5000, 5010), (5020, 5033), (5040, 5077)],
        ..rep("陈静", 1500)
    },
    rep("杨磊", 500),
    Rep {
        to: 6000,
        ..rep("郑爽", 1000)
    },
    Rep {
        to: 6000,
        ..rep("何平", 1000)
    },
    Rep {
        to: 6000,
        ..rep("高远", 1000)
    },
    rep("马超", 1000),
    Rep {
        from: 4100,
        leave: &[(8000, 8600)],
        ..rep("孙悦", 1000)
    },
    Rep {
        leave: &[(2500, 4500)],
        ..rep("周涛", 500)
    },
    rep("林静", 0),
];

fn at_work(one: &Rep, lead: usize) -> bool {
    let away = one
        .leave
        .iter()
        .any(|(from, to)| (*from..*to).contains(&lead));
    (one.from..one.to).contains(&lead) && !away
}

fn those_at_work(lead: usize) -> Vec<(u32, u32)> {
    (0_u32..)
        .zip(&FLOOR)
        .filter(|(_, one)| at_work(one, lead))
        .map(|(place, one)| (place, one.share))
        .collect()
}

fn stretch(lead: usize) -> Stretch {
    let working = FLOOR.iter().filter(|one| at_work(one, lead));
    Stretch::of(working.map(|one| (one.name, one.share)))
}

/// What leads are worth: mostly some hundred yuan, now and then half a million. Always the same.
struct Values(u64);

impl Values {
    fn draw(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn next(&mut self) -> Fen {
        let size = 10_u64.pow(u32::try_from(self.draw() % 4).expect("small"));
        Fen(i64::try_from((1 + self.draw() % 50) * size * 1000).expect("small"))
    }
}

/// One stretch: what everybody had in it.
struct Passed {
    from: usize,
    to: usize,
    largest: i64,
    book: Book,
}

/// Lives through the year; answers with the ledger and every stretch.
fn live(by_value: bool) -> (Ledger, Vec<Passed>) {
    let mut ledger = Ledger::default();
    let mut passed: Vec<Passed> = Vec::new();
    let mut values = Values(7);
    let mut last = None;
    for lead in 0..LEADS {
        let (now, eligible, value) = (stretch(lead), those_at_work(lead), values.next());
        let candidates: Vec<_> = eligible
            .iter()
            .map(|(place, share)| ledger.candidate("all", now, *place, *share))
            .collect();
        let next = if by_value {
            next_by_value(&candidates, value, ledger.largest("all", now))
        } else {
            next_by_count(&candidates)
        };
        let rep = eligible[next.expect("somebody works")].0;
        let rule = Some(("all".to_owned(), now));
        ledger.post(&Turn {
            rep,
            value,
            eligible,
            rule,
        });
        let books = ledger.rule("all").expect("posted");
        if last.replace(now) != Some(now) {
            passed.push(Passed {
                from: lead,
                to: lead,
                largest: 0,
                book: Book::default(),
            });
        }
        let stretch = passed.last_mut().expect("pushed");
        stretch.to = lead + 1;
        stretch.largest = stretch.largest.max(value.0);
        stretch.book = books.now.clone();
        for place in 0..FLOOR.len() as u32 {
            let off = books.now.of(place).owed_micro().abs();
            assert!(
                by_value || off <= LEAD,
                "lead {lead}, {}: {off}",
                FLOOR[place as usize].name
            );
        }
    }
    (ledger, passed)
}

/// Leads as people read them: 12.4.
fn leads(micro: i64) -> String {
    format!("{:.2}", micro as f64 / LEAD as f64)
}

#[test]
fn ten_thousand_leads_by_count() {
    let (ledger, passed) = live(false);
    let mut told = format!("{} stretches, {LEADS} leads\n", passed.len());
    let mut worst_of_all = 0;
    for (place, one) in (0_u32..).zip(&FLOOR) {
        // The entitlement, counted here anew: share by share of each stretch's leads.
        let mut worst = 0;
        let mut due = 0;
        for stretch in &passed {
            let working = those_at_work(stretch.from);
            let all: i64 = working.iter().map(|(_, share)| i64::from(*share)).sum();
            let share = working
                .iter()
                .find(|(at, _)| *at == place)
                .map_or(0, |(_, share)| *share);
            let entitled = (stretch.to - stretch.from) as i64 * LEAD * i64::from(share) / all;
            let got = stretch.book.of(place).got_micro;
            assert!(
                (entitled - got).abs() <= LEAD,
                "{}: {entitled} and {got}",
                one.name
            );
            worst = worst.max((entitled - got).abs());
            due += entitled;
        }
        let account = ledger.floor.of(place);
        worst_of_all = worst_of_all.max(worst);
        let off = leads(due - account.got_micro);
        writeln!(
            told,
            "{} share {:>4} due {:>8} got {:>8} over all stretches {off:>6}, at most {} in one",
            one.name,
            one.share,
            leads(due),
            leads(account.got_micro),
            leads(worst)
        )
        .unwrap();
        // What is carried from stretch to stretch is worked off again and does not add up.
        assert!((due - account.got_micro).abs() <= 2 * LEAD, "{told}");
    }
    println!(
        "{told}at most {} of a lead off in any stretch",
        leads(worst_of_all)
    );
    assert_eq!(
        ledger.floor.of(13),
        Account::default(),
        "no share, nothing due, nothing got"
    );
    assert_eq!(ledger.floor.total().owed_micro(), 0);
    assert_eq!(ledger.floor.total().got_micro, LEADS as i64 * LEAD);
}

#[test]
fn ten_thousand_leads_by_value() {
    let (ledger, passed) = live(true);
    let mut told = format!("{} stretches, {LEADS} leads, in yuan\n", passed.len());
    let largest = passed.iter().map(|one| one.largest).max().unwrap_or(0);
    for (place, one) in (0_u32..).zip(&FLOOR) {
        let mut worst = 0;
        for stretch in &passed {
            let account = stretch.book.of(place);
            let off = account.owed_fen().abs();
            assert!(
                off <= stretch.largest.max(account.due_fen / 50),
                "{}: {off}",
                one.name
            );
            worst = worst.max(off);
        }
        let account = ledger.floor.of(place);
        let (due, got) = (account.due_fen, account.got_fen);
        let off = (due - got).abs();
        writeln!(
            told,
            "{} due {:>10} got {:>10} off {:>6} ({} permille), at most {:>6} in one stretch",
            one.name,
            due / 100,
            got / 100,
            off / 100,
            off * 1000 / due.max(1),
            worst / 100
        )
        .unwrap();
        assert!(off <= largest.max(due / 50), "{told}");
    }
    println!("{told}largest lead {}", largest / 100);
    assert_eq!(ledger.floor.total().owed_fen(), 0);
}

/// What came between two leads: due and got of a place.
fn between(by: &dyn Fn(&Ledger, usize, Fen) -> u32, from: usize, to: usize) -> Vec<Account> {
    let mut ledger = Ledger::default();
    let mut values = Values(7);
    let mut before = Book::default();
    for lead in 0..to {
        if lead == from {
            before = ledger.floor.clone();
        }
        let value = values.next();
        let rep = by(&ledger, lead, value);
        let (eligible, rule) = (those_at_work(lead), Some(("all".to_owned(), stretch(lead))));
        ledger.post(&Turn {
            rep,
            value,
            eligible,
            rule,
        });
    }
    let places = 0..FLOOR.len() as u32;
    places
        .map(|at| ledger.floor.of(at).since(before.of(at)))
        .collect()
}

fn by_shares(ledger: &Ledger, lead: usize, _: Fen) -> u32 {
    let (now, eligible) = (stretch(lead), those_at_work(lead));
    let candidates: Vec<_> = eligible
        .iter()
        .map(|(place, share)| ledger.candidate("all", now, *place, *share))
        .collect();
    eligible[next_by_count(&candidates).expect("somebody works")].0
}

/// The score's way: some speak for a rep by chance, and fairness counts 150 permille of it.
fn by_score(ledger: &Ledger, lead: usize, _: Fen) -> u32 {
    let mut chance = Values(lead as u64);
    let score = |place: u32, chance: u64| {
        u64::from(ledger.floor.of(place).factor_permille()) * 150 + (chance % 850) * 100
    };
    let eligible = those_at_work(lead)
        .into_iter()
        .filter(|(_, share)| *share > 0);
    eligible
        .map(|(place, _)| (score(place, chance.draw()), place))
        .max()
        .expect("somebody works")
        .1
}

#[test]
fn whoever_comes_back_from_leave_has_no_flood() {
    let mut told = String::new();
    // Who, and the first lead after their leave.
    for (place, back) in [(0, 2000), (1, 800), (5, 5077), (12, 4500), (11, 8600)] {
        for (way, by) in [
            ("shares", &by_shares as &dyn Fn(&Ledger, usize, Fen) -> u32),
            ("score", &by_score),
        ] {
            let account = between(by, back, back + WEEK)[place];
            let (due, got) = (account.due_micro, account.got_micro);
            let name = FLOOR[place].name;
            writeln!(
                told,
                "{name} by {way:<6} due {:>6} got {:>6}",
                leads(due),
                leads(got)
            )
            .unwrap();
            let room = if way == "shares" { 2 * LEAD } else { 6 * LEAD };
            assert!(got <= due + room, "{told}");
        }
    }
    println!("the first week after leave, {WEEK} leads\n{told}");
}

#[test]
fn who_is_inactive_leaves_their_turns_to_all_and_not_to_one() {
    let ways = [
        ("shares", &by_shares as &dyn Fn(&Ledger, usize, Fen) -> u32),
        ("score", &by_score),
    ];
    for (way, by) in ways {
        // 郑爽, 何平 and 高远 stand side by side before 马超; none of them is here after lead 6,000.
        let week = between(by, 6000, 6000 + WEEK);
        let mut told = String::new();
        for (one, account) in FLOOR.iter().zip(&week) {
            let Account {
                due_micro,
                got_micro,
                ..
            } = *account;
            writeln!(
                told,
                "{} share {:>4} due {:>6} got {:>6}",
                one.name,
                one.share,
                leads(due_micro),
                leads(got_micro)
            )
            .unwrap();
        }
        println!("the week after three stopped, by {way}, {WEEK} leads\n{told}");
        assert!(week[7..10].iter().all(|one| one.is_empty()), "{told}");
        let next_in_row = week[10];
        let room = if way == "shares" { 2 * LEAD } else { 6 * LEAD };
        assert!(
            next_in_row.got_micro <= next_in_row.due_micro + room,
            "{told}"
        );
    }
}
