//! How long a leave lasts, and whose it is.

use super::*;

fn away(line: &str, meaning: &str) {
    check(&format!("/请假 {line}"), format!("away {meaning}").trim());
}

#[test]
fn durations() {
    away("30分钟", "for 1800s");
    away("30 分钟", "for 1800s");
    away("30分", "for 1800s");
    away("2小时", "for 7200s");
    away("2个小时", "for 7200s");
    away("２小时", "for 7200s");
    away("1天", "for 86400s");
    away("1周", "for 604800s");
    away("半天", "for 14400s");
    away("半小时", "for 1800s");
    away("半个小时", "for 1800s");
    away("90秒", "for 90s");
    away("1天2小时", "for 93600s");
    away("1小时 30分钟", "for 5400s");
    away("2H", "for 7200s");
    away("2天。", "for 172800s");
    away("366天", "for 31622400s");
}

#[test]
fn until_a_time() {
    away("到18:00", "until 2026-11-25T18:00:00");
    away("到 18:00", "until 2026-11-25T18:00:00");
    away("到18：00", "until 2026-11-25T18:00:00");
    away("到9:00", "until 2026-11-26T09:00:00");
    away("到14:30", "until 2026-11-26T14:30:00");
    away("到18点", "until 2026-11-25T18:00:00");
    away("到18点半", "until 2026-11-25T18:30:00");
    away("到下午6点15分", "until 2026-11-25T18:15:00");
    away("到上午9点", "until 2026-11-26T09:00:00");
    away("到晚上8点", "until 2026-11-25T20:00:00");
    away("至18:00", "until 2026-11-25T18:00:00");
}

#[test]
fn until_a_day() {
    away("到明天", "until 2026-11-26T09:00:00");
    away("到明天18:00", "until 2026-11-26T18:00:00");
    away("到明天下午2点", "until 2026-11-26T14:00:00");
    away("到今天18:00", "until 2026-11-25T18:00:00");
    away("到后天", "until 2026-11-27T09:00:00");
    away("到大后天", "until 2026-11-28T09:00:00");
    away("到周五", "until 2026-11-27T09:00:00");
    away("到周五 14:00", "until 2026-11-27T14:00:00");
    away("到星期五", "until 2026-11-27T09:00:00");
    away("到周三", "until 2026-12-02T09:00:00");
    away("到周一", "until 2026-11-30T09:00:00");
    away("到本周五", "until 2026-11-27T09:00:00");
    away("到下周五", "until 2026-12-04T09:00:00");
    away("到下个星期一", "until 2026-11-30T09:00:00");
    away("到周日", "until 2026-11-29T09:00:00");
    away("到11-27", "until 2026-11-27T09:00:00");
    away("到11/27", "until 2026-11-27T09:00:00");
    away("到11月27日", "until 2026-11-27T09:00:00");
    away("到11月27号18:00", "until 2026-11-27T18:00:00");
    away("到11-27 18:00", "until 2026-11-27T18:00:00");
    away("到1-5", "until 2027-01-05T09:00:00");
    away("到2027-01-05", "until 2027-01-05T09:00:00");
    away("到2027年1月5日", "until 2027-01-05T09:00:00");
}

#[test]
fn at_the_end_of_a_year() {
    let check = |line: &str, at: &str, meaning: &str| {
        assert_eq!(told(hear(line, Role::Rep, &[], at)), meaning);
    };
    check(
        "/请假 到明天",
        "2026-12-31T23:59",
        "away until 2027-01-01T09:00:00",
    );
    check(
        "/请假 到周五",
        "2026-11-27T08:00",
        "away until 2026-12-04T09:00:00",
    );
    check(
        "/请假 到2-29",
        "2027-06-01T08:00",
        "away until 2028-02-29T09:00:00",
    );
    check(
        "/请假 到2-29",
        "2026-03-01T08:00",
        r#"5..9 NoSuchDay { said: "2-29" }"#,
    );
}

#[test]
fn broken_times() {
    away("", "");
    check("/请假 明天", r#"4..6 Leftover { said: "明天" }"#);
    check("/请假 18:00", r#"4..9 BadDuration { said: "18:00" }"#);
    check("/请假 5", r#"4..5 BadDuration { said: "5" }"#);
    check("/请假 1.5小时", r#"4..9 BadDuration { said: "1.5小时" }"#);
    check("/请假 2个月", r#"4..7 BadDuration { said: "2个月" }"#);
    check("/请假 2小时1天", r#"4..9 BadDuration { said: "2小时1天" }"#);
    check("/请假 两天", r#"4..6 Leftover { said: "两天" }"#);
    check("/请假 0天", "4..6 NoTimeAtAll");
    check("/请假 367天", "4..8 TooLong { most_days: 366 }");
    check(
        "/请假 99999999999999999999天",
        "4..25 TooLong { most_days: 366 }",
    );
    check("/请假 到", r#"5..5 BadDuration { said: "" }"#);
    check("/请假 到过年", r#"5..7 BadDuration { said: "过年" }"#);
    check("/请假 到25:00", r#"5..10 NoSuchTime { said: "25:00" }"#);
    check("/请假 到18:60", r#"5..10 NoSuchTime { said: "18:60" }"#);
    check(
        "/请假 到18:00:30",
        r#"5..13 NoSuchTime { said: "18:00:30" }"#,
    );
    check("/请假 到18点999", r#"5..11 NoSuchTime { said: "18点999" }"#);
    check("/请假 到2-30", r#"5..9 NoSuchDay { said: "2-30" }"#);
    check("/请假 到13-1", r#"5..9 NoSuchDay { said: "13-1" }"#);
    check("/请假 到2026-11-01", r#"5..15 Past { said: "2026-11-01" }"#);
    check("/请假 到今天", r#"5..7 Past { said: "今天" }"#);
    check("/请假 到本周一", r#"5..8 Past { said: "本周一" }"#);
    check("/请假 到2029-11-01", "5..15 TooLong { most_days: 366 }");
    check("/请假 1天 2天", r#"7..9 TwoDurations { said: "2天" }"#);
    check(
        "/请假 2天 家里有事",
        r#"7..11 Leftover { said: "家里有事" }"#,
    );
    check("/请假 @赵强 @王芳", "8..11 TooManyPeople { most: 1 }");
    check_manager(
        "/请假 @赵强 @王芳 @张伟",
        "12..15 TooManyPeople { most: 2 }",
    );
    check("/上班 @赵强 @王芳", "8..11 TooManyPeople { most: 1 }");
    check("/上班 啦", r#"4..5 Leftover { said: "啦" }"#);
}

#[test]
fn whose_leave_it_is() {
    away("@赵强", "deputy 赵强");
    away("2天 @赵强", "for 172800s deputy 赵强");
    away("@赵强 2天", "for 172800s deputy 赵强");
    away("@赵强2天", "for 172800s deputy 赵强");
    away("到周五 代理@赵强", "until 2026-11-27T09:00:00 deputy 赵强");
    away(
        "到周五,代理人 @赵强",
        "until 2026-11-27T09:00:00 deputy 赵强",
    );
    check_manager("/请假", "away");
    check_manager("/请假 2天", "away for 172800s");
    check_manager("/请假 @张伟 2天", "away 张伟 for 172800s");
    check_manager("/请假 2天 @张伟", "away 张伟 for 172800s");
    check_manager("/请假 @张伟 2天 @赵强", "away 张伟 for 172800s deputy 赵强");
    check_manager("/请假 2天 代理@赵强", "away for 172800s deputy 赵强");
    check_manager("/请假 代理 @赵强 @张伟", "away 张伟 deputy 赵强");
    check_manager("/请假 @赵强 @赵强", "away 赵强 deputy 赵强");
    check_manager("/上班 @张伟(华东)", "back 张伟 of 华东");
    check("/上班 @赵强", "back 赵强");
}
