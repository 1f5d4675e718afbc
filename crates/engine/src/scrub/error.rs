//! Why a policy that reads well does not compile.

use std::fmt;

use pumice_detect::BuildError;

use crate::policy::{Flaw, Policy, PolicyError};

/// Why a policy does not compile.
#[derive(Debug)]
pub struct ScrubberError {
    kind: ScrubberErrorKind,
    message: String,
    mistakes: Vec<PolicyError>,
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
    /// The policy makes tokens, and there is no vault.
    MissingVault,
    /// The policy makes tokens of an entity that the lease has no key for.
    NotLeased,
    /// The policy's recognizers do not compile.
    Terms,
    /// A replacement would itself be found in a second pass.
    FoundAgain,
}

impl ScrubberError {
    /// What is wrong.
    pub fn kind(&self) -> ScrubberErrorKind {
        self.kind
    }

    /// Where the policy is wrong, if that is the reason and it has a place.
    pub fn mistakes(&self) -> &[PolicyError] {
        &self.mistakes
    }

    /// An entity is hashed, and there is no key.
    pub(super) fn missing_key(entity: &str) -> Self {
        Self {
            kind: ScrubberErrorKind::MissingKey,
            message: format!(
                "the policy hashes {entity} but there is no key; make one with \
                 `openssl rand -hex 32` and give it with --hash-key-file or PUMICE_HASH_KEY"
            ),
            mistakes: vec![],
            source: None,
        }
    }

    /// Tokens are made, and there is no vault.
    pub(super) fn missing_vault(entity: &str) -> Self {
        Self {
            kind: ScrubberErrorKind::MissingVault,
            message: format!(
                "the policy makes tokens of {entity} but there is no vault to keep the values; give one \
                 with --vault and --domain, or a lease of one with --lease"
            ),
            mistakes: vec![],
            source: None,
        }
    }

    /// Tokens are made of an entity that the lease has no key for.
    pub(super) fn not_leased(entity: &str) -> Self {
        Self {
            kind: ScrubberErrorKind::NotLeased,
            message: format!(
                "the policy makes tokens of {entity} and the lease has no key for it; create one that has \
                 it (`pumice vault lease create --entities`), or turn the entity off in the policy"
            ),
            mistakes: vec![],
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
            mistakes: vec![],
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
            mistakes: vec![],
            source: None,
        }
    }

    /// The detector refuses the policy's recognizers.
    pub(super) fn build(source: BuildError, policy: &Policy) -> Self {
        let mut own = policy.recognizers.iter();
        let own = own.find(|own| source.recognizer() == Some(&*own.recognizer.id));
        let mistake = own.map(|own| {
            let message = format!("{source}; correct it");
            policy.sources.error(Flaw::new(own.place, message))
        });
        Self {
            kind: ScrubberErrorKind::Terms,
            message: "the policy's rules do not compile".into(),
            mistakes: mistake.into_iter().collect(),
            source: Some(source),
        }
    }

    /// A second pass would find something in the first one's output.
    pub(super) fn found_again(mistakes: Vec<PolicyError>) -> Self {
        Self {
            kind: ScrubberErrorKind::FoundAgain,
            message: mistakes.first().map_or(String::new(), ToString::to_string),
            mistakes,
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
