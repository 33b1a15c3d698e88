//! Finds somebody in a platform's list by what only one person has. Pure.

use crate::app::ports::Listed;
use crate::words::NotFound;

/// What a list is searched by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    JobNumber,
    Name,
}

/// The account of the only one in `list` who has `wanted`; `ours` is what our own people have,
/// for two of us who have the same cannot be told apart either.
pub(super) fn only_one<'a>(
    by: By,
    wanted: &str,
    ours: impl Iterator<Item = &'a str>,
    list: &[Listed],
) -> Result<String, NotFound> {
    let (unknown, shared) = match by {
        By::JobNumber => (NotFound::NoSuchJobNumber, NotFound::SharedJobNumber),
        By::Name => (NotFound::NoSuchName, NotFound::SharedName),
    };
    let wanted = wanted.trim();
    if ours.filter(|one| one.trim() == wanted).count() > 1 {
        return Err(shared);
    }
    let has = |one: &&Listed| match by {
        By::JobNumber => one.job_number.as_deref().map(str::trim) == Some(wanted),
        By::Name => one.name.trim() == wanted,
    };
    let mut found = list.iter().filter(has);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.user.clone()),
        (None, _) => Err(unknown),
        (Some(_), Some(_)) => Err(shared),
    }
}
