//! What was looked at and what was seen.

use paidan_domain::people::Platform;

use super::{Check, CheckTally, Detail, Trouble};
use crate::words::Metered;

/// How many names are said of those whom an app does not see.
const NAMES: usize = 10;

/// What the check is about.
#[must_use]
pub fn check_title(platform: Platform, check: Check) -> &'static str {
    let is_wecom = platform == Platform::Wecom;
    match check {
        Check::Credentials => "凭证 credentials",
        Check::ExitAddress if is_wecom => "企业可信IP trusted address",
        Check::ExitAddress => "服务器出口IP trusted address",
        Check::App => "应用 app",
        Check::Stream => "长连接 stream",
        Check::Robot => "机器人 robot",
        Check::Permissions => "权限 permissions",
        Check::Template => "卡片模板 card template",
        Check::CardRoute => "卡片回调 presses of cards",
        Check::Callback if is_wecom => "接收消息 callback",
        Check::Callback => "消息接收 robot callback",
        Check::Events => "事件订阅 events",
        Check::People if is_wecom => "可见范围 visible to reps",
        Check::People => "可使用范围 visible to reps",
        Check::Month(Metered::Calls) => "本月调用 calls of the month",
        Check::Month(Metered::Messages) => "本月消息 messages of the month",
    }
}

/// What was seen where all is well.
#[must_use]
pub fn detail_text(detail: &Detail) -> String {
    match detail {
        Detail::Token => "拿到了令牌 · token received".to_owned(),
        Detail::Allowed => "这台服务器可以调用 · this server may call".to_owned(),
        Detail::InUse => "在用,编号与 Secret 相符 · in use, its id fits the secret".to_owned(),
        Detail::Ticket => "网关给了连接凭据 · the gateway gives a ticket".to_owned(),
        Detail::Robot => "在用 · running".to_owned(),
        Detail::Granted(scopes) => {
            let scopes = scopes.join(", ");
            format!("已开通 · granted: {scopes}")
        }
        Detail::Published => "已发布,能建卡片 · published, a card can be made".to_owned(),
        Detail::Registered(address) => format!("点按钮会发到 · presses come to {address}"),
        Detail::Answers(address) => format!("能应答 · {address} answers"),
        Detail::Seen(count) => format!("{count} 名销售都在内 · all {count} reps are seen"),
        Detail::Used { used, limit } => format!("已用 {used}/{limit} · {used} of {limit} used"),
    }
}

/// What is wrong.
#[must_use]
pub fn trouble_text(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Credentials { code } => {
            format!("平台不认 ({code}) · refused ({code})")
        }
        Trouble::NotAllowed {
            address: Some(address),
            code,
        } => {
            format!("平台拒绝了 {address} ({code}) · the platform refused {address} ({code})")
        }
        Trouble::NotAllowed {
            address: None,
            code,
        } => {
            format!(
                "平台拒绝了这台服务器的出口地址 ({code}) · the platform refused this server's address ({code})"
            )
        }
        Trouble::Away { code } => format!("连不上平台 ({code}) · no answer ({code})"),
        Trouble::TooOften { code } => format!("平台嫌调用太快 ({code}) · asked too often ({code})"),
        Trouble::Refused { code } => format!("平台拒绝 ({code}) · refused ({code})"),
        Trouble::Disabled => "应用已停用 · the app is disabled".to_owned(),
        Trouble::OtherApp { code } => format!(
            "agent_id 与 secret 不是同一个应用 ({code}) · agent_id and secret belong to different apps ({code})"
        ),
        Trouble::NoRobot { code } => {
            format!("没有机器人或已停用 ({code}) · missing or stopped ({code})")
        }
        Trouble::NotGranted(scopes) => {
            let scopes = scopes.join(", ");
            format!("未开通 · not granted: {scopes}")
        }
        Trouble::NoTemplate => {
            "没有设置 card_template_id,卡片以链接消息发出 · not set: cards go out as messages with links"
                .to_owned()
        }
        Trouble::BadTemplate { code } => {
            format!("模板用不了 ({code}) · it cannot be used ({code})")
        }
        Trouble::Elsewhere {
            address: Some(address),
        } => {
            format!("点按钮会发到别处 · presses go elsewhere: {address}")
        }
        Trouble::Elsewhere { address: None } => {
            "登记的不是本服务 · another service is registered".to_owned()
        }
        Trouble::Unreachable { address, code } => {
            format!("从本机打不开 ({code}) · not reached from this machine ({code}): {address}")
        }
        Trouble::Answers { address, status } => {
            format!("应答不对 (HTTP {status}) · wrong answer (HTTP {status}): {address}")
        }
        Trouble::Hidden { names, of } => hidden(names, *of),
        Trouble::NoStore => {
            "库还读不到,没有查销售 · the store cannot be read, so no rep was looked up".to_owned()
        }
        Trouble::Used {
            used,
            limit,
            refused: false,
        } => format!("已用 {used}/{limit} · {used} of {limit} used"),
        Trouble::Used { used, limit, .. } => format!(
            "平台说已用完(派单用了 {used}/{limit}) · the platform says that it is used up (paidan used {used} of {limit})"
        ),
    }
}

fn hidden(names: &[String], of: usize) -> String {
    let count = names.len();
    let first: Vec<&str> = names.iter().take(NAMES).map(String::as_str).collect();
    let first = first.join(", ");
    let more = if count > NAMES { ", …" } else { "" };
    format!(
        "{of} 名销售中有 {count} 名应用看不到 · {count} of {of} reps are unknown or outside the app's scope: {first}{more}"
    )
}

/// Why a check has no result.
#[must_use]
pub fn untold_text() -> &'static str {
    "先处理上面的,再查这一项 · mend the above first, then ask again"
}

/// The last line.
#[must_use]
pub fn tally_text(tally: CheckTally) -> String {
    let CheckTally {
        passed,
        warnings,
        failed,
        untold,
    } = tally;
    let plural = if warnings == 1 { "" } else { "s" };
    let (rest, left) = match untold {
        0 => (String::new(), String::new()),
        _ => (
            format!(",{untold} 项未查"),
            format!(", {untold} not checked"),
        ),
    };
    format!(
        "{passed} 项通过,{warnings} 项提醒,{failed} 项不对{rest} · {passed} passed, {warnings} warning{plural}, {failed} failed{left}"
    )
}
