//! ```text
//! (/转派 | /reassign) list ["给" | "到"] person [text]
//! ```
//! The person may stand before the leads, and behind the reason where that ends the line. A
//! person whom the platform mentioned and took out of the text counts as well. A number that
//! only a blank joins to the list, with the reason directly behind it, may begin the reason:
//! that is asked, not guessed.

use super::super::line::is_ideograph;
use super::super::misread::{Misread, Wrong};
use super::super::number::{self, List};
use super::super::person::{self, at_most};
use super::super::reader::{Reader, is_noise};
use super::super::said::{PersonRef, SlashCommand};
use super::entry::{Command, Name, Roles};

pub(super) const REASSIGN: Command = Command {
    name: Name::Reassign,
    words: &["转派", "reassign", "轉派"],
    roles: Roles::Manager,
    arguments: ["N… @谁 [原因]", "N… @who [reason]"],
    manager_arguments: None,
    examples: [
        "/转派 1042 @王芳 客户指定",
        "/reassign 1042 @wangfang customer asked",
    ],
    read,
};

fn read(r: &mut Reader<'_>) -> Result<SlashCommand, Misread> {
    let mut people = Vec::new();
    to(r);
    if r.peek() == Some('@') {
        people.push(person::person(r)?);
        r.joints();
        if r.peek() == Some('@') {
            return too_many(r);
        }
    }
    let list = number::list(r)?;
    to(r);
    if r.peek() == Some('@') {
        if !people.is_empty() {
            return too_many(r);
        }
        people.push(person::person(r)?);
        r.joints();
        if r.peek() == Some('@') {
            return too_many(r);
        }
    } else {
        if people.is_empty() && !is_anybody_named(r) {
            return Err(nobody(r, r.at));
        }
        no_doubt(r, &list)?;
        r.joints();
        if !people.is_empty() && r.peek() == Some('@') {
            return too_many(r);
        }
    }
    let start = r.at;
    let reason = match people.is_empty().then(|| last_person(r)).flatten() {
        Some(found) => {
            let (at, person) = found?;
            number::none_within(r, at)?;
            people.push(person);
            person::settle(&mut people, r.end(), r);
            r.text_to(at)
        }
        None => {
            person::settle(&mut people, start, r);
            if people.is_empty() {
                return Err(nobody(r, start));
            }
            at_most(&people, 1, r)?;
            r.text()
        }
    };
    at_most(&people, 1, r)?;
    let Some(to) = people.pop() else {
        return Err(nobody(r, start));
    };
    Ok(SlashCommand::Reassign {
        numbers: list.numbers,
        to,
        reason,
    })
}

/// Passes what may stand before the person.
fn to(r: &mut Reader<'_>) {
    let back = r.at;
    r.gaps();
    let is_chinese = r.eat("转给") || r.eat("给") || r.eat("到") || r.eat("至");
    let _ = is_chinese || r.eat_latin("to");
    r.gaps();
    if r.peek() != Some('@') {
        r.at = back;
        r.gaps();
    }
}

/// The one person behind the reason, with nothing but marks behind.
fn last_person(r: &mut Reader<'_>) -> Option<Result<(usize, PersonRef), Misread>> {
    let back = r.at;
    r.run(|c| c != '@');
    let at = r.at;
    let found = (!r.is_done()).then(|| person::person(r).map(|person| (at, person)));
    r.run(|c| matches!(c, ' ' | '。' | '.' | '!' | ','));
    let is_last = r.is_done();
    r.at = back;
    found.filter(|_| is_last)
}

/// Text follows the leads directly: the last of them must not belong to it.
fn no_doubt(r: &mut Reader<'_>, list: &List) -> Result<(), Misread> {
    number::no_number_hides(r)?;
    let rest = r.line.chars.get(r.at..).unwrap_or_default();
    if let Some(loose) = &list.loose
        && !rest.iter().all(|c| is_noise(*c))
    {
        let said = r.line.quote(loose.clone());
        return Err(r.misread(loose.clone(), Wrong::NumberOrReason { said }));
    }
    Ok(())
}

/// An `@` follows, or the platform mentioned somebody.
fn is_anybody_named(r: &Reader<'_>) -> bool {
    let rest = r.line.chars.get(r.at..).unwrap_or_default();
    rest.contains(&'@') || !r.context.mentions.is_empty()
}

fn too_many(r: &Reader<'_>) -> Result<SlashCommand, Misread> {
    Err(r.misread(r.token(), Wrong::TooManyPeople { most: 1 }))
}

/// Nobody is named; perhaps only the `@` was forgotten.
fn nobody(r: &mut Reader<'_>, start: usize) -> Misread {
    r.at = start;
    r.gaps();
    let _ = r.peek().is_some_and(is_ideograph) && r.eat("给");
    let meant = person::known_without_at(r);
    r.misread(r.token(), Wrong::NoPerson { meant })
}
