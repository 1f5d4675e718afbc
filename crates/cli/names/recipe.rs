//! Which files a model is made of, and how much each counts.

use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow, bail};
use pumice_names::{
    Model,
    train::{Example, Lists, MadeUp, Options, Scope, Source, Sources, Trust},
};
use serde::Deserialize;
use walkdir::WalkDir;

use super::labelled;
use crate::args::{Stream, Unit, language};

/// A recipe file, or what stands for one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recipe {
    #[serde(default = "english")]
    language: String,
    #[serde(default)]
    licence: String,
    epochs: Option<usize>,
    rows: Option<[u32; 2]>,
    lexicon: Option<String>,
    #[serde(default)]
    lexicon_scope: ScopeWord,
    phrases: Option<String>,
    made_up: Option<MadeUpTable>,
    #[serde(default)]
    source: Vec<SourceTable>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ScopeWord {
    #[default]
    All,
    Names,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MadeUpTable {
    times: Option<usize>,
    weight: Option<f32>,
    hold_back: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceTable {
    file: String,
    #[serde(default)]
    trust: TrustWord,
    #[serde(default = "one")]
    weight: f32,
    #[serde(default)]
    hold_back: usize,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TrustWord {
    #[default]
    Gold,
    Silver,
    Held,
}

fn english() -> String {
    "en".into()
}

fn one() -> f32 {
    1.0
}

/// Of a folder without a recipe one text of so many is held back.
const HOLD_BACK: usize = 5;

const ROWS: Range<u32> = 8..23;
const EPOCHS: Range<usize> = 1..101;
const WEIGHTS: Range<f32> = 0.0..1000.0;

impl Recipe {
    /// Reads a recipe.
    ///
    /// # Errors
    /// When it cannot be read or is wrong; the message names the file.
    pub(super) fn read(file: &Path) -> anyhow::Result<Recipe> {
        let name = file.display();
        let text = fs::read_to_string(file).with_context(|| {
            format!("{name}: the recipe cannot be read; check the path and that it is UTF-8")
        })?;
        let recipe: Recipe = toml::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.unwrap_or_default().matches('\n').count() + 1;
            anyhow!(
                "{name}:{line}: {}; `pumice help names train` shows a recipe",
                error.message()
            )
        })?;
        recipe.check().map_err(|wrong| anyhow!("{name}: {wrong}"))?;
        Ok(recipe)
    }

    /// All labelled files below a folder, in the order of their names.
    ///
    /// # Errors
    /// When it cannot be read, or has none.
    pub(super) fn of_folder(data: &Path, language: &str) -> anyhow::Result<Recipe> {
        let mut source = vec![];
        for entry in WalkDir::new(data).follow_links(true).sort_by_file_name() {
            let entry = entry
                .with_context(|| format!("{}: cannot be read; check the path", data.display()))?;
            let path = entry.path();
            let name = path.strip_prefix(data).unwrap_or(path).to_str();
            let name =
                name.filter(|name| entry.file_type().is_file() && labelled::is_labelled(name));
            source.extend(name.map(|name| SourceTable {
                file: name.into(),
                trust: TrustWord::Gold,
                weight: 1.0,
                hold_back: HOLD_BACK,
            }));
        }
        if source.is_empty() {
            bail!(
                "{}: has no .jsonl and no .tsv below it; label some texts",
                data.display()
            );
        }
        Ok(Recipe {
            language: language.into(),
            licence: String::new(),
            epochs: None,
            rows: None,
            lexicon: None,
            lexicon_scope: ScopeWord::All,
            phrases: None,
            made_up: None,
            source,
        })
    }

    fn check(&self) -> Result<(), String> {
        language(&self.language)?;
        if self
            .rows
            .is_some_and(|rows| rows.iter().any(|bits| !ROWS.contains(bits)))
        {
            return Err(format!(
                "`rows` are two numbers from {} to {}",
                ROWS.start,
                ROWS.end - 1
            ));
        }
        if self.epochs.is_some_and(|epochs| !EPOCHS.contains(&epochs)) {
            return Err(format!(
                "`epochs` are {} to {}",
                EPOCHS.start,
                EPOCHS.end - 1
            ));
        }
        let weights = self.source.iter().map(|source| source.weight);
        let weights = weights.chain(self.made_up.and_then(|made_up| made_up.weight));
        if weights.into_iter().any(|weight| !WEIGHTS.contains(&weight)) {
            return Err("a `weight` is 0 or more, and usually 1 at most".into());
        }
        Ok(())
    }

    /// The files that it names.
    pub(super) fn files(&self, data: &Path) -> impl Iterator<Item = PathBuf> {
        let lists = self.lexicon.iter().chain(&self.phrases);
        let sources = self.source.iter().map(|source| &source.file);
        lists.chain(sources).map(|file| data.join(file))
    }

    /// Reads all that it names.
    ///
    /// # Errors
    /// When a file cannot be read or is wrong; the message names it.
    pub(super) fn gather(&self, data: &Path, unit: Unit) -> anyhow::Result<(Sources, Options)> {
        let mut labelled = vec![];
        for table in &self.source {
            let file = Stream::File(data.join(&table.file));
            let all = labelled::read(&file, unit)?;
            let (held, kept) = parted(all, table.hold_back);
            let source = |trust, examples| Source {
                name: table.file.clone(),
                trust,
                weight: table.weight,
                examples,
            };
            let trust = match table.trust {
                TrustWord::Gold => Trust::Gold,
                TrustWord::Silver => Trust::Silver,
                TrustWord::Held => Trust::Held,
            };
            labelled.push(source(trust, kept));
            if !held.is_empty() {
                labelled.push(source(Trust::Held, held));
            }
        }
        let list = |file: &Option<String>| match file {
            None => Ok(String::new()),
            Some(file) => labelled::text(&Stream::File(data.join(file))),
        };
        let has_lists = self.lexicon.is_some() || self.phrases.is_some();
        let lists = Lists {
            lexicon: list(&self.lexicon)?,
            scope: match self.lexicon_scope {
                ScopeWord::All => Scope::All,
                ScopeWord::Names => Scope::Names,
            },
            phrases: list(&self.phrases)?,
            of_model: (!has_lists)
                .then(|| Model::built_in(&self.language))
                .flatten(),
        };
        Ok((Sources { labelled, lists }, self.options()))
    }

    fn options(&self) -> Options {
        let usual = Options::default();
        let made_up = |table: MadeUpTable| MadeUp {
            times: table.times.unwrap_or(usual.made_up.times),
            weight: table.weight.unwrap_or(usual.made_up.weight),
            hold_back: table.hold_back.unwrap_or(usual.made_up.hold_back),
        };
        Options {
            language: self.language.clone(),
            licence: self.licence.clone(),
            bits: self.rows.unwrap_or(usual.bits),
            epochs: self.epochs.unwrap_or(usual.epochs),
            made_up: self.made_up.map_or(usual.made_up, made_up),
        }
    }
}

/// One text of so many, the last of each lot, and the others; with 0, none.
fn parted(all: Vec<Example>, hold_back: usize) -> (Vec<Example>, Vec<Example>) {
    let is_held = |at: usize| hold_back > 0 && at % hold_back == hold_back - 1;
    let (held, kept): (Vec<_>, Vec<_>) = (0..).zip(all).partition(|(at, _)| is_held(*at));
    let examples =
        |part: Vec<(usize, Example)>| part.into_iter().map(|(_, example)| example).collect();
    (examples(held), examples(kept))
}
