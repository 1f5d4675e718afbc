//! What the labels of gold and predictions mean in Pumice's entities.
//!
//! Without a map a label means the entity of that name; what a map may say is in
//! [`map`](super::map).

use std::collections::{BTreeSet, HashMap};

use anyhow::{anyhow, bail};
use pumice_detect::DetectorBuilder;

use super::{map::MapFile, unknown::Shown};

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
            let several = meaning.into_iter().collect();
            labels.gold.insert(name.clone(), several);
            labels.predicted.insert(name.clone(), meaning);
        }
        for (label, entities) in map.gold {
            let meaning = scope.meaning("[gold]", &label, &entities)?;
            labels.gold.insert(label, meaning.into());
        }
        for (label, entities) in map.predictions {
            let meaning = scope.meaning("[predictions]", &label, &entities)?;
            labels.predicted.insert(label, meaning.first().copied());
        }
        let found = builder.entities().iter();
        labels.found = found.map(|name| labels.predicted(name).flatten()).collect();
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
            if let Some(entity) = scope.entity(name)? {
                chosen[usize::from(entity)] = true;
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

    /// Those of a label's entities that are scored, without repetition.
    fn meaning(
        &self,
        table: &str,
        label: &str,
        entities: &[String],
    ) -> anyhow::Result<Vec<EntityIndex>> {
        let mut found = Vec::new();
        for name in entities {
            let entity = self.entity(name);
            let entity = entity.map_err(|error| anyhow!("{table} {}: {error}", Shown(label)))?;
            found.extend(entity.filter(|entity| !found.contains(entity)));
        }
        Ok(found)
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
}
