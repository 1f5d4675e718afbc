//! Keys from keys: HKDF-SHA-256 (RFC 5869), each use with a label of its own.

use hkdf::Hkdf;
use sha2::Sha256;

use crate::{Key, VaultId};

/// What a derived key is for; no two labels are the same.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Label {
    /// Tags of tokens; from the key of a domain's epoch.
    Token,
    /// Numbers to numbers; from the key of an entity's tags.
    Fpe,
    /// Seals the keyring; from the root.
    Keyring,
    /// Proves the header; from the root.
    Header,
    /// Proves manifests; from the root.
    Manifest,
    /// Begins the chain of the audit log; from the root.
    Audit,
    /// Proves what a lease has written; from the vault's lease key.
    Lease,
    /// Seals the signed policy and what else is small and belongs to the root.
    Sealed,
}

impl Label {
    fn text(self) -> &'static [u8] {
        match self {
            Label::Token => b"tok",
            Label::Fpe => b"fpe",
            Label::Keyring => b"keyring",
            Label::Header => b"header",
            Label::Manifest => b"manifest",
            Label::Audit => b"audit",
            Label::Lease => b"lease",
            Label::Sealed => b"sealed",
        }
    }
}

/// The key for `label` and `fields`, of `key` and this vault.
///
/// `info` is `"pm1" 00 label 00`, then each field behind its length (u16, big-endian), so that no
/// two lists of fields are one text.
pub(crate) fn derive(key: &Key, vault: &VaultId, label: Label, fields: &[&[u8]]) -> Key {
    let mut info = Vec::with_capacity(64);
    info.extend_from_slice(b"pm1\0");
    info.extend_from_slice(label.text());
    info.push(0);
    for field in fields {
        let length = u16::try_from(field.len()).expect("names of domains and entities are short");
        info.extend_from_slice(&length.to_be_bytes());
        info.extend_from_slice(field);
    }
    let hkdf = Hkdf::<Sha256>::new(Some(vault.bytes()), key.bytes());
    Key::filled(|out| {
        hkdf.expand(&info, out)
            .expect("one block is never too long for HKDF");
    })
}
