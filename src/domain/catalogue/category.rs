//! One product category as people write it.

use serde::{Deserialize, Serialize};

/// A category of the catalogue. All but its name may be left out; unknown keys are refused.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its name, unique in the catalogue, such as `保温杯`.
    pub category: String,
    /// The category it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Other words for it, brands included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<String>,
    /// The unit it is sold by, such as `个`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What one unit usually costs, in fen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_price_fen: Option<i64>,
}

impl Category {
    /// A category with a name and nothing else.
    pub fn named(name: impl Into<String>) -> Category {
        Category {
            category: name.into(),
            ..Category::default()
        }
    }
}
