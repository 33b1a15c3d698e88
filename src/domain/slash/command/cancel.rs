//! ```text
//! 取消 | cancel                      also with a slash
//! ```

use super::super::misread::Misread;
use super::super::reader::Reader;
use super::super::said::SlashCommand;
use super::entry::{Command, Name, Roles};

pub(super) const CANCEL: Command = Command {
    name: Name::Cancel,
    words: &["取消", "cancel"],
    roles: Roles::Unlisted,
    arguments: ["", ""],
    manager_arguments: None,
    examples: ["取消", "cancel"],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    r.nothing_more()?;
    Ok(SlashCommand::Cancel)
}
