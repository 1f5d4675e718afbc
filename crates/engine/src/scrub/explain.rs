//! Why a record is treated as it is: what was found and what made up its score, what the policy does
//! with it, and what was almost found.
//!
//! It is the very search of a run that is explained, with everything it says on the way, so that an
//! explanation cannot tell of anything else than what a run does.

use std::{cmp::Ordering, sync::Arc};

use pumice_detect::{
    EntityId, Event, Evidence, Finding, Input, RecognizerId, Region, Role, Score, Span,
};

use super::{Scrubber, Worker};
use crate::{
    batch::Batch,
    fields::{Pattern, RuleSetId, Treatment},
    policy::Flaw,
    tally::{Fate, Kind},
};

/// What a run does with one record, and why. Spans are bytes of [`Batch::text`].
///
/// It holds what replaces values, which may be made of them (a mask): it is for the eyes of whoever has
/// the record, and for no report or log.
pub struct Explanation {
    /// The texts of the record that were searched, in the order of the block.
    pub fields: Vec<ExplainedField>,
    /// Why the whole record is withheld, if it is.
    pub withheld: Option<&'static str>,
}

/// One text of a record.
pub struct ExplainedField {
    /// Where it stands.
    pub region: Region,
    /// Path of its field, as reports show it.
    pub path: Arc<str>,
    /// The speaker, in a chat message.
    pub role: Option<Role>,
    /// What the policy or the format says of the field as a whole.
    pub treatment: Treatment,
    /// Sorted and disjoint.
    pub findings: Vec<Explained>,
    /// The nearest first.
    pub near: Vec<NearMiss>,
}

/// A finding.
pub struct Explained {
    /// What a search gives.
    pub finding: Finding,
    /// Whether it is a well-known value of tests and documentation.
    pub is_specimen: bool,
    /// What made up its score; `None` where the policy takes the whole value of a field.
    pub weight: Option<Weight>,
    /// The threshold that it has met.
    pub threshold: Option<Score>,
    /// Name of the transform that the policy has for it.
    pub transform: &'static str,
    /// Where the policy says so, `policy.toml:7`; `None` in the built-in policy.
    pub place: Option<String>,
    /// What becomes of it.
    pub fate: Fate,
    /// Why it stays whatever its transform is.
    pub stay: Option<Stay>,
    /// What stands in its place afterwards; `None` where it stays, or goes with all of its text.
    pub replacement: Option<Vec<u8>>,
    /// Whether the replacement takes the place of all of the text.
    pub is_whole: bool,
}

/// Why a value stays whatever its transform is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// It is a well-known value of tests and documentation, and the policy keeps those.
    Specimen,
    /// The field stays.
    Field,
    /// It is a replacement already.
    Written,
    /// The policy allows it.
    Allowed,
}

impl Stay {
    pub(super) fn fate(self) -> Fate {
        match self {
            Self::Allowed => Fate::Allowed,
            Self::Specimen | Self::Field | Self::Written => Fate::Kept,
        }
    }
}

/// The parts of a score, in decibans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// What the form says; the check is part of it where a grammar makes it.
    pub form: Evidence,
    /// What it says that the check holds; `None` where the rule has none of its own.
    pub check: Option<Evidence>,
    /// What it says against the value that marks and digits join it to others.
    pub glued: Evidence,
    /// What the rule asks for beyond its form.
    pub bias: Evidence,
    /// What the regions of the policy say.
    pub home: Evidence,
    /// What context words near it say.
    pub words: Evidence,
    /// Those words, where some speak for it.
    pub cue: Option<Span>,
    /// What the name of the field says.
    pub name: Evidence,
    /// As much of the stronger of `words` and `name` as counts.
    pub context: Evidence,
    /// All together.
    pub sum: Evidence,
}

/// What is no finding and almost was one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// Where.
    pub span: Span,
    /// What it might have been.
    pub entity: EntityId,
    /// By which rule.
    pub recognizer: RecognizerId,
    /// What spoke for it; of what its check refutes only form and words are known.
    pub weight: Weight,
    /// Why it is none.
    pub why: Miss,
}

/// Why something is no finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Miss {
    /// It has the shape, and its check digits are wrong.
    Refuted,
    /// Its score is below the threshold.
    Below(Score),
    /// Its score would do, or nearly, and its entity is off.
    Off,
    /// Another value in the same place is surer.
    Lost {
        /// The rule that found the other one.
        winner: RecognizerId,
        /// The other one, where it is a finding of the same text.
        inside: Option<Span>,
    },
}

impl Scrubber {
    /// Explains what [`scrub`](Scrubber::scrub) does with the record at `record` of a block, which is
    /// opened for it and not rewritten. Not for runs: it listens to a second search.
    ///
    /// There are no fields where the block itself rejects the record.
    pub fn explain<B: Batch>(
        &self,
        worker: &mut Worker,
        batch: &mut B,
        record: u32,
    ) -> Explanation {
        self.find(worker, batch);
        self.tell(worker, batch);
        self.treat(worker, batch);
        let failed = worker.failed.iter().find(|&&(of, _)| of == record);
        let withheld = failed.map(|&(_, reason)| reason);
        self.withhold(worker, batch);
        let events = self.listen(worker, batch);
        let mut fields: Vec<_> = (batch.regions().iter().zip(0..))
            .filter(|(region, _)| region.record == record)
            .map(|(region, number)| self.field(worker, batch, *region, number))
            .collect();
        let mut weighed = Weighed::default();
        for event in events {
            let at = fields.partition_point(|field| field.region.end <= event.span().start);
            if let Some(field) = fields.get_mut(at)
                && field.region.start <= event.span().start
            {
                weighed.add(self, field, event);
            }
        }
        for field in &mut fields {
            Weighed::settle(field);
        }
        Explanation { fields, withheld }
    }

    /// Searches again and hears all of it.
    fn listen<B: Batch>(&self, worker: &mut Worker, batch: &B) -> Vec<Event> {
        let input = Input {
            text: batch.text(),
            regions: batch.regions(),
            fields: worker.tree.fields(),
        };
        let mut events = vec![];
        self.detector
            .find_traced(&mut worker.cache, input, &mut vec![], &mut events);
        events
    }

    /// One text and what was found in it.
    fn field<B: Batch>(
        &self,
        worker: &mut Worker,
        batch: &B,
        region: Region,
        number: u32,
    ) -> ExplainedField {
        let field = &worker.tree.fields()[region.field.0 as usize];
        let (path, role) = (Arc::clone(field.path()), field.role());
        let plan = worker.tree.info(region.field).plan;
        let mut findings = vec![];
        for at in 0..worker.findings.len() {
            let finding = worker.findings[at];
            if finding.region != number {
                continue;
            }
            let (kind, fate) = (worker.kinds[at], worker.fates[at]);
            let info = worker.tree.info(region.field);
            let text = worker.scratch.text.of(&finding, &region, batch.text());
            let stay = self.stays(&finding, kind, info, text, &mut worker.scratch.allow);
            let is_whole = plan.pattern == Pattern::Name;
            let mut edits = worker.edits.as_slice().iter();
            let edit = edits.find(|edit| match is_whole {
                true => edit.region == number,
                false => edit.span == finding.span,
            });
            findings.push(Explained {
                finding,
                is_specimen: kind == Kind::Specimen,
                weight: None,
                threshold: None,
                transform: self.transform_name(&worker.tree, region.field, finding.entity),
                place: self.place(plan.set, finding.entity),
                fate,
                stay,
                replacement: edit
                    .filter(|_| fate == Fate::Replaced)
                    .map(|edit| worker.edits.text(edit).to_vec()),
                is_whole,
            });
        }
        ExplainedField {
            region,
            path,
            role,
            treatment: plan.treatment,
            findings,
            near: vec![],
        }
    }
}

impl Scrubber {
    /// The line of the policy that says what happens to an entity under a rule set.
    fn place(&self, set: RuleSetId, entity: EntityId) -> Option<String> {
        let name = &*self.entities[usize::from(entity.0)];
        let at = (self.policy.entities.iter()).position(|known| known == name)?;
        let place = *self.policy.sets[usize::from(set.0)].places.get(at)?;
        let place = self.policy.sources.error(Flaw::new(place, ""));
        Some(format!("{}:{}", place.file()?, place.line()))
    }
}

/// What a search has said so far.
#[derive(Default)]
struct Weighed {
    /// What the check of the value says that is weighed next.
    fits: Option<Event>,
    /// What was enough and is no finding so far.
    open: Vec<(Span, RecognizerId, Weight)>,
}

impl Weighed {
    /// Adds one step of the search in `field`.
    fn add(&mut self, scrubber: &Scrubber, field: &mut ExplainedField, event: Event) {
        let entity = |recognizer| {
            let name = &scrubber.detector.recognizer(recognizer).entity;
            let entity = scrubber.detector.entity(name);
            entity.expect("a detector knows the entities of its rules")
        };
        let fits = self.fits.take();
        match event {
            Event::Fits { .. } => self.fits = Some(event),
            Event::Refuted {
                span,
                recognizer,
                shape,
                context,
            } => field.near.push(NearMiss {
                span,
                entity: entity(recognizer),
                recognizer,
                weight: Weight {
                    form: shape,
                    words: context,
                    context,
                    sum: shape + context,
                    ..Weight::default()
                },
                why: Miss::Refuted,
            }),
            Event::Weighed {
                span,
                recognizer,
                score,
                threshold,
                ..
            } => {
                let weight = weight(event, fits);
                let found = field.findings.iter_mut().find(|found| {
                    let Finding {
                        recognizer: by,
                        span: at,
                        score: with,
                        ..
                    } = found.finding;
                    by == recognizer && with == score && at.overlaps(span)
                });
                if let Some(found) = found {
                    if found.weight.is_none() || found.finding.span == span {
                        found.weight = Some(weight);
                        found.threshold = threshold;
                    }
                    return;
                }
                let why = match threshold {
                    None => Miss::Off,
                    Some(threshold) if score < threshold => Miss::Below(threshold),
                    // Who has won is told later.
                    Some(_) => return self.open.push((span, recognizer, weight)),
                };
                field.near.push(NearMiss {
                    span,
                    entity: entity(recognizer),
                    recognizer,
                    weight,
                    why,
                });
            }
            Event::Lost {
                span,
                recognizer,
                evidence,
                winner,
            } => {
                let mut open = self.open.iter();
                let of_loser = open.find(|&&(at, by, weight)| {
                    by == recognizer && weight.sum == evidence && at.overlaps(span)
                });
                let mut found = field.findings.iter().map(|found| found.finding);
                let inside =
                    found.find(|found| found.recognizer == winner && found.span.overlaps(span));
                field.near.push(NearMiss {
                    span,
                    entity: entity(recognizer),
                    recognizer,
                    weight: of_loser.map(|&(_, _, weight)| weight).unwrap_or_default(),
                    why: Miss::Lost {
                        winner,
                        inside: inside.map(|found| found.span),
                    },
                });
            }
            _ => {}
        }
    }

    /// Leaves of each place and entity the nearest miss, and none of what was found as the same.
    fn settle(field: &mut ExplainedField) {
        if let Treatment::Whole(_) = field.treatment {
            // It was not searched.
            field.near.clear();
        }
        let findings = &field.findings;
        let is_found = |miss: &NearMiss| {
            let mut findings = findings.iter().map(|found| &found.finding);
            findings.any(|found| found.entity == miss.entity && found.span.overlaps(miss.span))
        };
        field.near.retain(|miss| !is_found(miss));
        let distance = |miss: &NearMiss| miss.distance(findings);
        field.near.sort_by(|one, other| {
            let by_distance = distance(one).cmp(&distance(other));
            let by_length = other.span.len().cmp(&one.span.len());
            (by_distance.then(by_length))
                .then(one.span.cmp(&other.span))
                .then(one.recognizer.cmp(&other.recognizer))
        });
        let mut kept: Vec<NearMiss> = vec![];
        for miss in field.near.drain(..) {
            let is_told = kept
                .iter()
                .any(|known| known.entity == miss.entity && known.span.overlaps(miss.span));
            if !is_told {
                kept.push(miss);
            }
        }
        field.near = kept;
    }
}

impl NearMiss {
    /// How far it is from a finding: decibans, by and large.
    fn distance(&self, findings: &[Explained]) -> i32 {
        let sum = i32::from(self.weight.sum.0);
        let threshold = |score: Score| i32::from(Evidence::from_score(score).0);
        let missing = match self.why {
            Miss::Lost { .. } => 0,
            Miss::Off => (threshold(Score::DEFAULT_THRESHOLD) - sum).max(0),
            Miss::Below(score) => threshold(score) - sum,
            // A number that words call what its check says it is not is most often mistyped.
            Miss::Refuted if self.weight.context > Evidence(0) => (REFUTED - sum).max(0),
            Miss::Refuted => (REFUTED - sum).max(REFUTED / 2),
        };
        let is_inside = (findings.iter()).any(|found| found.finding.span.overlaps(self.span));
        let is_lost = matches!(self.why, Miss::Lost { .. });
        missing + if is_inside && !is_lost { INSIDE } else { 0 }
    }
}

/// What a check says that holds, by and large.
const REFUTED: i32 = 10;
/// What is said of a part of something that was found is seldom what one wants to know.
const INSIDE: i32 = 20;

/// The parts of what was weighed.
fn weight(event: Event, fits: Option<Event>) -> Weight {
    let Event::Weighed {
        span,
        recognizer,
        shape,
        bias,
        home,
        context,
        words,
        cue,
        name,
        ..
    } = event
    else {
        return Weight::default();
    };
    let (check, glued) = match fits {
        Some(Event::Fits {
            span: at,
            recognizer: by,
            check,
            glued,
        }) if (at, by) == (span, recognizer) => (check, glued),
        _ => (None, Evidence(0)),
    };
    let others = [check.unwrap_or_default(), glued, bias, home];
    let form = others
        .iter()
        .fold(shape.0, |form, other| form.saturating_sub(other.0));
    Weight {
        form: match shape.cmp(&Evidence::CERTAIN) {
            Ordering::Equal => shape,
            _ => Evidence(form),
        },
        check,
        glued,
        bias,
        home,
        words,
        cue,
        name,
        context,
        sum: shape + context,
    }
}
