//! Proves what a policy says of its own recognizers: examples are found, counterexamples are not.
//!
//! It is a policy as it stands that is proved, with its thresholds and with the catalogue beside it,
//! since that is what a run searches with. Why an example is not found is told by the trace of that
//! search: who listens to it hears of all that was weighed, whatever its threshold is.

use pumice_detect::{
    Cache, Detector, Event, Evidence, Finding, Input, ProfileId, RecognizerId, Shape,
};

use super::Scrubber;
use crate::{
    allow::AllowScratch,
    policy::{EntityPolicy, Example, FieldTreat, Flaw, OwnRecognizer, PolicyError, TransformSpec},
};

/// What a policy was seen to do. Holds places and no values.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Proof {
    /// Recognizers of the policy's own, lists of `[[deny]]` among them.
    pub recognizers: usize,
    /// Examples that were looked at.
    pub examples: usize,
    /// Counterexamples that were looked at.
    pub counterexamples: usize,
    /// Whether runs need a key for the transform `hash`.
    pub needs_key: bool,
    /// What the policy says and does not do; without any it is proved.
    pub mistakes: Vec<PolicyError>,
    /// What may not be meant.
    pub warnings: Vec<PolicyError>,
}

impl Scrubber {
    /// Proves the policy: every example of its recognizers is found by the one that it stands with, as
    /// its entity, and no counterexample is.
    ///
    /// ```
    /// use pumice_engine::{Policy, Scrubber};
    /// let policy = Policy::parse(
    ///     "version = 1\n[[recognizer]]\nid = \"badge\"\nentity = \"BADGE\"\nregex = 'B-\\d{5}'\n\
    ///      examples = [\"B-12345\"]\ncounterexamples = [\"B-1\", \"B-54321\"]\n",
    /// )?;
    /// let proof = Scrubber::new(policy, None)?.prove();
    /// assert_eq!((proof.examples, proof.counterexamples), (1, 2));
    /// assert_eq!(proof.mistakes[0].line(), 7);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn prove(&self) -> Proof {
        let mut prover = Prover::new(self);
        let own = &self.policy().recognizers;
        own.iter().for_each(|own| prover.recognizer(own));
        prover.costs();
        prover.transforms();
        prover.allowed_values();
        let hashes = |rule: &EntityPolicy| rule.transform == TransformSpec::Hash;
        let policy = self.policy();
        let sources = &policy.sources;
        prover.warnings.extend(policy.notes.iter().cloned());
        Proof {
            recognizers: own.len(),
            examples: own.iter().map(|own| own.examples.len()).sum(),
            counterexamples: own.iter().map(|own| own.counterexamples.len()).sum(),
            needs_key: policy.sets.iter().any(|set| set.rules.iter().any(hashes)),
            mistakes: sources.errors(prover.mistakes),
            warnings: sources.errors(prover.warnings),
        }
    }
}

struct Prover<'a> {
    scrubber: &'a Scrubber,
    cache: Cache,
    allow: AllowScratch,
    mistakes: Vec<Flaw>,
    warnings: Vec<Flaw>,
}

/// What one text gave.
struct Heard {
    findings: Vec<Finding>,
    events: Vec<Event>,
}

impl<'a> Prover<'a> {
    fn new(scrubber: &'a Scrubber) -> Self {
        Self {
            scrubber,
            cache: Cache::default(),
            allow: AllowScratch::default(),
            mistakes: vec![],
            warnings: vec![],
        }
    }

    /// Everything about one recognizer.
    fn recognizer(&mut self, own: &OwnRecognizer) {
        let rules = self.rules_of(own);
        let entity = &own.recognizer.entity;
        if rules.iter().all(|rule| !rule.enabled) {
            self.mistakes.push(Flaw::new(
                own.place,
                format!(
                    "this finds nothing, as {entity} is off; write `enabled = true` in \
                     [entities.{entity}]"
                ),
            ));
            return;
        }
        let prior = prior(own);
        let thresholds = rules.iter().filter(|rule| rule.enabled);
        let least = thresholds.map(|rule| rule.threshold).min();
        if let Some(least) = least
            && own.recognizer.context.is_empty()
            && own.recognizer.validate.is_none()
            && prior.score() < least
        {
            self.mistakes.push(Flaw::new(
                own.place,
                format!(
                    "this finds nothing: its score is below {least}, the threshold of {entity}, \
                     and nothing can raise it; raise `score` or add `context`"
                ),
            ));
            return;
        }
        for example in &own.examples {
            if let Err(why) = self.example(own, example) {
                self.mistakes.push(Flaw::new(example.place, why));
            }
        }
        for example in &own.counterexamples {
            if let Err(why) = self.counterexample(own, example) {
                self.mistakes.push(Flaw::new(example.place, why));
            }
        }
        self.oddities(own, prior);
    }

    /// What may not be meant of a recognizer.
    fn oddities(&mut self, own: &OwnRecognizer, prior: Evidence) {
        let entity = &own.recognizer.entity;
        if !own.is_deny && own.examples.is_empty() {
            self.warnings.push(Flaw::new(
                own.place,
                "this recognizer has no examples, so nothing is proved of it; add `examples`",
            ));
        }
        if prior == Evidence::CERTAIN && !own.recognizer.context.is_empty() {
            self.warnings.push(Flaw::new(
                own.place,
                "`context` adds nothing to a score of 1; lower `score` or remove the words",
            ));
        }
        let base = &self.scrubber.policy().sets[0];
        let at = self.entity_index(entity);
        let (rule, place) = (&base.rules[at], base.places[at]);
        if rule.transform == TransformSpec::Keep {
            let place = self.scrubber.policy().sources.show(place, own.place);
            self.warnings.push(Flaw::new(
                own.place,
                format!("what this finds stays as it is: {place} keeps {entity}"),
            ));
        }
        let allowed = own.recognizer.shapes.iter().map(|shape| match shape {
            Shape::Terms(terms) => {
                let allow = &self.scrubber.allow;
                let normal = own.recognizer.normal;
                let is_allowed =
                    |term: &&str| allow.contains(normal, term.as_bytes(), &mut self.allow);
                terms.terms.iter().filter(is_allowed).count()
            }
            _ => 0,
        });
        let allowed: usize = allowed.sum();
        if allowed > 0 {
            self.warnings.push(Flaw::new(
                own.place,
                format!(
                    "{allowed} of these terms stay, as `allow` or `allow_hashes` names them too"
                ),
            ));
        }
    }

    /// The error says why the example is not found, and what to do.
    fn example(&mut self, own: &OwnRecognizer, example: &Example) -> Result<(), String> {
        let heard = self.search(example, true);
        let id = self.id(own);
        let text = example.text.as_bytes();
        let mut found = heard
            .findings
            .iter()
            .filter(|finding| finding.recognizer == id)
            .map(|finding| text.get(finding.span.range()).unwrap_or_default());
        let value = example.value.as_ref().map(|value| value.as_bytes());
        let is_meant = |found: &&[u8]| value.is_none_or(|value| value == *found);
        match (found.clone().find(is_meant), found.next()) {
            (Some(value), _) => {
                let allow = &self.scrubber.allow;
                let normal = own.recognizer.normal;
                if allow.contains(normal, value, &mut self.allow) {
                    return Err(
                        "the value of this example stays, as `allow` or `allow_hashes` names it; \
                         remove it from there or from here"
                            .to_owned(),
                    );
                }
                Ok(())
            }
            (None, Some(_)) => Err("what is found in this example is not its `value`; correct \
                                    the example or the regex"
                .to_owned()),
            (None, None) => Err(self.why_not(own, id, &heard)),
        }
    }

    /// Why nothing was found by the rule `id`.
    fn why_not(&self, own: &OwnRecognizer, id: RecognizerId, heard: &Heard) -> String {
        let entity = &own.recognizer.entity;
        let mut events = heard.events.iter();
        let winner = events.find_map(|event| match *event {
            Event::Lost {
                recognizer, winner, ..
            } if recognizer == id => Some(winner),
            _ => None,
        });
        if let Some(winner) = winner {
            let winner = self.scrubber.detector().recognizer(winner);
            return format!(
                "this example is found by `{}` as {}, which is surer here; raise `score`, or turn \
                 that off",
                winner.id, winner.entity
            );
        }
        let scores = heard.events.iter().filter_map(|event| match *event {
            Event::Weighed {
                recognizer, score, ..
            } if recognizer == id => Some(score),
            _ => None,
        });
        let refuted = heard
            .events
            .iter()
            .any(|event| matches!(event, Event::Refuted { recognizer, .. } if *recognizer == id));
        let rule = &self.scrubber.policy().sets[0].rules[self.entity_index(entity)];
        match scores.max() {
            Some(_) if !rule.enabled => format!(
                "this example is found in some fields only, as {entity} is off elsewhere; write \
                 `enabled = true` in [entities.{entity}]"
            ),
            Some(score) if score < rule.threshold => format!(
                "this example is not found: its score is {score} and the threshold of {entity} is \
                 {}; raise `score`, write a word of `context` beside it or lower the threshold",
                rule.threshold
            ),
            Some(_) => "this example is not found, as it is part of something else; write it apart"
                .to_owned(),
            None if refuted => "this example is not found: the check refutes what has its shape; \
                                correct the example or `check`"
                .to_owned(),
            None => format!(
                "this example is not found: nothing in it {}; correct the one or the other",
                match own.recognizer.shapes.first() {
                    Some(Shape::Terms(_)) => "is a term of the list",
                    _ => "matches the regex",
                }
            ),
        }
    }

    /// The error says that the counterexample is found.
    fn counterexample(&mut self, own: &OwnRecognizer, example: &Example) -> Result<(), String> {
        let id = self.id(own);
        let heard = self.search(example, false);
        let mut found = heard.findings.iter();
        match found.find(|finding| finding.recognizer == id) {
            None => Ok(()),
            Some(finding) => Err(format!(
                "this counterexample is found, with a score of {}; make the regex narrower, add a \
                 `check`, or lower `score` and add `context`",
                finding.score
            )),
        }
    }

    /// Patterns that slow every search down.
    fn costs(&mut self) {
        let detector = self.scrubber.detector();
        for id in detector.costly() {
            let rule = detector.recognizer(id);
            let mut own = self.scrubber.policy().recognizers.iter();
            if let Some(own) = own.find(|own| own.recognizer.id == rule.id) {
                self.warnings.push(Flaw::new(
                    own.place,
                    "a regex of this has nothing rare in it, so that every byte of text costs about \
                     a nanosecond more; begin it with a literal, a digit or a mark",
                ));
            }
        }
    }

    /// Entities that stay by a line that is not about them alone.
    fn transforms(&mut self) {
        let base = &self.scrubber.policy().sets[0];
        let kept = base.rules.iter().zip(&base.places);
        let kept = kept.filter(|(rule, _)| rule.transform == TransformSpec::Keep);
        let mut places: Vec<_> = kept.map(|(_, &place)| place).collect();
        places.sort_unstable();
        for same in places.chunk_by(|a, b| a == b) {
            if let [place, _, ..] = same {
                let message = "this keeps what is found of every entity that has no transform of \
                               its own: it is counted and stays";
                self.warnings.push(Flaw::new(*place, message));
            }
        }
    }

    /// Allowed values that nobody would have touched.
    fn allowed_values(&mut self) {
        let policy = self.scrubber.policy();
        let takes_whole = |treat: &Option<FieldTreat>| matches!(treat, Some(FieldTreat::Whole(_)));
        if policy.fields.iter().any(|field| takes_whole(&field.treat)) {
            // Whatever stands there is found.
            return;
        }
        for (value, &place) in policy.allow.iter().zip(&policy.allow_places) {
            let example = Example {
                place,
                text: value.clone(),
                value: None,
                field: None,
            };
            let heard = self.search(&example, true);
            let is_found = heard.events.iter().any(|event| match *event {
                Event::Weighed {
                    span, recognizer, ..
                } => {
                    let rule = self.scrubber.detector().recognizer(recognizer);
                    let at = self.entity_index(&rule.entity);
                    let is_on = policy.sets.iter().any(|set| {
                        let of_set = &set.rules[at];
                        of_set.enabled && (of_set.every_rule || rule.default_on)
                    });
                    let found = value.as_bytes().get(span.range()).unwrap_or_default();
                    let allow = &self.scrubber.allow;
                    is_on && allow.contains(rule.normal, found, &mut self.allow)
                }
                _ => false,
            });
            if !is_found {
                let message = "no recognizer that is on finds this value as a whole where it \
                               stands alone, so that allowing it may do nothing";
                self.warnings.push(Flaw::new(place, message));
            }
        }
    }

    /// The rules of a recognizer's entity in all fields.
    fn rules_of(&self, own: &OwnRecognizer) -> Vec<&'a EntityPolicy> {
        let at = self.entity_index(&own.recognizer.entity);
        let sets = self.scrubber.policy().sets.iter();
        sets.map(|set| &set.rules[at]).collect()
    }

    fn entity_index(&self, entity: &str) -> usize {
        let mut entities = self.scrubber.policy().entities.iter();
        let at = entities.position(|known| known == entity);
        at.expect("a policy knows the entities of its recognizers")
    }

    fn id(&self, own: &OwnRecognizer) -> RecognizerId {
        let mut rules = self.scrubber.detector().recognizers().iter();
        let at = rules.position(|rule| rule.id == own.recognizer.id);
        RecognizerId(at.expect("the detector was built from the policy") as u16)
    }

    /// Searches as a run would, in a field without rules of its own.
    fn search(&mut self, example: &Example, listens: bool) -> Heard {
        let profile = self.scrubber.profiles[0];
        let detector = self.scrubber.detector();
        find(detector, profile, &mut self.cache, example, listens)
    }
}

/// What a shape of the recognizer says at most.
fn prior(own: &OwnRecognizer) -> Evidence {
    let priors = own.recognizer.shapes.iter().map(|shape| match shape {
        Shape::Pattern(pattern) => pattern.prior,
        Shape::Terms(terms) => terms.prior,
        _ => Evidence::default(),
    });
    priors.max().unwrap_or_default()
}

fn find(
    detector: &Detector,
    profile: ProfileId,
    cache: &mut Cache,
    example: &Example,
    listens: bool,
) -> Heard {
    let name = example.field.as_deref().unwrap_or_default();
    let field = detector.field("$".into(), name.as_bytes(), None, profile);
    let text = example.text.as_bytes();
    let input = Input {
        text,
        regions: &[Detector::whole(text)],
        fields: &[field],
    };
    let (mut findings, mut events) = (vec![], vec![]);
    if listens {
        detector.find_traced(cache, input, &mut findings, &mut events);
    } else {
        detector.find(cache, input, &mut findings);
    }
    Heard { findings, events }
}
