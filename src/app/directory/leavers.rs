//! Finds leavers (离职): whom the platform names, in its list of them or when it is asked for
//! their account. Who is missing from its list of people is asked for, and no more than that.

use std::collections::BTreeSet;
use std::time::Duration;

use paidan_domain::time::Instant;

use super::asking::Asking;
use super::sync::StaffSync;
use crate::app::ports::{Known, StoreError};
use crate::words::SyncTrouble;

/// How far back a platform's list of leavers is read, in days. A service that was away for
/// longer still finds them by their accounts.
const DAYS: u64 = 30;
/// So many accounts may be gone in one sync whatever the company's size, above that a fifth.
const USUAL: usize = 3;

impl StaffSync {
    /// Marks the leavers of one platform.
    pub(super) async fn find_leavers(&self, asking: &mut Asking<'_>) -> Result<(), StoreError> {
        let since = days_before(self.clock.now());
        let named = asking.directory.leavers_since(since).await;
        let named = match asking.note(named) {
            Ok(users) => keys(users.iter()),
            Err(code) => {
                asking.trouble(SyncTrouble::NoLeavers(code));
                BTreeSet::new()
            }
        };
        let listed = keys(asking.list.iter().flatten().map(|one| &one.user));
        let platform = asking.platform;
        let floor = self.shelf.floor();
        let people = floor.people().filter(|one| one.staff.active);
        let (mut sure, mut gone) = (Vec::new(), Vec::new());
        for user in people.filter_map(|one| one.staff.account(platform)) {
            let key = user.to_lowercase();
            // Somebody who came back is in the list, whatever the list of leavers says.
            if listed.contains(&key) {
                asking.report.here += 1;
                continue;
            }
            if asking.is_given_up() {
                continue;
            }
            let known = asking.directory.look_up(user).await;
            match asking.note(known) {
                Ok(Known::Here) => asking.report.here += 1,
                Ok(Known::Left | Known::Unsaid) if named.contains(&key) => sure.push(user),
                Ok(Known::Left) => gone.push(user),
                Ok(Known::Unsaid) => {}
                Err(code) => asking.trouble(SyncTrouble::NoAnswer(code)),
            }
        }
        let of = asking.report.here + sure.len() + gone.len();
        if is_implausible(gone.len(), of) {
            asking.trouble(SyncTrouble::TooManyGone {
                gone: gone.len(),
                of,
            });
            gone.clear();
        }
        for user in sure.into_iter().chain(gone) {
            let left = self.news.left(platform, user).await?;
            asking.report.left.extend(left);
        }
        Ok(())
    }
}

/// An account that the app may not see any more is answered like one that is gone (WeCom's
/// 60111 says both). Many at once are a change of what the app may see, not of the staff.
fn is_implausible(gone: usize, of: usize) -> bool {
    gone > USUAL.max(of / 5) || (gone > 1 && gone == of)
}

fn keys<'a>(users: impl Iterator<Item = &'a String>) -> BTreeSet<String> {
    users.map(|user| user.to_lowercase()).collect()
}

fn days_before(now: Instant) -> Instant {
    let back = Duration::from_secs(DAYS * 24 * 3600).as_micros();
    Instant(now.0 - i64::try_from(back).expect("a month fits"))
}

#[cfg(test)]
mod tests {
    use super::is_implausible;

    #[test]
    fn a_narrowed_visible_range_is_not_taken_for_a_day_of_leavers() {
        assert!(!is_implausible(1, 1), "a company of one");
        assert!(is_implausible(2, 2), "nobody is left at all");
        assert!(!is_implausible(3, 6));
        assert!(is_implausible(4, 6));
        assert!(!is_implausible(10, 50));
        assert!(is_implausible(11, 50));
    }
}
