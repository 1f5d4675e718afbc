//! The policy file as it is written: every key, and where it stands.
//!
//! Unknown keys are refused here: a misspelled `treshold` must not pass for a default. Values keep
//! their place in the text wherever a later check may refuse them, and no key is required, so that
//! its absence is told in our own words. What keys mean is said in `default_policy.toml`, where users
//! read it.

use std::collections::BTreeMap;

use pumice_detect::NamesBias;
use pumice_vault::Matching;
use serde::Deserialize;
use toml::Spanned;

use super::{
    Invalid, NamesPolicy, Representation, SpecimenPolicy, TokenScope,
    texts::{ExampleValue, OneOrMore},
};
use crate::fields::Numbers;

/// The whole file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyFile {
    pub(super) version: Option<Spanned<i64>>,
    #[serde(default)]
    pub(super) include: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) defaults: RuleTable,
    #[serde(default)]
    pub(super) entities: EntityTables,
    #[serde(default)]
    pub(super) fields: Vec<Spanned<FieldTable>>,
    pub(super) regions: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) allow: Vec<Spanned<String>>,
    pub(super) allow_hashes: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) deny: Vec<Spanned<DenyTable>>,
    #[serde(default)]
    pub(super) recognizer: Vec<Spanned<RecognizerTable>>,
    pub(super) numbers: Option<NumbersWord>,
    pub(super) invalid: Option<InvalidWord>,
    pub(super) specimens: Option<SpecimensWord>,
    pub(super) names: Option<NamesWord>,
    pub(super) names_languages: Option<Spanned<Vec<Spanned<String>>>>,
    pub(super) names_model: Option<Spanned<String>>,
    pub(super) disguises: Option<Vec<Spanned<String>>>,
    pub(super) document_id: Option<Spanned<String>>,
}

/// Tables by the name of their entity.
pub(super) type EntityTables = BTreeMap<Spanned<String>, EntityTable>;

/// `[defaults]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleTable {
    pub(super) transform: Option<Spanned<TransformWord>>,
    pub(super) keep_last: Option<Spanned<i64>>,
    pub(super) with: Option<Spanned<String>>,
    pub(super) scope: Option<Spanned<ScopeWord>>,
    pub(super) r#match: Option<Spanned<MatchWord>>,
    pub(super) representation: Option<Spanned<RepresentationWord>>,
    pub(super) accept_dictionary_risk: Option<Spanned<bool>>,
    pub(super) threshold: Option<Spanned<f64>>,
}

/// `[entities.X]`, and `entities.X` of a field rule: every key is an override of its own.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntityTable {
    pub(super) transform: Option<Spanned<TransformWord>>,
    pub(super) keep_last: Option<Spanned<i64>>,
    pub(super) with: Option<Spanned<String>>,
    pub(super) scope: Option<Spanned<ScopeWord>>,
    pub(super) r#match: Option<Spanned<MatchWord>>,
    pub(super) representation: Option<Spanned<RepresentationWord>>,
    pub(super) accept_dictionary_risk: Option<Spanned<bool>>,
    pub(super) threshold: Option<Spanned<f64>>,
    pub(super) enabled: Option<bool>,
}

/// Defaults are the table of an entity that cannot be turned off: a policy that searches for nothing
/// is a mistake.
impl From<&RuleTable> for EntityTable {
    fn from(table: &RuleTable) -> Self {
        let table = table.clone();
        Self {
            transform: table.transform,
            keep_last: table.keep_last,
            with: table.with,
            scope: table.scope,
            r#match: table.r#match,
            representation: table.representation,
            accept_dictionary_risk: table.accept_dictionary_risk,
            threshold: table.threshold,
            enabled: None,
        }
    }
}

/// `[[fields]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldTable {
    pub(super) path: Option<Spanned<String>>,
    pub(super) role: Option<Spanned<String>>,
    pub(super) regions: Option<Spanned<Vec<Spanned<String>>>>,
    pub(super) treat: Option<Spanned<TreatWord>>,
    pub(super) entity: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) entities: EntityTables,
    pub(super) threshold: Option<Spanned<f64>>,
}

/// `[[deny]]`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DenyTable {
    pub(super) entity: Option<Spanned<String>>,
    pub(super) terms: Option<Spanned<Vec<Spanned<String>>>>,
}

/// `[[recognizer]]`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecognizerTable {
    pub(super) id: Option<Spanned<String>>,
    pub(super) entity: Option<Spanned<String>>,
    pub(super) regex: Option<Spanned<OneOrMore>>,
    pub(super) dictionary: Option<Spanned<String>>,
    pub(super) terms: Option<Spanned<Vec<Spanned<String>>>>,
    pub(super) case: Option<CaseWord>,
    pub(super) whole_words: Option<bool>,
    #[serde(default)]
    pub(super) context: Vec<Spanned<String>>,
    pub(super) score: Option<Spanned<f64>>,
    pub(super) check: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) examples: Vec<Spanned<ExampleValue>>,
    #[serde(default)]
    pub(super) counterexamples: Vec<Spanned<ExampleValue>>,
}

/// `case = "..."`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum CaseWord {
    Exact,
    Ignore,
}

/// `transform = "..."`
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum TransformWord {
    Redact,
    Replace,
    Mask,
    Hash,
    Tokenize,
    Fpe,
    Keep,
}

/// `scope = "..."`
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ScopeWord {
    Domain,
    Document,
    Random,
}

impl From<ScopeWord> for TokenScope {
    fn from(word: ScopeWord) -> Self {
        match word {
            ScopeWord::Domain => TokenScope::Domain,
            ScopeWord::Document => TokenScope::Document,
            ScopeWord::Random => TokenScope::Random,
        }
    }
}

/// `match = "..."`
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum MatchWord {
    Canonical,
    Exact,
}

impl From<MatchWord> for Matching {
    fn from(word: MatchWord) -> Self {
        match word {
            MatchWord::Canonical => Matching::Canonical,
            MatchWord::Exact => Matching::Exact,
        }
    }
}

/// `representation = "..."`
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RepresentationWord {
    Token,
    Ordinal,
    Type,
}

impl From<RepresentationWord> for Representation {
    fn from(word: RepresentationWord) -> Self {
        match word {
            RepresentationWord::Token => Representation::Token,
            RepresentationWord::Ordinal => Representation::Ordinal,
            RepresentationWord::Type => Representation::Type,
        }
    }
}

/// `treat = "..."`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum TreatWord {
    Scan,
    Keep,
    Whole,
}

/// `numbers = "..."`
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum NumbersWord {
    Null,
    String,
}

impl From<NumbersWord> for Numbers {
    fn from(word: NumbersWord) -> Self {
        match word {
            NumbersWord::Null => Numbers::Null,
            NumbersWord::String => Numbers::String,
        }
    }
}

/// `invalid = "..."`
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum InvalidWord {
    Quarantine,
    Fail,
}

impl From<InvalidWord> for Invalid {
    fn from(word: InvalidWord) -> Self {
        match word {
            InvalidWord::Quarantine => Invalid::Quarantine,
            InvalidWord::Fail => Invalid::Fail,
        }
    }
}

/// `names = "..."`
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum NamesWord {
    Off,
    Precision,
    Balanced,
    Recall,
}

impl From<NamesWord> for NamesPolicy {
    fn from(word: NamesWord) -> Self {
        NamesPolicy(match word {
            NamesWord::Off => None,
            NamesWord::Precision => Some(NamesBias::Precision),
            NamesWord::Balanced => Some(NamesBias::Balanced),
            NamesWord::Recall => Some(NamesBias::Recall),
        })
    }
}

/// `specimens = "..."`
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SpecimensWord {
    Treat,
    Keep,
}

impl From<SpecimensWord> for SpecimenPolicy {
    fn from(word: SpecimensWord) -> Self {
        match word {
            SpecimensWord::Treat => SpecimenPolicy::Treat,
            SpecimensWord::Keep => SpecimenPolicy::Keep,
        }
    }
}
