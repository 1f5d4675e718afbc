//! What somebody has in hand to open a vault.

use std::{fmt, path::Path};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::stretch::{Cost, Stretch};
use crate::{Key, VaultError, VaultErrorKind, disk};

/// What kind of secret opens a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlotKind {
    /// What somebody knows.
    Passphrase,
    /// A file with a key.
    KeyFile,
    /// A variable of the environment with a key.
    Variable,
}

impl SlotKind {
    /// As files and messages have it.
    pub fn name(self) -> &'static str {
        match self {
            SlotKind::Passphrase => "passphrase",
            SlotKind::KeyFile => "key-file",
            SlotKind::Variable => "variable",
        }
    }
}

impl fmt::Display for SlotKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A secret that opens a slot, and, if it was said, which.
///
/// `Debug` tells the kind and the slot.
#[derive(Clone)]
pub struct Credential {
    secret: Secret,
    slot: Option<String>,
}

#[derive(Clone)]
enum Secret {
    /// UTF-8, NFC.
    Passphrase(Zeroizing<Vec<u8>>, Cost),
    KeyFile(Key),
    Variable(Key),
}

/// In characters. What is shorter is found out, however slowly each guess is tried.
const MIN_PASSPHRASE: usize = 12;

/// In bytes.
const MAX_PASSPHRASE: u64 = 4096;

impl Credential {
    /// A passphrase in UTF-8. The end of the line behind it does not count; two spellings of one
    /// letter are one (NFC).
    ///
    /// # Errors
    /// When it has fewer than 12 characters, or is no UTF-8.
    pub fn passphrase(text: &[u8]) -> Result<Self, VaultError> {
        Self::of_passphrase(text, Cost::AsStored)
    }

    /// A passphrase that costs next to nothing, for tests alone: no file can ask for it.
    #[doc(hidden)]
    pub fn cheap_passphrase(text: &[u8]) -> Result<Self, VaultError> {
        Self::of_passphrase(text, Cost::ForTests)
    }

    fn of_passphrase(text: &[u8], cost: Cost) -> Result<Self, VaultError> {
        let refuse = |what| VaultError::new(VaultErrorKind::Refused, what);
        let text = std::str::from_utf8(text)
            .map_err(|_| refuse("is a passphrase that is no UTF-8; convert it".to_owned()))?;
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        // NFC has at most three times the bytes (UAX 15), so that it does not grow.
        let mut normal = Zeroizing::new(Vec::with_capacity(3 * text.len() + 4));
        let mut length = 0;
        for character in text.nfc() {
            let mut units = [0; 4];
            normal.extend_from_slice(character.encode_utf8(&mut units).as_bytes());
            length += 1;
        }
        if length < MIN_PASSPHRASE {
            return Err(refuse(format!(
                "is a passphrase of fewer than {MIN_PASSPHRASE} characters; take a longer one, \
                 such as six random words"
            )));
        }
        Ok(Self {
            secret: Secret::Passphrase(normal, cost),
            slot: None,
        })
    }

    /// The passphrase in a file; see [`Credential::passphrase`].
    ///
    /// # Errors
    /// The same, or when the file cannot be read, or others than its owner may.
    pub fn passphrase_file(path: &Path) -> Result<Self, VaultError> {
        disk::demand_private(path)?;
        let text = Zeroizing::new(disk::read(path, MAX_PASSPHRASE)?);
        Self::passphrase(&text).map_err(|error| error.at(path))
    }

    /// The key in a file; see [`Key::parse`].
    ///
    /// # Errors
    /// When it cannot be read or holds no key, or others than its owner may read it.
    pub fn key_file(path: &Path) -> Result<Self, VaultError> {
        Key::read(path).map(Self::key)
    }

    /// A key that stands in a file.
    pub fn key(key: Key) -> Self {
        Self {
            secret: Secret::KeyFile(key),
            slot: None,
        }
    }

    /// The key in a variable; see [`Key::parse`].
    ///
    /// # Errors
    /// When it is no key.
    pub fn variable(text: &[u8]) -> Result<Self, VaultError> {
        Ok(Self {
            secret: Secret::Variable(Key::parse(text)?),
            slot: None,
        })
    }

    /// The same for this slot alone; without it all slots of its kind are tried.
    #[must_use]
    pub fn for_slot(mut self, name: impl Into<String>) -> Self {
        self.slot = Some(name.into());
        self
    }

    /// What kind of slot it opens.
    pub fn kind(&self) -> SlotKind {
        match &self.secret {
            Secret::Passphrase(..) => SlotKind::Passphrase,
            Secret::KeyFile(_) => SlotKind::KeyFile,
            Secret::Variable(_) => SlotKind::Variable,
        }
    }

    /// The slot that was named.
    pub fn slot(&self) -> Option<&str> {
        self.slot.as_deref()
    }

    /// Whether both have the same secret.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        use subtle::ConstantTimeEq;
        match (&self.secret, &other.secret) {
            (Secret::Passphrase(one, _), Secret::Passphrase(other, _)) => {
                one.ct_eq(other.as_slice()).into()
            }
            (
                Secret::KeyFile(one) | Secret::Variable(one),
                Secret::KeyFile(other) | Secret::Variable(other),
            ) => one == other,
            _ => false,
        }
    }

    /// How a new slot of this kind stretches what it is given.
    pub(super) fn new_stretch(&self) -> Option<Stretch> {
        matches!(self.secret, Secret::Passphrase(..)).then(Stretch::random)
    }

    /// 32 bytes of it: the key itself, or what the passphrase is stretched to.
    pub(super) fn stretched(&self, stretch: Option<&Stretch>) -> Result<Key, VaultError> {
        match (&self.secret, stretch) {
            (Secret::Passphrase(text, cost), Some(stretch)) => stretch.of(text, *cost),
            (Secret::KeyFile(key) | Secret::Variable(key), None) => Ok(key.clone()),
            _ => Err(VaultError::new(
                VaultErrorKind::Damaged,
                "is a slot whose kind and parameters do not go together; take it from a backup",
            )),
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credential({}, slot {:?})", self.kind(), self.slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_passphrase_are_one_and_short_ones_are_none() {
        let composed = Credential::passphrase("Käse und Brötchen".as_bytes()).unwrap();
        let decomposed =
            Credential::passphrase("Ka\u{308}se und Bro\u{308}tchen\r\n".as_bytes()).unwrap();
        assert!(composed.is_same(&decomposed));
        assert!(!composed.is_same(&Credential::passphrase(b"cheese and rolls").unwrap()));
        for text in [&b"elevenchars"[..], b"", b"twelve chars\xff"] {
            let error = Credential::passphrase(text).unwrap_err();
            assert_eq!(error.kind(), VaultErrorKind::Refused);
        }
        assert_eq!(
            format!("{:?}", composed.for_slot("ops")),
            "Credential(passphrase, slot Some(\"ops\"))"
        );
    }
}
