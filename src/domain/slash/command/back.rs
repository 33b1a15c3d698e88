//! ```text
//! (/上班 | /back) [person]           somebody else: a manager
//! ```

use super::super::misread::{Misread, Wrong};
use super::super::person::{self, at_most};
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
    Ok(SlashCommand::Back { who: people.pop() })
}
