//! ```text
//! /状态 | /status
//! ```

use super::super::misread::Misread;
use super::super::reader::Reader;
use super::super::said::SlashCommand;
use super::entry::{Command, Name, Roles};

pub(super) const STATUS: Command = Command {
    name: Name::Status,
    words: &["状态", "status", "狀態"],
    roles: Roles::Manager,
    arguments: ["", ""],
    manager_arguments: None,
    examples: ["/状态", "/status"],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    r.nothing_more()?;
    Ok(SlashCommand::Status)
}
