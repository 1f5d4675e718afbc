//! The map of labels as it stands in its file, in TOML.
//!
//! ```toml
//! # Entities that Pumice has not and that count all the same.
//! other_entities = ["PERSON"]
//!
//! [gold]                                 # labels of the gold spans
//! EMAIL = "EMAIL_ADDRESS"                # one entity
//! TAX_NUMBER = ["US_ITIN", "US_SSN"]     # any of these is right; counted in the first one's row
//! JOB_TITLE = "ignore"                   # neither right nor wrong
//!
//! [predictions]                          # labels of --predictions, or entities that Pumice finds
//! E-MAIL = "EMAIL_ADDRESS"               # one entity
//! URL = "ignore"                         # left out, as if it had not been predicted
//! ```
//!
//! Two tables and not one, because the two sides are labelled by different people, and because
//! only a gold span can be several entities. `ignore` is no name of an entity: those are in
//! capitals.

use std::collections::BTreeMap;

use anyhow::{anyhow, bail};
use pumice_detect::is_entity_name;
use toml::{Table, Value};

use super::unknown::Shown;

/// The map as it stands in its file, its shape checked.
#[derive(Debug, Default)]
pub(super) struct MapFile {
    pub(super) other_entities: Vec<String>,
    /// Names of entities by label; none for `ignore`.
    pub(super) gold: BTreeMap<String, Vec<String>>,
    /// The same, one name at most.
    pub(super) predictions: BTreeMap<String, Vec<String>>,
}

const IGNORE: &str = "ignore";

impl MapFile {
    /// Reads a map; an empty text is one that says nothing.
    ///
    /// # Errors
    /// When it is no TOML or not such a map. The message holds nothing of the file but labels.
    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let table: Table = text.parse().map_err(|error| not_toml(text, &error))?;
        let mut map = Self::default();
        for (key, value) in table {
            match (key.as_str(), value) {
                ("other_entities", Value::Array(names)) => {
                    map.other_entities = other_entities(names)?
                }
                ("gold", Value::Table(labels)) => map.gold = meanings("gold", labels)?,
                ("predictions", Value::Table(labels)) => {
                    map.predictions = meanings("predictions", labels)?
                }
                ("other_entities", _) => bail!("other_entities: is no list; write [\"NAME\"]"),
                ("gold" | "predictions", _) => bail!("{key}: is no table; write [{key}]"),
                _ => bail!(
                    "{}: is no key of a map; see `pumice help eval`",
                    Shown(&key)
                ),
            }
        }
        let several = |names: &&Vec<String>| names.len() > 1;
        if let Some((label, _)) = map.predictions.iter().find(|(_, names)| several(names)) {
            bail!(
                "[predictions] {}: is several entities; name one",
                Shown(label)
            );
        }
        Ok(map)
    }
}

/// Where a file stops being TOML. The library's own message may quote the file.
fn not_toml(text: &str, error: &toml::de::Error) -> anyhow::Error {
    let at = error.span().map_or(0, |span| span.start);
    let before = text.as_bytes().get(..at).unwrap_or_default();
    let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
    anyhow!("line {line}: is not TOML; see `pumice help eval` for what a map looks like")
}

fn other_entities(names: Vec<Value>) -> anyhow::Result<Vec<String>> {
    let names = names.into_iter().map(|name| match name {
        Value::String(name) if is_entity_name(&name) => Ok(name),
        _ => bail!(
            "other_entities: names one that cannot be; A-Z, 0-9 and _ are allowed, 2 to 24 of them, \
             a letter first"
        ),
    });
    names.collect()
}

/// Names of entities for each label; none for `ignore`.
fn meanings(table: &str, labels: Table) -> anyhow::Result<BTreeMap<String, Vec<String>>> {
    let meaning = |(label, value): (String, Value)| match names_of(value) {
        Some(names) => Ok((label, names)),
        None => bail!(
            "[{table}] {}: is neither an entity, a list of entities nor \"ignore\"; write one of them",
            Shown(&label)
        ),
    };
    labels.into_iter().map(meaning).collect()
}

fn names_of(value: Value) -> Option<Vec<String>> {
    match value {
        Value::String(name) if name == IGNORE => Some(vec![]),
        Value::String(name) => Some(vec![name]),
        Value::Array(names) if !names.is_empty() => {
            let names = names.into_iter().map(|name| match name {
                Value::String(name) if name != IGNORE => Some(name),
                _ => None,
            });
            names.collect()
        }
        _ => None,
    }
}
