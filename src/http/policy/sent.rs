//! A draft as it is sent.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

/// The draft and what its sender had seen; what the answer adds may be sent back and is read over.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DraftBody {
    pub(super) policy: Option<Value>,
    pub(super) base_version: Option<u32>,
    pub(super) revision: Option<u32>,
    #[serde(rename = "at", default)]
    _at: IgnoredAny,
    #[serde(rename = "by", default)]
    _by: IgnoredAny,
    #[serde(rename = "behind", default)]
    _behind: IgnoredAny,
    #[serde(rename = "sentences", default)]
    _sentences: IgnoredAny,
    #[serde(rename = "changes", default)]
    _changes: IgnoredAny,
    #[serde(rename = "findings", default)]
    _findings: IgnoredAny,
}
