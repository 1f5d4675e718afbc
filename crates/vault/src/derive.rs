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
    /// Opens what belongs to a slot; from a key, or from what a passphrase was stretched to.
    Slot,
    /// Purpose of a root that is sealed to a slot.
    Root,
    /// Seals a generation of the keyring; from its root.
    Keyring,
    /// Seals a lease; from a key of a file.
    SealedLease,
    /// The chain of the audit log; from the signing key.
    Audit,
    /// Proves what a lease has written; from the vault's lease key.
    Lease,
}

impl Label {
    fn text(self) -> &'static [u8] {
        match self {
            Label::Token => b"tok",
            Label::Fpe => b"fpe",
            Label::Slot => b"slot",
            Label::Root => b"root",
            Label::Keyring => b"keyring",
            Label::SealedLease => b"sealed-lease",
            Label::Audit => b"audit",
            Label::Lease => b"lease",
        }
    }
}

/// The key for `label` and `fields`, of `key` and this vault.
pub(crate) fn derive(key: &Key, vault: &VaultId, label: Label, fields: &[&[u8]]) -> Key {
    let info = about(label, fields);
    let hkdf = Hkdf::<Sha256>::new(Some(vault.bytes()), key.bytes());
    Key::filled(|out| {
        hkdf.expand(&info, out)
            .expect("one block is never too long for HKDF");
    })
}

/// What a key is for, or what a ciphertext is bound to: `"pm1" 00 label 00`, then each field behind its
/// length (u16, big-endian), so that no two lists of fields are one text.
pub(crate) fn about(label: Label, fields: &[&[u8]]) -> Vec<u8> {
    let mut about = Vec::with_capacity(64);
    about.extend_from_slice(b"pm1\0");
    about.extend_from_slice(label.text());
    about.push(0);
    for field in fields {
        let length = u16::try_from(field.len()).expect("names of domains and entities are short");
        about.extend_from_slice(&length.to_be_bytes());
        about.extend_from_slice(field);
    }
    about
}
