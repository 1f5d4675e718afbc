//! The policy file as it is written: every key, and where it stands.
//!
//! Unknown keys are refused here: a misspelled `treshold` must not pass for a default. Values keep
//! their place in the text wherever a later check may refuse them. What keys mean is said in
//! `default_policy.toml`, where users read it.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Invalid, SpecimenPolicy};
use crate::fields::Numbers;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyFile {
    /// Optional only so that its absence is told in our own words.
    pub(super) version: Option<Spanned<i64>>,
    #[serde(default)]
    pub(super) defaults: RuleTable,
    #[serde(default)]
    pub(super) entities: EntityTables,
    #[serde(default)]
    pub(super) fields: Vec<FieldTable>,
    #[serde(default)]
    pub(super) regions: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) allow: Vec<Spanned<String>>,
    pub(super) allow_hashes: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) deny: Vec<DenyTable>,
    #[serde(default)]
    pub(super) numbers: NumbersWord,
    #[serde(default)]
    pub(super) invalid: InvalidWord,
    #[serde(default)]
    pub(super) specimens: SpecimensWord,
}

/// Tables by the name of their entity.
pub(super) type EntityTables = BTreeMap<Spanned<String>, EntityTable>;

/// `[defaults]`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleTable {
    pub(super) transform: Option<TransformWord>,
    pub(super) keep_last: Option<Spanned<i64>>,
    pub(super) with: Option<Spanned<String>>,
    pub(super) threshold: Option<Spanned<f64>>,
}

/// `[entities.X]`, and `entities.X` of a field rule: every key is an override of its own.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntityTable {
    pub(super) transform: Option<TransformWord>,
    pub(super) keep_last: Option<Spanned<i64>>,
    pub(super) with: Option<Spanned<String>>,
    pub(super) threshold: Option<Spanned<f64>>,
    pub(super) enabled: Option<bool>,
}

/// Defaults are the table of an entity that cannot be turned off: a policy that searches for nothing
/// is a mistake.
impl From<RuleTable> for EntityTable {
    fn from(table: RuleTable) -> Self {
        Self {
            transform: table.transform,
            keep_last: table.keep_last,
            with: table.with,
            threshold: table.threshold,
            enabled: None,
        }
    }
}

/// `[[fields]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldTable {
    pub(super) path: Spanned<String>,
    pub(super) treat: Option<Spanned<TreatWord>>,
    pub(super) entity: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) entities: EntityTables,
    pub(super) threshold: Option<Spanned<f64>>,
}

/// `[[deny]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DenyTable {
    pub(super) entity: Spanned<String>,
    pub(super) terms: Spanned<Vec<Spanned<String>>>,
}

/// `transform = "..."`
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum TransformWord {
    Redact,
    Replace,
    Mask,
    Hash,
    Keep,
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
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum NumbersWord {
    #[default]
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
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum InvalidWord {
    #[default]
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

/// `specimens = "..."`
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SpecimensWord {
    #[default]
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
