//! `[privacy]`: how personal data is kept and shown.

use std::path::PathBuf;

use super::section::Section;

/// The section `[privacy]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Privacy {
    /// The master key; made at the first start, mode 0600. Replicas share it.
    pub key_file: PathBuf,
    /// Whether the owner sees the whole phone number on the card; if not, only on
    /// the phone page.
    pub phone_on_card: bool,
}

impl Default for Privacy {
    fn default() -> Self {
        Self {
            key_file: PathBuf::from("data/paidan.key"),
            phone_on_card: true,
        }
    }
}

pub(super) fn read(section: &mut Section) -> Privacy {
    let default = Privacy::default();
    Privacy {
        key_file: section
            .parsed("key_file", |path| Ok(PathBuf::from(path)))
            .unwrap_or(default.key_file),
        phone_on_card: section
            .flag("phone_on_card")
            .unwrap_or(default.phone_on_card),
    }
}
