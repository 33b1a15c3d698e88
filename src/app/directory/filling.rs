//! Gives accounts to people who have none, where an account is surely theirs.

use std::time::Duration;

use paidan_domain::ids::StaffId;
use paidan_domain::matching::Floor;
use paidan_domain::people::Staff;
use paidan_domain::understand::{Phone, PhoneKind};

use super::asking::Asking;
use super::finding::{By, only_one};
use super::report::{Filled, Unfound};
use super::sync::StaffSync;
use crate::app::ports::{Clue, StoreError};
use crate::words::NotFound;

/// Misses by phone that are risked in [`WINDOW`]: WeCom stops answering for a day, in small
/// companies after about five (`protocols/wecom.md` §4.5).
const MISSES: u32 = 3;
const WINDOW: Duration = Duration::from_secs(24 * 3600);

/// What looking for one person came to.
enum Search {
    Filled(Filled),
    /// They have an account by now, or are not at work any more.
    Settled,
    NotFound(Vec<NotFound>),
}

impl StaffSync {
    /// Looks for everybody at work who has no account on the platform.
    pub(super) async fn fill_accounts(
        &self,
        asking: &mut Asking<'_>,
        by_mobile: &[StaffId],
    ) -> Result<(), StoreError> {
        let (floor, platform) = (self.shelf.floor(), asking.platform);
        let people = floor.people().map(|one| one.staff.as_ref());
        for staff in people.filter(|one| one.active && one.account(platform).is_none()) {
            let may_miss = by_mobile.contains(&staff.id);
            match self.look_for(asking, &floor, staff, may_miss).await? {
                Search::Filled(filled) => asking.report.filled.push(filled),
                Search::Settled => {}
                Search::NotFound(why) => asking.report.not_found.push(Unfound {
                    staff: staff.id.clone(),
                    name: staff.name.clone(),
                    why,
                }),
            }
        }
        Ok(())
    }

    /// Takes the first clue that leads to an account.
    async fn look_for(
        &self,
        asking: &mut Asking<'_>,
        floor: &Floor,
        staff: &Staff,
        may_miss: bool,
    ) -> Result<Search, StoreError> {
        let platform = asking.platform;
        if staff.left.is_some_and(|left| left.platform == platform) {
            return Ok(Search::NotFound(vec![NotFound::LeftThere]));
        }
        let mut why = Vec::new();
        for clue in asking.directory.clues() {
            let user = match self
                .follow_clue(asking, floor, staff, *clue, may_miss)
                .await?
            {
                None => continue,
                Some(Err(astray)) => {
                    why.push(astray);
                    continue;
                }
                Some(Ok(user)) => user,
            };
            let filled = self.news.people.fill_account(&staff.id, platform, &user);
            return match filled.await {
                Ok(true) => Ok(Search::Filled(Filled {
                    staff: staff.id.clone(),
                    name: staff.name.clone(),
                    user,
                    by: *clue,
                })),
                Ok(false) => Ok(Search::Settled),
                Err(StoreError::Taken(by)) => {
                    why.push(NotFound::Taken(name_of(floor, by)));
                    Ok(Search::NotFound(why))
                }
                Err(error) => Err(error),
            };
        }
        if why.is_empty() {
            why.push(NotFound::NothingToGoBy);
        }
        Ok(Search::NotFound(why))
    }

    /// Where one clue leads; none when we have nothing to go by.
    async fn follow_clue(
        &self,
        asking: &mut Asking<'_>,
        floor: &Floor,
        staff: &Staff,
        clue: Clue,
        may_miss: bool,
    ) -> Result<Option<Result<String, NotFound>>, StoreError> {
        let ours = floor.people().map(|one| one.staff.as_ref());
        let ours = ours.filter(|one| one.active);
        let list = match (&asking.list, clue) {
            (Ok(list), _) => list.as_slice(),
            (Err(_), Clue::Mobile | Clue::MobileOnRequest) => &[],
            (Err(code), _) => return Ok(Some(Err(NotFound::NoAnswer(code.clone())))),
        };
        Ok(match clue {
            Clue::JobNumber => staff.job_number.as_deref().map(|wanted| {
                let ours = ours.filter_map(|one| one.job_number.as_deref());
                only_one(By::JobNumber, wanted, ours, list)
            }),
            Clue::Name => {
                let ours = ours.map(|one| one.name.as_str());
                Some(only_one(By::Name, &staff.name, ours, list))
            }
            Clue::Mobile => self.by_mobile(asking, staff).await?,
            Clue::MobileOnRequest if may_miss => self.by_risky_mobile(asking, staff).await?,
            Clue::MobileOnRequest => None,
        })
    }

    async fn by_mobile(
        &self,
        asking: &mut Asking<'_>,
        staff: &Staff,
    ) -> Result<Option<Result<String, NotFound>>, StoreError> {
        let Some(text) = self.news.people.mobile(&staff.id).await? else {
            return Ok(None);
        };
        let phone = match Phone::parse(&text) {
            Ok(phone) if phone.kind() == PhoneKind::Mobile => phone,
            _ => return Ok(Some(Err(NotFound::NoMobile))),
        };
        if asking.is_given_up() {
            return Ok(Some(Err(NotFound::NoAnswer("stopped".to_owned()))));
        }
        let found = asking.directory.by_mobile(phone.as_str()).await;
        Ok(Some(match asking.note(found) {
            Ok(Some(user)) => Ok(user),
            Ok(None) => Err(NotFound::NoSuchMobile),
            Err(code) => Err(NotFound::NoAnswer(code)),
        }))
    }

    /// The same where misses are counted. A try is taken before the call, so that processes
    /// share them; one without an answer counts as a miss, for it may have been one.
    async fn by_risky_mobile(
        &self,
        asking: &mut Asking<'_>,
        staff: &Staff,
    ) -> Result<Option<Result<String, NotFound>>, StoreError> {
        let platform = asking.platform;
        let Some(used) = self.misses.take(platform, MISSES, WINDOW).await? else {
            return Ok(Some(Err(NotFound::NoTriesLeft)));
        };
        let found = self.by_mobile(asking, staff).await?;
        if !matches!(
            found,
            Some(Err(NotFound::NoSuchMobile | NotFound::NoAnswer(_)))
        ) {
            self.misses.give_back(platform, used).await?;
        }
        Ok(found)
    }
}

fn name_of(floor: &Floor, id: String) -> String {
    let found = StaffId::parse(&id).ok();
    let found = found.and_then(|id| floor.find(&id));
    found.map_or(id, |one| one.staff.name.clone())
}
