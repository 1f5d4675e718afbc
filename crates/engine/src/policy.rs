//! What happens to what is found: which fields, which entities, from which score on, which
//! transform.
//!
//! A policy is read once and completely: what parses holds no unknown key, no unknown entity and no
//! rule that could never apply. Thresholds and transforms are resolved here into rule sets, one for
//! each distinct set of overrides, so that a finding is treated by index.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use pumice_detect::{Disguises, Recognizer, Role, Score, phone::RegionSet};

use crate::{
    allow_hashes::AllowHashes,
    fields::{Numbers, RuleSetId},
    path_pattern::PathPattern,
};

use load::Loader;
use resolve::resolve;

pub use error::{PolicyError, PolicyErrors};
pub(crate) use source::{Flaw, Place, Sources, line};

mod dictionary;
mod error;
mod file;
mod load;
mod read;
mod resolve;
mod resolve_fields;
mod resolve_own;
mod source;
mod texts;
mod words;

/// A policy: parsed once, a plain value, whatever number of files it was made of.
///
/// ```
/// use pumice_engine::Policy;
/// let error = Policy::parse("version = 1\n[defaults]\ntransform = \"shred\"\n").unwrap_err();
/// assert_eq!(error.line(), 3);
/// assert!(Policy::parse(Policy::BUILTIN).is_ok());
/// ```
#[derive(Clone)]
pub struct Policy {
    /// Names of the entities that rule sets speak of: the catalogue's and the policy's own.
    pub(crate) entities: Vec<String>,
    /// The first one holds where no field rule does.
    pub(crate) sets: Vec<RuleSet>,
    pub(crate) fields: Vec<FieldPolicy>,
    pub(crate) allow: Vec<String>,
    /// Beside `allow`.
    pub(crate) allow_places: Vec<Place>,
    allow_hashes: Option<AllowHashes>,
    /// What the policy looks for beside the catalogue.
    pub(crate) recognizers: Vec<OwnRecognizer>,
    numbers: Numbers,
    invalid: Invalid,
    pub(crate) specimens: SpecimenPolicy,
    pub(crate) disguises: Disguises,
    hash: String,
    pub(crate) sources: Sources,
    /// What is odd and not wrong.
    pub(crate) notes: Vec<Flaw>,
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

/// What holds in a field.
#[derive(Clone, Debug)]
pub(crate) struct RuleSet {
    /// Beside [`Policy::entities`].
    pub(crate) rules: Vec<EntityPolicy>,
    /// Where the transform of each rule was named last.
    pub(crate) places: Vec<Place>,
    /// Where the data come from; empty where nothing is said of it.
    pub(crate) regions: RegionSet,
}

impl RuleSet {
    /// Whether the same holds, wherever it was written.
    fn is_same(&self, other: &RuleSet) -> bool {
        self.rules == other.rules && self.regions == other.regions
    }
}

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
    /// Who speaks in the messages for which it holds; `None` for all fields.
    pub(crate) role: Option<Role>,
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

/// A rule of the policy's own, and what proves it.
#[derive(Clone)]
pub(crate) struct OwnRecognizer {
    pub(crate) recognizer: Recognizer,
    /// Where its id stands.
    pub(crate) place: Place,
    /// Whether it was written as `[[deny]]`.
    pub(crate) is_deny: bool,
    pub(crate) examples: Vec<Example>,
    pub(crate) counterexamples: Vec<Example>,
}

/// A text in which a recognizer must find something, or must not. It is what the policy protects, so
/// it is shown nowhere.
#[derive(Clone)]
pub(crate) struct Example {
    pub(crate) place: Place,
    pub(crate) text: String,
    /// What must be found, to the letter.
    pub(crate) value: Option<String>,
    /// The name of the field that the text is the value of.
    pub(crate) field: Option<String>,
}

impl Policy {
    /// The text of the policy that is built in; commented, a starting point for one's own.
    pub const BUILTIN: &str = include_str!("default_policy.toml");

    /// Reads the text of a policy that stands for itself: it has no folder in which other files could
    /// stand, so it can name none.
    ///
    /// # Errors
    /// [`PolicyError`] names the line and the next step, for the first of: malformed TOML, unknown
    /// keys or entities, values out of range, options of another transform, field rules that can
    /// never apply, recognizers that do not compile.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let mut nothing = |_: &Path| Err(io::ErrorKind::NotFound.into());
        let loader = Loader::load(None, text.as_bytes(), &mut nothing);
        resolve(loader).map_err(|errors| errors.first().clone())
    }

    /// Reads a policy file whose bytes are at hand, and the files that it names: `read` gives the
    /// bytes of one. `name` is where the policy stands; the paths in it count from there.
    ///
    /// ```
    /// use std::{io, path::Path};
    /// use pumice_engine::Policy;
    ///
    /// let mut read = |path: &Path| match path.to_str() {
    ///     Some("policies/base.toml") => Ok(b"version = 1\ncolour = 1\n".to_vec()),
    ///     _ => Err(io::ErrorKind::NotFound.into()),
    /// };
    /// let text = b"version = 1\ninclude = [\"base.toml\"]\n";
    /// let errors = Policy::load(Path::new("policies/mine.toml"), text, &mut read).unwrap_err();
    /// assert_eq!((errors.first().file(), errors.first().line()), (Some("policies/base.toml"), 2));
    /// ```
    ///
    /// # Errors
    /// [`PolicyErrors`]: every mistake that can be told from the others, as for
    /// [`parse`](Self::parse); a file that cannot be read, or that includes itself, is one too.
    pub fn load(
        name: &Path,
        bytes: &[u8],
        read: &mut dyn FnMut(&Path) -> io::Result<Vec<u8>>,
    ) -> Result<Self, PolicyErrors> {
        resolve(Loader::load(Some(name), bytes, read))
    }

    /// The policy that is built in: every entity is replaced by its name.
    #[expect(
        clippy::missing_panics_doc,
        reason = "the text is a constant that tests parse"
    )]
    pub fn builtin() -> Self {
        Self::parse(Self::BUILTIN).expect("a test parses the built-in policy")
    }

    /// SHA-256 of what was read, in hexadecimal digits: as `sha256sum` prints it for a policy of one
    /// file. For one of several it is that of their hashes, a line each in the order of
    /// [`files`](Self::files), so that it changes with any of them.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The files that were read: the policy, those that it includes in the order in which they are
    /// named, each before those that it includes itself, then the dictionaries and the list of hashes.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.sources.names()
    }

    /// The hashes of values that always stay, if the policy names a file of them. Without the key that
    /// they were made with it does not compile.
    pub fn allow_hashes(&self) -> Option<&AllowHashes> {
        self.allow_hashes.as_ref()
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

#[cfg(test)]
mod tests;
