//! Signature and cipher of callbacks, the same on WeCom and DingTalk; knows neither the
//! XML nor the JSON around it.
//!
//! `protocols/wecom.md` §1.2–1.4, `protocols/dingtalk.md` §3.2. The order of the checks
//! is the guard: CBC has no authenticity of its own, so nothing is decrypted, and no
//! padding looked at, before the signature holds.

use aes::Aes256;
use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, PAD, STANDARD};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use sha1::{Digest, Sha1};
use subtle::ConstantTimeEq;

use super::hex;

/// Length of an `EncodingAESKey` (DingTalk: `aes_key`).
pub const KEY_CHARACTERS: usize = 43;

/// PKCS#7 block of this protocol; twice the block of AES, so the crates' own
/// unpadders refuse every second message.
const PADDING_BLOCK: usize = 32;
const AES_BLOCK: usize = 16;
const RANDOM: usize = 16;
const LENGTH: usize = 4;

/// 43 characters carry 258 bits; the last two are not always zero (the key in the
/// platform's own sample has them set), which a strict decoder refuses.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    PAD.with_decode_allow_trailing_bits(true),
);

/// Why a text could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    /// The signature is not ours.
    #[error("signature")]
    Signature,
    /// `EncodingAESKey` is no key.
    #[error("key")]
    Key,
    /// Not base64 (standard alphabet, padded).
    #[error("base64")]
    Base64,
    /// Empty, or no whole number of cipher blocks.
    #[error("decrypt")]
    Decrypt,
    /// The padding is not 1 to 32 equal bytes of their own number.
    #[error("padding")]
    Padding,
    /// The length field points outside of the buffer, or the buffer has no room for it.
    #[error("length")]
    Length,
    /// Meant for another company or app.
    #[error("receive_id")]
    ReceiveId,
    /// The message is not UTF-8.
    #[error("utf8")]
    Utf8,
}

/// An encrypted answer with the signature over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Base64 of the cipher text.
    pub encrypt: String,
    /// 40 lower-case hexadecimal digits.
    pub msg_signature: String,
}

/// Token, key and receive id of one app's callbacks.
pub struct Cipher {
    token: SecretString,
    key: SecretBox<[u8; 32]>,
    receive_id: String,
}

impl Cipher {
    /// `receive_id` says for whom a text is meant, and stands at its end: WeCom's corp id,
    /// DingTalk's client id.
    ///
    /// # Errors
    /// [`CryptoError::Key`] when `encoding_aes_key` is no key.
    pub fn new(token: &str, encoding_aes_key: &str, receive_id: &str) -> Result<Self, CryptoError> {
        Ok(Self {
            token: token.into(),
            key: decode_key(encoding_aes_key)?,
            receive_id: receive_id.to_owned(),
        })
    }

    /// Checks the signature, decrypts, and checks the whole buffer; the message comes back.
    ///
    /// # Errors
    /// The first check that fails, by name.
    pub fn open(
        &self,
        msg_signature: &str,
        timestamp: &str,
        nonce: &str,
        encrypt: &str,
    ) -> Result<String, CryptoError> {
        let ours = self.sign(timestamp, nonce, encrypt);
        if !bool::from(ours.as_bytes().ct_eq(msg_signature.as_bytes())) {
            return Err(CryptoError::Signature);
        }
        let mut buffer = STANDARD.decode(encrypt).map_err(|_| CryptoError::Base64)?;
        if buffer.is_empty() || buffer.len() % AES_BLOCK != 0 {
            return Err(CryptoError::Decrypt);
        }
        let key = self.key.expose_secret();
        let plain = cbc::Decryptor::<Aes256>::new_from_slices(key, &key[..AES_BLOCK])
            .map_err(|_| CryptoError::Key)?
            .decrypt_padded::<NoPadding>(&mut buffer)
            .map_err(|_| CryptoError::Decrypt)?;
        let message = self.unpack(unpad(plain)?)?;
        String::from_utf8(message.to_vec()).map_err(|_| CryptoError::Utf8)
    }

    /// Encrypts and signs. `random` must come from a CSPRNG; `timestamp` and `nonce`
    /// are ours and go into the answer as they are.
    #[must_use]
    pub fn seal(&self, message: &str, random: &[u8; 16], timestamp: &str, nonce: &str) -> Sealed {
        let encrypt = self.encrypt(message.as_bytes(), random);
        let msg_signature = self.sign(timestamp, nonce, &encrypt);
        Sealed {
            encrypt,
            msg_signature,
        }
    }

    fn encrypt(&self, message: &[u8], random: &[u8; 16]) -> String {
        let length = u32::try_from(message.len()).expect("an answer is at most a few KiB");
        let bare = RANDOM + LENGTH + message.len() + self.receive_id.len();
        // A whole block of padding is added at a whole block, never none.
        let padding = PADDING_BLOCK - bare % PADDING_BLOCK;
        let mut buffer = Vec::with_capacity(bare + padding);
        buffer.extend_from_slice(random);
        buffer.extend_from_slice(&length.to_be_bytes());
        buffer.extend_from_slice(message);
        buffer.extend_from_slice(self.receive_id.as_bytes());
        let fill = u8::try_from(padding).expect("padding is 1 to 32");
        buffer.resize(bare + padding, fill);
        let key = self.key.expose_secret();
        let sealed = cbc::Encryptor::<Aes256>::new_from_slices(key, &key[..AES_BLOCK])
            .expect("key and IV have the lengths of their type")
            .encrypt_padded::<NoPadding>(&mut buffer, bare + padding)
            .expect("the buffer is a whole number of blocks");
        STANDARD.encode(sealed)
    }

    fn sign(&self, timestamp: &str, nonce: &str, encrypt: &str) -> String {
        let mut parts = [self.token.expose_secret(), timestamp, nonce, encrypt];
        // As bytes: by locale or as numbers the order would differ.
        parts.sort_unstable();
        let mut digest = Sha1::new();
        for part in parts {
            digest.update(part.as_bytes());
        }
        hex(&digest.finalize())
    }

    /// `random(16) length(4, big-endian) message receive_id` to the message.
    fn unpack<'a>(&self, buffer: &'a [u8]) -> Result<&'a [u8], CryptoError> {
        let (_, rest) = buffer.split_at_checked(RANDOM).ok_or(CryptoError::Length)?;
        let (length, rest) = rest
            .split_first_chunk::<LENGTH>()
            .ok_or(CryptoError::Length)?;
        let length =
            usize::try_from(u32::from_be_bytes(*length)).map_err(|_| CryptoError::Length)?;
        let (message, receive_id) = rest.split_at_checked(length).ok_or(CryptoError::Length)?;
        if bool::from(receive_id.ct_eq(self.receive_id.as_bytes())) {
            Ok(message)
        } else {
            Err(CryptoError::ReceiveId)
        }
    }
}

/// `EncodingAESKey` to the AES key.
///
/// # Errors
/// [`CryptoError::Key`] when it has another length or characters that base64 has not.
pub fn decode_key(encoding_aes_key: &str) -> Result<SecretBox<[u8; 32]>, CryptoError> {
    if encoding_aes_key.len() != KEY_CHARACTERS {
        return Err(CryptoError::Key);
    }
    let bytes = LENIENT
        .decode(format!("{encoding_aes_key}="))
        .map_err(|_| CryptoError::Key)?;
    let key: [u8; 32] = bytes.try_into().map_err(|_| CryptoError::Key)?;
    Ok(SecretBox::new(Box::new(key)))
}

/// The official libraries read the last byte only; a genuine sender fills all of them.
fn unpad(buffer: &[u8]) -> Result<&[u8], CryptoError> {
    let last = *buffer.last().ok_or(CryptoError::Padding)?;
    let padding = usize::from(last);
    if padding == 0 || padding > PADDING_BLOCK || padding > buffer.len() {
        return Err(CryptoError::Padding);
    }
    let (body, fill) = buffer.split_at(buffer.len() - padding);
    if fill.iter().any(|byte| *byte != last) {
        return Err(CryptoError::Padding);
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crypto(receive_id: &str) -> Cipher {
        Cipher::new("FYzy21SDaa", &"K".repeat(43), receive_id).expect("key")
    }

    #[test]
    fn every_padding_length_comes_back() {
        let crypto = crypto("ww1");
        for length in 0..70 {
            let message = "m".repeat(length);
            let sealed = crypto.seal(&message, &[7; 16], "1", "2");
            let opened = crypto.open(&sealed.msg_signature, "1", "2", &sealed.encrypt);
            assert_eq!(opened, Ok(message));
        }
    }

    #[test]
    fn a_message_for_another_company_is_refused() {
        let sealed = crypto("ww2").seal("x", &[7; 16], "1", "2");
        let opened = crypto("ww1").open(&sealed.msg_signature, "1", "2", &sealed.encrypt);
        assert_eq!(opened, Err(CryptoError::ReceiveId));
    }

    #[test]
    fn an_upper_case_signature_is_refused() {
        let crypto = crypto("ww1");
        let sealed = crypto.seal("x", &[7; 16], "1", "2");
        let upper = sealed.msg_signature.to_uppercase();
        assert_eq!(
            crypto.open(&upper, "1", "2", &sealed.encrypt),
            Err(CryptoError::Signature)
        );
    }

    #[test]
    fn keys_of_other_lengths_are_refused() {
        for length in [0, 42, 44] {
            assert_eq!(
                decode_key(&"K".repeat(length)).err(),
                Some(CryptoError::Key)
            );
        }
        assert!(
            decode_key(&format!("{}6", "K".repeat(42))).is_ok(),
            "trailing bits"
        );
    }
}
