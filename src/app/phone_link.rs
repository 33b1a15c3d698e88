//! Links to the phone pages: signed, for one person and one lead or one list card, for
//! a time.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use paidan_domain::ids::{LeadId, StaffId};
use paidan_domain::time::Instant;
use sha2::Sha256;

/// How long a link opens; a new card carries a new one.
const LASTS: Duration = Duration::from_secs(7 * 24 * 3600);

/// Makes and checks links. Has no Debug on purpose.
pub struct PhoneLinks {
    key: [u8; 32],
    base: String,
}

impl PhoneLinks {
    /// Signs with this key, under the public address of the service.
    #[must_use]
    pub fn new(key: [u8; 32], public_url: &str) -> Self {
        Self {
            key,
            base: public_url.trim_end_matches('/').to_owned(),
        }
    }

    /// The link of one person to one lead.
    #[must_use]
    pub fn link(&self, lead: LeadId, staff: &StaffId, now: Instant) -> String {
        self.signed(&format!("leads/{lead}"), &lead.to_string(), staff, now)
    }

    /// The link of one person to one list card.
    #[must_use]
    pub fn list_link(&self, card_id: &str, staff: &StaffId, now: Instant) -> String {
        self.signed(&format!("list/{card_id}"), &list(card_id), staff, now)
    }

    fn signed(&self, path: &str, what: &str, staff: &StaffId, now: Instant) -> String {
        let until = now.after(LASTS).0 / 1_000_000;
        let who = hex(staff.as_str().as_bytes());
        let mac = hex(&self.mac(what, staff, until).finalize().into_bytes());
        format!("{}/h5/{path}?u={who}&e={until}&s={mac}", self.base)
    }

    /// Who may see the lead by this link; none when it is forged, for another lead,
    /// or too old.
    #[must_use]
    pub fn check(
        &self,
        lead: LeadId,
        who: &str,
        until: i64,
        signature: &str,
        now: Instant,
    ) -> Option<StaffId> {
        self.visitor(&lead.to_string(), who, until, signature, now)
    }

    /// The same for a list card.
    #[must_use]
    pub fn check_list(
        &self,
        card_id: &str,
        who: &str,
        until: i64,
        signature: &str,
        now: Instant,
    ) -> Option<StaffId> {
        self.visitor(&list(card_id), who, until, signature, now)
    }

    fn visitor(
        &self,
        what: &str,
        who: &str,
        until: i64,
        signature: &str,
        now: Instant,
    ) -> Option<StaffId> {
        let staff = StaffId::parse(&String::from_utf8(unhex(who)?).ok()?).ok()?;
        self.mac(what, &staff, until)
            .verify_slice(&unhex(signature)?)
            .ok()?;
        (now.0 / 1_000_000 < until).then_some(staff)
    }

    fn mac(&self, what: &str, staff: &StaffId, until: i64) -> Hmac<Sha256> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.key)
            .expect("HMAC takes a key of any length");
        mac.update(format!("h5\n{what}\n{until}\n{staff}").as_bytes());
        mac
    }
}

/// What is signed of a list card: no lead is named so.
fn list(card_id: &str) -> String {
    format!("list {card_id}")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) || text.len() > 1024 {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(change: impl Fn(&mut String), later: Duration) -> Option<StaffId> {
        let links = PhoneLinks::new([1; 32], "https://paidan.example/");
        let (lead, now) = (LeadId(uuid::Uuid::from_u128(5)), Instant(1_000_000_000_000));
        let staff = StaffId::parse("张伟-1").expect("an id");
        let mut link = links.link(lead, &staff, now);
        change(&mut link);
        let (_, query) = link.split_once('?')?;
        let part = |name: &str| {
            query
                .split('&')
                .find_map(|one| one.strip_prefix(name))
                .map(str::to_owned)
        };
        let until = part("e=")?.parse().ok()?;
        links.check(lead, &part("u=")?, until, &part("s=")?, now.after(later))
    }

    #[test]
    fn a_link_opens_for_its_person_until_it_is_too_old() {
        let day = Duration::from_secs(24 * 3600);
        assert_eq!(
            opened(|_| {}, day).map(|id| id.to_string()),
            Some("张伟-1".to_owned())
        );
        assert_eq!(opened(|_| {}, day * 8), None, "too old");
    }

    #[test]
    fn the_link_of_a_list_opens_no_lead_and_no_other_list() {
        let links = PhoneLinks::new([1; 32], "https://paidan.example");
        let (staff, now) = (StaffId::parse("zhang").expect("an id"), Instant(0));
        let lead = LeadId(uuid::Uuid::from_u128(5));
        let link = links.list_link(&lead.to_string(), &staff, now);
        assert!(link.starts_with(&format!("https://paidan.example/h5/list/{lead}?u=")));
        let (_, signature) = link.rsplit_once("&s=").expect("signed");
        let (who, until) = (hex(b"zhang"), now.after(LASTS).0 / 1_000_000);
        let list = |id: &str| links.check_list(id, &who, until, signature, now);
        assert_eq!(list(&lead.to_string()), Some(staff.clone()));
        assert_eq!(list("pd-2"), None);
        assert_eq!(links.check(lead, &who, until, signature, now), None);
    }

    #[test]
    fn a_changed_link_opens_nothing() {
        let zero = Duration::ZERO;
        assert_eq!(
            opened(|link| *link = link.replace("e=1", "e=9"), zero),
            None,
            "longer life"
        );
        assert_eq!(
            opened(|link| *link = link.replace("u=e5", "u=e6"), zero),
            None,
            "other person"
        );
        assert_eq!(
            opened(|link| link.push_str("00"), zero),
            None,
            "longer signature"
        );
        assert_eq!(
            opened(|link| link.truncate(link.len() - 2), zero),
            None,
            "shorter one"
        );
        assert_eq!(opened(|link| link.push('é'), zero), None, "no hex");
    }
}
