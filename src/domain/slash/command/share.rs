//! ```text
//! (/额度 | /share) [person]           somebody else: a manager
//! ```

use super::super::misread::Misread;
use super::super::person;
use super::super::reader::Reader;
use super::super::said::SlashCommand;
use super::entry::{Command, Name, Roles};

pub(super) const SHARE: Command = Command {
    name: Name::Share,
    words: &["额度", "share", "額度"],
    roles: Roles::All,
    arguments: ["", ""],
    manager_arguments: Some(["[@谁]", "[@who]"]),
    examples: ["/额度", "/share"],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    Ok(SlashCommand::Share {
        who: person::one_at_most(r)?,
    })
}
