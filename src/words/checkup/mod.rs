//! What `paidan doctor wecom|dingtalk` looks at, and what it says of it: Chinese first, English
//! behind it, one line a check and one line of what to do.

mod fix;
mod text;

#[cfg(test)]
mod tests;

use std::net::IpAddr;

use super::quota::Metered;

pub use fix::trouble_fix;
pub use text::{check_title, detail_text, tally_text, trouble_text, untold_text};

/// What of a platform's set-up is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Ids and secret (凭证): they get an access token.
    Credentials,
    /// This server may call: its address is on the platform's list.
    ExitAddress,
    /// The app is in use and is the secret's own.
    App,
    /// The gateway lets us open a connection (长连接).
    Stream,
    /// The app's robot (机器人) is there and running.
    Robot,
    /// The app may make the calls that paidan makes (权限).
    Permissions,
    /// The card template (卡片模板) is the app's and published.
    Template,
    /// Presses of cards come to our address.
    CardRoute,
    /// Our public address takes what the platform sends.
    Callback,
    /// The same for events, whose key is another.
    Events,
    /// The app sees the reps.
    People,
    /// How much of the month is used.
    Month(Metered),
}

/// One check and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What was looked at.
    pub what: Check,
    /// What was found.
    pub found: Found,
}

impl Checked {
    /// It is as it should be.
    #[must_use]
    pub fn fine(what: Check, detail: Detail) -> Self {
        let found = Found::Fine(detail);
        Self { what, found }
    }

    /// Work goes on, and somebody should know.
    #[must_use]
    pub fn warning(what: Check, trouble: Trouble) -> Self {
        let found = Found::Warning(trouble);
        Self { what, found }
    }

    /// It has to be mended.
    #[must_use]
    pub fn wrong(what: Check, trouble: Trouble) -> Self {
        let found = Found::Wrong(trouble);
        Self { what, found }
    }

    /// Whether the app sees the reps: `hidden` are the names of those whom it does not see,
    /// among so many who have an id on the platform.
    #[must_use]
    pub fn people(hidden: Vec<String>, of: usize) -> Self {
        if hidden.is_empty() {
            return Self::fine(Check::People, Detail::Seen(of));
        }
        let names = hidden;
        Self::warning(Check::People, Trouble::Hidden { names, of })
    }

    /// It cannot be asked before what stands above it is mended.
    #[must_use]
    pub fn untold(what: Check) -> Self {
        let found = Found::Untold;
        Self { what, found }
    }
}

/// What came of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// As it should be.
    Fine(Detail),
    /// Work goes on, and somebody should know.
    Warning(Trouble),
    /// It has to be mended.
    Wrong(Trouble),
    /// It cannot be asked before something else is mended.
    Untold,
}

/// What was seen where all is well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// An access token came.
    Token,
    /// No call was refused for our address.
    Allowed,
    /// The app is in use and the secret's own.
    InUse,
    /// The gateway gave a ticket.
    Ticket,
    /// The robot answers.
    Robot,
    /// Permissions that were needed and are granted.
    Granted(Vec<String>),
    /// A card could be made.
    Published,
    /// Presses come to this address.
    Registered(String),
    /// This address answered as it should.
    Answers(String),
    /// All of so many reps are seen.
    Seen(usize),
    /// Of the month.
    Used {
        /// How many paidan counted.
        used: u64,
        /// How many there are.
        limit: u64,
    },
}

/// What is wrong. It holds no secret, no token and no phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Id or secret is not the app's.
    Credentials {
        /// The platform's code.
        code: String,
    },
    /// Our address is not on the platform's list.
    NotAllowed {
        /// The address that the platform saw, when it says so.
        address: Option<IpAddr>,
        /// The platform's code.
        code: String,
    },
    /// The platform was not reached, or does not answer as it does.
    Away {
        /// What was seen (`connect`, `timeout`, `http-502`).
        code: String,
    },
    /// The platform has had too many calls; it passes.
    TooOften {
        /// The platform's code.
        code: String,
    },
    /// The platform refuses, and this is all that it says.
    Refused {
        /// The platform's code.
        code: String,
    },
    /// The app is switched off.
    Disabled,
    /// The app's number belongs to another secret.
    OtherApp {
        /// The platform's code.
        code: String,
    },
    /// No robot, or a stopped one.
    NoRobot {
        /// The platform's code.
        code: String,
    },
    /// Permissions that are not granted, by the platform's names.
    NotGranted(Vec<String>),
    /// No card template is named in the settings.
    NoTemplate,
    /// The template that is named cannot be used.
    BadTemplate {
        /// The platform's code.
        code: String,
    },
    /// Presses go elsewhere.
    Elsewhere {
        /// Where, when the platform says so and it is not here.
        address: Option<String>,
    },
    /// Nobody answers at our public address, seen from this machine.
    Unreachable {
        /// The address.
        address: String,
        /// What was seen (`connect`, `timeout`).
        code: String,
    },
    /// Our public address answers, and not as paidan does.
    Answers {
        /// The address.
        address: String,
        /// HTTP status.
        status: u16,
    },
    /// Reps whom the app does not see.
    Hidden {
        /// Their names.
        names: Vec<String>,
        /// How many reps have an id on the platform.
        of: usize,
    },
    /// The store cannot be read, so nobody knows who works here.
    NoStore,
    /// Much of the month is used, or all of it.
    Used {
        /// How many paidan counted.
        used: u64,
        /// How many there are.
        limit: u64,
        /// The platform itself says that nothing is left.
        refused: bool,
    },
}

/// How many checks ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CheckTally {
    /// As they should be.
    pub passed: usize,
    /// Worth knowing.
    pub warnings: usize,
    /// To be mended.
    pub failed: usize,
    /// Not to be told yet.
    pub untold: usize,
}

impl CheckTally {
    /// Counts one more.
    pub fn count(&mut self, found: &Found) {
        let place = match found {
            Found::Fine(_) => &mut self.passed,
            Found::Warning(_) => &mut self.warnings,
            Found::Wrong(_) => &mut self.failed,
            Found::Untold => &mut self.untold,
        };
        *place += 1;
    }
}
