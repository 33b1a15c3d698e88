//! What an admin may have set up wrongly, and what a call then gets.

use serde::{Deserialize, Serialize};

use super::errcode::{self, Refusal};

/// The set-up faults of the moment; all right by default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Setup {
    /// The service's secret is not the app's.
    pub secret: Secret,
    /// The service's address stands under 企业可信IP.
    pub ip_allowed: Allowed,
    /// The app is in use.
    pub app: App,
    /// The app has a callback address.
    pub callback: Callback,
    /// 可见范围.
    pub visible: Visible,
}

macro_rules! two_words {
    ($($(#[$doc:meta])* $name:ident: $fault:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum $name {
            /// As it should be.
            #[default]
            Ok,
            /// Not so.
            $fault,
        }
    )*};
}

two_words! {
    /// Secret of the app.
    Secret: Wrong;
    /// State of the app.
    App: Disabled;
    /// Callback address of the app.
    Callback: Unset;
}

/// Whether the caller's address is allowed; a plain boolean in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowed(pub bool);

impl Default for Allowed {
    fn default() -> Self {
        Self(true)
    }
}

/// Who may see the app: the text `all`, or a list of userids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Visible {
    /// Only `all`.
    All(Everyone),
    /// These.
    Only(Vec<String>),
}

/// The word `all`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Everyone {
    /// Everybody.
    All,
}

impl Default for Visible {
    fn default() -> Self {
        Self::All(Everyone::All)
    }
}

impl Visible {
    /// Whether this person sees the app.
    pub fn covers(&self, userid: &str) -> bool {
        match self {
            Self::All(_) => true,
            Self::Only(list) => list.iter().any(|one| one.eq_ignore_ascii_case(userid)),
        }
    }
}

/// A change: what is left out stays as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    secret: Option<Secret>,
    ip_allowed: Option<Allowed>,
    app: Option<App>,
    callback: Option<Callback>,
    visible: Option<Visible>,
}

impl Setup {
    /// Takes a change over.
    pub fn apply(&mut self, change: Change) {
        self.secret = change.secret.unwrap_or(self.secret);
        self.ip_allowed = change.ip_allowed.unwrap_or(self.ip_allowed);
        self.app = change.app.unwrap_or(self.app);
        self.callback = change.callback.unwrap_or(self.callback);
        if let Some(visible) = change.visible {
            self.visible = visible;
        }
    }

    /// What a call with a token gets whatever it asks for.
    pub fn check_address(&self) -> Result<(), Refusal> {
        if self.ip_allowed.0 {
            Ok(())
        } else {
            Err(errcode::address())
        }
    }

    /// What a call gets that uses the app.
    pub fn check_app(&self) -> Result<(), Refusal> {
        match self.app {
            App::Ok => Ok(()),
            App::Disabled => Err(errcode::disabled()),
        }
    }

    /// What a card whose buttons call back gets.
    pub fn check_callback(&self) -> Result<(), Refusal> {
        match self.callback {
            Callback::Ok => Ok(()),
            Callback::Unset => Err(errcode::no_callback()),
        }
    }
}
