//! Compiles recognizers into a [`Detector`]. This is where things can go wrong; searching cannot.

use std::{borrow::Cow, fmt};

use pumice_names::{Bias, Models};

use crate::{
    arch::Backend,
    context::{CueTable, MAX_CUE, MAX_CUE_WORDS},
    detector::Detector,
    disguise::Disguises,
    finding::{EntityId, Evidence, RecognizerId, Score},
    groups::Accept,
    named::{MAIL_ADDRESS, Named},
    own::Terms,
    phone::RegionSet,
    recognizer::{Recognizer, Shape},
    recognizers,
    stake::Stake,
    walks::Walks,
};

/// Index of a [`Profile`] of one detector.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfileId(pub u16);

impl ProfileId {
    /// Every entity at the default threshold.
    pub const DEFAULT: ProfileId = ProfileId(0);
}

/// Which entities count in a field, from which score on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub(crate) rules: Vec<EntityRule>,
    pub(crate) regions: RegionSet,
}

/// What counts as a finding of one entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntityRule {
    /// Scores below it are no findings; `None` turns the entity off.
    pub threshold: Option<Score>,
    /// Whether its rules that are off by default count too. Without them an entity may still be found by those
    /// that a policy adds.
    pub every_rule: bool,
    /// Loses every overlap: for entities that are only reported, so that a link that stays does
    /// not hide the address inside it.
    pub yields: bool,
}

impl Default for EntityRule {
    fn default() -> Self {
        Self {
            threshold: Some(Score::DEFAULT_THRESHOLD),
            every_rule: true,
            yields: false,
        }
    }
}

impl EntityRule {
    /// The threshold for what `recognizer` finds; `None` where it is off.
    pub(crate) fn threshold_of(&self, recognizer: &Recognizer) -> Option<Score> {
        let counts = self.every_rule || recognizer.default_on;
        self.threshold.filter(|_| counts)
    }
}

impl Profile {
    /// Replaces the rule of one entity.
    ///
    /// # Panics
    /// When `entity` is not one of the builder that made the profile.
    pub fn set(&mut self, entity: EntityId, rule: EntityRule) {
        self.rules[usize::from(entity.0)] = rule;
    }

    /// Says where the data come from: identifiers of these regions are likelier than others that look
    /// the same, and telephone numbers may stand as they are written at home there. Nothing is less
    /// likely for it.
    pub fn regions(&mut self, regions: RegionSet) {
        self.regions = regions;
    }
}

/// Collects recognizers and profiles and compiles them.
///
/// ```
/// use pumice_detect::DetectorBuilder;
/// let detector = DetectorBuilder::new().build()?;
/// assert!(detector.entity("EMAIL_ADDRESS").is_some());
/// # Ok::<(), pumice_detect::BuildError>(())
/// ```
#[derive(Clone, Debug)]
pub struct DetectorBuilder {
    recognizers: Vec<Recognizer>,
    entities: Vec<Cow<'static, str>>,
    profiles: Vec<Profile>,
    backend: Option<Backend>,
    disguises: Disguises,
    models: Option<Models>,
    bias: Option<Bias>,
}

impl Default for DetectorBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl DetectorBuilder {
    /// A builder that knows the whole catalogue and one profile, [`ProfileId::DEFAULT`].
    pub fn new() -> Self {
        let mut builder = Self::empty();
        for recognizer in recognizers::catalogue() {
            builder.recognizer(recognizer);
        }
        builder.profiles = vec![builder.default_profile()];
        builder
    }

    /// A builder that knows no rule yet, and one profile, [`ProfileId::DEFAULT`], in which every
    /// entity that comes has the default rule: to see what a rule costs by itself.
    ///
    /// ```
    /// use pumice_detect::DetectorBuilder;
    /// let all = DetectorBuilder::new().build()?;
    /// let mut builder = DetectorBuilder::empty();
    /// builder.recognizer(all.recognizers()[0].clone());
    /// assert_eq!(builder.build()?.recognizers().len(), 1);
    /// # Ok::<(), pumice_detect::BuildError>(())
    /// ```
    pub fn empty() -> Self {
        Self {
            recognizers: vec![],
            entities: vec![],
            profiles: vec![Profile {
                rules: vec![],
                regions: RegionSet::default(),
            }],
            backend: None,
            disguises: Disguises::ALL,
            models: None,
            bias: Some(Bias::default()),
        }
    }

    /// Adds a rule and, with its first rule, an entity.
    pub fn recognizer(&mut self, recognizer: Recognizer) -> &mut Self {
        if self.entity(&recognizer.entity).is_none() {
            self.entities.push(recognizer.entity.clone());
        }
        self.recognizers.push(recognizer);
        self
    }

    /// Adds literal terms that are `entity` wherever they stand as whole words, letter case ignored. They
    /// win every overlap.
    pub fn terms(&mut self, entity: &str, terms: impl IntoIterator<Item = String>) -> &mut Self {
        let id = format!("terms_{}", self.recognizers.len());
        self.recognizer(Recognizer {
            id: id.into(),
            entity: entity.to_owned().into(),
            country: "global".into(),
            shapes: vec![Shape::Terms(Terms::new(terms))],
            citation: "a list of the policy".into(),
            ..Recognizer::new("", "", "")
        })
    }

    /// The entity of that name.
    pub fn entity(&self, name: &str) -> Option<EntityId> {
        self.entities
            .iter()
            .position(|entity| entity == name)
            .map(|at| EntityId(at as u16))
    }

    /// Names of all entities; an [`EntityId`] is the index.
    pub fn entities(&self) -> &[Cow<'static, str>] {
        &self.entities
    }

    /// All rules so far; a [`RecognizerId`] is the index.
    pub fn recognizers(&self) -> &[Recognizer] {
        &self.recognizers
    }

    /// A profile in which every entity known so far has the default rule, or is off where its rules
    /// are off by default.
    pub fn default_profile(&self) -> Profile {
        let rule = |name| EntityRule {
            threshold: self.is_default_on(name).then_some(Score::DEFAULT_THRESHOLD),
            every_rule: false,
            ..EntityRule::default()
        };
        Profile {
            rules: self.entities.iter().map(|name| rule(name)).collect(),
            regions: RegionSet::default(),
        }
    }

    /// Whether the entity of that name counts where nobody says anything of it.
    ///
    /// ```
    /// use pumice_detect::DetectorBuilder;
    /// let builder = DetectorBuilder::new();
    /// assert!(builder.is_default_on("EMAIL_ADDRESS") && !builder.is_default_on("UUID"));
    /// ```
    pub fn is_default_on(&self, entity: &str) -> bool {
        let mut rules = self.recognizers.iter().filter(|rule| rule.entity == entity);
        rules.any(|rule| rule.default_on)
    }

    /// Whether a model of names finds the entity of that name.
    pub fn is_named(&self, entity: &str) -> bool {
        let mut rules = self.recognizers.iter().filter(|rule| rule.entity == entity);
        rules.any(Recognizer::is_named)
    }

    /// Adds a profile; equal ones share an id.
    pub fn profile(&mut self, profile: Profile) -> ProfileId {
        let at = self
            .profiles
            .iter()
            .position(|known| *known == profile)
            .unwrap_or_else(|| {
                self.profiles.push(profile);
                self.profiles.len() - 1
            });
        ProfileId(at as u16)
    }

    /// Searches with `backend` instead of the fastest one; the findings are the same.
    pub fn backend(&mut self, backend: Backend) -> &mut Self {
        self.backend = Some(backend);
        self
    }

    /// Says which disguises a search sees through; all of them, if nobody says so.
    pub fn disguises(&mut self, disguises: Disguises) -> &mut Self {
        self.disguises = disguises;
        self
    }

    /// Finds names by these models, each in texts of its language, instead of by all that are built in.
    pub fn names_models(&mut self, models: Models) -> &mut Self {
        self.models = Some(models);
        self
    }

    /// Says what is worse, a name that is missed or a word that is none; with `None` no model is asked, whatever
    /// profiles say.
    pub fn names(&mut self, bias: Option<Bias>) -> &mut Self {
        self.bias = bias;
        self
    }

    /// Compiles everything.
    ///
    /// # Errors
    /// When a rule contradicts itself or another one: [`BuildError`] names it.
    pub fn build(mut self) -> Result<Detector, BuildError> {
        self.check()?;
        let default = self.default_profile();
        for profile in &mut self.profiles {
            let known = profile.rules.len();
            profile
                .rules
                .extend(default.rules.iter().skip(known).copied());
        }
        let stakes: Vec<Stake> = self.profiles.iter().flat_map(|p| self.stakes(p)).collect();
        let of_rule = |rule: RecognizerId| {
            let of_rule = stakes.iter().skip(usize::from(rule.0));
            of_rule.step_by(self.recognizers.len())
        };
        let is_asked = |rule| of_rule(rule).any(|stake| stake.is_met(Evidence::CERTAIN));
        let waits = |accept: Accept| {
            let Accept {
                recognizer,
                prior,
                most,
            } = accept;
            of_rule(recognizer).all(|stake| !stake.is_in_reach_alone(prior + stake.bias, most))
        };
        let walks = Walks::new(&self.recognizers, is_asked, waits)?;
        let named = self.named(&walks, &stakes);
        let backend = self.backend.unwrap_or_else(Backend::best);
        Ok(Detector {
            cues: CueTable::new(&self.recognizers, backend).map_err(BuildError::new)?,
            stakes,
            walks,
            backend,
            disguises: self.disguises,
            named,
            recognizers: self.recognizers,
            entities: self.entities,
            profiles: self.profiles,
        })
    }

    /// The model of names, if a rule asks for some in any profile.
    fn named(&self, walks: &Walks, stakes: &[Stake]) -> Option<Named> {
        let is_on = |stakes: &[Stake]| {
            let mut rules = walks.named.iter().map(|&(_, rule)| usize::from(rule.0));
            rules.any(|rule| stakes[rule].is_met(Evidence::CERTAIN))
        };
        let profiles: Vec<_> = stakes
            .chunks(self.recognizers.len().max(1))
            .map(is_on)
            .collect();
        let bias = self.bias.filter(|_| profiles.contains(&true))?;
        Some(Named {
            models: self.models.clone().unwrap_or_else(Models::built_in),
            bias,
            mail_address: self.entity(MAIL_ADDRESS),
            profiles,
        })
    }

    /// What each rule has at stake in `profile`.
    fn stakes(&self, profile: &Profile) -> Vec<Stake> {
        self.recognizers
            .iter()
            .filter_map(|rule| {
                let entity = self.entity(&rule.entity)?;
                Some(Stake::new(
                    rule,
                    entity,
                    profile.rules[usize::from(entity.0)],
                    profile.regions,
                ))
            })
            .collect()
    }

    fn check(&self) -> Result<(), BuildError> {
        if self.recognizers.len() > usize::from(u16::MAX) {
            return Err(BuildError::new("more than 65,535 recognizers"));
        }
        for (at, rule) in self.recognizers.iter().enumerate() {
            let known = &self.recognizers[..at];
            let name = &rule.entity;
            let wrong = if known.iter().any(|other| other.id == rule.id) {
                "there is another recognizer of that id"
            } else if !is_entity_name(name) {
                "an entity's name is A-Z, 0-9 and _, begins with a letter and has 2 to 24 characters"
            } else if rule.shapes.is_empty() {
                "it has no shape"
            } else if rule.context.split(';').any(|cue| cue.len() > MAX_CUE) {
                "a cue has more than 64 bytes"
            } else if rule
                .context
                .split(';')
                .any(|cue| words_of(cue) > MAX_CUE_WORDS)
            {
                "a cue has more than six words"
            } else if rule.context.bytes().any(|byte| byte.is_ascii_digit()) {
                "a cue has a digit, and words with digits are values"
            } else {
                continue;
            };
            return Err(BuildError::of(&rule.id, wrong));
        }
        Ok(())
    }
}

/// How many words a cue has at most.
fn words_of(cue: &str) -> usize {
    cue.split_ascii_whitespace().count()
}

/// Whether `name` may be the name of an entity: short enough for a token, and made of characters
/// that need no escape in any format.
pub fn is_entity_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    (2..=24).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(plain)
}

/// Why a set of recognizers does not compile.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BuildError {
    recognizer: Option<String>,
    message: String,
}

impl BuildError {
    /// The id of the recognizer that is wrong, where it is one.
    pub fn recognizer(&self) -> Option<&str> {
        self.recognizer.as_deref()
    }

    /// What is wrong with all of them together.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            recognizer: None,
            message: message.into(),
        }
    }

    /// What is wrong with the recognizer of that id.
    pub(crate) fn of(recognizer: &str, why: &str) -> Self {
        Self {
            recognizer: Some(recognizer.to_owned()),
            message: format!("{recognizer}: {why}"),
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for BuildError {}
