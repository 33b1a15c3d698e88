//! ```text
//! (/帮助 | /help) [["/"] word]
//! ```

use super::super::misread::Misread;
use super::super::parse::command_named;
use super::super::reader::{Reader, is_noise};
use super::super::said::SlashCommand;
use super::entry::{Command, Name, Roles};

pub(in super::super) const HELP: Command = Command {
    name: Name::Help,
    words: &["帮助", "help", "幫助", "?"],
    roles: Roles::All,
    arguments: ["[指令]", "[command]"],
    manager_arguments: None,
    examples: ["/帮助", "/help"],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    let start = r.at;
    r.run(is_noise);
    if r.is_done() {
        return Ok(SlashCommand::Help { about: None });
    }
    r.at = start;
    let about = command_named(r)?;
    r.nothing_more()?;
    Ok(SlashCommand::Help { about: Some(about) })
}
