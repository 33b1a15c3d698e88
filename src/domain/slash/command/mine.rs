//! ```text
//! /我的 | /mine
//! ```

use super::super::misread::Misread;
use super::super::reader::Reader;
use super::super::said::SlashCommand;
use super::entry::{Command, Name, Roles};

pub(super) const MINE: Command = Command {
    name: Name::Mine,
    words: &["我的", "mine", "我的线索"],
    roles: Roles::All,
    arguments: ["", ""],
    manager_arguments: None,
    examples: ["/我的", "/mine"],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    r.nothing_more()?;
    Ok(SlashCommand::Mine)
}
