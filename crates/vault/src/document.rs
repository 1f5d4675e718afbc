//! The small files of a vault: JSON that says what it is, in one spelling, with a sum.
//!
//! ```text
//! {
//!   "pumice": "slot",      what it is
//!   "version": 1,          of this layout
//!   "body": { … },
//!   "sha256": "…"          of all that stands above, spelled without blanks
//! }
//! ```
//!
//! The sum tells a damaged file from a wrong key, and proves nothing against whoever can write: what
//! must be proven is bound by the cipher. A file is taken in the spelling in which it is written and in
//! no other, so that each changed byte is noticed, blanks too.

use std::{fmt, io, path::Path};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, Visitor},
};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{VaultError, VaultErrorKind, disk};

/// The body of a small file.
pub(crate) trait Document: Serialize + DeserializeOwned {
    /// What it calls itself.
    const KIND: &str;
    /// The layout that is written, and the only one that is known.
    const VERSION: u32;
    /// No file of this kind is longer.
    const MAX_BYTES: u64 = 1 << 20;
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope<T> {
    pumice: String,
    version: u32,
    body: T,
    sha256: String,
}

/// What is read before the rest is tried.
#[derive(Deserialize)]
struct Kind {
    pumice: String,
    version: u32,
}

/// The file of a body.
pub(crate) fn to_bytes<T: Document>(body: &T) -> Zeroizing<Vec<u8>> {
    let mut hash = Hasher(Sha256::new());
    serde_json::to_writer(&mut hash, &(T::KIND, T::VERSION, body)).expect(SPELLED);
    let envelope = Envelope {
        pumice: T::KIND.to_owned(),
        version: T::VERSION,
        body,
        sha256: hex(&hash.0.finalize()),
    };
    let mut length = Length(1);
    serde_json::to_writer_pretty(&mut length, &envelope).expect(SPELLED);
    // In one piece: a vector that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(length.0));
    serde_json::to_writer_pretty(&mut *bytes, &envelope).expect(SPELLED);
    bytes.push(b'\n');
    bytes
}

const SPELLED: &str = "bodies have no maps with keys that are no text, and memory does not fail";

/// The body of a file.
///
/// # Errors
/// [`Missing`](VaultErrorKind::Missing) when it is not there, [`Unknown`](VaultErrorKind::Unknown) when
/// it is something else or newer than this program, [`Damaged`](VaultErrorKind::Damaged) when it was
/// changed.
pub(crate) fn read<T: Document>(path: &Path) -> Result<T, VaultError> {
    let bytes = disk::read(path, T::MAX_BYTES).map_err(|error| match error.kind() {
        VaultErrorKind::Io(io::ErrorKind::NotFound) => {
            VaultError::new(VaultErrorKind::Missing, "is not there").at(path)
        }
        _ => error,
    })?;
    let bytes = Zeroizing::new(bytes);
    from_bytes(&bytes).map_err(|error| error.at(path))
}

fn from_bytes<T: Document>(bytes: &[u8]) -> Result<T, VaultError> {
    let damaged = || {
        VaultError::new(
            VaultErrorKind::Damaged,
            "was changed or cut; take it from a backup",
        )
    };
    let kind: Kind = serde_json::from_slice(bytes).map_err(|_| damaged())?;
    if kind.pumice != T::KIND {
        return Err(VaultError::new(
            VaultErrorKind::Unknown,
            format!("is no {} of a vault; name another file", T::KIND),
        ));
    }
    if kind.version != T::VERSION {
        return Err(VaultError::new(
            VaultErrorKind::Unknown,
            format!(
                "has layout {}, and this program knows layout {}; use the one that wrote it",
                kind.version,
                T::VERSION
            ),
        ));
    }
    let envelope: Envelope<T> = serde_json::from_slice(bytes).map_err(|_| damaged())?;
    if *to_bytes(&envelope.body) != bytes {
        return Err(damaged());
    }
    Ok(envelope.body)
}

/// Bytes that stand in a document in base64, and are wiped when dropped.
#[derive(Clone)]
pub(crate) struct Binary(pub(crate) Zeroizing<Vec<u8>>);

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl Serialize for Binary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Zeroizing::new(BASE64_STANDARD.encode(&**self.0)))
    }
}

impl<'de> Deserialize<'de> for Binary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(BinaryVisitor)
    }
}

struct BinaryVisitor;

impl Visitor<'_> for BinaryVisitor {
    type Value = Binary;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("base64")
    }

    /// Text without escapes is borrowed from the file, so that no other copy is made.
    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Binary, E> {
        let bytes = BASE64_STANDARD.decode(text);
        bytes.map(Binary::from).map_err(|_| E::custom("no base64"))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Hashes what is written.
struct Hasher(Sha256);

impl io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Counts what is written.
struct Length(usize);

impl io::Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Note {
        name: String,
        bytes: Binary,
    }

    impl Document for Note {
        const KIND: &str = "note";
        const VERSION: u32 = 3;
    }

    fn note() -> Zeroizing<Vec<u8>> {
        to_bytes(&Note {
            name: "a".into(),
            bytes: vec![0, 255, 7].into(),
        })
    }

    #[test]
    fn each_changed_or_missing_byte_is_noticed() {
        let bytes = note();
        let read = from_bytes::<Note>(&bytes).unwrap();
        assert_eq!((&*read.name, &**read.bytes.0), ("a", &[0, 255, 7][..]));
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.to_vec();
                changed[at] ^= 1 << bit;
                assert!(from_bytes::<Note>(&changed).is_err(), "byte {at}");
            }
            assert!(from_bytes::<Note>(&bytes[..at]).is_err(), "cut at {at}");
        }
        let more = [&bytes[..], b"\n"].concat();
        assert!(from_bytes::<Note>(&more).is_err());
    }

    #[test]
    fn a_newer_layout_and_another_kind_are_told_from_damage() {
        let text = String::from_utf8(note().to_vec()).unwrap();
        for (from, to) in [("\"version\": 3", "\"version\": 4"), ("note", "slot")] {
            let changed = text.replacen(from, to, 1);
            let error = from_bytes::<Note>(changed.as_bytes()).err().unwrap();
            assert_eq!(error.kind(), VaultErrorKind::Unknown, "{error}");
        }
    }
}
