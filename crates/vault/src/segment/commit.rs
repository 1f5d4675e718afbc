//! The sidecar that makes a file a segment.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Title, VERSION};
use crate::{
    Class, Key, Keyring, Lease, LeaseId, SegmentId, VaultError, VaultErrorKind, VaultId, disk,
    layout::commit_name,
    seal,
    signed::{self, Base64, Hex},
};

/// What a sidecar says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Commit {
    pub(crate) version: u16,
    pub(crate) vault: VaultId,
    pub(crate) segment: SegmentId,
    pub(crate) class: Class,
    pub(crate) domain: String,
    pub(crate) epoch: u32,
    pub(crate) records: u64,
    /// Length of the file.
    pub(crate) bytes: u64,
    /// Of the file.
    pub(crate) sha256: Hex,
    pub(crate) key: SealedKey,
}

/// The data key, for those who may read.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SealedKey {
    /// Sealed by a worker to the class's public key.
    Lease {
        /// The worker's lease; its key proves the sidecar.
        id: LeaseId,
        sealed: Base64,
    },
    /// Wrapped by a merge with a wrap key.
    Wrap {
        /// Which wrap key.
        number: u32,
        wrapped: Base64,
    },
}

impl Commit {
    /// What the segment is of.
    pub(crate) fn title(&self) -> Title {
        Title {
            vault: self.vault,
            segment: self.segment,
            class: self.class,
            domain: self.domain.clone(),
            epoch: self.epoch,
        }
    }

    /// Reads a sidecar, of this vault and under its name, and checks its proof.
    pub(crate) fn read(path: &Path, keyring: &Keyring) -> Result<Self, VaultError> {
        let bytes = disk::read(path, LIMIT)?;
        let commit: Self = signed::decode(path, &bytes, KIND, |commit: &Self| match commit.key {
            SealedKey::Lease { id, .. } => Some(keyring.lease_mac_key(id)),
            SealedKey::Wrap { .. } => Some(keyring.manifest_key().clone()),
        })?;
        let fails = |kind, what| Err(VaultError::new(kind, what).at(path));
        if commit.version != VERSION {
            let what = "is of a version that this program does not know; use a newer one";
            return fails(VaultErrorKind::Unknown, what);
        }
        if commit.vault != keyring.vault() {
            return fails(VaultErrorKind::Damaged, "is of another vault");
        }
        let name = commit_name(commit.class, commit.segment);
        if path.file_name() != Some(name.as_ref()) {
            return fails(VaultErrorKind::Damaged, "has the name of another segment");
        }
        Ok(commit)
    }

    /// What a sidecar says of its domain and epoch, without any proof of it.
    pub(crate) fn claim(path: &Path) -> Result<Title, VaultError> {
        let bytes = disk::read(path, LIMIT)?;
        let commit: Self = serde_json::from_slice(&bytes).map_err(|_| {
            let what = "was cut or changed: it is not what a vault writes";
            VaultError::new(VaultErrorKind::Damaged, what).at(path)
        })?;
        Ok(commit.title())
    }

    /// The bytes of the sidecar, for a lease's segment.
    pub(crate) fn encode_for(&self, lease: &Lease) -> Vec<u8> {
        signed::encode(self, KIND, &lease.mac_key)
    }

    /// The bytes of the sidecar, for a merged one.
    pub(crate) fn encode(&self, keyring: &Keyring) -> Vec<u8> {
        signed::encode(self, KIND, keyring.manifest_key())
    }

    /// The data key.
    pub(crate) fn open(&self, path: &Path, keyring: &Keyring) -> Result<Key, VaultError> {
        let binding = self.title().binding();
        let key = match &self.key {
            SealedKey::Lease { sealed, .. } => keyring
                .class_key(&self.domain, self.class)
                .and_then(|key| seal::open_with(key, &binding, &sealed.0)),
            SealedKey::Wrap { number, wrapped } => keyring
                .wrap_key(*number, self.class)
                .and_then(|key| seal::unwrap(key, &binding, &wrapped.0))
                .and_then(|key| Key::from_slice(&key)),
        };
        key.ok_or_else(|| {
            let what = format!(
                "no key of the vault opens this segment of domain {:?}, class {}",
                self.domain, self.class
            );
            VaultError::new(VaultErrorKind::WrongKey, what).at(path)
        })
    }
}

/// Tells proofs of sidecars from those of other files.
const KIND: &str = "commit";

/// Bytes of a sidecar at most.
const LIMIT: u64 = 1 << 16;
