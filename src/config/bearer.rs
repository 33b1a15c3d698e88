//! Tokens and signing secrets by which callers are told apart.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret;

use super::problem::{Fault, Place, Problem};
use super::section::Section;
use super::settings::Secret;

/// The fewest bytes of a signing secret. Standard Webhooks asks for 24 to 64; what
/// is below 128 bits can be guessed and is refused.
const FEWEST: usize = 16;

/// One of them, and where it stands.
pub(super) struct Bearer {
    key: String,
    place: Place,
    secret: Secret,
}

impl Bearer {
    /// Those that are the same as an earlier one: whose request would it be?
    pub fn shared(all: &[Self]) -> impl Iterator<Item = Problem> {
        all.iter().enumerate().filter_map(|(at, later)| {
            let same = |one: &&Self| one.secret.expose_secret() == later.secret.expose_secret();
            let first = all[..at].iter().find(same)?;
            Some(Problem {
                place: later.place.clone(),
                key: later.key.clone(),
                message: format!("is the same as {}", first.key),
                fix: "give each its own, as from: openssl rand -hex 32".to_owned(),
            })
        })
    }
}

/// A token as it stands behind `Authorization: Bearer`.
pub(super) fn token(section: &mut Section, key: &str) -> Option<Secret> {
    let secret = section.secret(key, |token| {
        if !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Ok(());
        }
        Err(Fault::new(
            "must be letters, digits and signs without blanks, as it goes into a header",
            "make one with: openssl rand -hex 32",
        ))
    });
    remember(section, key, secret)
}

/// A secret of Standard Webhooks: `whsec_` and base64.
pub(super) fn signing_secret(section: &mut Section, key: &str) -> Option<Secret> {
    let fix = "make one with: echo \"whsec_$(openssl rand -base64 32)\"";
    let secret = section.secret(key, |secret| {
        let Some(encoded) = secret.strip_prefix("whsec_") else {
            return Err(Fault::new(
                "must begin with whsec_ (Standard Webhooks)",
                fix,
            ));
        };
        match STANDARD.decode(encoded) {
            Ok(bytes) if bytes.len() >= FEWEST => Ok(()),
            Ok(bytes) => {
                let message = format!(
                    "has {} bytes behind whsec_, too few to be safe",
                    bytes.len()
                );
                Err(Fault::new(message, fix))
            }
            Err(_) => Err(Fault::new("is not base64 behind whsec_", fix)),
        }
    });
    remember(section, key, secret)
}

fn remember(section: &mut Section, key: &str, secret: Option<Secret>) -> Option<Secret> {
    let secret = secret?;
    let bearer = Bearer {
        key: section.full(key),
        place: section.place_of(key),
        secret: secret.clone(),
    };
    section.bearers.push(bearer);
    Some(secret)
}
