//! What can be wrong with a call whatever it asks for, in the words of both API families.
//!
//! `protocols/dingtalk.md` §1.2 and §8.2. Callers must decide by code; the texts are like the real
//! ones in shape only.

use super::refusal::Refusal;

/// The trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// No such token.
    Token,
    /// The token was valid once.
    TokenOver,
    /// The address is not under 服务器出口IP.
    Address,
    /// The app lacks this permission.
    Permission(&'static str),
    /// More than 20 calls of one API in a second.
    TooFast,
    /// The month's calls are used up.
    Spent,
    /// The platform cannot tell now.
    Busy,
}

impl Trouble {
    /// As `api.dingtalk.com` says it.
    pub fn on_new_api(self) -> Refusal {
        let forbidden = |what: &str| Refusal::new(403, &format!("Forbidden.AccessDenied.{what}"));
        match self {
            // Also for a token that merely ran out.
            Self::Token | Self::TokenOver => Refusal::new(400, "InvalidAuthentication"),
            Self::Address => forbidden("IpNotInWhiteList"),
            Self::Permission(scope) => forbidden("AccessTokenPermissionDenied").needing(scope),
            Self::TooFast => forbidden("QpsLimitForAppkeyAndApi"),
            Self::Spent => forbidden("ApiCountLimitForOrg"),
            Self::Busy => Refusal::new(500, "system.busy"),
        }
    }

    /// As `oapi.dingtalk.com` says it.
    pub fn on_old_api(self) -> Refusal {
        match self {
            Self::Token => Refusal::wrapped(40014, "不合法的 access_token"),
            Self::TokenOver => Refusal::old(42001, "access_token 超时"),
            Self::Address => Refusal::old(60020, "访问 ip 不在白名单之中"),
            Self::Permission(scope) => {
                Refusal::wrapped(60011, &format!("应用尚未开通所需的权限：[{scope}]"))
            }
            Self::TooFast => Refusal::wrapped(90018, "调用过快"),
            Self::Spent => Refusal::old(90020, "本月调用次数已用完"),
            Self::Busy => Refusal::old(-1, "系统繁忙"),
        }
    }
}
