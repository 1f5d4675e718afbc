//! The mark of a folder that is whole.

use std::{fs, io, path::Path};

use anyhow::Context;
use pumice_engine::{Access, Draft, Protected, publish};

/// As schedulers and readers of data lakes know it: an empty file, the last to appear.
pub(crate) const NAME: &str = "_SUCCESS";

/// Removes the mark of an earlier run, which is not this one's.
///
/// # Errors
/// When it cannot be removed.
pub(super) fn retract(folder: &Path) -> anyhow::Result<()> {
    let path = folder.join(NAME);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error).with_context(|| {
            let name = path.display();
            format!("{name}: says that an earlier run is whole, and cannot be removed; remove it")
        }),
        _ => Ok(()),
    }
}

/// Sets the mark.
///
/// # Errors
/// When it cannot be written.
pub(super) fn set(folder: &Path, protected: &Protected) -> anyhow::Result<()> {
    let draft = Draft::beside(&folder.join(NAME), Access::Default, protected)?;
    Ok(publish([draft])?)
}
