//! What to do about each answer of the platform: `protocols/dingtalk.md` §8.2, row by row.
//! Decided by code and status, never by text.

use std::time::Duration;

use serde_json::Value;

use super::loose;
use crate::app::ports::SendFailure;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const BLOCKED: Duration = Duration::from_secs(300);

/// The wrapper of the old API: what counts is `sub_code`.
const WRAPPER: i64 = 88;

/// The code of a month that is used up, whatever the platform calls it.
pub(super) const QUOTA: &str = "quota";

const CREDENTIALS: &str =
    "check client_id and client_secret: 应用 → 凭证与基础信息; the app must be published";
pub(super) const PERMISSION: &str = "grant the permission: 应用 → 权限管理";
pub(super) const ADDRESS: &str = "add this server's exit address: 应用 → 安全设置 → 服务器出口IP";
const TEMPLATE: &str =
    "publish the card template and copy its id: 卡片平台 → 你的模板 → 模板ID (card_template_id)";
pub(super) const ROBOT: &str = "enable and publish the robot, check robot_code: 应用 → 机器人";
const MONTH: &str =
    "the month's API calls are used up: 钉钉管理后台 → 调用量, or wait for the next month";

/// Which of the platform's three ways of answering an address has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Status and `code`.
    New,
    /// Always 200, and `errcode`.
    Old,
    /// As the old one, and anything but 0 means that it is over.
    Session,
}

/// What an answer asks of us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Done.
    Done,
    /// The access token is dead: refresh it once, then retry once.
    Token,
    /// Asked too often; wait so long.
    Throttled(Duration),
    /// The month is used up.
    Quota,
    /// Our address is shut out for a while.
    Blocked,
    /// Nobody can be reached until the operator does this.
    App(&'static str),
    /// The card template will not do: tell the operator, and send without one.
    Template,
    /// The platform is busy and did not act.
    Busy,
    /// Nobody knows whether the platform acted.
    Untold,
    /// This card was made before: the first try got through.
    Already,
    /// The content is refused or too long: send less of it.
    Content,
    /// This person cannot be reached.
    Recipient,
    /// No such person or number.
    NotFound,
    /// No such card, or another app's.
    CardGone,
    /// The group is gone, or the robot is not in it.
    Group,
    /// Our mistake; the same request will never be taken.
    Request,
    /// Not in the table.
    Unlisted,
    /// This address answers no more: send by API.
    Over,
}

/// An answer, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judged {
    pub verdict: Verdict,
    /// The platform's code, or what was seen (`http-502`, `html`).
    pub code: String,
    /// Names of the permissions that the answer says are missing.
    pub scopes: Vec<String>,
}

impl Verdict {
    /// Whether a card that met this is to go out by the next simpler means, so that the
    /// rep still learns of the lead.
    pub fn falls_back(self) -> bool {
        matches!(
            self,
            Self::Template | Self::Content | Self::Request | Self::Unlisted
        )
    }
}

impl Judged {
    fn of(verdict: Verdict, code: impl Into<String>) -> Self {
        Self {
            verdict,
            code: code.into(),
            scopes: Vec::new(),
        }
    }

    /// The failure that this is for whoever asked; only [`Verdict::Done`] is none.
    pub fn failure(&self) -> SendFailure {
        let code = self.code.clone();
        match self.verdict {
            Verdict::Throttled(after) => SendFailure::Throttled { code, after },
            Verdict::Quota => SendFailure::App {
                code: QUOTA.to_owned(),
                hint: MONTH.to_owned(),
            },
            Verdict::App(hint) => SendFailure::App {
                code,
                hint: self.told(hint),
            },
            Verdict::Template => SendFailure::App {
                code,
                hint: TEMPLATE.to_owned(),
            },
            // Five of them in a row open the platform's breaker, which tells the operator.
            Verdict::Blocked => SendFailure::Later {
                code,
                after: Some(BLOCKED),
            },
            // A second dead token in a row is the platform's trouble.
            Verdict::Busy | Verdict::Token => SendFailure::Later { code, after: None },
            Verdict::Untold => SendFailure::Unknown { code },
            Verdict::Recipient | Verdict::NotFound => SendFailure::Person { code },
            Verdict::CardGone => SendFailure::Spent { code },
            Verdict::Done
            | Verdict::Already
            | Verdict::Content
            | Verdict::Group
            | Verdict::Request
            | Verdict::Unlisted
            | Verdict::Over => SendFailure::Never { code },
        }
    }

    fn told(&self, hint: &str) -> String {
        if self.scopes.is_empty() {
            hint.to_owned()
        } else {
            format!("{hint} → {}", self.scopes.join(", "))
        }
    }
}

/// Judges an answer by its status and body.
pub(super) fn judge(family: Family, status: u16, body: &[u8]) -> (Judged, Value) {
    let parsed = serde_json::from_slice::<Value>(body);
    let judged = match (&parsed, family) {
        _ if status >= 500 => server(status, parsed.as_ref().ok()),
        (Ok(body), _) if body.get("punish").is_some() => Judged::of(Verdict::Blocked, "punish"),
        (Err(_), _) if is_markup(body) => Judged::of(Verdict::Blocked, "html"),
        (Ok(body), Family::New) => new(status, body),
        (Ok(body), Family::Old | Family::Session) => old(status, body),
        (Err(_), _) => bare(status),
    };
    let judged = match (family, judged.verdict) {
        (Family::Session, Verdict::Done) | (Family::New | Family::Old, _) => judged,
        (Family::Session, _) => Judged::of(Verdict::Over, judged.code),
    };
    (judged, parsed.unwrap_or_default())
}

fn is_markup(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

fn server(status: u16, body: Option<&Value>) -> Judged {
    let code = body.and_then(|body| loose::text(loose::member(body, "code")));
    let code = code.unwrap_or_else(|| format!("http-{status}"));
    Judged::of(Verdict::Untold, harmless(&code))
}

/// No JSON, and no page of the platform's gate either.
fn bare(status: u16) -> Judged {
    let code = format!("http-{status}");
    match status {
        200..=299 => Judged::of(Verdict::Untold, "bad-answer"),
        401 => Judged::of(Verdict::Token, code),
        408 => Judged::of(Verdict::Untold, code),
        429 => Judged::of(Verdict::Throttled(MINUTE), code),
        _ => Judged::of(Verdict::Unlisted, code),
    }
}

fn new(status: u16, body: &Value) -> Judged {
    let code = loose::text(loose::member(body, "code")).unwrap_or_default();
    let code = harmless(&code);
    let verdict = match status {
        200..=299 if body["success"] == false => Verdict::Request,
        200..=299 => Verdict::Done,
        _ => refused(status, &code),
    };
    let detail = loose::member(body, "accessdenieddetail");
    let scopes = detail.and_then(|detail| loose::member(detail, "requiredScopes"));
    let code = if code.is_empty() {
        format!("http-{status}")
    } else {
        code
    };
    Judged {
        verdict,
        code,
        scopes: loose::texts(scopes).iter().map(|s| harmless(s)).collect(),
    }
}

/// A code of the new API. They are compared without case: the pages differ in it.
fn refused(status: u16, code: &str) -> Verdict {
    let code = code.to_ascii_lowercase();
    let code = code.as_str();
    match code.strip_prefix("forbidden.accessdenied.").unwrap_or(code) {
        "accesstokenpermissiondenied" => Verdict::App(PERMISSION),
        "ipnotinwhitelist" => Verdict::App(ADDRESS),
        "qpslimitforappkeyandapi" | "qpslimitforapi" => Verdict::Throttled(SECOND),
        "qpmlimitforappkeyandapi" => Verdict::Throttled(MINUTE),
        "apicountlimitfororg" => Verdict::Quota,
        "send.too.fast" | "send.bytoken.toofast" | "too.many.people" | "too.many.group" => {
            Verdict::Throttled(MINUTE)
        }
        "invalidauthentication" => Verdict::Token,
        "invalidclientidorsecret" | "invalid.client" | "authfailed" | "unauthorized.client" => {
            Verdict::App(CREDENTIALS)
        }
        "system.busy" | "system.error" => Verdict::Busy,
        "param.cardalreadyexist" => Verdict::Already,
        "param.templatenotexist" | "param.templateunpublished" | "param.cardtemplateidempty" => {
            Verdict::Template
        }
        "param.contentunsafe" | "invalidparameter.msgparam.toolong" => Verdict::Content,
        "param.useridnotexist" | "staffid.notexisted" | "illegal.receivers" => Verdict::Recipient,
        "param.cardnotexist" => Verdict::CardGone,
        "group.disbanded" | "invalid.openconversationid" => Verdict::Group,
        "resource.not.found"
        | "chatbotid.notallow.sendoto"
        | "robot.oto.notexist"
        | "template.stopped"
        | "bot.stopped"
        | "send.forbidden" => Verdict::App(ROBOT),
        code if code.starts_with("invalidparameter.robotcode.") => Verdict::App(ROBOT),
        code if code.starts_with("contain.") => Verdict::Content,
        code if ["param.", "invalidparameter.", "miss.param."]
            .iter()
            .any(|start| code.starts_with(start)) =>
        {
            Verdict::Request
        }
        _ => bare(status).verdict,
    }
}

fn old(status: u16, body: &Value) -> Judged {
    let Some(number) = loose::number(body.get("errcode")) else {
        // The gate in front of the old API speaks as the new one does.
        return match status {
            200..=299 => Judged::of(Verdict::Untold, "bad-answer"),
            _ => new(status, body),
        };
    };
    let number = match loose::number(body.get("sub_code")) {
        Some(inner) if number == WRAPPER => inner,
        _ => number,
    };
    let verdict = match number {
        0 => Verdict::Done,
        -1 => Verdict::Busy,
        40_014 | 42_001 | 40_001 => Verdict::Token,
        60_011 => Verdict::App(PERMISSION),
        60_020 => Verdict::App(ADDRESS),
        90_018 | 90_002 => Verdict::Throttled(SECOND),
        90_005 | 90_006 => Verdict::Throttled(MINUTE),
        90_020 => Verdict::Quota,
        60_121 | 33_012 | 40_104 => Verdict::NotFound,
        40_035 | 400_002 => Verdict::Request,
        400_013 => Verdict::Group,
        _ => Verdict::Unlisted,
    };
    Judged::of(verdict, number.to_string())
}

/// A code goes into log lines, so only what a code looks like.
fn harmless(code: &str) -> String {
    let fits = |character: &char| character.is_ascii_alphanumeric() || "._-:".contains(*character);
    code.chars().filter(fits).take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(family: Family, status: u16, body: &str) -> Judged {
        judge(family, status, body.as_bytes()).0
    }

    #[test]
    fn the_permission_that_is_missing_is_told_to_the_operator() {
        let body = r#"{"code":"Forbidden.AccessDenied.AccessTokenPermissionDenied","accessdenieddetail":{"requiredScopes":["Card.Instance.Write"]}}"#;
        let SendFailure::App { hint, .. } = judged(Family::New, 403, body).failure() else {
            panic!("app")
        };
        assert!(hint.ends_with("权限管理 → Card.Instance.Write"), "{hint}");
    }

    #[test]
    fn the_end_of_the_month_has_one_name_on_both_families() {
        for (family, status, body) in [
            (
                Family::New,
                403,
                r#"{"code":"Forbidden.AccessDenied.ApiCountLimitForOrg"}"#,
            ),
            (Family::Old, 200, r#"{"errcode":90020}"#),
        ] {
            let failure = judged(family, status, body).failure();
            assert!(
                matches!(&failure, SendFailure::App { code, .. } if code == QUOTA),
                "{failure:?}"
            );
        }
    }

    #[test]
    fn a_server_s_trouble_says_nothing_of_what_was_done() {
        for body in [
            "",
            "<html>",
            r#"{"code":"system.busy"}"#,
            r#"{"errcode":0}"#,
        ] {
            for family in [Family::New, Family::Old] {
                assert_eq!(judged(family, 503, body).verdict, Verdict::Untold, "{body}");
            }
        }
        assert_eq!(
            judged(Family::New, 400, r#"{"code":"system.error"}"#).verdict,
            Verdict::Busy
        );
    }

    #[test]
    fn a_code_with_lines_in_it_writes_none_into_the_log() {
        let body = r#"{"code":"evil\n2026 INFO all is well"}"#;
        assert_eq!(judged(Family::New, 400, body).code, "evil2026INFOalliswell");
    }

    #[test]
    fn an_empty_401_is_a_dead_token_and_an_empty_200_is_nothing() {
        assert_eq!(judged(Family::New, 401, "").verdict, Verdict::Token);
        assert_eq!(judged(Family::Old, 200, "").verdict, Verdict::Untold);
        assert_eq!(judged(Family::Old, 200, "{}").verdict, Verdict::Untold);
    }
}
