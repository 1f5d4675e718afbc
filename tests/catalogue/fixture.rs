//! The files of `fixtures/recognizers`: what is written about each recognizer.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Deserializer};

use super::template::Template;
use crate::util::fixtures;

/// One file; `fixtures/README.md` says what each key means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fixture {
    pub(super) recognizer: String,
    pub(super) entity: String,
    pub(super) cue: Option<String>,
    #[serde(default)]
    template: Vec<String>,
    pub(super) no_template: Option<String>,
    pub(super) stdnum: Option<String>,
    pub(super) stdnum_differs: Option<String>,
    #[serde(default)]
    pub(super) shares: Vec<String>,
    #[serde(default)]
    found_without_cue: FoundWithoutCue,
    #[serde(default)]
    pub(super) positive: Vec<Positive>,
    #[serde(default)]
    pub(super) negative: Vec<Negative>,
}

/// Which templates make values that are found where nothing names them.
#[derive(Deserialize)]
#[serde(untagged)]
enum FoundWithoutCue {
    All(bool),
    Templates(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Positive {
    #[serde(deserialize_with = "joined")]
    pub(super) text: String,
    #[serde(deserialize_with = "joined")]
    pub(super) value: String,
    pub(super) field: Option<String>,
    #[serde(rename = "source")]
    _source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Negative {
    #[serde(deserialize_with = "joined")]
    pub(super) text: String,
    pub(super) field: Option<String>,
    pub(super) why: String,
}

/// A text, or parts of one: what looks like a secret of a real service stands in no file as a whole.
fn joined<'de, D: Deserializer<'de>>(source: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Joined {
        Whole(String),
        Parts(Vec<String>),
    }
    Ok(match Joined::deserialize(source)? {
        Joined::Whole(text) => text,
        Joined::Parts(parts) => parts.concat(),
    })
}

/// Every fixture by the id of its recognizer.
///
/// # Panics
/// When one cannot be read, or two are of one recognizer.
pub(super) fn read() -> BTreeMap<String, Fixture> {
    let mut all = BTreeMap::new();
    for path in fixtures("recognizers", "toml") {
        let fixture = read_file(&path);
        let id = fixture.recognizer.clone();
        assert!(
            all.insert(id, fixture).is_none(),
            "{}: a second fixture of its recognizer",
            path.display()
        );
    }
    all
}

/// The texts of the positives of each entity, but for those of named fields.
pub(crate) fn texts() -> Vec<Vec<String>> {
    let mut all = BTreeMap::<String, Vec<String>>::new();
    for fixture in read().into_values() {
        let positives = fixture.positive.into_iter();
        let texts = positives
            .filter(|positive| positive.field.is_none())
            .map(|positive| positive.text);
        all.entry(fixture.entity).or_default().extend(texts);
    }
    all.retain(|_, texts| !texts.is_empty());
    all.into_values().collect()
}

/// Texts with a secret in them, and the secret: all that the fixtures have, but for those of named fields.
pub(crate) fn secrets() -> Vec<(String, String)> {
    let mut all = vec![];
    for path in fixtures("recognizers/secrets", "toml") {
        let positives = read_file(&path).positive.into_iter();
        let without_field = positives.filter(|positive| positive.field.is_none());
        all.extend(without_field.map(|positive| (positive.text, positive.value)));
    }
    all
}

fn read_file(path: &Path) -> Fixture {
    let text = std::fs::read_to_string(path).unwrap();
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

impl Fixture {
    /// Its templates, compiled.
    ///
    /// # Panics
    /// When one makes no sense.
    pub(super) fn templates(&self) -> Vec<Template> {
        let compile = |source: &String| {
            Template::parse(source)
                .unwrap_or_else(|why| panic!("{}: template {source:?}: {why}", self.recognizer))
        };
        self.template.iter().map(compile).collect()
    }

    /// Whether values of this template are found without a cue by design.
    pub(super) fn finds_without_cue(&self, template: &Template) -> bool {
        match &self.found_without_cue {
            FoundWithoutCue::All(all) => *all,
            FoundWithoutCue::Templates(some) => some.iter().any(|one| one == template.source()),
        }
    }

    /// Templates that `found_without_cue` names and that the fixture does not have.
    pub(super) fn unknown_templates(&self) -> Vec<&str> {
        let FoundWithoutCue::Templates(some) = &self.found_without_cue else {
            return vec![];
        };
        let is_unknown = |one: &&String| !self.template.contains(one);
        some.iter().filter(is_unknown).map(String::as_str).collect()
    }

    /// Whether naming `entity` is right: its own, or one that shares shape and check.
    pub(super) fn accepts(&self, entity: &str) -> bool {
        entity == self.entity || self.shares.iter().any(|other| other == entity)
    }
}

impl Default for FoundWithoutCue {
    fn default() -> Self {
        Self::All(false)
    }
}
