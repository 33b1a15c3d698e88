//! `[network]`: the way out.

use std::fmt;

use secrecy::ExposeSecret;

use super::address;
use super::section::Section;

/// The section `[network]`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Network {
    /// The HTTP proxy of every outgoing call and WebSocket. May hold a password, so
    /// it does not show in `Debug` as it stands. None: straight out, whatever the
    /// environment says of proxies.
    pub proxy: Option<String>,
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let proxy = self.proxy.as_deref().map(address::without_password);
        f.debug_struct("Network").field("proxy", &proxy).finish()
    }
}

pub(super) fn read(section: &mut Section) -> Network {
    let given = section.secret("proxy", address::proxy);
    Network {
        proxy: given.map(|proxy| proxy.expose_secret().to_owned()),
    }
}
