//! ```text
//! (/认领 | /claim) number
//! ```

use super::super::misread::Misread;
use super::super::number;
use super::super::reader::Reader;
use super::super::said::SlashCommand;
use super::entry::{Command, Name, Roles};

pub(super) const CLAIM: Command = Command {
    name: Name::Claim,
    words: &["认领", "claim", "認領"],
    roles: Roles::Rep,
    arguments: ["N", "N"],
    manager_arguments: None,
    examples: ["/认领 1042", "/claim 1042"],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    let number = number::one(r)?;
    r.nothing_more()?;
    Ok(SlashCommand::Claim { number })
}
