//! How a line of the doctor reads.

use paidan_domain::people::Platform;

use super::{Check, CheckTally, Checked, Found, Trouble, tally_text, trouble_fix, trouble_text};
use crate::words::Metered;

#[test]
fn the_address_that_was_refused_stands_in_the_fix() {
    let refused = |address: Option<&str>| Trouble::NotAllowed {
        address: address.map(|one| one.parse().expect("an address")),
        code: "60020".to_owned(),
    };
    let fix = |platform, address| trouble_fix(platform, Check::ExitAddress, &refused(address));
    let told = fix(Platform::Wecom, Some("203.0.113.7"));
    assert!(
        told.starts_with("应用管理 → 你的应用 → 企业可信IP → 加上 203.0.113.7"),
        "{told}"
    );
    let told = fix(Platform::Dingtalk, None);
    assert!(told.contains("服务器出口IP → 加上 出口地址"), "{told}");
    assert!(!told.contains('{'), "{told}");
}

#[test]
fn of_many_hidden_reps_ten_are_named() {
    let names = (0..12).map(|n| format!("n{n}")).collect();
    let told = trouble_text(&Trouble::Hidden { names, of: 31 });
    assert!(told.contains("12 of 31 reps"), "{told}");
    assert!(told.ends_with("n9, …"), "{told}");
}

#[test]
fn every_answer_of_our_own_address_has_a_fix_of_its_own() {
    let fix = |check, status| {
        let address = "https://paidan.example.cn".to_owned();
        trouble_fix(
            Platform::Dingtalk,
            check,
            &Trouble::Answers { address, status },
        )
    };
    assert!(fix(Check::Callback, 403).contains("client_secret"));
    assert!(fix(Check::Events, 403).contains("encoding_aes_key"));
    assert!(fix(Check::Callback, 404).contains("public_url"));
    assert!(fix(Check::Callback, 502).contains("does paidan serve run?"));
    assert!(fix(Check::Callback, 302).contains("no redirect"));
}

#[test]
fn the_last_line_counts_and_leaves_out_what_is_not_there() {
    let mut tally = CheckTally::default();
    let (calls, code) = (Check::Month(Metered::Calls), || "40001".to_owned());
    for one in [
        Checked::wrong(Check::Credentials, Trouble::Credentials { code: code() }),
        Checked::warning(Check::Template, Trouble::NoTemplate),
    ] {
        tally.count(&one.found);
    }
    let told = tally_text(tally);
    assert!(told.ends_with("0 passed, 1 warning, 1 failed"), "{told}");
    assert_eq!(Checked::untold(calls).found, Found::Untold);
    tally.count(&Found::Untold);
    assert!(tally_text(tally).ends_with("1 failed, 1 not checked"));
}
