//! What the customer said and what was understood of it: the part of a lead that
//! lies sealed.

use paidan_domain::understand::{NewLead, Parsed};
use serde::{Deserialize, Serialize};

use super::ports::StoreError;

/// The sealed part of a lead. Debug prints which fields are filled, not what they say.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Dossier {
    /// As it came.
    pub said: NewLead,
    /// As it was understood.
    pub parsed: Parsed,
}

impl Dossier {
    /// The text that is sealed.
    ///
    /// # Errors
    /// Never for what intake takes; kept typed all the same.
    pub fn write(&self) -> Result<String, StoreError> {
        serde_json::to_string(self).map_err(|_| StoreError::Damaged("dossier".to_owned()))
    }

    /// From the sealed text; an erased lead has an empty one.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it does not read as it was written.
    pub fn read(text: Option<&str>) -> Result<Self, StoreError> {
        match text {
            // The reader's message may quote the customer, so it stays here.
            Some(text) => {
                serde_json::from_str(text).map_err(|_| StoreError::Damaged("dossier".to_owned()))
            }
            None => Ok(Self::default()),
        }
    }
}
