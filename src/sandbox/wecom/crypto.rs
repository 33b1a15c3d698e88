//! Signature and cipher of WeCom's callbacks, from the platform's side.
//!
//! Platform documents 90968 and 91144 (加解密方案): AES-256-CBC, the initial vector is the first
//! half of the key, padding goes to blocks of 32 bytes, SHA-1 over four sorted strings.

use aes::Aes256;
use base64::Engine;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use sha1::{Digest, Sha1};
use subtle::ConstantTimeEq;
use thiserror::Error;

/// PKCS#7 is applied to blocks of 32 bytes, not of 16 as AES itself has.
const PADDING_BLOCK: usize = 32;
/// Random bytes in front, then the length of the message.
const RANDOM: usize = 16;
const HEADER: usize = RANDOM + 4;

/// What is wrong with an encrypted text, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// Official code -40001.
    #[error("the signature is wrong")]
    Signature,
    /// Official code -40010.
    #[error("it is not base64")]
    Base64,
    /// Official code -40007.
    #[error("its length is not a whole number of cipher blocks")]
    Cipher,
    /// Official code -40008.
    #[error("the decrypted buffer is malformed")]
    Buffer,
    /// Official code -40005.
    #[error("it is meant for another corp id")]
    Receiver,
}

/// The callback settings of one app: both directions of the cipher.
#[derive(Clone)]
pub struct Crypto {
    key: [u8; 32],
    token: String,
    corp_id: String,
}

/// An encrypted message with everything that its signature covers.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// Base64 of the cipher text.
    pub encrypt: String,
    /// Signature over token, timestamp, nonce and cipher text.
    pub signature: String,
    /// Unix seconds, as text.
    pub timestamp: String,
    /// Digits chosen by the sender.
    pub nonce: String,
}

impl Crypto {
    /// Builds the codec; `None` when the key is not 43 characters of base64.
    pub fn new(token: &str, encoding_aes_key: &str, corp_id: &str) -> Option<Self> {
        if encoding_aes_key.len() != 43 {
            return None;
        }
        // 43 characters carry two bits too many, and real keys do not always have them at zero.
        let lenient = GeneralPurpose::new(
            &ALPHABET,
            GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
        );
        let key = lenient.decode(format!("{encoding_aes_key}=")).ok()?;
        Some(Self {
            key: key.try_into().ok()?,
            token: token.to_owned(),
            corp_id: corp_id.to_owned(),
        })
    }

    /// Encrypts and signs a message with fresh random bytes and a fresh nonce.
    pub fn seal(&self, message: &str, unix_seconds: i64) -> Sealed {
        let nonce = format!("{:010}", rand::random::<u32>());
        self.seal_with(message, rand::random(), unix_seconds.to_string(), nonce)
    }

    fn seal_with(
        &self,
        message: &str,
        random: [u8; RANDOM],
        timestamp: String,
        nonce: String,
    ) -> Sealed {
        let encrypt = STANDARD.encode(self.encrypt(message.as_bytes(), random));
        let signature = self.sign(&timestamp, &nonce, &encrypt);
        Sealed {
            encrypt,
            signature,
            timestamp,
            nonce,
        }
    }

    /// Checks the signature, decrypts, and checks that the message is for our corp.
    pub fn open(&self, sealed: &Sealed) -> Result<String, Unreadable> {
        let expected = self.sign(&sealed.timestamp, &sealed.nonce, &sealed.encrypt);
        if !bool::from(expected.as_bytes().ct_eq(sealed.signature.as_bytes())) {
            return Err(Unreadable::Signature);
        }
        let cipher = STANDARD
            .decode(&sealed.encrypt)
            .map_err(|_| Unreadable::Base64)?;
        let plain = self.decrypt(cipher)?;
        self.unwrap_buffer(&plain)
    }

    fn sign(&self, timestamp: &str, nonce: &str, encrypt: &str) -> String {
        let mut parts = [self.token.as_str(), timestamp, nonce, encrypt];
        parts.sort_unstable();
        let digest = Sha1::digest(parts.concat().as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn iv(&self) -> [u8; 16] {
        let mut iv = [0; 16];
        iv.copy_from_slice(&self.key[..16]);
        iv
    }

    fn encrypt(&self, message: &[u8], random: [u8; RANDOM]) -> Vec<u8> {
        let length = u32::try_from(message.len()).unwrap_or(u32::MAX);
        let mut buffer = Vec::with_capacity(HEADER + message.len() + self.corp_id.len() + 32);
        buffer.extend_from_slice(&random);
        buffer.extend_from_slice(&length.to_be_bytes());
        buffer.extend_from_slice(message);
        buffer.extend_from_slice(self.corp_id.as_bytes());
        let padding = PADDING_BLOCK - buffer.len() % PADDING_BLOCK;
        // The padding is 1 to 32, so it always fits in a byte.
        buffer.resize(buffer.len() + padding, padding as u8);
        let whole = buffer.len();
        let cipher = cbc::Encryptor::<Aes256>::new(&self.key.into(), &self.iv().into());
        match cipher.encrypt_padded::<NoPadding>(&mut buffer, whole) {
            Ok(_) => buffer,
            // Cannot happen: the buffer was filled to whole blocks above.
            Err(_) => Vec::new(),
        }
    }

    fn decrypt(&self, mut buffer: Vec<u8>) -> Result<Vec<u8>, Unreadable> {
        if buffer.is_empty() || !buffer.len().is_multiple_of(16) {
            return Err(Unreadable::Cipher);
        }
        let cipher = cbc::Decryptor::<Aes256>::new(&self.key.into(), &self.iv().into());
        cipher
            .decrypt_padded::<NoPadding>(&mut buffer)
            .map_err(|_| Unreadable::Cipher)?;
        let padding = usize::from(*buffer.last().ok_or(Unreadable::Buffer)?);
        if padding == 0 || padding > PADDING_BLOCK || padding > buffer.len() {
            return Err(Unreadable::Buffer);
        }
        let body = buffer.len() - padding;
        if buffer[body..]
            .iter()
            .any(|byte| usize::from(*byte) != padding)
        {
            return Err(Unreadable::Buffer);
        }
        buffer.truncate(body);
        Ok(buffer)
    }

    fn unwrap_buffer(&self, plain: &[u8]) -> Result<String, Unreadable> {
        let (header, rest) = plain.split_at_checked(HEADER).ok_or(Unreadable::Buffer)?;
        let length = header[RANDOM..]
            .iter()
            .fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte));
        let (message, receiver) = rest.split_at_checked(length).ok_or(Unreadable::Buffer)?;
        if receiver != self.corp_id.as_bytes() {
            return Err(Unreadable::Receiver);
        }
        String::from_utf8(message.to_vec()).map_err(|_| Unreadable::Buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "QXh3LxF0TiXiANlVaiP5zzxqqgnMzSlHE7aiFKR1KK6";

    fn crypto() -> Crypto {
        Crypto::new("N3WV6XhpwMNJM8MxBFBnPB4", KEY, "ww562cdd4d352ed536").unwrap()
    }

    /// Vector `p16-reply-text-trailing-bits` of the protocol file: fixed in every byte.
    #[test]
    fn the_bytes_are_those_of_the_reference_vector() {
        let message = "<xml><ToUserName><![CDATA[LiLei]]></ToUserName><FromUserName><![CDATA[ww562cdd4d352ed536]]></FromUserName><CreateTime>1767324002</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[线索已转派]]></Content></xml>";
        let sealed = crypto().seal_with(
            message,
            *b"yIhMIpy1L5SXPLGr",
            "1782099940".into(),
            "csIZk6TXsB".into(),
        );
        assert_eq!(sealed.signature, "f86501e96100a60cdc37b17d4b7d4d4644004b92");
        assert!(
            sealed
                .encrypt
                .starts_with("VVUnDTChJhSLalQAYd6z5Xr7eVy92S3Y")
        );
        assert_eq!(crypto().open(&sealed).unwrap(), message);
    }

    #[test]
    fn every_padding_length_survives_the_round_trip() {
        for length in 0..70 {
            let message = "a".repeat(length);
            let sealed = crypto().seal(&message, 1_767_324_002);
            assert_eq!(crypto().open(&sealed).unwrap(), message);
        }
    }

    #[test]
    fn a_changed_byte_a_strange_corp_and_a_short_key_are_refused() {
        let mut sealed = crypto().seal("hello", 1);
        let other = Crypto::new("N3WV6XhpwMNJM8MxBFBnPB4", KEY, "ww562cdd4d352ed53").unwrap();
        assert_eq!(other.open(&sealed), Err(Unreadable::Receiver));
        sealed.nonce.push('1');
        assert_eq!(crypto().open(&sealed), Err(Unreadable::Signature));
        assert!(Crypto::new("t", &KEY[1..], "ww").is_none());
    }
}
