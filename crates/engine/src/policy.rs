//! What happens to what is found: which fields, which entities, from which score on, which
//! transform.
//!
//! A policy is read once and completely: what parses holds no unknown key, no unknown entity and no
//! rule that could never apply. Thresholds and transforms are resolved here into rule sets, one for
//! each distinct set of overrides, so that a finding is treated by index.

use std::fmt;

use pumice_detect::{Score, phone::RegionSet};
use sha2::{Digest, Sha256};

use crate::{
    allow_hashes::AllowHashes,
    fields::{Numbers, RuleSetId},
    path_pattern::PathPattern,
};

pub use error::PolicyError;

mod error;
mod file;
mod resolve;
mod resolve_fields;

/// A policy: parsed once, a plain value.
///
/// ```
/// use pumice_engine::Policy;
/// let error = Policy::parse("version = 1\n[defaults]\ntransform = \"shred\"\n").unwrap_err();
/// assert_eq!(error.line(), 3);
/// assert!(Policy::parse(Policy::BUILTIN).is_ok());
/// ```
#[derive(Clone)]
pub struct Policy {
    /// Names of the entities that rule sets speak of: the catalogue's and those of deny lists.
    pub(crate) entities: Vec<String>,
    /// The first one holds where no field rule does.
    pub(crate) sets: Vec<RuleSet>,
    pub(crate) fields: Vec<FieldPolicy>,
    /// Where the data come from; empty where nothing is said of it.
    pub(crate) regions: RegionSet,
    pub(crate) allow: Vec<String>,
    allow_hashes_file: Option<String>,
    pub(crate) allow_hashes: Option<AllowHashes>,
    pub(crate) deny: Vec<DenyList>,
    numbers: Numbers,
    invalid: Invalid,
    pub(crate) specimens: SpecimenPolicy,
    hash: String,
}

/// What happens to a record that is not well formed or that could not be scrubbed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Invalid {
    /// It goes to the quarantine.
    #[default]
    Quarantine,
    /// The run ends with an error.
    Fail,
}

/// What happens to well-known values of tests and documentation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SpecimenPolicy {
    /// The same as to any other value: a reader cannot tell them apart, and a list may be wrong.
    #[default]
    Treat,
    /// They stay, as if an allow list named them.
    Keep,
}

/// Rules for all entities, beside [`Policy::entities`].
pub(crate) type RuleSet = Vec<EntityPolicy>;

/// What happens to the findings of one entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntityPolicy {
    pub(crate) transform: TransformSpec,
    pub(crate) threshold: Score,
    pub(crate) enabled: bool,
}

/// A transform and its options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TransformSpec {
    /// `[REDACTED]`
    Redact,
    /// The entity's name, or a text.
    Replace { with: Option<String> },
    /// All but the last letters and digits.
    Mask { keep_last: u8 },
    /// A keyed hash; the key is no part of a policy.
    Hash,
    /// Nothing is changed.
    Keep,
}

/// A field rule; the first that matches wins.
#[derive(Clone, Debug)]
pub(crate) struct FieldPolicy {
    pub(crate) pattern: PathPattern,
    /// `None` leaves it to the layout.
    pub(crate) treat: Option<FieldTreat>,
    pub(crate) set: RuleSetId,
}

/// What a field rule wants; entities by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FieldTreat {
    /// Searched, whatever the layout says.
    Scan,
    /// Left alone.
    Keep,
    /// Taken whole for this entity.
    Whole(String),
}

/// Terms that are found wherever they stand.
#[derive(Clone)]
pub(crate) struct DenyList {
    pub(crate) entity: String,
    pub(crate) terms: Vec<String>,
}

impl Policy {
    /// The text of the policy that is built in; commented, a starting point for one's own.
    pub const BUILTIN: &str = include_str!("default_policy.toml");

    /// Reads a policy file.
    ///
    /// # Errors
    /// [`PolicyError`] names the line and the next step, for the first of: malformed TOML, unknown
    /// keys or entities, values out of range, options of another transform, field rules that can
    /// never apply.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        resolve::resolve(text)
    }

    /// The policy that is built in: every entity is replaced by its name.
    #[expect(
        clippy::missing_panics_doc,
        reason = "the text is a constant that tests parse"
    )]
    pub fn builtin() -> Self {
        Self::parse(Self::BUILTIN).expect("a test parses the built-in policy")
    }

    /// SHA-256 of the policy's text in hexadecimal digits, as `sha256sum` prints it for the file.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The file that [`Policy::set_allow_hashes`] wants the content of, as the policy names it: a
    /// relative path is relative to the policy's own folder. `None` where the policy names none.
    pub fn allow_hashes_file(&self) -> Option<&str> {
        self.allow_hashes_file.as_deref()
    }

    /// Adds the hashes of values that always stay. A policy that names a file of them does not compile
    /// without, nor without the key that they were made with.
    pub fn set_allow_hashes(&mut self, hashes: AllowHashes) {
        self.allow_hashes = Some(hashes);
    }

    /// What replaces a JSON number in which something was found.
    pub fn numbers(&self) -> Numbers {
        self.numbers
    }

    /// What happens to records that are not well formed.
    pub fn invalid(&self) -> Invalid {
        self.invalid
    }
}

/// Says which policy it is; its lists may hold what it protects.
impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("hash", &self.hash)
            .finish_non_exhaustive()
    }
}

/// Hexadecimal SHA-256.
fn text_hash(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
