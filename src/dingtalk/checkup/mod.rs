//! Looks at DingTalk's set-up for `paidan doctor`: the port [`Checkup`].
//!
//! Nobody is disturbed: the robot is asked to recall a message that never was, a card is made
//! and brought to nobody, and the gateway gives a ticket that is not used, since a connection
//! would take frames away from the service. That is two calls of the month, three in HTTP mode.

mod callbacks;
mod probe;

use std::sync::Arc;

use async_trait::async_trait;
use paidan_domain::people::Platform;
use serde_json::json;

use super::call::{Answer, Calls};
use super::endpoint::CARD_PATH;
use super::register;
use super::settings::{Mode, Settings};
use super::stream::App;
use super::stream::ticket_trouble;
use super::verdict::Verdict;
use crate::app::ports::{
    Check, Checked, Checkup, Clock, Company, Detail, Meter, Metered, SendFailure, Trouble,
};
use crate::words::Found;
use probe::{Probes, Standing};

const RECALL: &str = "/v1.0/robot/otoMessages/batchRecall";
const CREATE: &str = "/v1.0/card/instances";
const USER: &str = "/topapi/v2/user/get";

/// The permissions by their names in the console (§2.1, §5, §7.1).
const SENDING: &str = "qyapi_robot_sendmsg";
const CARDS: &str = "Card.Instance.Write";
const CONTACTS: &str = "qyapi_get_member";

/// Shares of the month in percent: worth knowing, and used up.
const MUCH: u64 = 70;
const ALL: u64 = 100;

/// Looks at one app.
pub struct Doctor {
    /// As the service has them.
    pub settings: Settings,
    /// Goes to the platform, by the proxy if there is one.
    pub http: reqwest::Client,
    /// Goes to our own public address.
    pub direct: reqwest::Client,
    /// Where the platform finds us, without a slash at its end.
    pub public_url: String,
    /// For what has to be fresh.
    pub clock: Arc<dyn Clock>,
}

/// The month belongs to the service; what the doctor asks is too little to be counted.
struct Uncounted;

impl Meter for Uncounted {
    fn called(&self, _: &'static str) {}
    fn messaged(&self) {}
    fn refused(&self, _: Metered) {}
}

#[async_trait]
impl Checkup for Doctor {
    fn platform(&self) -> Platform {
        Platform::Dingtalk
    }

    async fn look(&self, company: Option<&Company>) -> Vec<Checked> {
        let calls = Calls::new(&self.settings, self.http.clone(), Arc::new(Uncounted));
        let credentials = credentials(calls.token().await);
        let mut probes = Probes::default();
        let is_known = matches!(credentials.found, Found::Fine(_));
        let (mut robot, mut template, mut route, mut people) = (
            Checked::untold(Check::Robot),
            Checked::untold(Check::Template),
            Checked::untold(Check::CardRoute),
            Checked::untold(Check::People),
        );
        if is_known {
            robot = self.robot(&calls, &mut probes).await;
            route = self.route(&calls, &mut probes).await;
            people = self.people(&calls, &mut probes, company).await;
        }
        if is_known || self.settings.card_template_id.is_empty() {
            template = self.template(&calls, &mut probes).await;
        }
        let mut all = vec![credentials, probes.exit_address(), probes.permissions()];
        match self.settings.mode {
            Mode::Stream => all.push(self.stream().await),
            Mode::Http => {
                all.push(self.robot_callback().await);
                all.push(self.events_callback().await);
                all.push(route);
            }
        }
        all.extend([robot, template, people]);
        all.extend(self.month(company, &probes));
        all
    }
}

impl Doctor {
    /// A ticket is asked for and left to run out.
    async fn stream(&self) -> Checked {
        let app = App {
            api_base: self.settings.api_base.trim_end_matches('/').to_owned(),
            client_id: self.settings.client_id.clone(),
            client_secret: self.settings.client_secret.clone(),
        };
        match ticket_trouble(&self.http, &app).await {
            None => Checked::fine(Check::Stream, Detail::Ticket),
            Some(trouble) => Checked::wrong(Check::Stream, trouble),
        }
    }

    /// An id that is nobody's; a doctor of the same microsecond may have it, too.
    fn made_up(&self) -> String {
        format!("pd-doctor-{}", self.clock.now().0)
    }

    /// A message that never was is recalled: a robot that works finds nothing.
    async fn robot(&self, calls: &Calls, probes: &mut Probes) -> Checked {
        let body = json!({
            "robotCode": self.settings.robot(),
            "processQueryKeys": [self.made_up()],
        });
        match probes.take(SENDING, calls.post(RECALL, &body).await) {
            Standing::Done(_) => Checked::fine(Check::Robot, Detail::Robot),
            Standing::Said(trouble) => Checked::wrong(Check::Robot, trouble),
            Standing::Untold => Checked::untold(Check::Robot),
        }
    }

    /// A card is made and brought to nobody.
    async fn template(&self, calls: &Calls, probes: &mut Probes) -> Checked {
        if self.settings.card_template_id.is_empty() {
            return Checked::warning(Check::Template, Trouble::NoTemplate);
        }
        let body = json!({
            "cardTemplateId": self.settings.card_template_id,
            "outTrackId": self.made_up(),
            "callbackType": "STREAM",
            "userIdType": 1,
            "cardData": {"cardParamMap": {}},
        });
        match probes.take(CARDS, calls.post(CREATE, &body).await) {
            Standing::Done(_) => Checked::fine(Check::Template, Detail::Published),
            Standing::Said(trouble) => Checked::wrong(Check::Template, trouble),
            Standing::Untold => Checked::untold(Check::Template),
        }
    }

    /// What is registered for presses, in HTTP mode. Where nothing is, our address is from now
    /// on, as the service does it at its start; what is there is not changed.
    async fn route(&self, calls: &Calls, probes: &mut Probes) -> Checked {
        let untold = Checked::untold(Check::CardRoute);
        if self.settings.mode != Mode::Http {
            return untold;
        }
        let here = format!("{}{CARD_PATH}", self.public_url);
        let elsewhere = |address| Checked::wrong(Check::CardRoute, Trouble::Elsewhere { address });
        let outcome = register::ask(calls, &self.settings, &here, false).await;
        if let Ok(answer) = &outcome {
            if answer.judged.code == register::TAKEN {
                return elsewhere(None);
            }
            if register::is_ours(answer, &self.settings, &here) {
                return match probes.take(CARDS, outcome) {
                    Standing::Done(_) => Checked::fine(Check::CardRoute, Detail::Registered(here)),
                    Standing::Said(trouble) => Checked::wrong(Check::CardRoute, trouble),
                    Standing::Untold => untold,
                };
            }
        }
        match probes.take(CARDS, outcome) {
            Standing::Done(body) => {
                let address = body["result"]["callbackUrl"].as_str();
                elsewhere(address.filter(|one| *one != here).map(str::to_owned))
            }
            Standing::Said(trouble) => Checked::wrong(Check::CardRoute, trouble),
            Standing::Untold => untold,
        }
    }

    /// Each rep is looked up; the month does not count it (§8.1).
    async fn people(
        &self,
        calls: &Calls,
        probes: &mut Probes,
        company: Option<&Company>,
    ) -> Checked {
        let Some(company) = company else {
            return Checked::warning(Check::People, Trouble::NoStore);
        };
        let (mut hidden, mut of) = (Vec::new(), 0);
        for (name, user) in company.accounts(Platform::Dingtalk) {
            of += 1;
            let outcome = ask_for(calls, user).await;
            if outcome.as_ref().is_ok_and(probe::is_hidden) {
                hidden.push(name.to_owned());
                continue;
            }
            match probes.take(CONTACTS, outcome) {
                Standing::Done(_) => {}
                Standing::Said(trouble) => return Checked::wrong(Check::People, trouble),
                Standing::Untold => return Checked::untold(Check::People),
            }
        }
        Checked::people(hidden, of)
    }

    /// Both volumes of the month, as the service counted them.
    fn month(&self, company: Option<&Company>, probes: &Probes) -> Vec<Checked> {
        let Some(company) = company else {
            return Vec::new();
        };
        let of = |kind| {
            let (limit, refused) = match kind {
                Metered::Calls => (self.settings.monthly_calls, probes.is_month_spent()),
                Metered::Messages => (self.settings.monthly_messages, false),
            };
            month_of(kind, company.used.of(kind), limit, refused)
        };
        Metered::ALL.map(of).into()
    }
}

/// The service asks for people, too: who was too fast waits his second and asks once more.
async fn ask_for(calls: &Calls, user: &str) -> Result<Answer, SendFailure> {
    let asked = json!({ "userid": user, "language": "zh_CN" });
    let first = calls.post_old(USER, &asked).await?;
    match first.judged.verdict {
        Verdict::Throttled(_) => calls.post_old(USER, &asked).await,
        _ => Ok(first),
    }
}

fn month_of(kind: Metered, used: u64, limit: u64, refused: bool) -> Checked {
    let what = Check::Month(kind);
    let trouble = Trouble::Used {
        used,
        limit,
        refused,
    };
    match used.saturating_mul(100).checked_div(limit) {
        _ if refused => Checked::wrong(what, trouble),
        None | Some(ALL..) => Checked::wrong(what, trouble),
        Some(MUCH..) => Checked::warning(what, trouble),
        Some(_) => Checked::fine(what, Detail::Used { used, limit }),
    }
}

fn credentials(token: Result<(), SendFailure>) -> Checked {
    let what = Check::Credentials;
    match token {
        Ok(()) => Checked::fine(what, Detail::Token),
        Err(SendFailure::App { code, .. }) if is_address(&code) => {
            let address = None;
            Checked::wrong(what, Trouble::NotAllowed { address, code })
        }
        Err(SendFailure::App { code, .. }) => Checked::wrong(what, Trouble::Credentials { code }),
        Err(failure) => Checked::wrong(what, probe::away(failure)),
    }
}

/// Whether a refusal of the token is one of our address; cases differ by page (§1.2).
fn is_address(code: &str) -> bool {
    code.to_ascii_lowercase().ends_with("ipnotinwhitelist")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_is_told_of_from_seventy_percent_on() {
        let found = |used, limit, refused| month_of(Metered::Calls, used, limit, refused).found;
        assert!(matches!(found(3499, 5000, false), Found::Fine(_)));
        assert!(matches!(found(3500, 5000, false), Found::Warning(_)));
        assert!(matches!(found(5000, 5000, false), Found::Wrong(_)));
        assert!(matches!(found(3, 5000, true), Found::Wrong(_)));
        assert!(matches!(found(0, 0, false), Found::Wrong(_)), "none at all");
    }
}
