//! Takes away what a crash has left.

use std::{
    collections::HashSet,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use crate::{
    Keyring, Layout, VaultError,
    audit::{self, Event},
    claim::Claim,
    disk,
    manifest::{self, Manifest},
    verify::is_leftover,
};

/// What was taken away, and what was left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// Drafts, files without sidecars, and segments that a merge has retired or never finished. Nothing that a
    /// published output hangs on.
    pub removed: Vec<PathBuf>,
    /// The same, but a process is at work on them, or they are younger than asked for.
    pub spared: Vec<PathBuf>,
}

/// Takes away what a crash has left in a vault, and in these folders where workers have left segments, if
/// it is at least this old.
///
/// A worker on this machine holds a lock on what it writes; one on another machine, or what is being copied, does
/// not, and only the age tells.
///
/// # Errors
/// Where another process changes the vault, its newest manifest was changed, or the disk refuses.
pub fn repair(
    keyring: &Keyring,
    layout: &Layout,
    folders: &[PathBuf],
    age: Duration,
) -> Result<Repaired, VaultError> {
    let _claim = Claim::take(layout)?;
    let (mut listed, mut retired) = (HashSet::new(), HashSet::new());
    if let Some((manifest, _)) = Manifest::newest(layout, keyring)? {
        listed.extend(manifest.segments.iter().map(|segment| segment.segment));
        retired.extend(manifest.retired.iter().map(|segment| segment.segment));
    }
    let mut repaired = Repaired::default();
    let (inbox, merged) = (layout.inbox(), layout.merged());
    let own = layout.folders();
    for folder in own.iter().chain(folders) {
        // Sidecars stand before files in the order of names, and go before them.
        for path in manifest::files(folder)? {
            let is_gone = |id| {
                *folder == merged && !listed.contains(&id)
                    || *folder == inbox && retired.contains(&id)
            };
            if is_leftover(&path, is_gone) {
                let is_spared = is_in_use(&path, age)?;
                let list = if is_spared {
                    &mut repaired.spared
                } else {
                    &mut repaired.removed
                };
                list.push(path);
            }
        }
    }
    if repaired.removed.is_empty() {
        return Ok(repaired);
    }
    let files = repaired.removed.len() as u64;
    audit::note(layout, keyring, &Event::Repaired { files })?;
    for path in &repaired.removed {
        disk::step();
        match fs::remove_file(path) {
            Ok(()) => {}
            // A worker has just given its draft a name.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(VaultError::io(path, &error)),
        }
    }
    let folders: HashSet<_> = repaired
        .removed
        .iter()
        .filter_map(|path| path.parent())
        .collect();
    folders.into_iter().try_for_each(disk::sync_folder)?;
    Ok(repaired)
}

/// Whether somebody may be at work on a file.
fn is_in_use(path: &Path, age: Duration) -> Result<bool, VaultError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(VaultError::io(path, &error)),
    };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => return Ok(true),
        // A file system without locks tells nothing.
        Ok(()) | Err(TryLockError::Error(_)) => {}
    }
    let _ = file.unlock();
    let changed = file.metadata().and_then(|metadata| metadata.modified());
    let changed = changed.map_err(|error| VaultError::io(path, &error))?;
    // A file of the future is young.
    let old = SystemTime::now()
        .duration_since(changed)
        .unwrap_or_default();
    Ok(old < age)
}
