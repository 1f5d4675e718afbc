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
    /// The policy hashes, and there is no key.
    MissingKey,
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
