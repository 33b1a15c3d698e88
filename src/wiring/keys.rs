//! The keys by which callers are known, from the settings.

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret;

use crate::app::caller::{Caller, CallerRole};
use crate::config::{Config, TokenRole};
use crate::http::{Keyring, SourceKey};

pub(super) fn keyring(config: &Config) -> Result<Keyring> {
    let mut keys = Keyring::default();
    let caller = |name: &str, role| Caller {
        name: name.to_owned(),
        role,
    };
    if let Some(token) = &config.server.admin_token {
        keys.add_token(token.expose_secret(), caller("admin", CallerRole::Admin));
    }
    for (name, token) in &config.tokens {
        let role = match (token.role, &token.staff) {
            (TokenRole::Read, _) => CallerRole::Read,
            (TokenRole::Admin, _) => CallerRole::Admin,
            (TokenRole::Manager, Some(staff)) => CallerRole::Manager(staff.clone()),
            (TokenRole::Manager, None) => anyhow::bail!("tokens.{name} needs staff"),
        };
        keys.add_token(token.token.expose_secret(), caller(name, role));
    }
    for (name, source) in config.sources.iter().filter(|(_, source)| source.enabled) {
        if let Some(token) = &source.token {
            keys.add_token(token.expose_secret(), caller(name, CallerRole::Source));
        }
        if let Some(rate) = &source.rate {
            keys.limit(name, rate.count, rate.per);
        }
        if let Some(secret) = &source.secret {
            let text = secret.expose_secret();
            let text = text.strip_prefix("whsec_").unwrap_or(text);
            let secret = STANDARD
                .decode(text)
                .context("a source secret is not base64")?;
            keys.add_secret(SourceKey {
                name: name.clone(),
                secret,
            });
        }
    }
    Ok(keys)
}
