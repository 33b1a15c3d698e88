//! `[store]`: where leads are kept.

use std::fmt;

use secrecy::ExposeSecret;

use super::address;
use super::section::Section;

/// The section `[store]`.
#[derive(Clone, PartialEq, Eq)]
pub struct Store {
    /// `sqlite://FILE` or `postgres://USER@HOST/DB`. May hold a password, so it
    /// does not show in `Debug` as it stands.
    pub url: String,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            url: "sqlite://data/paidan.db".to_owned(),
        }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store")
            .field("url", &address::without_password(&self.url))
            .finish()
    }
}

pub(super) fn read(section: &mut Section) -> Store {
    let given = section.secret("url", address::store);
    given.map_or_else(Store::default, |url| Store {
        url: url.expose_secret().to_owned(),
    })
}
