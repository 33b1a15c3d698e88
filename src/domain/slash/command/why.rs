//! ```text
//! (/为什么 | /why) number
//! ```

use super::super::misread::Misread;
use super::super::number;
use super::super::reader::Reader;
use super::super::said::SlashCommand;
use super::entry::{Command, Name, Roles};

pub(super) const WHY: Command = Command {
    name: Name::Why,
    words: &["为什么", "why", "為什麼", "為什麽"],
    roles: Roles::All,
    arguments: ["N", "N"],
    manager_arguments: None,
    examples: ["/为什么 1042", "/why 1042"],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    let number = number::one(r)?;
    r.nothing_more()?;
    Ok(SlashCommand::Why { number })
}
