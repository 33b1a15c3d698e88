//! Words that are no command, what is left over, and what would work.

use super::*;

fn unknown(line: &str, at: &str, said: &str, nearest: Option<&str>, works: &str) {
    let misread = hear(line, Role::Rep, &[], NOW).unwrap_err();
    assert_eq!(
        format!("{}..{}", misread.at.start, misread.at.end),
        at,
        "{line:?}"
    );
    let Wrong::UnknownCommand {
        said: word,
        nearest: near,
    } = misread.wrong
    else {
        panic!("{line:?}: {:?}", misread.wrong);
    };
    assert_eq!(
        (word.as_str(), near.map(|near| near.word)),
        (said, nearest),
        "{line:?}"
    );
    assert_eq!(misread.works, works, "{line:?}");
}

#[test]
fn close_words_are_suggested() {
    let reassign = "/转派 1042 @王芳 客户指定";
    unknown("/转排", "1..3", "转排", Some("转派"), reassign);
    unknown("/转排1042 @王芳", "1..3", "转排", Some("转派"), reassign);
    unknown("/专派 1042 @王芳", "1..3", "专派", Some("转派"), reassign);
    unknown("/zhuanpai 1042", "1..9", "zhuanpai", Some("转派"), reassign);
    unknown("/查寻 1042", "1..3", "查寻", Some("查询"), "/查询 1042");
    unknown("/任领1042", "1..3", "任领", Some("认领"), "/认领 1042");
    unknown("/上斑", "1..3", "上斑", Some("上班"), "/上班");
    unknown("/上搬", "1..3", "上搬", Some("上班"), "/上班");
    unknown(
        "/请假条",
        "1..4",
        "请假条",
        Some("请假"),
        "/请假 到明天 @赵强",
    );
    unknown("/状态栏 1", "1..4", "状态栏", Some("状态"), "/状态");
    unknown("/公害", "1..3", "公害", Some("公海"), "/公海 1042");
    unknown("/chaxun 1042", "1..7", "chaxun", Some("查询"), "/查询 1042");
    unknown("/hlep", "1..5", "hlep", Some("help"), "/help");
    unknown("/HLEP", "1..5", "HLEP", Some("help"), "/help");
    unknown(
        "/reasign 7 @x",
        "1..8",
        "reasign",
        Some("reassign"),
        "/reassign 1042 @wangfang customer asked",
    );
    unknown("/shwo 7", "1..5", "shwo", Some("show"), "/show 1042");
    unknown("/helpme", "1..7", "helpme", Some("help"), "/help");
    unknown("/ 转排 7", "2..4", "转排", Some("转派"), reassign);
    unknown("/帮助 转排", "4..6", "转排", Some("转派"), reassign);
}

#[test]
fn far_words_are_not() {
    unknown("/天气", "1..3", "天气", None, "/帮助");
    unknown("/etc/passwd", "1..4", "etc", None, "/help");
    unknown("/👍", "1..2", "👍", None, "/帮助");
    unknown(
        &format!("/{}", "长".repeat(100)),
        "1..101",
        &"长".repeat(60),
        None,
        "/帮助",
    );
    check("/", "0..1 NoWord");
    check("  ／ ", "2..4 NoWord");
    check("/1042", "0..1 NoWord");
    check("/ @王芳", "0..2 NoWord");
}

#[test]
fn what_is_left_over_is_named() {
    check("/查询 1042 谢谢", r#"9..11 Leftover { said: "谢谢" }"#);
    check("/认领 1042 不要", r#"9..11 Leftover { said: "不要" }"#);
    check("/认领 1042 @王芳", r#"9..12 Leftover { said: "@王芳" }"#);
    check("/帮助 1042", r#"4..8 Leftover { said: "1042" }"#);
    check("/帮助 转派 1042", r#"7..11 Leftover { said: "1042" }"#);
    check("/帮助 @王芳", r#"4..7 Leftover { said: "@王芳" }"#);
    check("/我的 1042", r#"4..8 Leftover { said: "1042" }"#);
    check_manager("/状态 华东", r#"4..6 Leftover { said: "华东" }"#);
    check("/公海 全部", r#"4..6 NotANumber { said: "全部" }"#);
    check("/确认 转派", r#"4..6 Leftover { said: "转派" }"#);
    check(
        "/查询 1042 /认领 1042",
        r#"9..17 Leftover { said: "/认领 1042" }"#,
    );
}

#[test]
fn every_misread_says_what_would_work() {
    let works = |line: &str| hear(line, Role::Manager, &[], NOW).unwrap_err().works;
    assert_eq!(works("/认领"), "/认领 1042");
    assert_eq!(works("/claim"), "/claim 1042");
    assert_eq!(works("/转派 7"), "/转派 1042 @王芳 客户指定");
    assert_eq!(works("/"), "/帮助");
}
