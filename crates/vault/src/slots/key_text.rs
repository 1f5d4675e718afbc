//! Keys as people keep them: 32 random bytes in hexadecimal or base64.

use std::path::Path;

use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD},
};
use zeroize::Zeroizing;

use crate::{Key, VaultError, VaultErrorKind, disk};

/// Text of a key has at most this many bytes, and much less as a rule.
const MAX_BYTES: u64 = 4096;

/// Random bytes have more different ones among 32 of them, but once in 10^12 files.
const MIN_DISTINCT: usize = 16;

impl Key {
    /// Reads 32 random bytes in hexadecimal or base64, as `openssl rand -hex 32` makes them; blanks
    /// around them do not count.
    ///
    /// # Errors
    /// When it is something else, or repeats itself too much to be random.
    pub fn parse(text: &[u8]) -> Result<Self, VaultError> {
        let refuse = |what| VaultError::new(VaultErrorKind::Refused, what);
        let text = text.trim_ascii();
        let key = from_hex(text).or_else(|| from_base64(text)).ok_or_else(|| {
            refuse(
                "is no key; a key is 32 random bytes in hexadecimal or base64, as `openssl rand \
                 -hex 32` makes them",
            )
        })?;
        let mut seen = Zeroizing::new(*key.bytes());
        seen.sort_unstable();
        let distinct = 1 + seen.windows(2).filter(|pair| pair[0] != pair[1]).count();
        if distinct < MIN_DISTINCT {
            return Err(refuse(
                "is a key that repeats itself; take random bytes, as `openssl rand -hex 32` \
                 makes them",
            ));
        }
        Ok(key)
    }

    /// Reads a file with a key ([`Key::parse`]).
    ///
    /// # Errors
    /// When it is not there, holds no key, or others than its owner may read or write it.
    pub fn read(path: &Path) -> Result<Self, VaultError> {
        disk::demand_private(path)?;
        let text = Zeroizing::new(disk::read(path, MAX_BYTES)?);
        Self::parse(&text).map_err(|error| error.at(path))
    }

    /// Makes a file with a new key, in hexadecimal.
    ///
    /// # Errors
    /// When it is there already, or cannot be written.
    pub fn create(path: &Path) -> Result<Self, VaultError> {
        let key = Self::random();
        let mut text = Zeroizing::new(Vec::with_capacity(2 * Self::BYTES + 1));
        for byte in key.bytes() {
            text.extend(
                [byte >> 4, byte & 15].map(|digit| b"0123456789abcdef"[usize::from(digit)]),
            );
        }
        text.push(b'\n');
        disk::create(path, &text)?;
        Ok(key)
    }
}

fn from_hex(text: &[u8]) -> Option<Key> {
    let (pairs, []) = text.as_chunks::<2>() else {
        return None;
    };
    if pairs.len() != Key::BYTES {
        return None;
    }
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let mut is_hex = true;
    let key = Key::filled(|key| {
        for (byte, &[high, low]) in key.iter_mut().zip(pairs) {
            match (digit(high), digit(low)) {
                (Some(high), Some(low)) => *byte = (high << 4 | low) as u8,
                _ => is_hex = false,
            }
        }
    });
    is_hex.then_some(key)
}

fn from_base64(text: &[u8]) -> Option<Key> {
    let alphabets = [
        BASE64_STANDARD,
        BASE64_STANDARD_NO_PAD,
        BASE64_URL_SAFE,
        BASE64_URL_SAFE_NO_PAD,
    ];
    let mut decoded = alphabets
        .iter()
        .filter_map(|alphabet| alphabet.decode(text).ok());
    Key::from_slice(&Zeroizing::new(decoded.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eff";

    #[test]
    fn a_key_is_read_in_each_of_its_spellings() {
        let key = Key::parse(HEX.as_bytes()).unwrap();
        assert_eq!(key.bytes()[31], 0xff);
        for text in [
            format!("  {}\r\n", HEX.to_uppercase()),
            BASE64_STANDARD.encode(key.bytes()),
            BASE64_URL_SAFE_NO_PAD.encode(key.bytes()),
        ] {
            assert!(Key::parse(text.as_bytes()).unwrap() == key, "{text}");
        }
    }

    #[test]
    fn what_is_no_random_key_is_refused_and_not_shown() {
        for text in [
            "",
            "passphrase",
            &HEX[2..],
            &format!("{HEX}00"),
            &"ab".repeat(32),
            &"0123".repeat(16),
            &HEX.replace("ff", "fg"),
        ] {
            let error = Key::parse(text.as_bytes()).unwrap_err();
            assert_eq!(error.kind(), VaultErrorKind::Refused);
            assert!(text.is_empty() || !error.to_string().contains(text));
        }
    }
}
