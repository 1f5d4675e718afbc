//! Files that are there as a whole or not at all.
//!
//! Everything that a vault writes goes through here: created and never overwritten, on the disk before
//! it has its name, 0600. Each step is counted, so that a test can have the process die at any of them.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use crate::{Id, VaultError, VaultErrorKind};

/// Steps that are left until the process ends itself; 0 for never.
static LEFT: AtomicU64 = AtomicU64::new(0);

/// Has the process die, as if it were killed, at the `step`-th step (from 1) that is to come. For
/// tests of crashes; builds without debug assertions ignore it.
pub fn die_at_step(step: u64) {
    LEFT.store(step, Ordering::Relaxed);
}

/// One more step of the disk is about to be taken.
pub(crate) fn step() {
    if cfg!(debug_assertions)
        && LEFT
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                (left > 0).then(|| left - 1)
            })
            .is_ok_and(|left| left == 1)
    {
        std::process::abort();
    }
}

/// The end of names of files that are not complete; `repair` takes them away.
pub(crate) const DRAFT: &str = ".draft";

/// A file on its way to a name. One that never gets there is taken away when dropped.
pub(crate) struct Draft {
    owner: Owner,
    path: Unnamed,
    to: PathBuf,
}

/// Whoever writes a file has it locked, by which `repair` tells that it is at work.
pub(crate) struct Owner(File);

impl Drop for Owner {
    fn drop(&mut self) {
        // The lock goes with the file at the latest.
        let _ = self.0.unlock();
    }
}

/// A draft that has no name yet.
struct Unnamed(PathBuf);

impl Drop for Unnamed {
    fn drop(&mut self) {
        // What cannot be taken away now is left to `repair`.
        let _ = fs::remove_file(&self.0);
    }
}

impl Draft {
    /// Begins a file that will be `to`.
    pub(crate) fn create(to: &Path) -> Result<Self, VaultError> {
        let mut name = to.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".{}{DRAFT}", Id::random()));
        let path = to.with_file_name(name);
        step();
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
            .map_err(|error| VaultError::io(&path, &error))?;
        // A file system without locks has none to heed either.
        let _ = file.try_lock();
        Ok(Self {
            owner: Owner(file),
            path: Unnamed(path),
            to: to.to_path_buf(),
        })
    }

    /// Where its bytes go.
    pub(crate) fn file(&mut self) -> &mut File {
        &mut self.owner.0
    }

    /// The name that it will have.
    pub(crate) fn to(&self) -> &Path {
        &self.to
    }

    /// Its bytes are on the disk. Publication may follow, of many drafts at a time.
    pub(crate) fn sync(&self) -> Result<(), VaultError> {
        step();
        let synced = self.owner.0.sync_all();
        synced.map_err(|error| VaultError::io(&self.path.0, &error))
    }

    /// Gives the file its name. The folder must be synced afterwards ([`sync_folder`]). The file stays
    /// locked as long as its owner is kept.
    ///
    /// # Errors
    /// [`VaultErrorKind::Busy`] when there is a file of this name: none is ever written over.
    pub(crate) fn publish(self) -> Result<Owner, VaultError> {
        let Self { owner, path, to } = self;
        step();
        // A link fails where a file exists, a rename would take its place.
        match fs::hard_link(&path.0, &to) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(VaultError::new(
                    VaultErrorKind::Busy,
                    "exists already; a vault writes over nothing. Was another process at work?",
                )
                .at(&to));
            }
            Err(error) => return Err(VaultError::io(&to, &error)),
        }
        step();
        drop(path);
        Ok(owner)
    }

    /// Gives the file its name, in the place of what has it: for small files alone of which the last
    /// one counts.
    pub(crate) fn replace(self) -> Result<(), VaultError> {
        step();
        fs::rename(&self.path.0, &self.to).map_err(|error| VaultError::io(&self.to, &error))
    }
}

/// A folder remembers its names.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), VaultError> {
    step();
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| VaultError::io(folder, &error))
}

/// The folder that a path is in, as the disk takes it.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Creates a file of these bytes, durable when this returns.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    let mut draft = Draft::create(path)?;
    draft
        .file()
        .write_all(bytes)
        .map_err(|error| VaultError::io(path, &error))?;
    draft.sync()?;
    draft.publish()?;
    sync_folder(folder_of(path))
}

/// Puts a file of these bytes in the place of the one that is there, durable when this returns.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    let mut draft = Draft::create(path)?;
    draft
        .file()
        .write_all(bytes)
        .map_err(|error| VaultError::io(path, &error))?;
    draft.sync()?;
    draft.replace()?;
    sync_folder(folder_of(path))
}

/// All bytes of a file of at most `limit` bytes.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, VaultError> {
    use std::io::Read;
    let io = |error: &io::Error| VaultError::io(path, error);
    let file = File::open(path).map_err(|error| io(&error))?;
    // In one piece: a vector that grows leaves copies behind, and some files hold secrets.
    let length = file.metadata().map_err(|error| io(&error))?.len();
    let mut bytes = Vec::with_capacity(length.min(limit) as usize + 1);
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| io(&error))?;
    if bytes.len() as u64 > limit {
        return Err(VaultError::new(
            VaultErrorKind::Damaged,
            format!("is longer than the {limit} bytes that such a file may have"),
        )
        .at(path));
    }
    Ok(bytes)
}

/// Names in a folder, of those that are UTF-8, in no order.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>, VaultError> {
    let io = |error: &io::Error| VaultError::io(folder, error);
    let mut names = vec![];
    for entry in fs::read_dir(folder).map_err(|error| io(&error))? {
        let name = entry.map_err(|error| io(&error))?.file_name();
        names.extend(name.into_string());
    }
    Ok(names)
}

/// Takes a file away; one that is gone already is no error. The folder must be synced afterwards.
pub(crate) fn remove(path: &Path) -> Result<(), VaultError> {
    step();
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(VaultError::io(path, &error)),
        _ => Ok(()),
    }
}

/// Makes a folder that its owner alone may enter; it may be there already.
pub(crate) fn make_folder(path: &Path) -> Result<(), VaultError> {
    step();
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(|error| VaultError::io(path, &error))
}

/// Refuses a file that holds a secret and that others than its owner may read or write.
pub(crate) fn demand_private(path: &Path) -> Result<(), VaultError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)
        .map_err(|error| VaultError::io(path, &error))?
        .permissions()
        .mode();
    if mode & 0o077 != 0 {
        return Err(VaultError::new(
            VaultErrorKind::Permissions,
            format!(
                "holds a secret and others may read it (mode {:03o}); run `chmod 600` on it",
                mode & 0o777
            ),
        )
        .at(path));
    }
    Ok(())
}
