//! Tokens, codes and message ids.

/// Letters, digits, `-` and `_` that nobody can guess.
pub fn random_text(length: usize) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    (0..length)
        .map(|_| char::from(LETTERS[usize::from(rand::random::<u8>() & 63)]))
        .collect()
}
