//! ```text
//! (/公海 | /pool) [number]
//! ```

use super::super::misread::{Misread, Wrong};
use super::super::number;
use super::super::reader::{Reader, is_noise};
use super::super::said::SlashCommand;
use super::entry::{Command, Name, Roles};

pub(super) const POOL: Command = Command {
    name: Name::Pool,
    words: &["公海", "pool"],
    roles: Roles::Rep,
    arguments: ["[N]", "[N]"],
    manager_arguments: None,
    examples: ["/公海 1042", "/pool 1042"],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    let start = r.at;
    r.run(is_noise);
    if r.is_done() {
        return Ok(SlashCommand::Pool { take: None });
    }
    r.at = start;
    if r.peek().is_some_and(|c| !c.is_ascii_digit() && c != '#') {
        // A list was meant with something behind it, or a number was; both end here.
        return Err(r.misread_token(|said| Wrong::NotANumber { said }));
    }
    let number = number::one(r)?;
    r.nothing_more()?;
    Ok(SlashCommand::Pool { take: Some(number) })
}
