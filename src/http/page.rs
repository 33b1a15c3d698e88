//! Which page of a list: `cursor` and `limit` of a query.

use std::str::FromStr;

use crate::app::people::WrongField;
use crate::words::Wrong;

/// Entries a page when nothing is asked, and at most.
const USUAL: u32 = 50;
const MOST: u32 = 200;

/// Where the page begins; a cursor that is none of ours is noted.
pub(super) fn cursor<T: FromStr>(asked: Option<&str>, wrong: &mut Vec<WrongField>) -> Option<T> {
    let cursor = asked?.parse().ok();
    if cursor.is_none() {
        wrong.push(WrongField::new("/cursor", Wrong::Cursor));
    }
    cursor
}

/// How many entries, 1 to 200, 50 when nothing is asked; another number is noted.
pub(super) fn limit(asked: Option<&str>, wrong: &mut Vec<WrongField>) -> u32 {
    let limit = asked.map_or(Some(USUAL), |text| text.parse().ok());
    let limit = limit.filter(|limit| (1..=MOST).contains(limit));
    if limit.is_none() {
        wrong.push(WrongField::new("/limit", Wrong::Limit));
    }
    limit.unwrap_or(USUAL)
}

/// What was read, when nothing was noted.
pub(super) fn unless_wrong<T>(read: T, wrong: Vec<WrongField>) -> Result<T, Vec<WrongField>> {
    if wrong.is_empty() {
        Ok(read)
    } else {
        Err(wrong)
    }
}
