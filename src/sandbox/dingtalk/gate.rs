//! What every call passes before it is looked at: token, address, permission, pace and volume.

use actix_web::{HttpMessage, HttpRequest};

use super::platform::Platform;
use super::refusal::Refusal;
use super::trouble::Trouble;

/// Which family an API belongs to; `protocols/dingtalk.md` §1.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Token in the header `x-acs-dingtalk-access-token`.
    New,
    /// Token in the query.
    Old,
}

/// What an API asks for.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    /// Its family.
    pub family: Family,
    /// The permission that the app needs.
    pub scope: Option<&'static str>,
    /// Whether it takes one of the month's calls; contacts and log-in do not (§8.1).
    pub counted: bool,
}

impl Api {
    /// 互动卡片.
    pub const CARD: Self = Self::counted("Card.Instance.Write");
    /// 机器人发送消息.
    pub const ROBOT: Self = Self::counted("qyapi_robot_sendmsg");
    /// 免登.
    pub const LOGIN: Self = Self {
        family: Family::Old,
        scope: None,
        counted: false,
    };

    const fn counted(scope: &'static str) -> Self {
        Self {
            family: Family::New,
            scope: Some(scope),
            counted: true,
        }
    }

    /// 通讯录, old API.
    pub const fn contacts(scope: &'static str) -> Self {
        Self {
            family: Family::Old,
            scope: Some(scope),
            counted: false,
        }
    }
}

/// Left in a request's extensions when it took one of the month's calls.
pub struct Counted;

/// Lets a call in, or says what keeps it out.
pub fn enter(request: &HttpRequest, platform: &Platform, api: Api) -> Result<(), Refusal> {
    check(request, platform, api).map_err(|trouble| match api.family {
        Family::New => trouble.on_new_api(),
        Family::Old => trouble.on_old_api(),
    })
}

fn check(request: &HttpRequest, platform: &Platform, api: Api) -> Result<(), Trouble> {
    let token = match api.family {
        Family::New => {
            let header = request.headers().get("x-acs-dingtalk-access-token");
            header
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        }
        Family::Old => from_query(request.query_string(), "access_token"),
    };
    let name = format!("{} {}", request.method(), request.path());
    platform.note(|state, now| {
        state.tokens.check(token.as_deref(), now)?;
        if !state.setup.ip_allowed {
            return Err(Trouble::Address);
        }
        let missing = |scope: &str| state.setup.permissions.iter().any(|one| one == scope);
        if let Some(scope) = api.scope.filter(|scope| missing(scope)) {
            return Err(Trouble::Permission(scope));
        }
        // A call that comes too fast is not counted.
        if !state.pace.has_room(&name, now) {
            return Err(Trouble::TooFast);
        }
        if api.counted && !state.month.calls.take() {
            return Err(Trouble::Spent);
        }
        Ok(())
    })?;
    if api.counted {
        request.extensions_mut().insert(Counted);
    }
    Ok(())
}

/// One parameter of a query; what this sandbox gives out needs no decoding.
pub fn from_query(query: &str, name: &str) -> Option<String> {
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}
