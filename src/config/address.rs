//! Addresses: our own, a platform's, the proxy's, the store's.

use std::net::SocketAddr;

use reqwest::Url;

use super::problem::{Fault, quoted};

/// `127.0.0.1:8080`.
pub(super) fn listen(text: &str) -> Result<SocketAddr, Fault> {
    text.trim().parse().map_err(|_| {
        Fault::new(
            format!("must be an IP address with a port, found {}", quoted(text)),
            "write \"127.0.0.1:8080\" for this machine alone, \"0.0.0.0:8080\" for all",
        )
    })
}

/// An address of the web without query; given back without slashes at its end.
pub(super) fn web(text: &str) -> Result<String, Fault> {
    let is_one = url(text).is_some_and(|url| {
        is_http(&url)
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
    });
    if is_one {
        return Ok(text.trim_end_matches('/').to_owned());
    }
    // Not quoted: it may hold a password.
    Err(Fault::new(
        "must be an address that begins with http:// or https://, without user or query",
        "write the address that others reach it at, as in \"https://leads.example.com\"",
    ))
}

/// The way out. Not quoted in a message: it may hold a password.
pub(super) fn proxy(text: &str) -> Result<(), Fault> {
    let fix = "write \"http://host:port\" or \"http://user:password@host:port\"";
    match url(text) {
        Some(url) if is_http(&url) => Ok(()),
        Some(url) if url.scheme().starts_with("socks") => Err(Fault::new(
            "is a SOCKS proxy, which paidan does not speak with",
            fix,
        )),
        _ => Err(Fault::new("must be the address of an HTTP proxy", fix)),
    }
}

/// Where the store is. Not quoted in a message: it may hold a password.
pub(super) fn store(text: &str) -> Result<(), Fault> {
    let fix = "write \"sqlite://data/paidan.db\" or \"postgres://user@host/database\"";
    if let Some(rest) = text.strip_prefix("sqlite:") {
        let file = rest.strip_prefix("//").unwrap_or(rest);
        let file = file.split('?').next().unwrap_or_default();
        if file.contains(":memory:") || text.contains("mode=memory") {
            let message = "is a store in memory, which would lose every lead at the stop";
            return Err(Fault::new(message, fix));
        }
        if file.trim().is_empty() || file.ends_with('/') {
            return Err(Fault::new("names no file behind sqlite://", fix));
        }
        return Ok(());
    }
    if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
        return Err(Fault::new("must begin with sqlite:// or postgres://", fix));
    }
    let names_database =
        |url: &Url| url.path().len() > 1 || url.query_pairs().any(|(name, _)| name == "dbname");
    match url(text) {
        Some(url) if names_database(&url) => Ok(()),
        Some(_) => Err(Fault::new("names no database behind postgres://host/", fix)),
        None => {
            let fix = "write \"postgres://user:password@host:5432/database\", with signs like \
                       @ / ? # in the password as %40 %2F %3F %23";
            Err(Fault::new("is no address", fix))
        }
    }
}

/// The address with dots where a password may stand, for `Debug`.
pub(super) fn without_password(text: &str) -> String {
    let Some(mut url) = url(text) else {
        return "…".to_owned();
    };
    if url.scheme() == "sqlite" {
        return text.to_owned();
    }
    if url.password().is_some() && url.set_password(Some("...")).is_err() {
        return "…".to_owned();
    }
    url.set_query(None);
    url.to_string()
}

fn is_http(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

/// Stricter than the parser, which would overlook blanks and line ends.
fn url(text: &str) -> Option<Url> {
    let odd = |c: char| c.is_whitespace() || c.is_control() || c == '\\';
    if text.contains(odd) {
        None
    } else {
        Url::parse(text).ok()
    }
}
