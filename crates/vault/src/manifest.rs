//! Numbered lists of the merged segments that hold; the newest counts.
//!
//! # Layout, version 1: `manifests/NUMBER.json`, eight digits
//!
//! ```text
//! {"version":1,"vault":ID,"number":N,
//!  "previous":SHA-256 of the file of the manifest before, or null for the first,
//!  "segments":[{"segment":ID,"class":"contact","domain":"crm","epoch":1,
//!               "records":N,"bytes":N,"sha256":HEX}, ...],
//!  "retired":[the same, of segments of the inbox and of the manifest before that were merged],
//!  "quarantined":[the same],
//!  "mac":HEX}
//! ```
//!
//! What is in `merged/` and not listed does not exist: a merge was cut short. What is retired does not
//! exist either, though a merge may not have come to taking it away.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    Class, Keyring, Layout, SegmentId, VaultError, VaultErrorKind, VaultId, disk,
    segment::Commit,
    signed::{self, Hex},
};

/// Which segments hold.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) version: u16,
    pub(crate) vault: VaultId,
    /// From 1.
    pub(crate) number: u64,
    pub(crate) previous: Option<Hex>,
    pub(crate) segments: Vec<Listed>,
    pub(crate) retired: Vec<Listed>,
    pub(crate) quarantined: Vec<Listed>,
}

/// A segment, as its sidecar tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Listed {
    pub(crate) segment: SegmentId,
    pub(crate) class: Class,
    pub(crate) domain: String,
    pub(crate) epoch: u32,
    pub(crate) records: u64,
    pub(crate) bytes: u64,
    pub(crate) sha256: Hex,
}

impl Listed {
    pub(crate) fn of(commit: &Commit) -> Self {
        Self {
            segment: commit.segment,
            class: commit.class,
            domain: commit.domain.clone(),
            epoch: commit.epoch,
            records: commit.records,
            bytes: commit.bytes,
            sha256: commit.sha256,
        }
    }
}

impl Manifest {
    /// The newest manifest of a vault, and the hash of its file; `None` where nothing was merged yet.
    pub(crate) fn newest(
        layout: &Layout,
        keyring: &Keyring,
    ) -> Result<Option<(Self, Hex)>, VaultError> {
        match numbers(layout)?.pop() {
            Some(number) => Self::read(layout, keyring, number).map(Some),
            None => Ok(None),
        }
    }

    /// The manifest of a number, and the hash of its file.
    pub(crate) fn read(
        layout: &Layout,
        keyring: &Keyring,
        number: u64,
    ) -> Result<(Self, Hex), VaultError> {
        let path = path(layout, number);
        let bytes = disk::read(&path, LIMIT)?;
        let key = |_: &Self| Some(keyring.manifest_key().clone());
        let manifest: Self = signed::decode(&path, &bytes, KIND, key)?;
        if manifest.version != VERSION {
            let what = "is of a version that this program does not know; use a newer one";
            return Err(VaultError::new(VaultErrorKind::Unknown, what).at(path));
        }
        if manifest.vault != keyring.vault() || manifest.number != number {
            let what = "is another manifest than its name says";
            return Err(VaultError::new(VaultErrorKind::Damaged, what).at(path));
        }
        Ok((manifest, Hex(Sha256::digest(&bytes).into())))
    }

    /// Writes it, durable when this returns.
    pub(crate) fn create(&self, layout: &Layout, keyring: &Keyring) -> Result<(), VaultError> {
        let bytes = signed::encode(self, KIND, keyring.manifest_key());
        disk::create(&path(layout, self.number), &bytes)
    }
}

/// Numbers of the manifests that are there, rising.
pub(crate) fn numbers(layout: &Layout) -> Result<Vec<u64>, VaultError> {
    let number = |path: &PathBuf| {
        let name = path.file_name()?.to_str()?.strip_suffix(".json")?;
        name.parse().ok()
    };
    let files = files(&layout.manifests())?;
    let mut numbers: Vec<_> = files.iter().filter_map(number).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// The manifest of a number.
pub(crate) fn path(layout: &Layout, number: u64) -> PathBuf {
    layout.manifests().join(format!("{number:08}.json"))
}

/// All files of a folder, in the order of their names; none where there is no folder.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, VaultError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(vec![]),
        Err(error) => return Err(VaultError::io(folder, &error)),
    };
    let mut files = vec![];
    for entry in entries {
        files.push(
            entry
                .map_err(|error| VaultError::io(folder, &error))?
                .path(),
        );
    }
    files.sort_unstable();
    Ok(files)
}

/// The layout that is written.
pub(crate) const VERSION: u16 = 1;

/// Tells proofs of manifests from those of other files.
const KIND: &str = "manifest";

/// Bytes of a manifest at most: some hundred thousand segments.
const LIMIT: u64 = 1 << 28;
