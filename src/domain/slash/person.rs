//! ```text
//! person = "@" (name | userid) ["(" team ")"]
//! ```
//! The longest known name or userid wins; else the name runs to the next blank or mark. A
//! known name with one more Chinese character behind is a longer name, not a name and a
//! reason: `@张伟伟` is not 张伟. A real mention counts as well: it belongs to the `@` of its
//! name, else by order, and stands alone where the platform took its text out.

use std::ops::Range;

use super::context::fold;
use super::line::is_ideograph;
use super::misread::{Misread, Wrong};
use super::reader::Reader;
use super::said::PersonRef;

/// Characters of a name, a userid or a team.
pub const LONGEST_NAME: usize = 64;
/// People in a reason that are looked at for whom the mentions mean.
const MOST_BYSTANDERS: usize = 50;

/// The person at an `@`.
pub(super) fn person(r: &mut Reader<'_>) -> Result<PersonRef, Misread> {
    let start = r.at;
    r.eat("@");
    r.blanks();
    let name = known(r).unwrap_or_else(|| run(r));
    r.at = name.end;
    if name.is_empty() {
        return Err(r.misread(start..start + 1, Wrong::NoName));
    }
    if name.len() > LONGEST_NAME {
        return Err(r.misread(name, Wrong::NameTooLong { most: LONGEST_NAME }));
    }
    Ok(PersonRef {
        text: r.line.typed(name).to_owned(),
        team: team(r),
        mention_userid: None,
    })
}

/// A known name that comes next without its `@`.
pub(super) fn known_without_at(r: &Reader<'_>) -> Option<String> {
    known(r).map(|name| r.line.typed(name).to_owned())
}

/// Gives the people their mentions. `found` are those read before `rest`, in the order typed;
/// a mention that belongs to nobody in the line is added behind them.
pub(super) fn settle(found: &mut Vec<PersonRef>, rest: usize, r: &Reader<'_>) {
    let context = r.context;
    if context.mentions.is_empty() {
        return;
    }
    let mut bystanders = bystanders(rest, r);
    let mut unused: Vec<_> = context.mentions.iter().take(MOST_BYSTANDERS).collect();
    let mut strangers = Vec::new();
    for person in found.iter_mut().chain(&mut bystanders) {
        let key = person.key();
        let own = unused.iter().position(|mention| {
            let userid = fold(&mention.userid);
            let is_named = mention
                .name
                .as_deref()
                .is_some_and(|name| fold(name) == key);
            is_named || userid == key || context.names.may_mean(&key, &userid)
        });
        if let Some(own) = own {
            person.mention_userid = Some(unused.remove(own).userid.clone());
        } else if !context.names.knows(&key) {
            strangers.push(person);
        }
    }
    if strangers.len() == unused.len() {
        for (person, mention) in strangers.into_iter().zip(unused.drain(..)) {
            person.mention_userid = Some(mention.userid.clone());
        }
    }
    found.extend(unused.into_iter().map(|mention| {
        PersonRef {
            text: mention
                .name
                .clone()
                .unwrap_or_else(|| mention.userid.clone()),
            team: None,
            mention_userid: Some(mention.userid.clone()),
        }
    }));
}

/// People named in the reason.
fn bystanders(rest: usize, r: &Reader<'_>) -> Vec<PersonRef> {
    let mut walk = Reader { at: rest, ..*r };
    let mut people = Vec::new();
    while people.len() < MOST_BYSTANDERS && !walk.is_done() {
        walk.run(|c| c != '@');
        if walk.peek() == Some('@')
            && let Ok(one) = person(&mut walk)
        {
            people.push(one);
        }
    }
    people
}

/// Where the known name ends that comes next, if it ends there for sure.
fn known(r: &Reader<'_>) -> Option<Range<usize>> {
    let chars = r.line.chars.get(r.at..)?;
    let length = r.context.names.longest_at(chars)?;
    let (last, rest) = (chars.get(length - 1)?, chars.get(length..)?);
    let goes_on = match rest.first() {
        Some('·') => true,
        Some(c) if last.is_ascii_alphanumeric() => {
            let then = rest.get(1).is_some_and(char::is_ascii_alphanumeric);
            c.is_ascii_alphanumeric() || *c == '_' || (matches!(c, '.' | '-' | '@') && then)
        }
        Some(_) => {
            let more = rest.iter().take_while(|c| is_ideograph(**c)).count();
            let then = rest.get(more).copied();
            is_ideograph(*last) && more == 1 && !then.is_some_and(char::is_alphanumeric)
        }
        None => false,
    };
    (!goes_on).then_some(r.at..r.at + length)
}

/// Up to a blank or a mark.
fn run(r: &Reader<'_>) -> Range<usize> {
    let chars = r.line.chars.get(r.at..).unwrap_or_default();
    let is_inner_at = |i: usize| {
        let is_latin = |i: usize| chars.get(i).is_some_and(char::is_ascii_alphanumeric);
        i > 0 && is_latin(i - 1) && is_latin(i + 1)
    };
    let mut length = 0;
    while let Some(c) = chars.get(length) {
        let is_mark = matches!(c, ' ' | ',' | '、' | ';' | ':' | '。' | '!' | '?');
        if is_mark || matches!(c, '(' | ')' | '/' | '#') || (*c == '@' && !is_inner_at(length)) {
            break;
        }
        length += 1;
    }
    while matches!(chars.get(..length), Some([.., '.' | '-'])) {
        length -= 1;
    }
    r.at..r.at + length
}

/// The team in brackets directly behind the name.
fn team(r: &mut Reader<'_>) -> Option<String> {
    let back = r.at;
    if r.eat("(") {
        let inside = r.run(|c| c != ')');
        let typed = r.line.typed(inside.clone());
        if r.eat(")") && inside.len() <= LONGEST_NAME && !typed.is_empty() {
            return Some(typed.to_owned());
        }
    }
    r.at = back;
    None
}

/// At most `most` people; the misread points at the end of what was read.
pub(super) fn at_most(people: &[PersonRef], most: usize, r: &Reader<'_>) -> Result<(), Misread> {
    if people.len() > most {
        return Err(r.misread(r.at..r.at, Wrong::TooManyPeople { most }));
    }
    Ok(())
}

/// All that is left of a line: one person by `@` or mention, or nobody.
pub(super) fn one_at_most(r: &mut Reader<'_>) -> Result<Option<PersonRef>, Misread> {
    let mut people = Vec::new();
    if r.peek() == Some('@') {
        people.push(person(r)?);
        r.gaps();
        if r.peek() == Some('@') {
            return Err(r.misread(r.token(), Wrong::TooManyPeople { most: 1 }));
        }
    }
    r.nothing_more()?;
    settle(&mut people, r.at, r);
    at_most(&people, 1, r)?;
    Ok(people.pop())
}
