//! The app's trusted domain: the only place that a login code is sent to.

use reqwest::Url;

/// Host and port of the service.
pub struct TrustedHost(Url);

impl TrustedHost {
    /// The service's base address.
    pub fn new(service: Url) -> Self {
        Self(service)
    }

    /// Whether an address lies on the trusted host. The real platform compares the names as they
    /// stand; here the names of this machine count as one.
    pub fn covers(&self, url: &Url) -> bool {
        let same_port = url.port_or_known_default() == self.0.port_or_known_default();
        let same_host = url.host_str() == self.0.host_str() || (is_local(url) && is_local(&self.0));
        matches!(url.scheme(), "http" | "https") && same_port && same_host
    }
}

fn is_local(url: &Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}
