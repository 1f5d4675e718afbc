//! Names for findings that hold nothing of a value: what lets two runs be compared.
//!
//! A plain hash of a value was refused. All Social Security numbers are hashed in a minute, and then
//! the hash is as good as the number; so is that of a telephone number, a card or a date of birth.
//! Only a hash with a key that the reader has not tells nothing, and it tells everything to whoever
//! holds the key and tries values out.

use std::fmt;

use pumice_detect::Normal;
use pumice_vault::{Mac, MacBlock};
use sha2::{Digest, Sha256};

use crate::{key::HashKey, transform::Value};

/// 128 bits, written as 32 hexadecimal digits in small letters.
///
/// Among 10^12 different values two have the same one with a probability of 2 * 10^-15.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; Self::BYTES]);

impl Fingerprint {
    /// Below 128 bits, values could be tried out for one that collides.
    const BYTES: usize = 16;

    /// The name of facts that everybody may know, such as a file, a field and a line: the first 128
    /// bits of a plain SHA-256. Never of a value.
    pub fn of_facts(facts: &[&[u8]]) -> Self {
        let mut digest = Sha256::new_with_prefix(FACTS);
        for fact in facts {
            digest.update((fact.len() as u64).to_le_bytes());
            digest.update(fact);
        }
        Self::first(digest.finalize().as_slice())
    }

    /// Reads what `Display` writes; letters may be capitals. `None` for any other text.
    ///
    /// ```
    /// # use pumice_engine::Fingerprint;
    /// let facts = Fingerprint::of_facts(&[b"a.jsonl", b"text"]);
    /// assert_eq!(Fingerprint::parse(&facts.to_string()), Some(facts));
    /// assert_eq!(Fingerprint::parse("078-05-1120"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
            return None;
        };
        let mut bytes = [0; Self::BYTES];
        if pairs.len() != bytes.len() {
            return None;
        }
        for (byte, &[high, low]) in bytes.iter_mut().zip(pairs) {
            let digit = |digit: u8| char::from(digit).to_digit(16);
            *byte = (digit(high)? << 4 | digit(low)?) as u8;
        }
        Some(Self(bytes))
    }

    /// The first bits of a hash, which is longer.
    fn first(hash: &[u8]) -> Self {
        let first = hash.first_chunk();
        Self(*first.expect("SHA-256 gives twice as many bytes"))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

/// Makes [`Fingerprint`]s of values under a key: HMAC-SHA-256, the first 128 bits.
///
/// What is hashed begins with its purpose, so that neither the output of the transform `hash` nor an
/// allow list made with the same key can be compared with fingerprints.
pub struct Fingerprinter {
    mac: Mac,
    key_id: String,
}

/// Buffers of one worker. They hold values, so `Debug` shows nothing.
#[derive(Default)]
pub(crate) struct FingerprintScratch {
    message: Vec<u8>,
    block: MacBlock,
}

impl Fingerprinter {
    /// One that has taken in the key.
    pub fn new(key: &HashKey) -> Self {
        Self {
            mac: key.mac(),
            key_id: key.id(),
        }
    }

    /// Tells which key it is; see [`HashKey::id`].
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// The name of a value of `entity` in the field that reports show as `path`, however the value
    /// is spelled. Hot: per finding of a run that lists them.
    pub(crate) fn of_finding(
        &self,
        entity: &str,
        path: &str,
        value: &Value<'_>,
        scratch: &mut FingerprintScratch,
    ) -> Fingerprint {
        let message = &mut scratch.message;
        message.clear();
        message.extend_from_slice(FINDING);
        for part in [entity, path] {
            message.extend_from_slice(&(part.len() as u64).to_le_bytes());
            message.extend_from_slice(part.as_bytes());
        }
        value.write_normal(message);
        self.finish(scratch)
    }

    /// The name of a value of an allow list, spelled already. Hot: per finding, under a policy that has
    /// such a list.
    pub(crate) fn of_allowed(
        &self,
        spelling: AllowSpelling,
        spelled: &[u8],
        scratch: &mut FingerprintScratch,
    ) -> Fingerprint {
        let message = &mut scratch.message;
        message.clear();
        message.extend_from_slice(ALLOWED);
        message.push(spelling as u8);
        message.extend_from_slice(spelled);
        self.finish(scratch)
    }

    fn finish(&self, scratch: &mut FingerprintScratch) -> Fingerprint {
        let hash = self.mac.of(&scratch.message, &mut scratch.block);
        Fingerprint::first(hash.as_slice())
    }
}

/// Says which key it is; the instance has taken it in.
impl fmt::Debug for Fingerprinter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fingerprinter")
            .field("key", &self.key_id)
            .finish_non_exhaustive()
    }
}

/// How a value of an allow list is spelled, besides that letter case does not matter.
///
/// The numbers are hashed: they stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AllowSpelling {
    /// As it is written.
    Written = 0,
    /// Letters and digits only.
    Alphanumeric = 1,
    /// Digits only, and a leading `+`.
    Digits = 2,
}

impl AllowSpelling {
    /// Every spelling, in the order of the variants.
    pub const ALL: [AllowSpelling; 3] = [Self::Written, Self::Alphanumeric, Self::Digits];

    /// The spelling that findings of a recognizer are compared in.
    pub fn of(normal: Normal) -> Self {
        match normal {
            // Once letter case is gone they are one.
            Normal::Exact | Normal::Lowercase => Self::Written,
            Normal::Alphanumeric => Self::Alphanumeric,
            Normal::Digits => Self::Digits,
        }
    }

    /// What is left of a value, in words.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Written => "as written",
            Self::Alphanumeric => "letters and digits only",
            Self::Digits => "digits only",
        }
    }
}

/// Purposes. Small letters: names of entities, with which messages of the transform `hash` begin,
/// have none.
const FINDING: &[u8] = b"pumice finding 1\0";
const ALLOWED: &[u8] = b"pumice allow 1\0";
const FACTS: &[u8] = b"pumice facts 1\0";

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(key: &[u8], entity: &str, path: &str, text: &str, normal: Normal) -> String {
        let key = HashKey::from_bytes(key).unwrap();
        let value = Value {
            text: text.as_bytes(),
            spelled: text.as_bytes(),
            normal,
        };
        let scratch = &mut FingerprintScratch::default();
        let fingerprint = Fingerprinter::new(&key).of_finding(entity, path, &value, scratch);
        fingerprint.to_string()
    }

    #[test]
    fn spellings_of_a_value_have_one_name_and_all_else_has_another() {
        let of =
            |key: u8, entity, path, text| finding(&[key; 16], entity, path, text, Normal::Digits);
        let one = of(1, "US_SSN", "a.b", "219-09-9999");
        assert_eq!(one, of(1, "US_SSN", "a.b", "219 09 9999"));
        for other in [
            of(2, "US_SSN", "a.b", "219-09-9999"),
            of(1, "US_ITIN", "a.b", "219-09-9999"),
            of(1, "US_SSN", "a.c", "219-09-9999"),
            of(1, "US_SSN", "a.b", "219-09-9998"),
            of(1, "US_SSNa", ".b", "219-09-9999"),
        ] {
            assert_ne!(one, other);
        }
    }

    /// Computed with Python's `hmac` module: baselines of today are read tomorrow.
    #[test]
    fn the_layout_stays() {
        let fingerprint = finding(
            &(0..16).collect::<Vec<u8>>(),
            "EMAIL_ADDRESS",
            "messages[].content",
            "Jane@Example.com",
            Normal::Lowercase,
        );
        assert_eq!(fingerprint, "af4531259db2737378501520888c97ca");
        let key = HashKey::from_bytes(&(0..16).collect::<Vec<u8>>()).unwrap();
        let allowed = Fingerprinter::new(&key).of_allowed(
            AllowSpelling::Digits,
            b"+14255550100",
            &mut FingerprintScratch::default(),
        );
        assert_eq!(allowed.to_string(), "4c009ff682cc790ea61a8da9adbcf9a6");
        let facts = Fingerprint::of_facts(&[b"a.jsonl", b"7"]);
        assert_eq!(facts.to_string(), "a3bcbfa01f867222fdbc779d6e388511");
    }

    #[test]
    fn debug_shows_no_key() {
        let key = HashKey::from_bytes(b"sixteen bytes ok").unwrap();
        let shown = format!("{:?}", Fingerprinter::new(&key));
        assert_eq!(
            shown,
            format!("Fingerprinter {{ key: {:?}, .. }}", key.id())
        );
    }
}
