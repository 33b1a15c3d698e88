//! Who is meant, and where the reason begins.

use super::*;

#[test]
fn names_and_reasons() {
    let to = |rest: &str, meaning: &str| {
        check_manager(
            &format!("/转派 7 {rest}"),
            &format!("reassign 7 to {meaning}"),
        );
    };
    to("@王芳", "王芳");
    to("＠王芳", "王芳");
    to("@ 王芳", "王芳");
    to("@王芳。", "王芳");
    to("@王芳 客户指定", "王芳 because [客户指定]");
    to("@王芳客户指定", "王芳 because [客户指定]");
    to("@王芳,客户指定", "王芳 because [客户指定]");
    to("@王芳:客户指定", "王芳 because [客户指定]");
    to("@王芳 - 客户指定", "王芳 because [客户指定]");
    to("@王芳\n客户指定\n急", "王芳 because [客户指定\n急]");
    to(
        "@王芳 客户说「要Ａ款」　",
        "王芳 because [客户说「要Ａ款」]",
    );
    to("@王芳 3天没人联系", "王芳 because [3天没人联系]");
    to("@王芳 5 件急单", "王芳 because [5 件急单]");
    to("@张伟", "张伟");
    to("@张伟华", "张伟华");
    to("@张伟华东区客户", "张伟华 because [东区客户]");
    to("@张伟(华东)", "张伟 of 华东");
    to("@张伟（华东） 熟", "张伟 of 华东 because [熟]");
    to("@张伟伟", "张伟伟");
    to("@张伟伟 客户指定", "张伟伟 because [客户指定]");
    to("@陈七 客户指定", "陈七 because [客户指定]");
    to("@陈七客户指定", "陈七客户指定");
    to("@wangfang 客户指定", "wangfang because [客户指定]");
    to("@WangFang客户指定", "WangFang because [客户指定]");
    to("@ＷＡＮＧＦＡＮＧ", "ＷＡＮＧＦＡＮＧ");
    to("@wangfang2 急", "wangfang2 because [急]");
    to("@zhang.san 急", "zhang.san because [急]");
    to("@zhang.san.", "zhang.san");
    to("@boss-01", "boss-01");
    to("@li_lei@corp 急", "li_lei@corp because [急]");
    to("@li lei", "li lei");
    to("@307230314957509816 急", "307230314957509816 because [急]");
    to("@阿依古丽·买买提 急", "阿依古丽·买买提 because [急]");
    to("给 @王芳", "王芳");
    to("转给@王芳", "王芳");
}

#[test]
fn another_order() {
    check_manager("/转派 @王芳 7", "reassign 7 to 王芳");
    check_manager(
        "/转派 @王芳 7,8 客户指定",
        "reassign 7 8 to 王芳 because [客户指定]",
    );
    check_manager("/转派给@王芳 7", "reassign 7 to 王芳");
    check_manager(
        "/转派 7 客户指定 @王芳",
        "reassign 7 to 王芳 because [客户指定]",
    );
    check_manager(
        "/转派 7 3天没人联系 @王芳",
        "reassign 7 to 王芳 because [3天没人联系]",
    );
    check_manager("/转派 @王芳 7 8。", "reassign 7 8 to 王芳");
    check_manager("/转派 7至@王芳", "reassign 7 to 王芳");
    check_manager("/reassign 7 and 8 to @wangfang", "reassign 7 8 to wangfang");
    check_manager("/reassign 7 to 9 @wangfang", "reassign 7 8 9 to wangfang");
    check_manager(
        "/转派 7 还有8 @王芳",
        r#"8..9 NumberOrReason { said: "8" }"#,
    );
    check_manager(
        "/转派 7 以及 #8 @王芳",
        r##"9..11 NumberOrReason { said: "#8" }"##,
    );
    check_manager(
        "/转派 7 要A5款 @王芳",
        "reassign 7 to 王芳 because [要A5款]",
    );
    // A second number might be a lead or begin the reason.
    check_manager(
        "/转派 @王芳 7 5 件急单",
        r#"10..11 NumberOrReason { said: "5" }"#,
    );
    check_manager(
        "/转派 7 5 件急单 @王芳",
        r#"6..7 NumberOrReason { said: "5" }"#,
    );
    check_manager("/转派 7 = 8 @王芳", r#"8..9 NumberOrReason { said: "8" }"#);
    check_manager(
        "/转派 7,8号太远 @王芳",
        "reassign 7 8 to 王芳 because [太远]",
    );
    check_manager(
        "/转派 7 8号太远 @王芳",
        r#"6..8 NumberOrReason { said: "8号" }"#,
    );
}

#[test]
fn nobody_or_too_many() {
    check_manager("/转派 7", "5..5 NoPerson { meant: None }");
    check_manager("/转派 7 王芳", r#"6..8 NoPerson { meant: Some("王芳") }"#);
    check_manager(
        "/转派 7 给王芳 急",
        r#"7..9 NoPerson { meant: Some("王芳") }"#,
    );
    check_manager("/转派 7 客户指定", "6..10 NoPerson { meant: None }");
    check_manager(
        "/转派 7 8 王芳",
        r#"8..10 NoPerson { meant: Some("王芳") }"#,
    );
    check_manager("/转派 7 @", "6..7 NoName");
    check_manager("/转派 7 @@王芳", "6..7 NoName");
    check_manager("/转派 7 @王芳 @赵强", "10..13 TooManyPeople { most: 1 }");
    check_manager("/转派 7 @王芳、@赵强", "10..13 TooManyPeople { most: 1 }");
    check_manager("/转派 7 @王芳 - @赵强", "12..15 TooManyPeople { most: 1 }");
    check_manager("/转派 7 @王芳-、@赵强", "11..14 TooManyPeople { most: 1 }");
    check_manager("/转派@王芳 7、-@赵强", "10..13 TooManyPeople { most: 1 }");
    check_manager("/转派 @王芳 7 @赵强", "10..13 TooManyPeople { most: 1 }");
    check_manager("/转派 @王芳", "7..7 NoNumber");
    check_manager("/转派", "3..3 NoNumber");
    check_manager(
        "/转派 @王芳 客户指定",
        r#"8..12 NotANumber { said: "客户指定" }"#,
    );
    let long = "很".repeat(65);
    check_manager(
        &format!("/转派 7 @{long}"),
        "7..72 NameTooLong { most: 64 }",
    );
}

#[test]
fn reasons_of_a_decline() {
    check("/拒绝 7 太远了,不接!", "decline 7 because [太远了,不接!]");
    check("/拒绝 7,太远", "decline 7 because [太远]");
    check("/拒绝 7:太远", "decline 7 because [太远]");
    check("/拒绝 7 - 太远", "decline 7 because [太远]");
    check("/拒绝 7号太远", "decline 7 because [太远]");
    check("/拒绝 7 号码不对", "decline 7 because [号码不对]");
    check("/拒绝 7号码不对", "decline 7 because [号码不对]");
    check("/拒绝 7 3天内没空", "decline 7 because [3天内没空]");
    check("/拒绝 7: 5 件太少", "decline 7 because [5 件太少]");
    check("/拒绝 7 @王芳 更熟", "decline 7 because [@王芳 更熟]");
    check("/拒绝 7 到期了", "decline 7 because [到期了]");
    check("/拒绝 7 ＡＢＣ　忙", "decline 7 because [ＡＢＣ　忙]");
    check("/拒绝 7 5 件太少", r#"6..7 OneNumberOnly { said: "5" }"#);
    check("/拒绝 7 8", r#"6..7 OneNumberOnly { said: "8" }"#);
    check("/拒绝 7 (8)", r#"7..8 NumberOrReason { said: "8" }"#);
    check("/拒绝 太远了 7", r#"4..7 NotANumber { said: "太远了" }"#);
    check("/拒绝", "3..3 NoNumber");
}

#[test]
fn mentions_of_the_platform() {
    let m = |line: &str, mentions: &[&str], meaning: &str| {
        check_mentioned(Role::Manager, line, mentions, meaning);
    };
    m(
        "/转派 7 @王芳 急",
        &["wangfang"],
        "reassign 7 to 王芳 = wangfang because [急]",
    );
    m(
        "/转派 7 @芳芳 急",
        &["wangfang"],
        "reassign 7 to 芳芳 = wangfang because [急]",
    );
    m(
        "/转派 7 急",
        &["wangfang=王芳"],
        "reassign 7 to 王芳 = wangfang because [急]",
    );
    m(
        "/转派 7",
        &["wangfang"],
        "reassign 7 to wangfang = wangfang",
    );
    m("/转派 7,8", &["u1"], "reassign 7 8 to u1 = u1");
    m(
        "/转派 7 @张伟",
        &["zhangwei2"],
        "reassign 7 to 张伟 = zhangwei2",
    );
    m(
        "/转派 7 @王芳 请联系@赵强",
        &["wangfang", "zhaoqiang"],
        "reassign 7 to 王芳 = wangfang because [请联系@赵强]",
    );
    m(
        "/转派 7 请联系 @赵强",
        &["zhaoqiang"],
        "reassign 7 to 赵强 = zhaoqiang because [请联系]",
    );
    // A mention of somebody else than the name typed: two people.
    m(
        "/转派 7 @赵强",
        &["wangfang"],
        "9..9 TooManyPeople { most: 1 }",
    );
    m("/转派 7", &["u1", "u2"], "5..5 TooManyPeople { most: 1 }");
    m("/查询 7", &["u1"], "show 7");
    m("/上班", &["zhaoqiang"], "back zhaoqiang = zhaoqiang");
    m(
        "/请假 2天",
        &["zhaoqiang"],
        "away zhaoqiang = zhaoqiang for 172800s",
    );
    check_mentioned(
        Role::Rep,
        "/请假 2天",
        &["u1"],
        "away for 172800s deputy u1 = u1",
    );
}
