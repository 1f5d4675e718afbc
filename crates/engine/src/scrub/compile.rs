//! From a policy to a scrubber: names become indices, and what cannot work is refused.
//!
//! Two rule sets of a policy may share one profile of the detector, since a profile knows thresholds
//! and not transforms; so fields carry the index of both.

use std::sync::Arc;

use pumice_detect::{
    Backend, Cache, Detector, DetectorBuilder, EntityRule, Input, Profile, RecognizerId,
};

use pumice_vault::Tokenizer;

use super::{Scrubber, error::ScrubberError};
use crate::{
    allow::AllowList,
    allow_hashes::KeyedList,
    fields::{FieldRule, Treat},
    key::HashKey,
    policy::{
        EntityPolicy, FieldPolicy, FieldTreat, Flaw, PERSON, Policy, Representation, TOKENLIKE,
        TransformSpec,
    },
    tokens::Tokens,
    transform::{Fpe, Hash, Keep, Mask, Places, Redact, Replace, Tokenize, Transform},
};

impl Scrubber {
    /// Compiles a policy; `key` is the key of the transform `hash` and of allowed hashes.
    ///
    /// # Errors
    /// [`ScrubberError`] when the policy hashes and there is no key, when it allows values by hashes
    /// that another key made, when its recognizers do not compile, or when a replacement would itself
    /// be found.
    pub fn new(policy: Policy, key: Option<HashKey>) -> Result<Self, ScrubberError> {
        Self::with_backend(policy, key, Backend::best())
    }

    /// The same, searching with `backend` instead of the fastest one; the outputs are the same.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_backend(
        policy: Policy,
        key: Option<HashKey>,
        backend: Backend,
    ) -> Result<Self, ScrubberError> {
        Self::compile(policy, key, None, backend)
    }

    /// The same, with what makes tokens.
    ///
    /// # Errors
    /// As [`new`](Self::new), and when the lease has no key for an entity that the policy makes tokens of.
    pub fn with_tokens(
        policy: Policy,
        key: Option<HashKey>,
        tokens: Tokens,
    ) -> Result<Self, ScrubberError> {
        Self::compile(policy, key, Some(tokens), Backend::best())
    }

    /// All of it: [`with_backend`](Self::with_backend) and [`with_tokens`](Self::with_tokens).
    ///
    /// # Errors
    /// As those.
    pub fn compile(
        mut policy: Policy,
        key: Option<HashKey>,
        tokens: Option<Tokens>,
        backend: Backend,
    ) -> Result<Self, ScrubberError> {
        let tokens = tokens.filter(|_| policy.makes_tokens());
        if tokens
            .as_ref()
            .is_some_and(|tokens| tokens.tokenizer.is_some())
        {
            policy.look_for_tokens();
        }
        let hashed = allowed_by_hash(&policy, key.as_ref())?;
        let mut builder = DetectorBuilder::new();
        builder.backend(backend).disguises(policy.disguises);
        builder.names(policy.names);
        if let Some(models) = &policy.names_models {
            builder.names_models(models.clone());
        }
        let catalogue = builder.recognizers().len();
        for own in &policy.recognizers {
            builder.recognizer(own.recognizer.clone());
        }
        // All rules are in before the first profile, which must know every entity.
        let mut transforms = Transforms::new(key.as_ref(), tokens.as_ref(), &builder);
        let tokenlike = builder.entity(TOKENLIKE);
        let tokenlike = tokenlike.filter(|_| transforms.tokenizer.is_some());
        let person = builder.entity(PERSON);
        let (mut sets, mut profiles) = (vec![], vec![]);
        for set in &policy.sets {
            let rules = by_entity(&builder, &policy, &set.rules);
            let made: Result<Box<[u32]>, _> = rules
                .iter()
                .zip(builder.entities())
                .map(|(rule, name)| transforms.index(rule, name, &builder))
                .collect();
            sets.push(made?);
            let mut profile = profile(&builder, &rules);
            profile.regions(set.regions);
            profiles.push(builder.profile(profile));
        }
        let silent = silent(&builder);
        let silent = builder.profile(silent);
        let fields = policy
            .fields
            .iter()
            .map(|field| compile_field(&builder, field))
            .collect();
        let detector = builder
            .build()
            .map_err(|error| ScrubberError::build(error, &policy))?;
        let recognizers = (0..detector.entities().len())
            .map(|entity| first_recognizer(detector.recognizers(), &detector.entities()[entity]))
            .collect();
        let scrubber = Self {
            key_id: key.as_ref().map(HashKey::id),
            entities: detector
                .entities()
                .iter()
                .map(|name| (**name).into())
                .collect(),
            allow: AllowList::new(&policy.allow, hashed),
            tokens: tokens.clone(),
            tokenlike,
            person,
            transforms: transforms.made,
            catalogue,
            recognizers,
            sets,
            profiles,
            silent,
            fields,
            policy,
            detector,
        };
        match scrubber.replacements_found() {
            flaws if flaws.is_empty() => Ok(scrubber),
            flaws => Err(ScrubberError::found_again(
                scrubber.policy.sources.errors(flaws),
            )),
        }
    }

    /// What must be refused because a second pass would find something in the first one's output: a
    /// term `redacted` in `[REDACTED]`, an address in a text of `with`. One mistake for each place
    /// that names a transform.
    fn replacements_found(&self) -> Vec<Flaw> {
        let mut cache = Cache::default();
        let mut flaws: Vec<Flaw> = vec![];
        for (set, rules) in self.policy.sets.iter().enumerate() {
            let field = self
                .detector
                .field("$".into(), b"", None, self.profiles[set]);
            let rules = rules.rules.iter().zip(&rules.places);
            for (name, (rule, &place)) in self.policy.entities.iter().zip(rules) {
                if flaws.iter().any(|flaw| flaw.place == place) {
                    continue;
                }
                let texts = replacements(name, &rule.transform);
                let mut found = texts
                    .iter()
                    .filter_map(|text| self.found_in_replacement(set, &field, text, &mut cache));
                // A context word would raise the score of what stands beside it.
                let speaks = matches!(&rule.transform, TransformSpec::Replace { with: Some(text) }
                    if self.detector.speaks(text.as_bytes()));
                if let Some(found) = found.next() {
                    flaws.push(Flaw::new(
                        place,
                        format!(
                            "what replaces {name} would itself be found as {found}; change the \
                             terms or the regex of {found} or the text of `with`"
                        ),
                    ));
                } else if speaks {
                    flaws.push(Flaw::new(
                        place,
                        format!(
                            "the text of `with` for {name} holds a context word, so that more \
                             would be found beside it in a second pass; choose other words, or \
                             write it like <THIS>"
                        ),
                    ));
                }
            }
        }
        flaws
    }

    /// The entity that a second pass would find, and replace, in the text that replaces a value.
    fn found_in_replacement(
        &self,
        set: usize,
        field: &pumice_detect::Field,
        text: &str,
        cache: &mut Cache,
    ) -> Option<&str> {
        let input = Input {
            text: text.as_bytes(),
            regions: &[Detector::whole(text.as_bytes())],
            fields: std::slice::from_ref(field),
        };
        let mut findings = vec![];
        self.detector.find(cache, input, &mut findings);
        let mut entities = findings.iter().map(|finding| finding.entity);
        let found = entities.find(|found| {
            // A second pass knows its own tokens, or has them stand for themselves.
            if Some(*found) == self.detector.entity(TOKENLIKE) {
                return false;
            }
            let at = self.sets[set][usize::from(found.0)];
            self.transforms[at as usize].name() != "keep"
        });
        found.map(|found| self.detector.entity_name(found))
    }
}

/// The values that a policy allows by their hashes, if it does.
fn allowed_by_hash(
    policy: &Policy,
    key: Option<&HashKey>,
) -> Result<Option<KeyedList>, ScrubberError> {
    let Some(list) = policy.allow_hashes() else {
        return Ok(None);
    };
    let key = key.ok_or_else(|| ScrubberError::missing_allow_key(list.key_id()))?;
    let keyed = KeyedList::new(list, key);
    let keyed = keyed.ok_or_else(|| ScrubberError::other_key(list.key_id(), &key.id()))?;
    Ok(Some(keyed))
}

/// The texts that a transform may write for an entity, with stand-ins for what depends on the value.
fn replacements(entity: &str, transform: &TransformSpec) -> Vec<String> {
    let name = format!("{entity}_1");
    match transform {
        TransformSpec::Redact => vec!["[REDACTED]".into(), format!("{entity}_REDACTED"), name],
        TransformSpec::Replace { with: Some(text) } => vec![text.clone(), name],
        TransformSpec::Replace { with: None } => vec![format!("<{entity}>"), name],
        TransformSpec::Hash => {
            let letters = "abcdefghijklmnopponmlkji";
            vec![
                format!("<{entity}:{letters}>"),
                format!("{entity}_{letters}"),
            ]
        }
        TransformSpec::Mask { .. } => vec![format!("{entity}_x"), name],
        TransformSpec::Tokenize(spec) => match spec.representation {
            Representation::Token => {
                let letters = "hnnqiqttkuznpigfddijkxvoop";
                vec![
                    format!("[{entity}_{letters}]"),
                    format!("{entity}_{letters}"),
                ]
            }
            Representation::Ordinal => vec![format!("[{name}]"), name],
            Representation::Type => vec![format!("[{entity}]"), name],
        },
        // It looks like a value, for it has its shape: whole fields are treated again in a second pass.
        TransformSpec::Fpe { .. } => vec![],
        TransformSpec::Keep => vec![],
    }
}

/// The transforms made so far; equal ones are one.
struct Transforms<'a> {
    key: Option<&'a HashKey>,
    /// `None` where nothing is replaced.
    tokenizer: Option<&'a Tokenizer>,
    has_vault: bool,
    /// By entity.
    places: Places,
    specs: Vec<TransformSpec>,
    made: Vec<Box<dyn Transform>>,
}

impl<'a> Transforms<'a> {
    fn new(
        key: Option<&'a HashKey>,
        tokens: Option<&'a Tokens>,
        builder: &DetectorBuilder,
    ) -> Self {
        let tokenizer = tokens.and_then(|tokens| tokens.tokenizer.as_deref());
        let place = |name| tokenizer.and_then(|tokenizer| tokenizer.place_of(name));
        Self {
            key,
            tokenizer,
            has_vault: tokens.is_some(),
            places: builder.entities().iter().map(|name| place(name)).collect(),
            specs: vec![],
            made: vec![],
        }
    }

    /// The index of the transform of `rule`. Also an entity that is off has one: its values may be
    /// taken whole.
    fn index(
        &mut self,
        rule: &EntityPolicy,
        entity: &str,
        builder: &DetectorBuilder,
    ) -> Result<u32, ScrubberError> {
        if rule.enabled && rule.needs_vault() {
            self.check_vault(entity)?;
        }
        let mut wanted = rule.transform.clone();
        if let TransformSpec::Tokenize(spec) = &mut wanted {
            spec.scope = Some(spec.scope_of(entity));
            spec.accepts_dictionary_risk = false;
        }
        let known = self.specs.iter().position(|spec| *spec == wanted);
        let known = known.filter(|_| !matches!(wanted, TransformSpec::Fpe { .. }));
        if let Some(known) = known {
            return Ok(known as u32);
        }
        let made: Box<dyn Transform> = match &wanted {
            TransformSpec::Tokenize(spec) => Box::new(Tokenize {
                places: Arc::clone(&self.places),
                scope: spec.scope_of(entity),
                matching: spec.matching,
                representation: spec.representation,
            }),
            TransformSpec::Fpe { .. } => {
                let cipher = self
                    .tokenizer
                    .and_then(|it| pumice_vault::Fpe::new(it.lease(), entity));
                let entity = builder.entity(entity);
                Box::new(Fpe {
                    ciphers: entity.into_iter().zip(cipher).collect(),
                })
            }
            TransformSpec::Redact => Box::new(Redact),
            TransformSpec::Replace { with } => Box::new(Replace::new(with.as_deref())),
            TransformSpec::Mask { keep_last } => Box::new(Mask::new(*keep_last)),
            TransformSpec::Hash => {
                let key = self.key.ok_or_else(|| ScrubberError::missing_key(entity))?;
                Box::new(Hash::new(key))
            }
            TransformSpec::Keep => Box::new(Keep),
        };
        self.specs.push(wanted);
        self.made.push(made);
        Ok(self.made.len() as u32 - 1)
    }

    /// Refuses what no token could be made of.
    fn check_vault(&self, entity: &str) -> Result<(), ScrubberError> {
        if !self.has_vault {
            return Err(ScrubberError::missing_vault(entity));
        }
        // What is only written in other texts as a token is withheld where it stands.
        let is_known =
            |tokenizer: &Tokenizer| entity == TOKENLIKE || tokenizer.place_of(entity).is_some();
        match self.tokenizer.is_none_or(is_known) {
            true => Ok(()),
            false => Err(ScrubberError::not_leased(entity)),
        }
    }
}

/// The rules in the order of the builder's entities.
fn by_entity<'a>(
    builder: &DetectorBuilder,
    policy: &'a Policy,
    rules: &'a [EntityPolicy],
) -> Vec<&'a EntityPolicy> {
    let rule = |name: &str| {
        let at = policy.entities.iter().position(|known| known == name);
        at.and_then(|at| rules.get(at))
            .expect("a policy has a rule for every entity")
    };
    builder.entities().iter().map(|name| rule(name)).collect()
}

/// What the detector must know of rules: thresholds, and that values which stay hide no others.
fn profile(builder: &DetectorBuilder, rules: &[&EntityPolicy]) -> Profile {
    let mut profile = builder.default_profile();
    for (name, rule) in builder.entities().iter().zip(rules) {
        let entity = builder
            .entity(name)
            .expect("the builder knows its entities");
        profile.set(
            entity,
            EntityRule {
                threshold: rule.enabled.then_some(rule.threshold),
                every_rule: rule.every_rule,
                yields: rule.transform == TransformSpec::Keep,
            },
        );
    }
    profile
}

/// The profile that finds nothing.
fn silent(builder: &DetectorBuilder) -> Profile {
    let mut profile = builder.default_profile();
    for name in builder.entities() {
        let entity = builder
            .entity(name)
            .expect("the builder knows its entities");
        let off = EntityRule {
            threshold: None,
            ..EntityRule::default()
        };
        profile.set(entity, off);
    }
    profile
}

/// A field rule with its entity by index.
fn compile_field(builder: &DetectorBuilder, field: &FieldPolicy) -> FieldRule {
    let treat = field.treat.as_ref().map(|treat| match treat {
        FieldTreat::Scan => Treat::Scan,
        FieldTreat::Keep => Treat::Keep,
        FieldTreat::Whole(name) => {
            Treat::Whole(builder.entity(name).expect("a policy names known entities"))
        }
    });
    FieldRule {
        pattern: field.pattern.clone(),
        role: field.role,
        treat,
        set: field.set,
    }
}

/// The rule that a whole value counts as found by; it says how values of the entity are spelled.
fn first_recognizer(recognizers: &[pumice_detect::Recognizer], entity: &str) -> RecognizerId {
    let at = recognizers
        .iter()
        .position(|recognizer| recognizer.entity == entity);
    RecognizerId(at.expect("every entity has a rule") as u16)
}
