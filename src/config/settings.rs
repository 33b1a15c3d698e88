//! All settings as one value.

use std::collections::BTreeMap;
use std::fmt;

use jiff::tz::TimeZone;
use paidan_domain::policy::OfferPolicy;

use super::section::Section;
use super::{
    ApiToken, Network, Privacy, Seed, Server, Source, Store, dingtalk, network, offer, privacy,
    seed, server, source, store, time_zone, token, wecom,
};

/// A secret. Has no content in `Debug`, no `Serialize`, and is wiped when dropped;
/// read it with [`secrecy::ExposeSecret`] and compare it in constant time.
pub type Secret = secrecy::SecretString;

/// What the operator has set, checked. `Debug` shows no secret.
#[derive(Clone)]
pub struct Config {
    /// `[server]`.
    pub server: Server,
    /// `[store]`.
    pub store: Store,
    /// `[privacy]`.
    pub privacy: Privacy,
    /// `[network]`.
    pub network: Network,
    /// `[wecom]`. When `enabled`, it has passed [`crate::wecom::Settings::problems`].
    pub wecom: crate::wecom::Settings,
    /// `[dingtalk]`. When `enabled`, it has passed [`crate::dingtalk::Settings::problems`].
    pub dingtalk: crate::dingtalk::Settings,
    /// `[sources.NAME]`.
    pub sources: BTreeMap<String, Source>,
    /// `[tokens.NAME]`.
    pub tokens: BTreeMap<String, ApiToken>,
    /// `[seed]`.
    pub seed: Seed,
    /// `[offer]`: part of the first version of the rules.
    pub offer: OfferPolicy,
    /// `time_zone`, `Asia/Shanghai` when left out.
    pub time_zone: TimeZone,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("server", &self.server)
            .field("store", &self.store)
            .field("privacy", &self.privacy)
            .field("network", &self.network)
            .field("wecom.enabled", &self.wecom.enabled)
            .field("dingtalk.enabled", &self.dingtalk.enabled)
            .field("sources", &self.sources)
            .field("tokens", &self.tokens)
            .field("seed", &self.seed)
            .field("offer", &self.offer)
            .field("time_zone", &self.time_zone.iana_name())
            .finish_non_exhaustive()
    }
}

/// Reads every section. Only good for use when the section then has no problem.
pub(super) fn read(all: &mut Section) -> Config {
    Config {
        time_zone: time_zone::read(all),
        server: all.section("server", server::read),
        store: all.section("store", store::read),
        privacy: all.section("privacy", privacy::read),
        network: all.section("network", network::read),
        wecom: all.section("wecom", wecom::read),
        dingtalk: all.section("dingtalk", dingtalk::read),
        sources: all.each("sources", source::read),
        tokens: all.each("tokens", token::read),
        seed: all.section("seed", seed::read),
        offer: all.section("offer", offer::read),
    }
}
