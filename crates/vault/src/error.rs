//! What can go wrong with a vault. No error holds a value, a key or a passphrase.

use std::{fmt, io, path::PathBuf};

/// Why something could not be done with a vault.
///
/// Its `Display` is a sentence that names the file and the next step.
#[derive(Debug)]
pub struct VaultError {
    kind: VaultErrorKind,
    file: Option<PathBuf>,
    what: String,
}

/// The kinds of [`VaultError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VaultErrorKind {
    /// The disk refused.
    Io(io::ErrorKind),
    /// What stands there is no vault, or of a version that this program does not know.
    Unknown,
    /// What stands there was changed, cut, or belongs elsewhere.
    Damaged,
    /// No key at hand opens it.
    WrongKey,
    /// A file that holds a secret can be read by others.
    Permissions,
    /// It is there already, or somebody else is at work.
    Busy,
    /// What was asked for is not there.
    Missing,
    /// It must not be done: a rule, a right or a date is against it.
    Refused,
    /// Two values have one tag.
    Collision,
}

impl VaultError {
    /// An error that names no file; `what` says what is wrong and what to do next.
    pub(crate) fn new(kind: VaultErrorKind, what: impl Into<String>) -> Self {
        Self {
            kind,
            file: None,
            what: what.into(),
        }
    }

    /// An error of the disk.
    pub(crate) fn io(file: impl Into<PathBuf>, error: &io::Error) -> Self {
        Self::new(VaultErrorKind::Io(error.kind()), error.to_string()).at(file)
    }

    /// The same, about this file.
    pub(crate) fn at(mut self, file: impl Into<PathBuf>) -> Self {
        self.file.get_or_insert(file.into());
        self
    }

    /// What kind it is.
    pub fn kind(&self) -> VaultErrorKind {
        self.kind
    }

    /// The file that it is about.
    pub fn file(&self) -> Option<&std::path::Path> {
        self.file.as_deref()
    }
}

impl fmt::Display for VaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}: ", file.display())?;
        }
        f.write_str(&self.what)
    }
}

impl std::error::Error for VaultError {}
