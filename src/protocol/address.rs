//! Where a platform is called.

/// Whether paths can be put to this address: `http://` or `https://`, a host, no user, no query.
#[must_use]
pub fn is_base(address: &str) -> bool {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !rest.contains(['?', '#', '@', ' '])
            && rest.is_ascii()
    })
}
