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

use pumice_detect::{Disguises, NamesBias, NamesModels, Recognizer, Role, Score, phone::RegionSet};
use pumice_vault::Matching;

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
mod entropy;
mod error;
mod file;
mod lint;
mod load;
mod names;
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
    /// How a model of names is asked, if at all.
    pub(crate) names: Option<NamesBias>,
    /// Which models are asked, if not all that are built in.
    pub(crate) names_models: Option<NamesModels>,
    pub(crate) disguises: Disguises,
    /// The field that tells which document a record is of.
    pub(crate) document_id: Option<PathPattern>,
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

/// What is worse, a name of a person, place or organisation that is missed or a word that is none; `None` where
/// none is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct NamesPolicy(pub(crate) Option<NamesBias>);

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
    /// Whether the catalogue's rules that are off by default count too.
    pub(crate) every_rule: bool,
}

impl EntityPolicy {
    /// Whether a vault is asked for.
    pub(crate) fn needs_vault(&self) -> bool {
        match &self.transform {
            TransformSpec::Tokenize(spec) => spec.representation == Representation::Token,
            TransformSpec::Fpe { .. } => true,
            _ => false,
        }
    }
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
    /// A token of a vault, which is no part of a policy either.
    Tokenize(TokenSpec),
    /// A number of the same shape, by FF1.
    Fpe {
        /// Whether it may be for values that can all be tried out.
        accepts_dictionary_risk: bool,
    },
    /// Nothing is changed.
    Keep,
}

/// What tokens depend on, and what they look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TokenSpec {
    /// `None` leaves it to what is known of the entity.
    pub(crate) scope: Option<TokenScope>,
    pub(crate) matching: Matching,
    pub(crate) representation: Representation,
    /// Whether values that can all be tried out may have one token everywhere.
    pub(crate) accepts_dictionary_risk: bool,
}

impl Default for TokenSpec {
    fn default() -> Self {
        Self {
            scope: None,
            matching: Matching::Canonical,
            representation: Representation::Token,
            accepts_dictionary_risk: false,
        }
    }
}

impl TokenSpec {
    /// Where a value has one token. What can be tried out has it nowhere but in its document, unless the
    /// policy wants more.
    pub(crate) fn scope_of(&self, entity: &str) -> TokenScope {
        self.scope.unwrap_or(match entropy::is_low(entity) {
            true => TokenScope::Document,
            false => TokenScope::Domain,
        })
    }

    /// Whether a value has one token in all documents.
    fn is_deterministic(&self, entity: &str) -> bool {
        self.representation == Representation::Token && self.scope_of(entity) == TokenScope::Domain
    }
}

/// Where a value has one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenScope {
    /// In the domain of the vault.
    Domain,
    /// In a document.
    Document,
    /// Nowhere: each has its own.
    Random,
}

/// What stands in the place of a value that has a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Representation {
    /// `[PERSON_…]`
    Token,
    /// `[PERSON_1]`, counted in the record.
    Ordinal,
    /// `[PERSON]`
    Type,
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

/// What looks like a token in an input: in the place of nobody's value, or of somebody else's.
pub(crate) const TOKENLIKE: &str = "TOKENLIKE";
/// Who is counted by person, not by name.
pub(crate) const PERSON: &str = "PERSON";

impl Policy {
    /// Whether it keeps values in a vault.
    pub(crate) fn makes_tokens(&self) -> bool {
        let mut rules = self.sets.iter().flat_map(|set| &set.rules);
        rules.any(EntityPolicy::needs_vault)
    }

    /// Has what looks like a token treated like a value in all fields, whatever else is said of it: it is to
    /// come back as the text that it is.
    pub(crate) fn look_for_tokens(&mut self) {
        let Some(at) = self.entities.iter().position(|name| name == TOKENLIKE) else {
            return;
        };
        for set in &mut self.sets {
            set.rules[at] = EntityPolicy {
                transform: TransformSpec::Tokenize(TokenSpec {
                    scope: Some(TokenScope::Domain),
                    matching: Matching::Exact,
                    ..TokenSpec::default()
                }),
                // Marks and letters that stand right beside it make it no other text.
                threshold: Score::from_thousandths(0),
                enabled: true,
                every_rule: true,
            };
        }
    }

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

    /// The same policy, and no model of names is asked: for a text whose names were replaced. They are told by
    /// the words around them, so that it may take others for names once those are replaced.
    #[must_use]
    pub fn without_names(mut self) -> Self {
        self.names = None;
        self
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

    /// Names of the entities that it may find: the catalogue's and its own.
    pub fn entities(&self) -> impl Iterator<Item = &str> {
        self.entities.iter().map(String::as_str)
    }

    /// What whoever relies on outputs of this policy must know of it.
    pub fn notes_of_vault(&self) -> Vec<String> {
        let mut rules = self.sets.iter().flat_map(|set| &set.rules);
        let is_fpe = |rule: &EntityPolicy| matches!(rule.transform, TransformSpec::Fpe { .. });
        let note = "fpe: format-preserving, unauthenticated";
        rules
            .any(is_fpe)
            .then(|| note.to_owned())
            .into_iter()
            .collect()
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
