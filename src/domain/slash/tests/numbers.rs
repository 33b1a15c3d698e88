//! Leads by number, range and list.

use super::*;

#[test]
fn one_number() {
    check("/查询 1", "show 1");
    check("/查询 #1042", "show 1042");
    check("/查询 # 1042", "show 1042");
    check("/查询 1042号", "show 1042");
    check("/查询 1042 号", "show 1042");
    check("/查询 #1042号。", "show 1042");
    check("/查询 999999999", "show 999999999");
    check("/查询 𝟏𝟎", "show 10");
}

#[test]
fn lists_and_ranges() {
    let all = |line: &str, numbers: &str| {
        check_manager(
            &format!("/转派 {line} @王芳"),
            &format!("reassign {numbers} to 王芳"),
        );
    };
    all("1042", "1042");
    all("1042 1043", "1042 1043");
    all("1042,1043", "1042 1043");
    all("1042,1043、1044;1045", "1042 1043 1044 1045");
    all("1042, #1043 、 1044号", "1042 1043 1044");
    all("#1042#1043", "1042 1043");
    all("1042和1043", "1042 1043");
    all("1042/1043", "1042 1043");
    all("1042+1043", "1042 1043");
    all("1050-1053", "1050 1051 1052 1053");
    all("1050 - 1053", "1050 1051 1052 1053");
    all("1050~1053", "1050 1051 1052 1053");
    all("1050至1053", "1050 1051 1052 1053");
    all("1050到1053", "1050 1051 1052 1053");
    all("#1050-#1051号", "1050 1051");
    all("１０５０－１０５１", "1050 1051");
    all("1050—1051", "1050 1051");
    all("1042 1050-1052", "1042 1050 1051 1052");
    all("1042 1042 1041-1043", "1042 1041 1043");
    all("3 1 2", "3 1 2");
    all("7给", "7");
    all("7到", "7");
    all("7\n8\t9", "7 8 9");
}

#[test]
fn a_hundred_at_most() {
    let hear = |line: &str| hear(line, Role::Manager, &[], NOW);
    let Ok(Said::Command(SlashCommand::Reassign { numbers, .. })) = hear("/转派 1-100 @王芳")
    else {
        panic!("a hundred are allowed");
    };
    assert_eq!(numbers.len(), 100);
    let many = (1..=101)
        .map(|n| n.to_string())
        .collect::<Vec<_>>()
        .join(" ");
    let misread = hear(&format!("/转派 {many} @王芳")).unwrap_err();
    assert_eq!(misread.wrong, Wrong::TooManyNumbers { most: 100 });
    check_manager(
        "/转派 1-60 61-101 @王芳",
        "9..15 TooManyNumbers { most: 100 }",
    );
}

#[test]
fn broken_numbers() {
    check("/查询", "3..3 NoNumber");
    check("/查询 ", "4..4 NoNumber");
    check("/查询 abc", r#"4..7 NotANumber { said: "abc" }"#);
    check("/查询 1042abc", r#"4..11 NotANumber { said: "1042abc" }"#);
    check("/查询 1042.5", r#"4..10 NotANumber { said: "1042.5" }"#);
    check("/查询 0x1f", r#"4..8 NotANumber { said: "0x1f" }"#);
    check("/查询 -5", r#"4..6 NotANumber { said: "-5" }"#);
    check("/查询 一千", r#"4..6 NotANumber { said: "一千" }"#);
    check("/查询一千", r#"3..5 NotANumber { said: "一千" }"#);
    check("/查询 1042①", r#"4..9 NotANumber { said: "1042①" }"#);
    check("/查询 1042²", r#"4..9 NotANumber { said: "1042²" }"#);
    check(
        "/查询 1️⃣",
        r#"4..7 NotANumber { said: "1\u{fe0f}\u{20e3}" }"#,
    );
    check("/查询 #", r##"4..5 NotANumber { said: "#" }"##);
    check("/查询 0", r#"4..5 LeadingZero { said: "0" }"#);
    check("/查询 0042", r#"4..8 LeadingZero { said: "0042" }"#);
    check(
        "/查询 1234567890",
        "4..14 NumberTooLong { digits: 10, most: 9 }",
    );
    check(
        "/认领 13912345678",
        "4..15 NumberTooLong { digits: 11, most: 9 }",
    );
    check("/认领 1042 1043", r#"9..13 OneNumberOnly { said: "1043" }"#);
    check("/认领 1042,1043", r#"9..13 OneNumberOnly { said: "1043" }"#);
    check("/认领 1042-1045", r#"9..13 OneNumberOnly { said: "1045" }"#);
    check(
        "/认领 1042#1043",
        r##"8..13 OneNumberOnly { said: "#1043" }"##,
    );
    check_manager("/转派 1,042 @王芳", r#"6..9 LeadingZero { said: "042" }"#);
    check_manager(
        "/转派 1042,104x @王芳",
        r#"9..13 NotANumber { said: "104x" }"#,
    );
}

#[test]
fn broken_ranges() {
    check_manager(
        "/转派 1053-1050 @王芳",
        "4..13 RangeFalls { from: LeadNumber(1053), to: LeadNumber(1050) }",
    );
    check_manager(
        "/转派 5-5 @王芳",
        "4..7 RangeFalls { from: LeadNumber(5), to: LeadNumber(5) }",
    );
    check_manager(
        "/转派 1-101 @王芳",
        "4..9 RangeTooLong { from: LeadNumber(1), to: LeadNumber(101), most: 100 }",
    );
    check_manager(
        "/转派 1-999999999 @王芳",
        "4..15 RangeTooLong { from: LeadNumber(1), to: LeadNumber(999999999), most: 100 }",
    );
    check_manager(
        "/转派 1-9999999999 @王芳",
        "6..16 NumberTooLong { digits: 10, most: 9 }",
    );
    check_manager(
        "/转派 1050- @王芳",
        "4..10 RangeOpen { from: LeadNumber(1050) }",
    );
    check_manager("/转派 1050-", "4..9 RangeOpen { from: LeadNumber(1050) }");
    check_manager("/转派 1-2-3 @王芳", r#"4..9 NotANumber { said: "1-2-3" }"#);
}
