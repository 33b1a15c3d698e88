//! `[tokens.NAME]`: programs that may ask more than a source.

use paidan_domain::ids::StaffId;

use super::bearer;
use super::offer::staff;
use super::problem::{Fault, quoted};
use super::section::Section;
use super::settings::Secret;

/// A token of the API. Its name is the actor's in events.
#[derive(Debug, Clone)]
pub struct ApiToken {
    /// Behind `Authorization: Bearer`.
    pub token: Secret,
    /// What it may do.
    pub role: TokenRole,
    /// Whose teams a token of role manager sees; without it, no team is its own.
    pub staff: Option<StaffId>,
}

/// What a token may do. A source has a token of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenRole {
    /// Reads, contacts masked.
    Read,
    /// As a manager (主管) for their own teams.
    Manager,
    /// Everything.
    Admin,
}

pub(super) fn read(section: &mut Section) -> Option<ApiToken> {
    let token = bearer::token(section, "token");
    let role = section.parsed("role", role);
    let staff = section.parsed("staff", staff);
    section.need("token", "make one with: openssl rand -hex 32");
    section.need("role", "write role = \"read\", \"manager\" or \"admin\"");
    Some(ApiToken {
        token: token?,
        role: role?,
        staff,
    })
}

fn role(text: &str) -> Result<TokenRole, Fault> {
    match text {
        "read" => Ok(TokenRole::Read),
        "manager" => Ok(TokenRole::Manager),
        "admin" => Ok(TokenRole::Admin),
        other => Err(Fault::new(
            format!("must be read, manager or admin, found {}", quoted(other)),
            "choose one of the three; a source has its token in [sources.NAME]",
        )),
    }
}
