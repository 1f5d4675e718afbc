//! Why a policy that reads well does not compile.

use std::fmt;

use pumice_detect::BuildError;

/// Why a policy does not compile.
#[derive(Debug)]
pub struct ScrubberError {
    kind: ScrubberErrorKind,
    message: String,
    source: Option<BuildError>,
}

/// The kinds of [`ScrubberError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScrubberErrorKind {
    /// The policy hashes, or allows values by their hashes, and there is no key.
    MissingKey,
    /// The policy allows values by their hashes, and the key is not the one that made them.
    OtherKey,
    /// The policy names a file of hashes that nobody has read.
    MissingHashes,
    /// The policy's terms do not compile.
    Terms,
    /// A replacement would itself be found in a second pass.
    FoundAgain,
}

impl ScrubberError {
    /// What is wrong.
    pub fn kind(&self) -> ScrubberErrorKind {
        self.kind
    }

    /// An entity is hashed, and there is no key.
    pub(super) fn missing_key(entity: &str) -> Self {
        Self {
            kind: ScrubberErrorKind::MissingKey,
            message: format!(
                "the policy hashes {entity} but there is no key; make one with \
                 `openssl rand -hex 32` and give it with --hash-key-file or PUMICE_HASH_KEY"
            ),
            source: None,
        }
    }

    /// Values are allowed by their hashes, and there is no key.
    pub(super) fn missing_allow_key(key_id: &str) -> Self {
        Self {
            kind: ScrubberErrorKind::MissingKey,
            message: format!(
                "the policy allows values by hashes made with the key {key_id}, but there is no key; \
                 give it with --hash-key-file or PUMICE_HASH_KEY"
            ),
            source: None,
        }
    }

    /// Values are allowed by their hashes under another key.
    pub(super) fn other_key(wanted: &str, given: &str) -> Self {
        Self {
            kind: ScrubberErrorKind::OtherKey,
            message: format!(
                "the allowed hashes were made with the key {wanted}, and this is the key {given}; \
                 give that key, or make the list again with `pumice policy hash`"
            ),
            source: None,
        }
    }

    /// A file of hashes is named and was not read.
    pub(super) fn missing_hashes() -> Self {
        Self {
            kind: ScrubberErrorKind::MissingHashes,
            message:
                "the file of `allow_hashes` was not read; read it before the policy is compiled"
                    .into(),
            source: None,
        }
    }

    /// The detector refuses the policy's terms.
    pub(super) fn build(source: BuildError) -> Self {
        Self {
            kind: ScrubberErrorKind::Terms,
            message: "the policy's rules do not compile".into(),
            source: Some(source),
        }
    }

    /// What replaces `entity` is itself found as `found`.
    pub(super) fn found_again(entity: &str, found: &str) -> Self {
        Self {
            kind: ScrubberErrorKind::FoundAgain,
            message: format!(
                "what replaces {entity} would itself be found as {found}; change the terms of \
                 {found} or the text of `with`"
            ),
            source: None,
        }
    }

    /// What replaces `entity` speaks for others.
    pub(super) fn speaks(entity: &str) -> Self {
        Self {
            kind: ScrubberErrorKind::FoundAgain,
            message: format!(
                "the text of `with` for {entity} holds a context word of the catalogue, so that \
                 more would be found beside it in a second pass; choose other words, or write it \
                 like <THIS>"
            ),
            source: None,
        }
    }
}

impl fmt::Display for ScrubberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ScrubberError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
