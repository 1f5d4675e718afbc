//! A lease as a file, layout 1.
//!
//! A [`document`] of kind `lease`, 0600:
//!
//! ```text
//! lease, vault, domain, epoch, expires, inbox      to be seen
//! sealed                                           whether the keys are sealed with the key of a file
//! keys                                             as follows, or nonce (12) | as follows | tag (16)
//!
//! MAC key (32) | public keys of the classes (8 × 32) | entities: length (1), name, token key (32)
//! ```
//!
//! Sealed by AES-256-GCM-SIV, bound to all that can be seen. A lease that is not sealed has a sum, which
//! tells of accidents alone: who can change it has its keys anyway.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Lease;
use crate::{
    Class, Key, LeaseId, VaultError, VaultErrorKind, VaultId,
    derive::{Label, about, derive},
    disk,
    document::{self, Binary, Document},
    is_domain, is_entity, seal,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LeaseFile {
    lease: LeaseId,
    vault: VaultId,
    domain: String,
    epoch: u32,
    expires: u64,
    inbox: Option<PathBuf>,
    sealed: bool,
    keys: Binary,
}

impl Document for LeaseFile {
    const KIND: &str = "lease";
    const VERSION: u32 = 1;
    const MAX_BYTES: u64 = 16 << 20;
}

/// What of a lease can be seen without its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeaseLabel {
    /// Its name.
    pub lease: LeaseId,
    /// The vault that it belongs to.
    pub vault: VaultId,
    /// `tenant/dataset/purpose`.
    pub domain: String,
    /// Counted from 1.
    pub epoch: u32,
    /// Seconds since 1970 UTC.
    pub expires: u64,
    /// Where segments go.
    pub inbox: Option<PathBuf>,
    /// Whether its keys are sealed.
    pub is_sealed: bool,
}

impl Lease {
    /// Writes the lease to a new file, its keys sealed with `seal_key` if there is one.
    ///
    /// # Errors
    /// When there is a file, or it cannot be written.
    pub fn write(&self, path: &Path, seal_key: Option<&Key>) -> Result<(), VaultError> {
        let mut file = LeaseFile {
            lease: self.id,
            vault: self.vault,
            domain: self.domain.clone(),
            epoch: self.epoch,
            expires: self.expires,
            inbox: self.inbox.clone(),
            sealed: seal_key.is_some(),
            keys: vec![].into(),
        };
        if file
            .inbox
            .as_deref()
            .is_some_and(|inbox| inbox.to_str().is_none())
        {
            return Err(VaultError::new(
                VaultErrorKind::Refused,
                "would name an inbox that is no UTF-8; move the vault",
            )
            .at(path));
        }
        let keys = self.keys();
        file.keys = match seal_key {
            Some(key) => seal::wrap(&file.seal_key(key), &file.about(), &keys).into(),
            None => Binary(keys),
        };
        disk::create(path, &document::to_bytes(&file))
    }

    /// Reads a lease, to be used at `now` (seconds since 1970; see [`now`](crate::now)).
    ///
    /// # Errors
    /// [`Permissions`](VaultErrorKind::Permissions) when others than its owner may read it,
    /// [`Refused`](VaultErrorKind::Refused) when it has expired, [`WrongKey`](VaultErrorKind::WrongKey)
    /// when it is sealed with another key or with one that was not given,
    /// [`Damaged`](VaultErrorKind::Damaged) and [`Unknown`](VaultErrorKind::Unknown) when it is no
    /// lease that this program knows.
    pub fn read(path: &Path, seal_key: Option<&Key>, now: u64) -> Result<Self, VaultError> {
        disk::demand_private(path)?;
        let file: LeaseFile = document::read(path)?;
        if now >= file.expires {
            return Err(VaultError::new(
                VaultErrorKind::Refused,
                "has expired; ask for a new one (`pumice vault lease create`)",
            )
            .at(path));
        }
        file.open(seal_key).map_err(|error| error.at(path))
    }

    /// What of a lease can be seen without its keys, whether it has expired or not.
    ///
    /// # Errors
    /// Those of [`Lease::read`] that do not concern keys.
    pub fn label(path: &Path) -> Result<LeaseLabel, VaultError> {
        disk::demand_private(path)?;
        let file: LeaseFile = document::read(path)?;
        Ok(LeaseLabel {
            lease: file.lease,
            vault: file.vault,
            domain: file.domain,
            epoch: file.epoch,
            expires: file.expires,
            inbox: file.inbox,
            is_sealed: file.sealed,
        })
    }

    fn keys(&self) -> Zeroizing<Vec<u8>> {
        let entities = self.token_keys.iter();
        let length: usize = entities.map(|(name, _)| 1 + name.len() + Key::BYTES).sum();
        let length = length + Key::BYTES + size_of_val(&self.class_keys);
        // In one piece: a vector that grows leaves copies behind.
        let mut keys = Zeroizing::new(Vec::with_capacity(length));
        keys.extend_from_slice(self.mac_key.bytes());
        keys.extend_from_slice(self.class_keys.as_flattened());
        for (name, key) in &self.token_keys {
            keys.push(u8::try_from(name.len()).expect("names of entities have 24 bytes at most"));
            keys.extend_from_slice(name.as_bytes());
            keys.extend_from_slice(key.bytes());
        }
        keys
    }
}

impl LeaseFile {
    fn open(self, seal_key: Option<&Key>) -> Result<Lease, VaultError> {
        let wrong = |what| Err(VaultError::new(VaultErrorKind::WrongKey, what));
        let keys = match (self.sealed, seal_key) {
            (true, Some(key)) => {
                match seal::unwrap(&self.seal_key(key), &self.about(), &self.keys.0) {
                    Some(keys) => keys,
                    None => return wrong("is not opened by this key; was it sealed with another?"),
                }
            }
            (true, None) => return wrong("is sealed; give the file of its key"),
            (false, Some(_)) => {
                return wrong("is not sealed, and a key was given; is it another lease?");
            }
            (false, None) => self.keys.0.clone(),
        };
        self.with(&keys).ok_or_else(|| {
            VaultError::new(
                VaultErrorKind::Damaged,
                "holds no keys of a lease; ask for a new one (`pumice vault lease create`)",
            )
        })
    }

    fn with(self, mut keys: &[u8]) -> Option<Lease> {
        let mac_key = take_key(&mut keys)?;
        let mut class_keys = [[0; 32]; Class::ALL.len()];
        for key in &mut class_keys {
            key.copy_from_slice(keys.split_off(..32)?);
        }
        let mut token_keys: Vec<(String, Key)> = vec![];
        while let Some(&length) = keys.split_off_first() {
            let name = str::from_utf8(keys.split_off(..usize::from(length))?).ok()?;
            let is_next = token_keys.last().is_none_or(|(last, _)| **last < *name);
            if !is_entity(name) || !is_next {
                return None;
            }
            token_keys.push((name.to_owned(), take_key(&mut keys)?));
        }
        let is_sound = is_domain(&self.domain) && self.epoch > 0 && token_keys.len() <= 1 << 16;
        is_sound.then_some(Lease {
            id: self.lease,
            vault: self.vault,
            domain: self.domain,
            epoch: self.epoch,
            expires: self.expires,
            mac_key,
            token_keys,
            class_keys,
            inbox: self.inbox,
        })
    }

    fn seal_key(&self, key: &Key) -> Key {
        derive(key, &self.vault, Label::SealedLease, &[self.lease.bytes()])
    }

    fn about(&self) -> Vec<u8> {
        let inbox = self
            .inbox
            .as_deref()
            .map(|it| it.as_os_str().as_encoded_bytes());
        about(
            Label::SealedLease,
            &[
                self.lease.bytes(),
                self.vault.bytes(),
                self.domain.as_bytes(),
                &self.epoch.to_le_bytes(),
                &self.expires.to_le_bytes(),
                &[u8::from(inbox.is_some())],
                inbox.unwrap_or_default(),
            ],
        )
    }
}

fn take_key(keys: &mut &[u8]) -> Option<Key> {
    Key::from_slice(keys.split_off(..Key::BYTES)?)
}
