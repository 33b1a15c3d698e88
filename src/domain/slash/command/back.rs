//! ```text
//! (/上班 | /back) [person]           somebody else: a manager
//! ```

use super::super::misread::Misread;
use super::super::person;
use super::super::reader::Reader;
use super::super::said::SlashCommand;
use super::entry::{Command, Name, Roles};

pub(super) const BACK: Command = Command {
    name: Name::Back,
    words: &["上班", "back"],
    roles: Roles::All,
    arguments: ["", ""],
    manager_arguments: Some(["[@谁]", "[@who]"]),
    examples: ["/上班", "/back"],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    Ok(SlashCommand::Back {
        who: person::one_at_most(r)?,
    })
}
