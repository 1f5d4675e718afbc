//! Detectors of some entities, and what it takes to build one.

use anyhow::bail;
use pumice_detect::{
    Backend, Detector, DetectorBuilder, EntityRule, Field, ProfileId, Recognizer, RecognizerId,
    Shape,
};
use serde::Serialize;

use super::clock::{Enough, Timing, rounded};

/// The rules to build detectors from.
pub(super) struct Catalogue {
    all: Detector,
    /// Names of the entities to look for, in the order of the catalogue.
    pub(super) entities: Vec<String>,
}

/// A detector, and the profile in which it looks for what is wanted.
pub(super) struct Compiled {
    pub(super) detector: Detector,
    profile: ProfileId,
}

/// What a detector costs before it searches.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Built {
    pub(super) backend: &'static str,
    pub(super) recognizers: usize,
    /// Median of several.
    pub(super) build_ms: f64,
    pub(super) table_bytes: usize,
}

impl Catalogue {
    /// The whole catalogue, of which `names` are looked for; no names mean all that are on by default.
    ///
    /// # Errors
    /// When a name is no entity.
    pub(super) fn new(names: &[String]) -> anyhow::Result<Self> {
        let builder = DetectorBuilder::new();
        let all = builder.clone().build()?;
        if let Some(unknown) = names.iter().find(|name| all.entity(name).is_none()) {
            match near(unknown, &all).as_slice() {
                [] => bail!("{unknown}: is no entity; `pumice entities` lists them"),
                near => bail!(
                    "{unknown}: is no entity; did you mean {}? `pumice entities` lists all",
                    near.join(" or ")
                ),
            }
        }
        let is_wanted = |name: &str| {
            names.is_empty() && builder.is_default_on(name)
                || names.iter().any(|wanted| wanted == name)
        };
        let known = all.entities().iter().filter(|name| is_wanted(name));
        let entities = known.map(ToString::to_string).collect();
        Ok(Self { all, entities })
    }

    /// A detector of the wanted entities.
    ///
    /// # Errors
    /// When the catalogue contradicts itself.
    pub(super) fn compile(&self, backend: Backend) -> anyhow::Result<Compiled> {
        self.compile_only(&self.entities, backend)
    }

    /// A detector that has the rules of these entities and no others: a rule that is merely turned
    /// off would still be tried.
    ///
    /// Where a rule takes up what another one finds, that one is there too, and counts for nothing.
    ///
    /// # Errors
    /// When the catalogue contradicts itself.
    pub(super) fn compile_only(
        &self,
        entities: &[String],
        backend: Backend,
    ) -> anyhow::Result<Compiled> {
        let is_wanted = |name: &str| entities.iter().any(|wanted| wanted == name);
        let rules = self.all.recognizers();
        let mut builder = DetectorBuilder::empty();
        builder.backend(backend);
        for rule in rules {
            let mut others = rules.iter().filter(|other| is_wanted(&other.entity));
            if is_wanted(&rule.entity) || others.any(|other| is_like(other, rule)) {
                builder.recognizer(rule.clone());
            }
        }
        let mut profile = builder.default_profile();
        for name in builder.entities() {
            let Some(entity) = builder.entity(name) else {
                continue;
            };
            let default = EntityRule::default();
            let rule = EntityRule {
                threshold: default.threshold.filter(|_| is_wanted(name)),
                ..default
            };
            profile.set(entity, rule);
        }
        Ok(Compiled {
            profile: builder.profile(profile),
            detector: builder.build()?,
        })
    }

    /// Measures what [`compile`](Self::compile) costs.
    ///
    /// # Errors
    /// When the catalogue contradicts itself.
    pub(super) fn built(&self, backend: Backend) -> anyhow::Result<Built> {
        let Compiled { detector, .. } = self.compile(backend)?;
        let timing = Timing::of(Enough::PART, || drop(self.compile(backend)));
        Ok(Built {
            backend: backend.name(),
            recognizers: detector.recognizers().len(),
            build_ms: rounded(timing.median() * 1e3, 3),
            table_bytes: detector.table_bytes(),
        })
    }
}

impl Compiled {
    /// A field whose name says nothing.
    pub(super) fn field(&self) -> Field {
        self.detector.field("$".into(), b"", None, self.profile)
    }

    /// Whether a rule is of this entity, and not only there for another one.
    pub(super) fn is_of(&self, recognizer: RecognizerId, entity: &str) -> bool {
        self.detector.recognizer(recognizer).entity == entity
    }
}

/// Whether `rule` takes up what `other` finds.
fn is_like(rule: &Recognizer, other: &Recognizer) -> bool {
    let takes_up = |shape: &Shape| matches!(shape, Shape::Like(id) if *id == other.id);
    rule.shapes.iter().any(takes_up)
}

/// Entities that somebody may have meant: those that hold the name or a word of it, in any case.
fn near<'a>(name: &str, detector: &'a Detector) -> Vec<&'a str> {
    let name = name.to_ascii_uppercase().replace('-', "_");
    let shares = |known: &str| {
        let mut words = name.split('_').filter(|word| word.len() > 2);
        words.any(|word| known.split('_').any(|other| other == word))
    };
    let known = detector.entities().iter().map(|known| &**known);
    known.filter(|known| shares(known)).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue(names: &[&str]) -> anyhow::Result<Catalogue> {
        let names: Vec<_> = names.iter().map(ToString::to_string).collect();
        Catalogue::new(&names)
    }

    fn ids(compiled: &Compiled) -> Vec<&str> {
        let rules = compiled.detector.recognizers().iter();
        rules.map(|rule| &*rule.id).collect()
    }

    #[test]
    fn no_names_mean_every_entity_that_is_on() {
        let catalogue = catalogue(&[]).expect("it compiles");
        let compiled = catalogue.compile(Backend::best()).expect("it compiles");
        let (found, builder) = (compiled.detector.entities(), DetectorBuilder::new());
        for name in catalogue.all.entities() {
            // Others may come with the rules of those that are on.
            assert!(
                found.contains(name) || !builder.is_default_on(name),
                "{name}"
            );
            assert_eq!(
                catalogue.entities.iter().any(|known| known == name),
                builder.is_default_on(name)
            );
        }
    }

    #[test]
    fn an_entity_comes_with_the_rules_that_its_own_take_up() {
        let catalogue = catalogue(&["DATE_OF_BIRTH"]).expect("it compiles");
        let compiled = catalogue.compile(Backend::best()).expect("it compiles");
        assert!(
            ids(&compiled).contains(&"date_time"),
            "{:?}",
            ids(&compiled)
        );
        assert!(ids(&compiled).len() < catalogue.all.recognizers().len());
        let email = ["EMAIL_ADDRESS".to_owned()];
        let compiled = catalogue
            .compile_only(&email, Backend::best())
            .expect("it compiles");
        assert_eq!(compiled.detector.entities(), ["EMAIL_ADDRESS"]);
    }

    #[test]
    fn a_detector_of_nothing_is_one() {
        let catalogue = catalogue(&[]).expect("it compiles");
        let nothing = catalogue
            .compile_only(&[], Backend::best())
            .expect("it compiles");
        assert!(nothing.detector.recognizers().is_empty());
    }

    #[test]
    fn an_unknown_name_is_told_its_neighbours() {
        let refusal = |name: &str| match catalogue(&["US_SSN", name]) {
            Ok(_) => panic!("{name} is known"),
            Err(error) => error.to_string(),
        };
        assert!(refusal("email").contains("did you mean EMAIL_ADDRESS?"));
        assert!(refusal("SHOE_SIZE").ends_with("`pumice entities` lists them"));
    }
}
