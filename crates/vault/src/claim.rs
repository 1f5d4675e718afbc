//! One process at a time changes a vault.

use std::{
    fs::{File, OpenOptions, TryLockError},
    os::unix::fs::OpenOptionsExt,
};

use crate::{Layout, VaultError, VaultErrorKind};

/// The vault is ours to change, until this is dropped or the process ends.
#[derive(Debug)]
#[must_use]
pub(crate) struct Claim(File);

/// A process that was forked meanwhile may have the file for a moment longer, and with it the lock.
impl Drop for Claim {
    fn drop(&mut self) {
        // The lock goes with the file at the latest.
        let _ = self.0.unlock();
    }
}

impl Claim {
    /// # Errors
    /// [`Busy`](VaultErrorKind::Busy) when another process changes it.
    pub(crate) fn take(layout: &Layout) -> Result<Self, VaultError> {
        let path = layout.lock();
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(|error| VaultError::io(&path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(VaultError::new(
                VaultErrorKind::Busy,
                "another process changes this vault; wait for it and try again",
            )
            .at(path)),
            Err(TryLockError::Error(error)) => Err(VaultError::io(path, &error)),
        }
    }
}
