//! What to do about it: which page of the admin console holds the setting.
//!
//! WeCom's pages begin at work.weixin.qq.com, DingTalk's at open-dev.dingtalk.com
//! (`protocols/wecom.md` §5.2, `protocols/dingtalk.md` §8.2).

use paidan_domain::people::Platform;

use super::{Check, Trouble};
use crate::words::Metered;

/// What the operator does.
#[must_use]
pub fn trouble_fix(platform: Platform, check: Check, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Away { .. } => away(platform),
        Trouble::TooOften { .. } => "过五分钟再查 · ask again in five minutes".to_owned(),
        Trouble::Unreachable { .. } => {
            "看 server.public_url、域名解析、反向代理和防火墙;只有本机打不开而平台能打开时可不理 · check server.public_url, DNS, reverse proxy and firewall; if only this machine cannot reach it, leave it"
                .to_owned()
        }
        Trouble::Answers { status, .. } => answers(platform, check, *status),
        Trouble::NoStore => {
            "先运行一次 paidan serve,再看 paidan doctor store · run paidan serve once, then paidan doctor store"
                .to_owned()
        }
        _ => match platform {
            Platform::Wecom => wecom(trouble).to_owned(),
            Platform::Dingtalk => dingtalk(check, trouble),
        }
        .replace("{address}", &seen(trouble)),
    }
}

/// The address to be added, or what it is called.
fn seen(trouble: &Trouble) -> String {
    match trouble {
        Trouble::NotAllowed {
            address: Some(address),
            ..
        } => address.to_string(),
        _ => "出口地址 (the exit address)".to_owned(),
    }
}

fn away(platform: Platform) -> String {
    let (host, key) = match platform {
        Platform::Wecom => ("qyapi.weixin.qq.com", "wecom.api_base"),
        Platform::Dingtalk => (
            "api.dingtalk.com, oapi.dingtalk.com, *.dingtalk.com",
            "dingtalk.api_base, oapi_base",
        ),
    };
    format!(
        "放行 443 到 {host},看 network.proxy 和 {key} · open port 443 to {host}, check network.proxy and {key}"
    )
}

/// Our own address answered, and not as it should.
fn answers(platform: Platform, check: Check, status: u16) -> String {
    let (section, page) = match (platform, check) {
        (Platform::Wecom, _) => ("[wecom]", "应用管理 → 你的应用 → 接收消息"),
        (Platform::Dingtalk, Check::Events) => ("[dingtalk]", "应用 → 事件订阅"),
        (Platform::Dingtalk, _) => ("[dingtalk]", "应用 → 机器人 → 消息接收模式"),
    };
    match status {
        403 => {
            let keys = match (platform, check) {
                (Platform::Wecom, _) => "token, encoding_aes_key, corp_id",
                (Platform::Dingtalk, Check::Events) => "token, encoding_aes_key, client_id",
                (Platform::Dingtalk, _) => "client_secret",
            };
            format!(
                "到达的服务用的是另一套 {keys},或反向代理丢了参数或请求头:改后重启 paidan serve,{page} · the service there has another {keys}, or the proxy drops query or headers: restart paidan serve after a change, {page}"
            )
        }
        404 | 405 => format!(
            "这个地址不是本服务,或运行中的服务没有打开 {section}:看 server.public_url 和反向代理的路径 · another service, or one with {section} off: check server.public_url and the proxy's path"
        ),
        500..=599 => {
            "paidan serve 在运行吗?看它的日志和反向代理 · does paidan serve run? see its log and the reverse proxy"
                .to_owned()
        }
        _ => format!(
            "这个地址上不是 paidan:看 server.public_url 和反向代理(不要跳转,不要登录页),{page} · it is not paidan that answers: check server.public_url and the proxy (no redirect, no log-in page), {page}"
        ),
    }
}

fn wecom(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Credentials { code } if code == "40013" => {
            "我的企业 → 企业信息 → 企业ID → wecom.corp_id · copy it again"
        }
        Trouble::Credentials { .. } => {
            "应用管理 → 你的应用 → Secret → wecom.secret · copy it again, the app must be enabled"
        }
        Trouble::NotAllowed { .. } => {
            "应用管理 → 你的应用 → 企业可信IP → 加上 {address},先设好接收消息的地址 · add it; set the callback address first, else the page refuses"
        }
        Trouble::Disabled => "应用管理 → 你的应用 → 启用 · enable the app",
        Trouble::OtherApp { .. } => {
            "应用管理 → 你的应用 → AgentId 与 Secret → wecom.agent_id, wecom.secret · copy both from one app"
        }
        Trouble::Hidden { .. } => {
            "应用管理 → 你的应用 → 可见范围 → 加上他们;也可能账号写错了 · add them, or correct their wecom_userid"
        }
        _ => "应用管理 → 你的应用 → 权限 · see what the app may do; the code is explained at 90313",
    }
}

fn dingtalk(check: Check, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Credentials { .. } => {
            "应用 → 凭证与基础信息 → Client ID, Client Secret → dingtalk.client_id, client_secret;应用要已发布 · copy both again; the app must be published"
        }
        Trouble::Refused { .. } if check == Check::Stream => {
            "应用 → 凭证与基础信息,应用 → 事件订阅 → Stream 模式;应用要已发布 · check the credentials, choose Stream mode, publish the app"
        }
        Trouble::NotAllowed { .. } => "应用 → 安全设置 → 服务器出口IP → 加上 {address} · add it",
        Trouble::NoRobot { .. } => {
            "应用 → 机器人 → 启用并发布;核对 dingtalk.robot_code · enable and publish it, check robot_code"
        }
        Trouble::NotGranted(scopes) => {
            let scopes = scopes.join(", ");
            return format!("应用 → 权限管理 → 搜索并开通 · search and grant: {scopes}");
        }
        Trouble::NoTemplate => {
            "卡片平台 → 新建模板 → 发布 → 模板ID → dingtalk.card_template_id,步骤见 config/dingtalk/README.md · build it by config/dingtalk/README.md, publish it, copy its id"
        }
        Trouble::BadTemplate { .. } => {
            "卡片平台 → 你的模板 → 关联本应用并发布 → 模板ID → dingtalk.card_template_id · tie it to this app, publish it, copy its id"
        }
        Trouble::Elsewhere { .. } => {
            "重启 paidan serve 会重新登记;另一个服务在用同一个应用时请另建应用;核对 server.public_url · restart paidan serve to register again; give another service its own app; check server.public_url"
        }
        Trouble::Hidden { .. } => {
            "应用 → 版本管理与发布 → 可使用范围,应用 → 权限管理 → 通讯录接口权限范围 → 加上他们;也可能账号写错了 · add them, or correct their dingtalk_userid"
        }
        Trouble::Used { .. } if check == Check::Month(Metered::Calls) => {
            "钉钉管理后台 → 调用量;买了更多就改 dingtalk.monthly_calls · buy more and set monthly_calls, or let reps use WeCom"
        }
        Trouble::Used { .. } => {
            "钉钉管理后台 → 调用量;买了更多就改 dingtalk.monthly_messages · buy more and set monthly_messages; buttons work on"
        }
        _ => "应用 → 开发配置 · see the app's set-up; the code is explained at open.dingtalk.com → 错误码",
    }
    .to_owned()
}
