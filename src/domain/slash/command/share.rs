//! ```text
//! (/额度 | /share) [person]           somebody else: a manager
//! ```

use super::super::misread::{Misread, Wrong};
use super::super::person::{self, at_most};
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
    let mut people = Vec::new();
    if r.peek() == Some('@') {
        people.push(person::person(r)?);
        r.gaps();
        if r.peek() == Some('@') {
            return Err(r.misread(r.token(), Wrong::TooManyPeople { most: 1 }));
        }
    }
    r.nothing_more()?;
    person::settle(&mut people, r.at, r);
    at_most(&people, 1, r)?;
    Ok(SlashCommand::Share { who: people.pop() })
}
