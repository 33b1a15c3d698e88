//! The one label of every link to a lead's page.

/// On a card's link, and on the button of a message that has no template.
pub const DETAILS: &str = "详情";
