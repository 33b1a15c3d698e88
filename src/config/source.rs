//! `[sources.NAME]`: where leads come from.

use super::section::Section;
use super::settings::Secret;
use super::{Rate, bearer, rate};

/// A source (来源). Its name stands in metrics and in `?source=NAME`. One without
/// token and secret can hand in nothing by itself.
#[derive(Debug, Clone)]
pub struct Source {
    /// Behind `Authorization: Bearer`.
    pub token: Option<Secret>,
    /// Standard Webhooks: `whsec_` and the key in base64 (standard alphabet, padded).
    pub secret: Option<Secret>,
    /// A source that is off is refused like an unknown one.
    pub enabled: bool,
    /// None: as fast as it likes.
    pub rate: Option<Rate>,
}

pub(super) fn read(section: &mut Section) -> Option<Source> {
    Some(Source {
        token: bearer::token(section, "token"),
        secret: bearer::signing_secret(section, "secret"),
        enabled: section.flag("enabled").unwrap_or(true),
        rate: section.parsed("rate", rate::parse),
    })
}
