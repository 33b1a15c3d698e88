//! Sealing of personal data, and the blind index over it (PIPL art. 51).
//!
//! Each lead has a data key of its own, wrapped by the master key; destroying it
//! erases the person. Records are AES-256-GCM-SIV with a random nonce, bound to
//! table, column and row. The blind index is a keyed HMAC, since a plain hash of a
//! phone number is reversed by trying them all.

use std::io::Write;
use std::path::Path;

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use paidan_domain::ids::LeadId;
use sha2::Sha256;

use super::fault::Fault;

const NONCE: usize = 12;
const KEY_ID: usize = 4;

/// The key file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// It could not be read or made.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// It does not hold a key of paidan.
    #[error("{0}: not a key file of paidan; restore it from your backup")]
    Form(String),
    /// Others can read it.
    #[error("{0}: others can read the key file; run chmod 600 on it")]
    Open(String),
}

/// Holds the master key. Has no Debug on purpose.
pub struct Sealer {
    key_id: [u8; KEY_ID],
    master: Aes256GcmSiv,
    index: [u8; 32],
    derive_from: [u8; 32],
}

/// The data key of one lead.
pub(super) struct DataKey(Aes256GcmSiv);

impl Sealer {
    /// Reads the key file, or makes it (mode 0600) when it is not there.
    ///
    /// # Errors
    /// [`KeyError`] when it cannot be read, made, or is readable by others.
    pub fn from_file(path: &Path) -> Result<Self, KeyError> {
        let shown = path.display().to_string();
        let file = |source| KeyError::File {
            path: shown.clone(),
            source,
        };
        if !path.exists() {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).map_err(file)?;
            }
            make_key_file(path).map_err(file)?;
        }
        Self::from_existing_file(path)
    }

    /// Reads the key file; one that is not there is not made.
    ///
    /// # Errors
    /// As [`Sealer::from_file`].
    pub fn from_existing_file(path: &Path) -> Result<Self, KeyError> {
        let shown = path.display().to_string();
        let file = |source| KeyError::File {
            path: shown.clone(),
            source,
        };
        refuse_when_readable_by_others(path, &shown)?;
        let text = std::fs::read_to_string(path).map_err(file)?;
        let mut words = text.split_whitespace();
        let (Some("paidan-key-1"), Some(key), None) = (words.next(), words.next(), words.next())
        else {
            return Err(KeyError::Form(shown));
        };
        let bytes = STANDARD
            .decode(key)
            .map_err(|_| KeyError::Form(shown.clone()))?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| KeyError::Form(shown))?;
        Ok(Self::from_key(&bytes))
    }

    /// From the 32 bytes of a master key.
    #[must_use]
    pub fn from_key(master: &[u8; 32]) -> Self {
        let index = derive(master, b"paidan blind index");
        let sealing = derive(master, b"paidan sealing");
        let id = derive(master, b"paidan key id");
        let mut key_id = [0; KEY_ID];
        key_id.copy_from_slice(&id[..KEY_ID]);
        Self {
            key_id,
            master: cipher(&sealing),
            index,
            derive_from: derive(master, b"paidan others"),
        }
    }

    /// A new data key for a lead, and its wrapped form for the store.
    pub(super) fn new_data_key(&self, lead: LeadId) -> Result<(DataKey, Vec<u8>), Fault> {
        let key: [u8; 32] = rand::random();
        let wrapped = self.seal_own("lead_key", &lead.to_string(), &key)?;
        Ok((DataKey(cipher(&key)), wrapped))
    }

    /// The data key of a lead from its wrapped form.
    pub(super) fn data_key(&self, lead: LeadId, wrapped: &[u8]) -> Result<DataKey, Fault> {
        let key = self.open_own("lead_key", &lead.to_string(), wrapped)?;
        let key: [u8; 32] = key
            .try_into()
            .map_err(|_| Fault::Damaged("lead_key".to_owned()))?;
        Ok(DataKey(cipher(&key)))
    }

    /// Seals under the master key itself (staff phones, the inbox). The key id stands in front.
    pub(super) fn seal_own(&self, table: &str, row: &str, plain: &[u8]) -> Result<Vec<u8>, Fault> {
        let mut sealed = self.key_id.to_vec();
        sealed.extend(seal(&self.master, table, row, plain)?);
        Ok(sealed)
    }

    /// Opens what [`Sealer::seal_own`] made.
    pub(super) fn open_own(&self, table: &str, row: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        match sealed.split_at_checked(KEY_ID) {
            Some((id, rest)) if id == self.key_id => open(&self.master, table, row, rest),
            Some(_) => Err(Fault::Damaged(format!(
                "{table}: sealed under another key file"
            ))),
            None => Err(Fault::Damaged(table.to_owned())),
        }
    }

    /// A key of its own for another purpose, from the same key file.
    pub(super) fn derived(&self, purpose: &[u8]) -> [u8; 32] {
        derive(&self.derive_from, purpose)
    }

    /// The blind index of a value.
    pub(super) fn mac(&self, kind: &str, value: &[u8]) -> Vec<u8> {
        let mut mac = keyed(&self.index);
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(value);
        mac.finalize().into_bytes().to_vec()
    }
}

impl DataKey {
    /// Seals an item of the lead.
    pub(super) fn seal(&self, lead: LeadId, item: &str, text: &str) -> Result<Vec<u8>, Fault> {
        seal(
            &self.0,
            "sealed",
            &format!("{lead}/{item}"),
            text.as_bytes(),
        )
    }

    /// Opens an item of the lead.
    pub(super) fn open(&self, lead: LeadId, item: &str, sealed: &[u8]) -> Result<String, Fault> {
        let plain = open(&self.0, "sealed", &format!("{lead}/{item}"), sealed)?;
        String::from_utf8(plain).map_err(|_| Fault::Damaged("sealed".to_owned()))
    }
}

fn seal(key: &Aes256GcmSiv, table: &str, row: &str, plain: &[u8]) -> Result<Vec<u8>, Fault> {
    let nonce: [u8; NONCE] = rand::random();
    let aad = format!("{table}|sealed|{row}");
    let payload = Payload {
        msg: plain,
        aad: aad.as_bytes(),
    };
    let sealed = key
        .encrypt(&Nonce::from(nonce), payload)
        .map_err(|_| Fault::Damaged("cannot seal".to_owned()))?;
    let mut out = nonce.to_vec();
    out.extend(sealed);
    Ok(out)
}

fn open(key: &Aes256GcmSiv, table: &str, row: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
    let damaged = || Fault::Damaged(table.to_owned());
    let (nonce, body) = sealed.split_first_chunk::<NONCE>().ok_or_else(damaged)?;
    let aad = format!("{table}|sealed|{row}");
    let payload = Payload {
        msg: body,
        aad: aad.as_bytes(),
    };
    key.decrypt(&Nonce::from(*nonce), payload)
        .map_err(|_| damaged())
}

fn cipher(key: &[u8; 32]) -> Aes256GcmSiv {
    Aes256GcmSiv::new(key.into())
}

fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length")
}

fn derive(master: &[u8; 32], purpose: &[u8]) -> [u8; 32] {
    let mut mac = keyed(master);
    mac.update(purpose);
    mac.finalize().into_bytes().into()
}

fn make_key_file(path: &Path) -> std::io::Result<()> {
    let key: [u8; 32] = rand::random();
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "paidan-key-1 {}", STANDARD.encode(key))?;
    file.sync_all()
}

fn refuse_when_readable_by_others(path: &Path, shown: &str) -> Result<(), KeyError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let meta = std::fs::metadata(path).map_err(|source| KeyError::File {
            path: shown.to_owned(),
            source,
        })?;
        if meta.permissions().mode() & 0o077 != 0 {
            return Err(KeyError::Open(shown.to_owned()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealer() -> Sealer {
        Sealer::from_key(&[7; 32])
    }

    fn lead(n: u128) -> LeadId {
        LeadId(uuid::Uuid::from_u128(n))
    }

    #[test]
    fn what_was_sealed_opens_for_the_same_lead_and_item_only() {
        let (key, wrapped) = sealer().new_data_key(lead(1)).expect("a key");
        let sealed = key.seal(lead(1), "intake", "13912345678").expect("seals");
        let again = sealer().data_key(lead(1), &wrapped).expect("the same key");
        assert_eq!(
            again.open(lead(1), "intake", &sealed).expect("opens"),
            "13912345678"
        );
        assert!(
            again.open(lead(2), "intake", &sealed).is_err(),
            "another lead"
        );
        assert!(
            again.open(lead(1), "answer", &sealed).is_err(),
            "another item"
        );
        assert!(
            sealer().data_key(lead(2), &wrapped).is_err(),
            "another lead's key"
        );
    }

    #[test]
    fn another_master_key_opens_nothing() {
        let (_, wrapped) = sealer().new_data_key(lead(1)).expect("a key");
        assert!(
            Sealer::from_key(&[8; 32])
                .data_key(lead(1), &wrapped)
                .is_err()
        );
    }

    #[test]
    fn every_flipped_byte_is_seen() {
        let sealed = sealer()
            .seal_own("staff", "zhang", b"13912345678")
            .expect("seals");
        for at in 0..sealed.len() {
            let mut bad = sealed.clone();
            bad[at] ^= 1;
            assert!(
                sealer().open_own("staff", "zhang", &bad).is_err(),
                "byte {at}"
            );
        }
    }

    #[test]
    fn the_blind_index_is_keyed_and_knows_kinds_apart() {
        let one = sealer().mac("phone", b"13912345678");
        assert_eq!(one, sealer().mac("phone", b"13912345678"));
        assert_ne!(one, sealer().mac("contact_id", b"13912345678"));
        assert_ne!(one, Sealer::from_key(&[8; 32]).mac("phone", b"13912345678"));
    }
}
