//! Slots: the ways into a vault. Each opens all of it.
//!
//! ```text
//! passphrase --Argon2id--> 32 bytes \
//! key of a file, of a variable ------+--HKDF(salt = vault, slot)--> KEK --AES-256-GCM-SIV--> slot key, anchor
//! slot key (X25519) --HPKE--> root of each generation of the keyring
//! ```
//!
//! The *slot key* is what makes a new root possible without asking for every passphrase: its public half
//! stands in the keyring, to which the next root is sealed; its private half never changes and stands in
//! the slot, wrapped by the key-encryption key (KEK). So a slot's file is written once, and a slot that
//! was removed opens nothing that was written since, whatever backup it comes from. Its public half is
//! kept in the keyring and not in the file: nobody can put his own in its place.
//!
//! The *anchor* is the vault's public signing key (Ed25519). A keyring is taken only if it holds the
//! private half: whoever can write to the folder, and has no key, cannot put a vault of his own in its
//! place.
//!
//! # The file of a slot, `slots/NAME.slot`, layout 1
//!
//! A [`document`] of kind `slot`:
//!
//! ```text
//! vault, name, kind           the wrapping is bound to them
//! stretch                     memory_kib, passes, lanes, salt; of passphrases alone; bound too
//! wrapped                     nonce (12) | slot key (32), anchor (32) | tag (16)
//! ```

mod credential;
mod key_text;
mod stretch;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use self::credential::{Credential, SlotKind};
use self::stretch::Stretch;
use crate::{
    Key, Layout, VaultError, VaultErrorKind, VaultId,
    derive::{Label, about, derive},
    disk,
    document::{self, Binary, Document},
    keyring::SlotEntry,
    seal,
};

/// A slot that is to be made.
#[derive(Clone, Debug)]
pub struct NewSlot {
    name: String,
    credential: Credential,
}

impl NewSlot {
    /// A slot of this name that `credential` will open.
    ///
    /// # Errors
    /// When the name is not 1 to 32 of `a-z`, `0-9` and `-`.
    pub fn new(name: impl Into<String>, credential: Credential) -> Result<Self, VaultError> {
        let name = name.into();
        if !is_slot(&name) {
            return Err(VaultError::new(
                VaultErrorKind::Refused,
                format!("{name:?} is no name of a slot; take 1 to 32 of a-z, 0-9 and -"),
            ));
        }
        Ok(Self { name, credential })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What opens it.
    pub(crate) fn credential(&self) -> &Credential {
        &self.credential
    }
}

fn is_slot(name: &str) -> bool {
    (1..=32).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A slot as a file has it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SlotFile {
    vault: VaultId,
    name: String,
    kind: SlotKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    stretch: Option<Stretch>,
    wrapped: Binary,
}

impl Document for SlotFile {
    const KIND: &str = "slot";
    const VERSION: u32 = 1;
}

/// A slot that was opened.
pub(crate) struct OpenSlot {
    pub(crate) name: String,
    /// X25519.
    pub(crate) key: Key,
    /// Ed25519, public.
    pub(crate) anchor: [u8; 32],
}

/// The end of names of their files.
const SLOT: &str = "slot";

impl SlotFile {
    /// Makes a slot, in memory: its file, and what the keyring keeps of it.
    pub(crate) fn make(
        vault: VaultId,
        new: &NewSlot,
        anchor: &[u8; 32],
    ) -> Result<(Self, SlotEntry), VaultError> {
        let (key, public) = seal::new_pair();
        let mut slot = Self {
            vault,
            name: new.name.clone(),
            kind: new.credential.kind(),
            stretch: new.credential.new_stretch(),
            wrapped: vec![].into(),
        };
        let mut plain = Zeroizing::new([0; 64]);
        plain[..32].copy_from_slice(key.bytes());
        plain[32..].copy_from_slice(anchor);
        let kek = slot.kek(&new.credential)?;
        slot.wrapped = seal::wrap(&kek, &slot.about(), &*plain).into();
        let entry = SlotEntry {
            kind: slot.kind,
            public,
        };
        Ok((slot, entry))
    }

    /// Writes it under its name.
    pub(crate) fn create(&self, layout: &Layout) -> Result<(), VaultError> {
        disk::create(&path(layout, &self.name), &document::to_bytes(self))
    }

    fn kek(&self, credential: &Credential) -> Result<Key, VaultError> {
        let secret = credential.stretched(self.stretch.as_ref())?;
        let name = self.name.as_bytes();
        Ok(derive(&secret, &self.vault, Label::Slot, &[name]))
    }

    fn about(&self) -> Vec<u8> {
        let mut fields: Vec<&[u8]> = vec![
            self.vault.bytes(),
            self.name.as_bytes(),
            self.kind.name().as_bytes(),
        ];
        let costs = self.stretch.as_ref().map(Stretch::fields);
        if let (Some(stretch), Some(costs)) = (&self.stretch, &costs) {
            fields.extend(costs.iter().map(|cost| &cost[..]));
            fields.push(stretch.salt());
        }
        about(Label::Slot, &fields)
    }

    /// `None` where the credential is not the one of this slot.
    fn open(&self, credential: &Credential) -> Result<Option<OpenSlot>, VaultError> {
        let kek = self.kek(credential)?;
        let Some(plain) = seal::unwrap(&kek, &self.about(), &self.wrapped.0) else {
            return Ok(None);
        };
        let open = plain
            .split_at_checked(Key::BYTES)
            .and_then(|(key, anchor)| {
                Some(OpenSlot {
                    name: self.name.clone(),
                    key: Key::from_slice(key)?,
                    anchor: anchor.try_into().ok()?,
                })
            });
        Ok(open)
    }
}

/// Where a slot stands.
pub(crate) fn path(layout: &Layout, name: &str) -> std::path::PathBuf {
    layout.slots().join(format!("{name}.{SLOT}"))
}

/// Names of the slots that have a file, sorted.
pub(crate) fn names(layout: &Layout) -> Result<Vec<String>, VaultError> {
    let mut names = disk::names(&layout.slots())?;
    names.retain_mut(|name| {
        let stem = name.strip_suffix(".slot").map(str::len);
        name.truncate(stem.unwrap_or(0));
        is_slot(name)
    });
    names.sort_unstable();
    Ok(names)
}

/// Name and kind of a slot, without opening it.
pub(crate) fn read(layout: &Layout, vault: VaultId, name: &str) -> Result<SlotFile, VaultError> {
    let path = path(layout, name);
    let slot: SlotFile = document::read(&path)?;
    if slot.vault != vault || slot.name != name {
        return Err(VaultError::new(
            VaultErrorKind::Damaged,
            "is the slot of another vault, or of another name; take it from a backup",
        )
        .at(path));
    }
    Ok(slot)
}

/// Opens the slot of a credential: the one that it names, or the first of its kind that it fits.
pub(crate) fn open(
    layout: &Layout,
    vault: VaultId,
    credential: &Credential,
) -> Result<OpenSlot, VaultError> {
    let kind = credential.kind();
    if let Some(name) = credential.slot() {
        if !is_slot(name) || !names(layout)?.iter().any(|it| it == name) {
            return Err(VaultError::new(
                VaultErrorKind::Missing,
                format!("has no slot {name:?}; `pumice vault status` lists them"),
            )
            .at(layout.root()));
        }
        let slot = read(layout, vault, name)?;
        let path = path(layout, name);
        if slot.kind != kind {
            return Err(VaultError::new(
                VaultErrorKind::WrongKey,
                format!("wants a {}, and a {kind} was given", slot.kind),
            )
            .at(path));
        }
        let open = slot.open(credential).map_err(|error| error.at(&path))?;
        return open.ok_or_else(|| {
            VaultError::new(
                VaultErrorKind::WrongKey,
                format!("is not opened by this {kind}; try another"),
            )
            .at(path)
        });
    }
    // One that is damaged or asks for too much keeps nobody from coming in by another.
    let mut failed = None;
    for name in names(layout)? {
        let tried = read(layout, vault, &name).and_then(|slot| {
            if slot.kind == kind {
                slot.open(credential)
                    .map_err(|error| error.at(path(layout, &name)))
            } else {
                Ok(None)
            }
        });
        match tried {
            Ok(Some(open)) => return Ok(open),
            Ok(None) => {}
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    Err(failed.unwrap_or_else(|| {
        VaultError::new(
            VaultErrorKind::WrongKey,
            format!("no slot is opened by this {kind}; `pumice vault status` lists the slots"),
        )
        .at(layout.root())
    }))
}

impl SlotFile {
    /// What kind of secret opens it.
    pub(crate) fn kind(&self) -> SlotKind {
        self.kind
    }
}
