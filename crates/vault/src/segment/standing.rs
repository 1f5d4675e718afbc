//! Which segments of a vault hold.

use std::{
    collections::HashSet,
    fs::File,
    io,
    path::{Path, PathBuf},
};

use super::{Commit, Segment};
use crate::{
    Keyring, Layout, VaultError, VaultErrorKind,
    manifest::{self, Listed, Manifest},
    signed::Hex,
};

/// A segment whose sidecar is proved and whose file is open and not yet looked at.
pub(crate) struct Held {
    pub(crate) folder: PathBuf,
    pub(crate) commit: Commit,
    file: File,
}

impl Held {
    /// Of a sidecar.
    pub(crate) fn open(commit_path: &Path, keyring: &Keyring) -> Result<Self, VaultError> {
        let commit = Commit::read(commit_path, keyring)?;
        let folder = commit_path.parent().unwrap_or(Path::new(".")).to_path_buf();
        let path = commit.title().path(&folder);
        let file = File::open(&path).map_err(|error| VaultError::io(&path, &error))?;
        Ok(Self {
            folder,
            commit,
            file,
        })
    }

    /// Checks and parses the file.
    pub(crate) fn read(&self, keyring: &Keyring) -> Result<Segment, VaultError> {
        let path = self.path();
        let file = self.file.try_clone();
        let file = file.map_err(|error| VaultError::io(&path, &error))?;
        Segment::open(&self.folder, file, self.commit.clone(), keyring)
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.commit.title().path(&self.folder)
    }
}

/// The segments of a vault that hold.
pub(crate) struct Standing {
    /// The newest manifest, and the hash of its file.
    pub(crate) manifest: Option<(Manifest, Hex)>,
    /// Those that it lists.
    pub(crate) merged: Vec<Held>,
    /// Of workers, and not merged yet.
    pub(crate) inbox: Vec<Held>,
    /// Records that collide.
    pub(crate) quarantined: Vec<Held>,
}

impl Standing {
    /// Of a vault, and of more folders where workers have left segments.
    pub(crate) fn of(
        layout: &Layout,
        keyring: &Keyring,
        folders: &[PathBuf],
    ) -> Result<Self, VaultError> {
        let mut attempts = 0;
        loop {
            let manifest = Manifest::newest(layout, keyring)?;
            let number = manifest.as_ref().map(|(manifest, _)| manifest.number);
            let missing = match Self::under(manifest, layout, keyring, folders) {
                Err(error) if error.kind() == VaultErrorKind::Io(io::ErrorKind::NotFound) => error,
                result => return result,
            };
            // A merge may have taken a segment away between two looks; its manifest tells.
            attempts += 1;
            if attempts == ATTEMPTS || manifest::numbers(layout)?.pop() == number {
                return Err(missing);
            }
        }
    }

    fn under(
        manifest: Option<(Manifest, Hex)>,
        layout: &Layout,
        keyring: &Keyring,
        folders: &[PathBuf],
    ) -> Result<Self, VaultError> {
        let (mut merged, mut retired) = (vec![], HashSet::new());
        if let Some((manifest, _)) = &manifest {
            for listed in &manifest.segments {
                merged.push(hold(&layout.merged(), listed, keyring)?);
            }
            retired.extend(manifest.retired.iter().map(|listed| listed.segment));
        }
        let mut inbox = vec![];
        let own = layout.inbox();
        let mut seen = HashSet::new();
        for folder in [&own].into_iter().chain(folders) {
            for path in commits(folder)? {
                let held = Held::open(&path, keyring)?;
                let id = held.commit.segment;
                if !retired.contains(&id) && seen.insert(id) {
                    inbox.push(held);
                }
            }
        }
        let quarantined = commits(&layout.quarantine())?;
        let quarantined = quarantined.iter().map(|path| Held::open(path, keyring));
        Ok(Self {
            manifest,
            merged,
            inbox,
            quarantined: quarantined.collect::<Result<_, _>>()?,
        })
    }

    /// All of them.
    pub(crate) fn all(self) -> impl Iterator<Item = Held> {
        self.merged
            .into_iter()
            .chain(self.inbox)
            .chain(self.quarantined)
    }
}

/// The segment that a manifest lists.
pub(crate) fn hold(folder: &Path, listed: &Listed, keyring: &Keyring) -> Result<Held, VaultError> {
    let path = folder.join(crate::layout::commit_name(listed.class, listed.segment));
    let held = Held::open(&path, keyring)?;
    if Listed::of(&held.commit) == *listed {
        return Ok(held);
    }
    let what = "is not the segment that the manifest lists; restore it from a backup";
    Err(VaultError::new(VaultErrorKind::Damaged, what).at(path))
}

/// The sidecars of a folder.
pub(crate) fn commits(folder: &Path) -> Result<Vec<PathBuf>, VaultError> {
    let mut files = manifest::files(folder)?;
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "commit")
    });
    Ok(files)
}

/// How often a merge may get in the way.
const ATTEMPTS: usize = 8;
