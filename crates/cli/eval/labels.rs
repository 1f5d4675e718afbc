//! What the labels of gold and predictions mean in Pumice's entities.
//!
//! Without a map a label means the entity of that name. A map, in TOML, says what others mean:
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

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{anyhow, bail};
use pumice_detect::{DetectorBuilder, is_entity_name};
use toml::{Table, Value};

/// Index of an entity in [`Labels::names`].
pub(super) type EntityIndex = u16;

/// The compiled map. Shared by all workers.
#[derive(Debug)]
pub(super) struct Labels {
    names: Vec<String>,
    /// Meaning of a gold label: entities, the first of which names its row; none at all when the
    /// span is neither right nor wrong.
    gold: HashMap<String, Box<[EntityIndex]>>,
    /// Meaning of a predicted label; `None` when the prediction is left out.
    predicted: HashMap<String, Option<EntityIndex>>,
    /// The same for what Pumice finds, by [`EntityId`](pumice_detect::EntityId).
    found: Vec<Option<EntityIndex>>,
}

impl Labels {
    /// Compiles the map `text`, if there is one, over the catalogue of `builder`. Entities that
    /// are not `wanted` are ignored on both sides; none named means all.
    ///
    /// # Errors
    /// When the map is wrong or an entity unknown.
    pub(super) fn new(
        builder: &DetectorBuilder,
        text: Option<&str>,
        wanted: &[String],
    ) -> anyhow::Result<Self> {
        let map = MapFile::parse(text.unwrap_or_default())?;
        let catalogue = builder.entities().iter().map(|name| name.to_string());
        let names: BTreeSet<String> = catalogue.chain(map.other_entities).collect();
        let names: Vec<String> = names.into_iter().collect();
        let scope = Scope::new(&names, wanted)?;
        let mut labels = Self {
            gold: HashMap::new(),
            predicted: HashMap::new(),
            found: Vec::new(),
            names: names.clone(),
        };
        for name in &names {
            let meaning = scope.entity(name)?;
            labels
                .gold
                .insert(name.clone(), meaning.into_iter().collect());
            labels.predicted.insert(name.clone(), meaning);
        }
        for (label, entities) in &map.gold {
            let meaning = scope
                .entities(entities)
                .map_err(|error| anyhow!("[gold] {}: {error}", Shown(label)))?;
            labels.gold.insert(label.clone(), meaning.into());
        }
        for (label, entities) in &map.predictions {
            let meaning = scope
                .entities(entities)
                .map_err(|error| anyhow!("[predictions] {}: {error}", Shown(label)))?;
            labels
                .predicted
                .insert(label.clone(), meaning.first().copied());
        }
        let found = builder.entities().iter();
        labels.found = found
            .map(|name| labels.predicted.get(&**name).copied().flatten())
            .collect();
        Ok(labels)
    }

    /// All entities, sorted; an [`EntityIndex`] is the index.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// What a gold label means; `None` when nobody has said it. Hot: per span.
    pub(super) fn gold(&self, label: &str) -> Option<&[EntityIndex]> {
        self.gold.get(label).map(|meaning| &**meaning)
    }

    /// What a predicted label means, `Some(None)` when it is left out. Hot: per span.
    pub(super) fn predicted(&self, label: &str) -> Option<Option<EntityIndex>> {
        self.predicted.get(label).copied()
    }

    /// What each entity of the catalogue counts as when it is found; `None` need not be looked for.
    pub(super) fn found(&self) -> &[Option<EntityIndex>] {
        &self.found
    }
}

/// The entities that there are, and those that are scored.
struct Scope<'a> {
    names: &'a [String],
    wanted: Vec<bool>,
}

impl<'a> Scope<'a> {
    fn new(names: &'a [String], wanted: &[String]) -> anyhow::Result<Self> {
        let mut scope = Self {
            names,
            wanted: vec![true; names.len()],
        };
        if wanted.is_empty() {
            return Ok(scope);
        }
        let mut chosen = vec![false; names.len()];
        for name in wanted {
            match scope.entity(name)? {
                Some(entity) => chosen[usize::from(entity)] = true,
                None => continue,
            }
        }
        scope.wanted = chosen;
        Ok(scope)
    }

    /// The entity of that name; `None` when it is not scored.
    fn entity(&self, name: &str) -> anyhow::Result<Option<EntityIndex>> {
        match self
            .names
            .binary_search_by(|known| known.as_str().cmp(name))
        {
            Ok(at) => Ok(self.wanted[at].then_some(at as EntityIndex)),
            Err(_) => bail!(
                "{}: is no entity; `pumice entities` lists them",
                Shown(name)
            ),
        }
    }

    /// Those of `names` that are scored, without repetition.
    fn entities(&self, names: &[String]) -> anyhow::Result<Vec<EntityIndex>> {
        let mut found = Vec::new();
        for name in names {
            let entity = self.entity(name)?;
            found.extend(entity.filter(|entity| !found.contains(entity)));
        }
        Ok(found)
    }
}

/// The map as it stands in its file, its shape checked.
#[derive(Debug, Default)]
struct MapFile {
    other_entities: Vec<String>,
    gold: BTreeMap<String, Vec<String>>,
    predictions: BTreeMap<String, Vec<String>>,
}

const IGNORE: &str = "ignore";

impl MapFile {
    fn parse(text: &str) -> anyhow::Result<Self> {
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

/// A label or a name in a message. What does not look like one is not shown: where a column was
/// mistaken for the label it may be a value.
pub(super) struct Shown<'a>(pub(super) &'a str);

impl Shown<'_> {
    /// Longer than any label of the public sets, and shorter than most of what would tell much.
    const MAX_BYTES: usize = 40;

    /// Whether it looks like a label.
    pub(super) fn is_plain(&self) -> bool {
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"_-/: ".contains(&byte);
        let digits = self.0.bytes().filter(u8::is_ascii_digit).count();
        (1..=Self::MAX_BYTES).contains(&self.0.len())
            && self
                .0
                .starts_with(|first: char| first.is_ascii_alphabetic())
            && self.0.bytes().all(is_word)
            && digits <= 4
    }
}

impl std::fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_plain() {
            f.write_str(self.0)
        } else {
            f.write_str("(a label that does not look like one)")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(map: &str, wanted: &[&str]) -> anyhow::Result<Labels> {
        let wanted: Vec<_> = wanted.iter().map(ToString::to_string).collect();
        Labels::new(&DetectorBuilder::new(), Some(map), &wanted)
    }

    fn named(labels: &Labels, meaning: &[EntityIndex]) -> Vec<String> {
        let names = meaning
            .iter()
            .map(|&at| labels.names()[usize::from(at)].clone());
        names.collect()
    }

    const MAP: &str = "\
other_entities = [\"PERSON\"]
[gold]
MAIL = \"EMAIL_ADDRESS\"
TAX = [\"US_ITIN\", \"US_SSN\", \"US_ITIN\"]
JOB = \"ignore\"
[predictions]
NAME = \"PERSON\"
URL = \"ignore\"
";

    #[test]
    fn labels_mean_what_the_map_says_and_else_their_own_name() {
        let labels = labels(MAP, &[]).expect("a good map");
        let gold = |label| labels.gold(label).map(|meaning| named(&labels, meaning));
        assert_eq!(gold("MAIL"), Some(vec!["EMAIL_ADDRESS".into()]));
        assert_eq!(gold("TAX"), Some(vec!["US_ITIN".into(), "US_SSN".into()]));
        assert_eq!(gold("JOB"), Some(vec![]));
        assert_eq!(gold("URL"), Some(vec!["URL".into()]));
        assert_eq!(gold("PERSON"), Some(vec!["PERSON".into()]));
        assert_eq!(gold("NAME"), None);
        assert!(matches!(labels.predicted("NAME"), Some(Some(_))));
        assert_eq!(labels.predicted("URL"), Some(None));
        assert_eq!(labels.predicted("MAIL"), None);
        assert_eq!(
            labels
                .found()
                .iter()
                .filter(|found| found.is_none())
                .count(),
            1
        );
    }

    #[test]
    fn what_is_not_wanted_is_ignored_on_both_sides() {
        let labels = labels(MAP, &["US_SSN"]).expect("a good map");
        let gold = |label| labels.gold(label).map(|meaning| named(&labels, meaning));
        assert_eq!(gold("TAX"), Some(vec!["US_SSN".into()]));
        assert_eq!(gold("MAIL"), Some(vec![]));
        assert_eq!(labels.predicted("NAME"), Some(None));
        assert_eq!(labels.found().iter().flatten().count(), 1);
    }

    #[test]
    fn a_map_that_is_wrong_says_where_and_what_to_do() {
        for (map, expected) in [
            (
                "[gold]\nA = \"SHOE\"\n",
                "[gold] A: SHOE: is no entity; `pumice entities` lists them",
            ),
            (
                "[gold]\nA = []\n",
                "[gold] A: is neither an entity, a list of entities nor \"ignore\"; write one of them",
            ),
            (
                "[gold]\nA = [\"URL\", \"ignore\"]\n",
                "[gold] A: is neither an entity, a list of entities nor \"ignore\"; write one of them",
            ),
            (
                "[predictions]\nA = [\"URL\", \"US_SSN\"]\n",
                "[predictions] A: is several entities; name one",
            ),
            ("gold = 1\n", "gold: is no table; write [gold]"),
            (
                "other_entities = \"PERSON\"\n",
                "other_entities: is no list; write [\"NAME\"]",
            ),
            (
                "other_entities = [\"person\"]\n",
                "other_entities: names one that cannot be; A-Z, 0-9 and _ are allowed, 2 to 24 of them, a letter first",
            ),
            (
                "MAIL = \"EMAIL_ADDRESS\"\n",
                "MAIL: is no key of a map; see `pumice help eval`",
            ),
            (
                "[gold]\nA = \"URL\"\nA = \"URL\"\n",
                "line 3: is not TOML; see `pumice help eval` for what a map looks like",
            ),
            (
                "[gold]\n\"a@b.example\" = 1\n",
                "[gold] (a label that does not look like one): is neither an entity, a list of entities nor \"ignore\"; write one of them",
            ),
        ] {
            let error = labels(map, &[]).expect_err(map);
            assert_eq!(error.to_string(), expected, "{map}");
        }
        let error = labels("", &["SHOE"]).expect_err("unknown");
        assert_eq!(
            error.to_string(),
            "SHOE: is no entity; `pumice entities` lists them"
        );
    }

    #[test]
    fn only_what_looks_like_a_label_is_shown() {
        for plain in ["EMAIL", "phone number", "B-PER", "id/tax:2", "IPV4"] {
            assert!(Shown(plain).is_plain(), "{plain}");
        }
        let long = "x".repeat(41);
        for other in ["", "a@b.example", "4111 1111", "Jan\u{e9}", "A12345", &long] {
            assert!(!Shown(other).is_plain(), "{other}");
        }
    }
}
