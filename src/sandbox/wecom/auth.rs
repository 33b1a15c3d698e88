//! The access token of a call.

use serde::Deserialize;

use super::errcode::Refusal;
use super::platform::Platform;

/// The token, which always stands in the query and never in the body.
#[derive(Deserialize)]
pub struct Auth {
    access_token: Option<String>,
}

impl Auth {
    /// Refuses the call unless its token is the valid one.
    pub fn check(&self, platform: &Platform) -> Result<(), Refusal> {
        platform.authorise(self.access_token.as_deref())
    }
}
