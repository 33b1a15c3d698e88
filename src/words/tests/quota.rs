//! What is said of a platform's month.

use paidan_domain::people::Platform;

use super::*;

fn said(kind: Metered, used: u64, limit: Option<u64>, percent: u8) -> String {
    say(&Saying::Quota(Consumption {
        platform: Platform::Dingtalk,
        kind,
        used,
        limit,
        percent,
    }))
}

#[test]
fn calls_run_low_step_by_step() {
    assert_eq!(
        said(Metered::Calls, 3500, Some(5000), 70),
        "钉钉本月的接口调用已用 3500/5000 次,到了 70%。到 90% 会开始省着用,现在还不受影响。"
    );
    assert_eq!(
        said(Metered::Calls, 4500, Some(5000), 90),
        "钉钉本月的接口调用已用 4500/5000 次,到了 90%。从现在起省着用:已结束的卡片不再更新,公海线索合并通知。可让有企业微信的同事改用企业微信,或在钉钉管理后台升级版本。"
    );
    assert_eq!(
        said(Metered::Calls, 5000, Some(5000), 100),
        "钉钉本月的接口调用已用完(5000/5000 次)。钉钉的卡片会等到额度恢复再发;有企业微信的同事仍可在企业微信处理,其余请打开线索页处理。可在钉钉管理后台升级版本。"
    );
}

#[test]
fn the_platforms_word_may_come_before_our_count() {
    let told = said(Metered::Calls, 3210, Some(5000), 100);
    assert!(
        told.starts_with("钉钉本月的接口调用已用完(派单用了 3210 次,其余是别的应用)。"),
        "{told}"
    );
    let unlimited = said(Metered::Calls, 3210, None, 100);
    assert!(
        unlimited.starts_with("钉钉本月的接口调用已用完(派单用了 3210 次)。"),
        "{unlimited}"
    );
}

#[test]
fn without_messages_the_robot_hears_nothing() {
    assert_eq!(
        said(Metered::Messages, 2700, Some(3000), 90),
        "钉钉本月的机器人消息已用 2700/3000 条,到了 90%。用完后机器人收不到指令;点卡片按钮或打开线索页都能处理。"
    );
    assert_eq!(
        said(Metered::Messages, 3000, Some(3000), 100),
        "钉钉本月的机器人消息已用完(3000/3000 条)。机器人收不到指令了,请点卡片按钮或打开线索页处理。可在钉钉管理后台升级版本。"
    );
}

#[test]
fn what_waits_for_the_month_says_so() {
    let told = parked(Some(QUOTA), false);
    assert_eq!(
        told,
        "聊天平台本月的额度已用完,恢复后自动发出;可先在线索页处理"
    );
}

#[test]
fn several_leads_of_the_pool_go_out_in_one_text() {
    let sample = Sample::new();
    let what = brief(&sample.lead.facts, Some("金华"));
    let leads = [
        (LeadNumber(1042), what),
        (LeadNumber(1043), "雨伞".to_owned()),
    ];
    assert_eq!(
        pool_text(&leads),
        "公海 2 条,先认领先得:\n#1042 金华 · 保温杯 3000 个\n#1043 雨伞\n@我 发 /公海 1042 抢单,单聊里也可以。"
    );
}
