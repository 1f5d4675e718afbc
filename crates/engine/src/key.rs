//! The key of the keyed hash.

use std::fmt;

use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use pumice_vault::Mac;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// A secret of at least [`HashKey::MIN_BYTES`] bytes for the transform `hash`.
///
/// It is wiped from memory when dropped, is shown by no `Debug` and comes from a file or the
/// environment, never from a policy: a policy is read by more people than may hold the key. Who
/// holds the key can test guesses against the hashes of a corpus.
///
/// ```
/// use pumice_engine::HashKey;
/// let key = HashKey::parse("000102030405060708090a0b0c0d0e0f")?;
/// assert_eq!(key.id().len(), 8);
/// assert!(HashKey::parse("too short").is_err());
/// # Ok::<(), pumice_engine::HashKeyError>(())
/// ```
#[derive(Clone)]
pub struct HashKey {
    secret: Zeroizing<Vec<u8>>,
}

impl HashKey {
    /// 128 bits: below it a key can be guessed.
    pub const MIN_BYTES: usize = 16;

    /// A key of these bytes.
    ///
    /// # Errors
    /// When there are fewer than [`HashKey::MIN_BYTES`].
    pub fn from_bytes(secret: &[u8]) -> Result<Self, HashKeyError> {
        Self::from_secret(Zeroizing::new(secret.to_vec()))
    }

    /// A key written in hexadecimal digits or in base64 (RFC 4648, with or without padding); white
    /// space around it is ignored. What can be read as hexadecimal is.
    ///
    /// # Errors
    /// When the text is neither, or stands for fewer than [`HashKey::MIN_BYTES`] bytes.
    pub fn parse(text: &str) -> Result<Self, HashKeyError> {
        let text = text.trim();
        let secret = hexadecimal(text)
            .or_else(|| {
                base64::Engine::decode(&BASE64, text)
                    .ok()
                    .map(Zeroizing::new)
            })
            .ok_or(HashKeyError {
                kind: HashKeyErrorKind::Unreadable,
            })?;
        Self::from_secret(secret)
    }

    fn from_secret(secret: Zeroizing<Vec<u8>>) -> Result<Self, HashKeyError> {
        if secret.len() < Self::MIN_BYTES {
            let kind = HashKeyErrorKind::TooShort;
            return Err(HashKeyError { kind });
        }
        Ok(Self { secret })
    }

    /// Tells keys apart in reports without giving them away: the first 8 hexadecimal digits of the
    /// SHA-256 of `pumice key id` and the key.
    pub fn id(&self) -> String {
        let digest = Sha256::new_with_prefix("pumice key id")
            .chain_update(&*self.secret)
            .finalize();
        digest
            .iter()
            .take(4)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// HMAC-SHA-256 that has taken in the key.
    pub(crate) fn mac(&self) -> Mac {
        Mac::new(&self.secret)
    }
}

/// Says that there is a key, not which.
impl fmt::Debug for HashKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HashKey(..)")
    }
}

/// Standard alphabet; padding may be missing, as people lose it when they copy a key.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

fn hexadecimal(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return None;
    };
    // Sized before, so that growing leaves no copy behind.
    let mut secret = Zeroizing::new(Vec::with_capacity(pairs.len()));
    for &[high, low] in pairs {
        let digit = |digit: u8| char::from(digit).to_digit(16);
        secret.push((digit(high)? << 4 | digit(low)?) as u8);
    }
    Some(secret)
}

/// Why a text is no key. Holds nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashKeyError {
    kind: HashKeyErrorKind,
}

/// The kinds of [`HashKeyError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HashKeyErrorKind {
    /// Neither hexadecimal nor base64.
    Unreadable,
    /// Fewer than [`HashKey::MIN_BYTES`] bytes.
    TooShort,
}

impl HashKeyError {
    /// What is wrong.
    pub fn kind(&self) -> HashKeyErrorKind {
        self.kind
    }
}

impl fmt::Display for HashKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            HashKeyErrorKind::Unreadable => "the hash key is neither hexadecimal nor base64",
            HashKeyErrorKind::TooShort => "the hash key has fewer than 16 bytes",
        })?;
        f.write_str("; make one with `openssl rand -hex 32`")
    }
}

impl std::error::Error for HashKeyError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_key_are_one_key() {
        let bytes: Vec<u8> = (0..16).collect();
        let key = HashKey::from_bytes(&bytes).unwrap();
        for text in [
            "000102030405060708090a0b0c0d0e0f",
            " 000102030405060708090A0B0C0D0E0F\n",
            "AAECAwQFBgcICQoLDA0ODw==",
            "AAECAwQFBgcICQoLDA0ODw",
        ] {
            assert_eq!(HashKey::parse(text).unwrap().secret, key.secret, "{text}");
        }
    }

    #[test]
    fn short_and_unreadable_keys_are_refused() {
        let kind = |text| HashKey::parse(text).unwrap_err().kind();
        assert_eq!(kind("00010203040506070809"), HashKeyErrorKind::TooShort);
        assert_eq!(kind(""), HashKeyErrorKind::TooShort);
        assert_eq!(kind("no key at all!"), HashKeyErrorKind::Unreadable);
        assert!(HashKey::from_bytes(&[7; 15]).is_err());
    }

    #[test]
    fn debug_shows_no_key() {
        let key = HashKey::from_bytes(b"sixteen bytes ok").unwrap();
        assert_eq!(format!("{key:?}"), "HashKey(..)");
        assert_eq!(key.id(), key.clone().id());
    }

    /// RFC 4231, cases 3, 4 and 6; the others have keys that are too short here.
    #[test]
    fn hmac_follows_rfc_4231() {
        let sequence: Vec<u8> = (1..=25).collect();
        let cases: [(&[u8], &[u8], &str); 3] = [
            (
                &[0xaa; 20],
                &[0xdd; 50],
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            ),
            (
                &sequence,
                &[0xcd; 50],
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            ),
            (
                &[0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ];
        // One block serves them all.
        let block = &mut pumice_vault::MacBlock::default();
        for (key, text, expected) in cases {
            let key = HashKey::from_bytes(key).unwrap();
            let mac = key.mac().of(text, block);
            assert_eq!(mac, **hexadecimal(expected).unwrap());
        }
    }
}
