//! What the answers to a few harmless calls say of the app, whatever each of them asked.

use std::collections::BTreeSet;
use std::net::IpAddr;

use serde_json::Value;

use super::super::call::Answer;
use super::super::loose;
use super::super::verdict::{ADDRESS, PERMISSION, ROBOT, Verdict};
use crate::app::ports::{Check, Checked, Detail, SendFailure, Trouble};

/// The app may not see this department or person (§8.2).
const OUT_OF_RANGE: &str = "50004";

/// What all answers together say.
#[derive(Default)]
pub(super) struct Probes {
    refused: Option<Trouble>,
    entered: bool,
    granted: BTreeSet<String>,
    missing: BTreeSet<String>,
    spent: bool,
}

/// What one answer says of what was asked.
pub(super) enum Standing {
    /// It was done; the answer's body.
    Done(Value),
    /// It was not, for a reason of its own.
    Said(Trouble),
    /// The call did not get so far: address, permission or the month stood before it.
    Untold,
}

impl Probes {
    /// Takes an answer to a call that needs a permission.
    pub fn take(&mut self, scope: &str, outcome: Result<Answer, SendFailure>) -> Standing {
        let answer = match outcome {
            Ok(answer) => answer,
            Err(failure) => return Standing::Said(away(failure)),
        };
        let code = answer.judged.code.clone();
        match answer.judged.verdict {
            Verdict::App(ADDRESS) => {
                let address = seen_address(&answer.body);
                self.refused = Some(Trouble::NotAllowed { address, code });
                return Standing::Untold;
            }
            Verdict::App(PERMISSION) => {
                self.entered = true;
                match answer.judged.scopes.is_empty() {
                    true => self.missing.extend([scope.to_owned()]),
                    false => self.missing.extend(answer.judged.scopes),
                }
                return Standing::Untold;
            }
            Verdict::Quota => {
                (self.entered, self.spent) = (true, true);
                return Standing::Untold;
            }
            Verdict::Busy | Verdict::Untold => return Standing::Said(Trouble::Away { code }),
            Verdict::Blocked | Verdict::Throttled(_) => {
                return Standing::Said(Trouble::TooOften { code });
            }
            _ => {}
        }
        self.entered = true;
        self.granted.insert(scope.to_owned());
        match answer.judged.verdict {
            Verdict::Done | Verdict::Already => Standing::Done(answer.body),
            Verdict::App(ROBOT) => Standing::Said(Trouble::NoRobot { code }),
            Verdict::Template => Standing::Said(Trouble::BadTemplate { code }),
            _ => Standing::Said(Trouble::Refused { code }),
        }
    }

    /// Whether our address was let in.
    pub fn exit_address(&self) -> Checked {
        match &self.refused {
            Some(trouble) => Checked::wrong(Check::ExitAddress, trouble.clone()),
            None if self.entered => Checked::fine(Check::ExitAddress, Detail::Allowed),
            None => Checked::untold(Check::ExitAddress),
        }
    }

    /// Which permissions lack.
    pub fn permissions(&self) -> Checked {
        let listed = |scopes: &BTreeSet<String>| scopes.iter().cloned().collect();
        if !self.missing.is_empty() {
            return Checked::wrong(
                Check::Permissions,
                Trouble::NotGranted(listed(&self.missing)),
            );
        }
        if self.granted.is_empty() {
            return Checked::untold(Check::Permissions);
        }
        Checked::fine(Check::Permissions, Detail::Granted(listed(&self.granted)))
    }

    /// The platform says that the month's calls are used up.
    pub fn is_month_spent(&self) -> bool {
        self.spent
    }
}

/// No such person, or none that the app may see; the platform tells them apart only at times.
pub(super) fn is_hidden(answer: &Answer) -> bool {
    answer.judged.verdict == Verdict::NotFound || answer.judged.code == OUT_OF_RANGE
}

/// A call without an answer.
pub(super) fn away(failure: SendFailure) -> Trouble {
    match failure {
        SendFailure::App { code, .. } => Trouble::Refused { code },
        SendFailure::Throttled { code, .. } => Trouble::TooOften { code },
        SendFailure::Later { code, .. }
        | SendFailure::Unknown { code }
        | SendFailure::Person { code }
        | SendFailure::PersonBusy { code, .. }
        | SendFailure::Spent { code }
        | SendFailure::Never { code } => Trouble::Away { code },
    }
}

/// The address that the platform saw, somewhere in what it says. Nothing else of the text is
/// used, and nothing is decided by it.
fn seen_address(body: &Value) -> Option<IpAddr> {
    let said = ["message", "errmsg", "sub_msg"];
    let said = said.iter().filter_map(|name| loose::member(body, name));
    let apart = |c: char| !(c.is_ascii_hexdigit() || c == '.' || c == ':');
    let mut addresses = said.filter_map(Value::as_str).flat_map(|text| {
        let words = text.split(apart);
        words.filter_map(|word| word.trim_end_matches(['.', ':']).parse().ok())
    });
    addresses.next()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::verdict::{Family, judge};
    use super::*;
    use crate::words::Found;

    fn answer(family: Family, status: u16, body: &Value) -> Result<Answer, SendFailure> {
        let (judged, body) = judge(family, status, body.to_string().as_bytes());
        Ok(Answer { judged, body })
    }

    #[test]
    fn the_address_is_found_wherever_it_is_said() {
        for said in [
            "访问ip不在白名单之中,request ip=203.0.113.7 appKey(ding1)",
            "request from [203.0.113.7]: not in white list",
            "来自203.0.113.7.",
        ] {
            let seen = seen_address(&json!({ "errmsg": said }));
            assert_eq!(seen, "203.0.113.7".parse().ok(), "{said}");
        }
        let seen = seen_address(&json!({"message": "from 2001:db8::7, refused"}));
        assert_eq!(seen, "2001:db8::7".parse().ok());
        assert_eq!(
            seen_address(&json!({"message": "denied 60020 at 12:30"})),
            None
        );
    }

    #[test]
    fn a_missing_permission_is_named_by_the_platform_or_by_the_call() {
        let mut probes = Probes::default();
        let denied = json!({"code": "Forbidden.AccessDenied.AccessTokenPermissionDenied",
            "accessdenieddetail": {"requiredScopes": ["Card.Instance.Write"]}});
        let wrapped = json!({"errcode": 88, "sub_code": "60011"});
        for (scope, outcome) in [
            ("x", answer(Family::New, 403, &denied)),
            ("qyapi_get_member", answer(Family::Old, 200, &wrapped)),
        ] {
            assert!(matches!(probes.take(scope, outcome), Standing::Untold));
        }
        let missing = ["Card.Instance.Write", "qyapi_get_member"].map(str::to_owned);
        let trouble = Trouble::NotGranted(missing.into());
        assert_eq!(probes.permissions().found, Found::Wrong(trouble));
        assert_eq!(probes.exit_address().found, Found::Fine(Detail::Allowed));
    }

    #[test]
    fn who_is_away_says_nothing_of_permission_and_address() {
        let mut probes = Probes::default();
        let busy = answer(Family::New, 503, &json!({}));
        assert!(matches!(
            probes.take("x", busy),
            Standing::Said(Trouble::Away { .. })
        ));
        assert_eq!(probes.permissions().found, Found::Untold);
        assert_eq!(probes.exit_address().found, Found::Untold);
    }
}
