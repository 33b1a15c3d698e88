//! Protocol (协议): what the adapters of both platforms do alike. The cipher of callbacks,
//! the access token, an answer that is read or lost, the query of a callback, cut texts.
//!
//! *Invariants:* knows no platform; nothing is decrypted before its signature holds; no
//! token, secret or address with a query shows in a `Debug`, an error or a log line.

mod address;
mod answer;
mod body;
mod cipher;
mod cut;
mod hex;
mod ourselves;
mod query;
mod token;

#[cfg(test)]
pub(crate) mod stand_in;

pub use address::is_base;
pub use answer::{later, lost, not_asked, read, retry_after, unknown};
pub use body::gather;
pub use cipher::{Cipher, CryptoError, KEY_CHARACTERS, Sealed, decode_key};
pub use cut::{cut, cut_bytes};
pub use hex::hex;
pub use ourselves::ask_ourselves;
pub use query::{NotQuery, parameters};
pub use token::{Fresh, NoToken, Token, Tokens};
