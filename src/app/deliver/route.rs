//! Where somebody is reached: on which platform, under which address.

use std::collections::HashMap;
use std::sync::Arc;

use paidan_domain::ids::Audience;
use paidan_domain::matching::Floor;
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;

use super::channel::Channel;
use crate::app::ports::{Address, Chat};
use crate::app::quota::Level;

/// The ways that are open now.
pub(super) struct Routes<'a> {
    /// Who has which account.
    pub floor: &'a Floor,
    /// The platforms that are switched on.
    pub chats: &'a HashMap<Platform, Arc<dyn Chat>>,
    /// How they are doing.
    pub channels: &'a HashMap<Platform, Arc<Channel>>,
}

impl Routes<'_> {
    /// The platform that somebody prefers, else any on which they are. One that refuses our app
    /// gives way to another one of theirs, since that lasts until a person acts.
    pub(super) fn best(&self, to: &Audience, now: Instant) -> Option<(Platform, Address)> {
        let all = [Platform::Wecom, Platform::Dingtalk];
        let staff = to.person().and_then(|id| self.floor.find(id));
        let preferred = staff.and_then(|one| one.staff.prefers);
        let open: Vec<(Platform, Address)> = preferred
            .into_iter()
            .chain(all)
            .filter_map(|platform| Some((platform, self.on(platform, to)?)))
            .collect();
        let refused = |platform: &Platform| {
            let channel = self.channels.get(platform);
            channel.is_some_and(|channel| channel.is_refused(now))
        };
        let willing = open.iter().find(|(platform, _)| !refused(platform));
        willing.or(open.first()).cloned()
    }

    /// Whether a platform's month runs low, so that what can be left out is left out.
    pub(super) fn is_saving(&self, platform: Platform) -> bool {
        let level = self.channels.get(&platform).map(|channel| channel.level());
        level.is_some_and(|level| level >= Level::Saving)
    }

    /// Their address on one platform, when it is on.
    pub(super) fn on(&self, platform: Platform, to: &Audience) -> Option<Address> {
        let chat = self.chats.get(&platform)?;
        match to {
            Audience::PoolGroup => chat.has_pool_group().then_some(Address::Group),
            Audience::Person(id) => {
                let user = self.floor.find(id)?.staff.account(platform)?;
                Some(Address::Person(user.to_owned()))
            }
        }
    }
}
