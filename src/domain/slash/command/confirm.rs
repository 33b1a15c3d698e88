//! ```text
//! 确认 | confirm                     also with a slash
//! ```

use super::super::misread::Misread;
use super::super::reader::Reader;
use super::super::said::SlashCommand;
use super::entry::{Command, Name, Roles};

pub(super) const CONFIRM: Command = Command {
    name: Name::Confirm,
    words: &["确认", "confirm", "確認"],
    roles: Roles::Unlisted,
    arguments: ["", ""],
    manager_arguments: None,
    examples: ["确认", "confirm"],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    r.nothing_more()?;
    Ok(SlashCommand::Confirm)
}
