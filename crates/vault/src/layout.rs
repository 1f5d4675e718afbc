//! Where things stand in the folder of a vault.

use std::path::{Path, PathBuf};

use crate::{Class, SegmentId};

/// The folder of a vault, by its parts; drawn in the documentation of the crate.
#[derive(Clone, Debug)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// Of the vault in this folder.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What tells the vault; public.
    pub fn header(&self) -> PathBuf {
        self.root.join("vault.json")
    }

    /// Held while something is changed that is not only added to.
    pub fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }

    /// One file a slot.
    pub fn slots(&self) -> PathBuf {
        self.root.join("slots")
    }

    /// One sealed file a generation of the keyring.
    pub fn keyring(&self) -> PathBuf {
        self.root.join("keyring")
    }

    /// The signed policy of who may reveal what; one file a version.
    pub fn policies(&self) -> PathBuf {
        self.root.join("policies")
    }

    /// The audit log and its checkpoints.
    pub fn audit(&self) -> PathBuf {
        self.root.join("audit")
    }

    /// Where workers leave segments. A worker needs to write here and nowhere else.
    pub fn inbox(&self) -> PathBuf {
        self.root.join("inbox")
    }

    /// Segments that `merge` has made.
    pub fn merged(&self) -> PathBuf {
        self.root.join("merged")
    }

    /// Numbered lists of the segments that hold, written by `merge` alone.
    pub fn manifests(&self) -> PathBuf {
        self.root.join("manifests")
    }

    /// Records whose tags collide.
    pub fn quarantine(&self) -> PathBuf {
        self.root.join("quarantine")
    }

    /// All folders of a vault.
    pub fn folders(&self) -> [PathBuf; 8] {
        [
            self.slots(),
            self.keyring(),
            self.policies(),
            self.audit(),
            self.inbox(),
            self.merged(),
            self.manifests(),
            self.quarantine(),
        ]
    }
}

/// Name of the file of a segment: its class is told, so that a folder can be divided by who may read
/// what.
pub(crate) fn segment_name(class: Class, id: SegmentId) -> String {
    format!("{class}-{id}.parquet")
}

/// Name of the sidecar of a segment; a segment without one does not exist.
pub(crate) fn commit_name(class: Class, id: SegmentId) -> String {
    format!("{class}-{id}.commit")
}
