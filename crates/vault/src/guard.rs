//! The Parquet library may panic at bytes that it does not expect; here that is an error of the file.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use crate::{VaultError, VaultErrorKind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread becomes the error of a damaged segment: a hook need not tell of it.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Runs what reads the bytes of a file. Nothing of what the library says is passed on: it may quote
/// what it has read.
pub(crate) fn guarded<T, E>(
    path: &Path,
    read: impl FnOnce() -> Result<T, E>,
) -> Result<T, VaultError> {
    let outer = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(outer);
    match result {
        Ok(Ok(read)) => Ok(read),
        Ok(Err(_)) | Err(_) => Err(VaultError::new(
            VaultErrorKind::Damaged,
            "cannot be read as a segment; restore it from a backup",
        )
        .at(path)),
    }
}
