//! What a line is read against: who asks, where, when, and which people are known.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use unicode_normalization::UnicodeNormalization;

use crate::people::Role;
use crate::time::Instant;

/// Everything outside the line that its meaning depends on.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// What the asker is. `/请假 @谁` names the deputy for a rep and the absent for a manager.
    pub asker: Role,
    /// A chat of two, where a command's bare word counts as well.
    pub one_to_one: bool,
    /// Mentions that the platform reported, in order, without paidan's own.
    pub mentions: &'a [Mention],
    /// The people who may be meant by an `@`.
    pub names: &'a Names,
    /// When it was said.
    pub now: Instant,
    /// Where days begin and end.
    pub zone: &'a TimeZone,
}

/// A person mentioned by the platform's own means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The platform's id of the person.
    pub userid: String,
    /// The name shown, where the platform tells.
    pub name: Option<String>,
}

/// Names and userids by which people are known, ready for looking up. Names may be borne by
/// several people.
#[derive(Debug, Clone, Default)]
pub struct Names {
    known: HashMap<String, Vec<String>>,
    longest: usize,
}

impl Names {
    /// From each person's name and their userids on any platform, our own id included.
    pub fn new<'p>(people: impl IntoIterator<Item = (&'p str, Vec<&'p str>)>) -> Self {
        let mut names = Self::default();
        for (name, userids) in people {
            let userids: Vec<String> = userids.into_iter().map(fold).collect();
            for id in &userids {
                names.add(id.clone(), std::slice::from_ref(id));
            }
            names.add(fold(name), &userids);
        }
        names
    }

    fn add(&mut self, key: String, userids: &[String]) {
        if key.is_empty() {
            return;
        }
        self.longest = self.longest.max(key.chars().count());
        self.known
            .entry(key)
            .or_default()
            .extend_from_slice(userids);
    }

    /// Somebody bears this name or userid, already folded.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.known.contains_key(key)
    }

    /// The name or userid, already folded, may mean the person of this userid.
    pub(super) fn may_mean(&self, key: &str, userid: &str) -> bool {
        self.known
            .get(key)
            .is_some_and(|ids| ids.iter().any(|id| id == userid))
    }

    /// How many characters the longest name or userid has that the folded text begins with.
    pub(super) fn longest_at(&self, chars: &[char]) -> Option<usize> {
        let mut front: String = chars.iter().take(self.longest).collect();
        let mut count = chars.len().min(self.longest);
        while !front.is_empty() {
            if self.knows(&front) {
                return Some(count);
            }
            front.pop();
            count -= 1;
        }
        None
    }
}

/// A name as it is compared: NFKC, lower case, no blanks around.
pub(super) fn fold(name: &str) -> String {
    let folded: String = name.trim().nfkc().flat_map(char::to_lowercase).collect();
    folded
}
