//! What a run has of a vault: a lease to make tokens with, and a place for the values.

use std::{fmt, sync::Arc};

use pumice_vault::{Records, Tokenizer};

/// Takes the values of a block, from any thread, before its tokens are handed on.
///
/// It must not lose them: whoever publishes what was scrubbed waits until they are durable.
pub type Keep = dyn Fn(Records) + Send + Sync;

/// What makes the tokens of a policy.
///
/// ```
/// use std::sync::Arc;
/// use pumice_engine::{HashKey, Policy, Scrubber, Tokens};
/// use pumice_vault::{Lease, Tokenizer};
///
/// let policy = "version = 1\n[defaults]\ntransform = \"tokenize\"\n[entities.TOKENLIKE]\nenabled = false";
/// assert!(Scrubber::new(Policy::parse(policy)?, None).is_err());
/// let catalogue = pumice_detect::DetectorBuilder::new();
/// let entities = catalogue.entities();
/// # let entities: Vec<_> = entities.iter().map(|name| &**name).collect();
/// let tokenizer = Tokenizer::new(Lease::for_test("crm", &entities).into());
/// let tokens = Tokens::new(tokenizer, Some(Arc::new(|records| drop(records))));
/// assert!(Scrubber::with_tokens(Policy::parse(policy)?, None, tokens).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Tokens {
    /// `None` where nothing is replaced, so that no token is made.
    pub(crate) tokenizer: Option<Arc<Tokenizer>>,
    pub(crate) keep: Option<Arc<Keep>>,
    pub(crate) nonce: [u8; 16],
    pub(crate) ours: Ours,
}

/// What happens to what looks like a token in an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Ours {
    /// It is a value like any other, and gets a token of its own: whoever has written it there would have
    /// somebody else's value revealed.
    #[default]
    Foreign,
    /// It stays: the input is an output of ours.
    Rescrub,
}

impl Tokens {
    /// Tokens of a lease; without `keep` nobody will be able to reveal them, as in a dry run.
    pub fn new(tokenizer: Tokenizer, keep: Option<Arc<Keep>>) -> Self {
        Self {
            tokenizer: Some(Arc::new(tokenizer)),
            keep,
            nonce: [0; 16],
            ours: Ours::default(),
        }
    }

    /// For runs that replace nothing: their policy compiles, and what it would replace is withheld.
    pub fn unused() -> Self {
        Self {
            tokenizer: None,
            keep: None,
            nonce: [0; 16],
            ours: Ours::default(),
        }
    }

    /// The same, with what happens to tokens in an input.
    #[must_use]
    pub fn with_ours(self, ours: Ours) -> Self {
        Self { ours, ..self }
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens")
            .field("ours", &self.ours)
            .finish_non_exhaustive()
    }
}
