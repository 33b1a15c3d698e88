//! ```text
//! (/拒绝 | /decline) number [text]
//! ```

use super::super::misread::Misread;
use super::super::number;
use super::super::reader::Reader;
use super::super::said::SlashCommand;
use super::entry::{Command, Name, Roles};

pub(super) const DECLINE: Command = Command {
    name: Name::Decline,
    words: &["拒绝", "decline", "拒絕"],
    roles: Roles::Rep,
    arguments: ["N [原因]", "N [reason]"],
    manager_arguments: None,
    examples: ["/拒绝 1042 不在片区", "/decline 1042 not my area"],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    let number = number::one(r)?;
    number::no_number_hides(r)?;
    let reason = r.text();
    Ok(SlashCommand::Decline { number, reason })
}
