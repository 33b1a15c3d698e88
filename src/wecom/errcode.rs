//! What to do about each error code of the platform: `protocols/wecom.md` §5.2, row by
//! row. Texts of the codes: page 90313. Decided by code alone; `errmsg` changes.

use std::time::Duration;

use crate::app::ports::SendFailure;

/// The window of the platform's rate limits that passes first (page 90312).
pub(super) const MINUTE: Duration = Duration::from_secs(60);

/// What a code asks of us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Not done; try again.
    Later,
    /// Asked too often; wait out the window.
    Throttled,
    /// The access token is dead: refresh it once, then retry once.
    Token,
    /// This person cannot be reached.
    Person,
    /// Nobody can be reached until the operator does this.
    App(&'static str),
    /// The right to change this card is gone.
    Spent,
    /// This `task_id` was used before.
    Repeated,
    /// Our mistake or a dead item; the same request will never be taken.
    Never,
    /// Not in the table.
    Unlisted,
}

const SECRET: &str = "check secret: 应用管理 → 你的应用 → Secret";
const CORP: &str = "check corp_id and secret in [wecom]";
const PAIR: &str = "agent_id and secret belong to different apps: copy both from one app";
const CALLBACK: &str = "set the callback address: 应用管理 → 你的应用 → 接收消息";
const PERMISSION: &str = "the app may not use this interface: 应用管理 → 你的应用 → 权限";
const GRANT: &str = "the app's authorization is gone: ask the corp's administrator";
const DISABLED: &str = "the app is disabled: 应用管理 → 你的应用 → 启用";
const ADDRESS: &str = "add this server's exit address: 应用管理 → 你的应用 → 企业可信IP";
const DOMAIN: &str = "the trusted domain does not fit: 应用管理 → 你的应用 → 可信域名";
const ICP: &str = "the trusted domain is not verified or not filed (ICP备案)";
const CHAT: &str = "the group chat is not this app's";
const WEBHOOK: &str = "the group's webhook is gone, disabled or not in the group";

/// The table. A code stands in one row only.
pub(super) fn meaning(code: i64) -> Meaning {
    match code {
        // Busy.
        -1 => Meaning::Later,
        // Secret wrong or app disabled; from a call also a dead token.
        40001 => Meaning::Token,
        // Token invalid (users got it for a plainly expired one), expired.
        40014 | 42001 => Meaning::Token,
        // No such userid or out of scope; all recipients so; member, department or tag so.
        40003 | 60111 | 81013 | 50002 | 60011 => Meaning::Person,
        // Corp id or secret wrong, or missing.
        40013 | 41002 | 41004 => Meaning::App(CORP),
        // Agent id and secret of two apps.
        40056 | 301_002 => Meaning::App(PAIR),
        // Card to an app without a callback address.
        43012 => Meaning::App(CALLBACK),
        // Rate limit.
        45009 => Meaning::Throttled,
        // Too many calls at once.
        45033 => Meaning::Later,
        // Interface not allowed; authorization gone; app disabled.
        48002 => Meaning::App(PERMISSION),
        48004 => Meaning::App(GRANT),
        50003 => Meaning::App(DISABLED),
        // Redirect host; domain not verified; no ICP filing.
        50001 => Meaning::App(DOMAIN),
        85005 | 80001 => Meaning::App(ICP),
        // Our address is not on the list.
        60020 => Meaning::App(ADDRESS),
        // Chat unknown or another app's; webhook gone, disabled, not in the group.
        86001 | 86003 | 86008 => Meaning::App(CHAT),
        93000 | 93004 | 93008 => Meaning::App(WEBHOOK),
        // The response_code is used or too old.
        60140 => Meaning::Spent,
        // task_id repeated, empty, too long, of bad characters.
        42014 => Meaning::Repeated,
        // Welcome in progress by another app.
        41096 => Meaning::Later,
        // No token in the query; message type; recipients; parameters; content.
        41001 | 40008 | 40031 | 40032 | 82001..=82004 | 40035 | 40058 | 40063 | 45002 => {
            Meaning::Never
        }
        // OAuth code used; ticket of the wrong kind.
        40029 | 42012 => Meaning::Never,
        // Update by another app; unknown task_id; unknown button key.
        42015..=42017 => Meaning::Never,
        // A field of the card; the sender falls back to a text.
        42027..=42051 => Meaning::Never,
        // Another corp's customer; contact code; welcome; phone; customer relation.
        40096 | 41044 | 41051 | 46004 | 84061 | 84074 => Meaning::Never,
        _ => Meaning::Unlisted,
    }
}

/// The failure that a code is for whoever asked. `errmsg` gives only the address
/// that the platform saw, for 60020.
pub(super) fn failure(code: i64, errmsg: &str) -> SendFailure {
    let number = code.to_string();
    match meaning(code) {
        // A second dead token in a row is the platform's trouble, but for 40001.
        Meaning::Token if code == 40001 => SendFailure::App {
            code: number,
            hint: SECRET.to_owned(),
        },
        Meaning::Later | Meaning::Token | Meaning::Unlisted => SendFailure::Later {
            code: number,
            after: None,
        },
        Meaning::Throttled => SendFailure::Throttled {
            code: number,
            after: MINUTE,
        },
        Meaning::Person => SendFailure::Person { code: number },
        Meaning::App(hint) => SendFailure::App {
            code: number,
            hint: told(hint, errmsg),
        },
        Meaning::Spent => SendFailure::Spent { code: number },
        Meaning::Repeated | Meaning::Never => SendFailure::Never { code: number },
    }
}

fn told(hint: &str, errmsg: &str) -> String {
    match seen_address(errmsg) {
        Some(address) if hint == ADDRESS => format!("{hint} → {address}"),
        _ => hint.to_owned(),
    }
}

/// The address after `from ip:`, if it is one.
pub(super) fn seen_address(errmsg: &str) -> Option<std::net::IpAddr> {
    let (_, rest) = errmsg.split_once("from ip:")?;
    rest.trim_start().split([',', ' ']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_that_was_seen_is_told() {
        let errmsg = "not allow to access from your ip, hint: [1], from ip: 203.0.113.7, more info at https://x";
        let SendFailure::App { hint, .. } = failure(60020, errmsg) else {
            panic!("app")
        };
        assert!(hint.ends_with("企业可信IP → 203.0.113.7"), "{hint}");
        let SendFailure::App { hint, .. } = failure(60020, "from ip: <script>") else {
            panic!()
        };
        assert!(!hint.contains("script"));
        let SendFailure::App { hint, .. } = failure(50003, errmsg) else {
            panic!("app")
        };
        assert!(!hint.contains("203.0.113.7"));
    }

    #[test]
    fn persons_apps_and_waits_are_told_apart() {
        assert_eq!(
            failure(81013, ""),
            SendFailure::Person {
                code: "81013".into()
            }
        );
        assert_eq!(
            failure(60140, ""),
            SendFailure::Spent {
                code: "60140".into()
            }
        );
        assert_eq!(
            failure(42031, ""),
            SendFailure::Never {
                code: "42031".into()
            }
        );
        assert_eq!(
            failure(45009, ""),
            SendFailure::Throttled {
                code: "45009".into(),
                after: MINUTE
            }
        );
        assert_eq!(
            failure(-1, ""),
            SendFailure::Later {
                code: "-1".into(),
                after: None
            }
        );
        assert_eq!(
            failure(42001, ""),
            SendFailure::Later {
                code: "42001".into(),
                after: None
            }
        );
        assert!(matches!(failure(40001, ""), SendFailure::App { .. }));
        assert_eq!(meaning(99_999), Meaning::Unlisted);
        assert_eq!(
            meaning(94_000),
            Meaning::Unlisted,
            "the workbench's, not a card's"
        );
    }
}
