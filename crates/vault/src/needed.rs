//! Epochs that segments hang on.

use std::{collections::BTreeSet, path::Path};

use crate::{
    Layout, VaultError,
    segment::{Commit, commits},
};

/// The epochs of a domain that some segment of the vault is of: their keys must not go.
///
/// # Errors
/// Where a sidecar cannot be read: what it needs is not known.
pub fn needed_epochs(layout: &Layout, domain: &str) -> Result<BTreeSet<u32>, VaultError> {
    let mut needed = BTreeSet::new();
    for folder in [layout.inbox(), layout.merged(), layout.quarantine()] {
        needed.append(&mut needed_in(&folder, domain)?);
    }
    Ok(needed)
}

/// The same of one folder, wherever it is.
///
/// Asks what sidecars say, not whether they are proved: one that lies keeps a key and harms nothing.
pub(crate) fn needed_in(folder: &Path, domain: &str) -> Result<BTreeSet<u32>, VaultError> {
    let mut needed = BTreeSet::new();
    for path in commits(folder)? {
        let title = Commit::claim(&path)?;
        if title.domain == domain {
            needed.insert(title.epoch);
        }
    }
    Ok(needed)
}
