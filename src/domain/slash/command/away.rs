//! ```text
//! (/请假 | /away) [leave] [["代理"] person]           a rep: the person is the deputy
//! (/请假 | /away) [person] [leave] [["代理"] person]   a manager: first who, then the deputy
//! ```
//! The order is free. Without a leave it lasts until 上班.

use super::super::duration;
use super::super::misread::{Misread, Wrong};
use super::super::person::{self, at_most};
use super::super::reader::Reader;
use super::super::said::SlashCommand;
use super::entry::{Command, Name, Roles};
use crate::people::Role;

pub(super) const AWAY: Command = Command {
    name: Name::Away,
    words: &["请假", "away", "請假"],
    roles: Roles::All,
    arguments: ["[时长] [@代理]", "[duration] [@deputy]"],
    manager_arguments: Some(["[@谁] [时长] [@代理]", "[@who] [duration] [@deputy]"]),
    examples: ["/请假 到明天 @赵强", "/away 2h @zhaoqiang"],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    let (mut people, mut deputy, mut leave) = (Vec::new(), None, None);
    let is_manager = r.context.asker == Role::Manager;
    let most = if is_manager { 2 } else { 1 };
    loop {
        r.gaps();
        let start = r.at;
        if is_deputy_next(r) {
            if deputy.is_some() {
                return Err(r.misread(r.token(), Wrong::TooManyPeople { most }));
            }
            deputy = Some(people.len());
        }
        if r.peek() == Some('@') {
            let at = r.token();
            people.push(person::person(r)?);
            if people.len() > most {
                return Err(r.misread(at, Wrong::TooManyPeople { most }));
            }
        } else if let Some(found) = duration::leave(r)? {
            if leave.replace(found).is_some() {
                let said = r.line.quote(start..r.at);
                return Err(r.misread(start..r.at, Wrong::TwoDurations { said }));
            }
        } else {
            break;
        }
    }
    r.nothing_more()?;
    person::settle(&mut people, r.at, r);
    at_most(&people, most, r)?;
    // A rep's own leave never names another absent person.
    let deputy = match deputy {
        None if is_manager => people.get(1).cloned(),
        None => people.first().cloned(),
        Some(index) => Some(people.remove(index)),
    };
    let who = if is_manager {
        people.into_iter().next()
    } else {
        None
    };
    Ok(SlashCommand::Away { who, leave, deputy })
}

/// Passes the word that makes the next person the deputy.
fn is_deputy_next(r: &mut Reader<'_>) -> bool {
    let back = r.at;
    let comes = r.eat("代理人") || r.eat("代理") || r.eat_latin("deputy");
    r.gaps();
    if comes && r.peek() == Some('@') {
        return true;
    }
    r.at = back;
    false
}
