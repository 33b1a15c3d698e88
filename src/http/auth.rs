//! Who calls: bearer tokens and Standard Webhooks signatures. Tokens are kept as
//! hashes and compared in constant time; all of them are compared, so that the
//! time says nothing about which one was near.

use std::collections::HashMap;
use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::http::header::AUTHORIZATION;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use paidan_domain::time::Instant;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::problem::Problem;
use super::webhook;
use crate::app::caller::{Caller, CallerRole};
use crate::words::ProblemKind;

/// The source of leads that an admin or a manager hands in.
pub const API_SOURCE: &str = "api";

/// Who has which token. Has no Debug on purpose.
#[derive(Default)]
pub struct Keyring {
    tokens: Vec<([u8; 32], Caller)>,
    sources: Vec<SourceKey>,
    rates: HashMap<String, DefaultDirectRateLimiter>,
}

/// How a source signs.
pub struct SourceKey {
    /// Name of the source.
    pub name: String,
    /// The bytes of its Standard Webhooks secret.
    pub secret: Vec<u8>,
}

impl Keyring {
    /// Lets a bearer token in.
    pub fn add_token(&mut self, token: &str, caller: Caller) {
        self.tokens
            .push((Sha256::digest(token.as_bytes()).into(), caller));
    }

    /// Lets a signature in.
    pub fn add_secret(&mut self, key: SourceKey) {
        self.sources.push(key);
    }

    /// Lets a source send so many in so long and no more: a token bucket.
    pub fn limit(&mut self, source: &str, count: u32, per: Duration) {
        let Some(burst) = std::num::NonZeroU32::new(count) else {
            return;
        };
        if let Some(quota) = Quota::with_period(per / count) {
            let bucket = RateLimiter::direct(quota.allow_burst(burst));
            self.rates.insert(source.to_owned(), bucket);
        }
    }

    /// Whether a source may send one more now.
    fn within_rate(&self, request: &HttpRequest, source: &str) -> Result<(), Problem> {
        let Some(Err(not_until)) = self.rates.get(source).map(DefaultDirectRateLimiter::check)
        else {
            return Ok(());
        };
        let wait = not_until.wait_time_from(DefaultClock::default().now());
        let after = wait.as_secs() + 1;
        Err(Problem::new(request, ProblemKind::TooMany { after }))
    }

    /// Who calls by bearer token.
    pub(super) fn caller(&self, request: &HttpRequest) -> Result<Caller, Problem> {
        let unauthorized = || Problem::new(request, ProblemKind::Unauthorized);
        let header = request
            .headers()
            .get(AUTHORIZATION)
            .ok_or_else(unauthorized)?;
        let text = header.to_str().map_err(|_| unauthorized())?;
        let (scheme, token) = text.split_once(' ').ok_or_else(unauthorized)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(unauthorized());
        }
        let given: [u8; 32] = Sha256::digest(token.trim().as_bytes()).into();
        let mut found = None;
        for (known, caller) in &self.tokens {
            if bool::from(known.ct_eq(&given)) {
                found = Some(caller);
            }
        }
        found.cloned().ok_or_else(unauthorized)
    }

    /// The caller, when they may look at leads.
    pub(super) fn reader(&self, request: &HttpRequest) -> Result<Caller, Problem> {
        let caller = self.caller(request)?;
        match caller.role {
            CallerRole::Source => Err(Problem::new(request, ProblemKind::Forbidden)),
            _ => Ok(caller),
        }
    }

    /// The caller, when they may change leads and staff.
    pub(super) fn changer(&self, request: &HttpRequest) -> Result<Caller, Problem> {
        let caller = self.caller(request)?;
        match caller.role {
            CallerRole::Manager(_) | CallerRole::Admin => Ok(caller),
            _ => Err(Problem::new(request, ProblemKind::Forbidden)),
        }
    }

    /// The caller, when they may do everything.
    pub(super) fn admin(&self, request: &HttpRequest) -> Result<Caller, Problem> {
        let caller = self.caller(request)?;
        match caller.role {
            CallerRole::Admin => Ok(caller),
            _ => Err(Problem::new(request, ProblemKind::Forbidden)),
        }
    }

    /// Which source hands a lead in: by signature when the request is signed, else
    /// by token. `named` is `?source=NAME`.
    pub(super) fn source(
        &self,
        request: &HttpRequest,
        named: Option<&str>,
        body: &[u8],
        now: Instant,
    ) -> Result<String, Problem> {
        let source = if webhook::is_signed(request) {
            webhook::verify(request, &self.sources, named, body, now)
                .ok_or_else(|| Problem::new(request, ProblemKind::Unauthorized))?
        } else {
            let caller = self.caller(request)?;
            match caller.role {
                CallerRole::Source => caller.name,
                CallerRole::Admin | CallerRole::Manager(_) => API_SOURCE.to_owned(),
                CallerRole::Read => return Err(Problem::new(request, ProblemKind::Forbidden)),
            }
        };
        self.within_rate(request, &source)?;
        Ok(source)
    }
}
