//! `[server]`: where paidan listens, and how others reach it.

use std::net::{Ipv4Addr, SocketAddr};

use super::section::Section;
use super::settings::Secret;
use super::{address, bearer};

/// The section `[server]`.
#[derive(Debug, Clone)]
pub struct Server {
    /// Where to listen. TLS is the business of the proxy in front.
    pub listen: SocketAddr,
    /// How others reach it: in links on cards. No slash at its end.
    pub public_url: String,
    /// Bootstrap token of role admin.
    pub admin_token: Option<Secret>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            public_url: "http://127.0.0.1:8080".to_owned(),
            admin_token: None,
        }
    }
}

pub(super) fn read(section: &mut Section) -> Server {
    let default = Server::default();
    Server {
        listen: section
            .parsed("listen", address::listen)
            .unwrap_or(default.listen),
        public_url: section
            .parsed("public_url", address::web)
            .unwrap_or(default.public_url),
        admin_token: bearer::token(section, "admin_token"),
    }
}
