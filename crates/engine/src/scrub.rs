//! One block of records in, the same block scrubbed out: open, find, transform, rewrite. No
//! threads, no files, no clock.

use std::{fmt, sync::Arc};

use pumice_detect::{
    AsRead, Cache, Detector, Disguises, Encoding, EntityId, FieldId, Finding, Input, OffsetMap,
    ProfileId, RecognizerId, Region, Score, Span, escape,
};

use pumice_vault::reveal::Sightings;

use crate::{
    allow::{AllowList, AllowScratch},
    batch::{Batch, Edits, Place, Reason},
    fields::{
        FieldInfo, FieldRule, FieldRules, FieldTree, Fields, Layout, Pattern, RuleSetId, Treatment,
    },
    fingerprint::{FingerprintScratch, Fingerprinter},
    located::Located,
    policy::{Policy, SpecimenPolicy},
    tally::{Counters, Fate, Kind, Tally},
    tokens::{Ours, Tokens},
    transform::{
        Ordinals, Outcome, RecordBytes, Scope, TokenState, Transform, TransformContext, Value,
        WorkerState, is_written, is_written_token,
    },
};

pub use error::{ScrubberError, ScrubberErrorKind};
pub use explain::{Explained, ExplainedField, Explanation, Miss, NearMiss, Stay, Weight};
pub use prove::Proof;

mod catalogue;
mod compile;
mod error;
mod explain;
mod prove;

/// A compiled policy. Shared by all threads; each brings a [`Worker`] of its own.
///
/// ```
/// use pumice_engine::{Policy, Scrubber};
/// let scrubber = Scrubber::new(Policy::builtin(), None)?;
/// assert_eq!(scrubber.key_id(), None);
/// # Ok::<(), pumice_engine::ScrubberError>(())
/// ```
pub struct Scrubber {
    policy: Policy,
    detector: Detector,
    key_id: Option<String>,
    /// Names, by entity.
    entities: Vec<Arc<str>>,
    /// How many of the detector's rules are the catalogue's; those of the policy come behind them.
    catalogue: usize,
    /// The first rule of each entity: what a value that is taken whole counts as found by.
    recognizers: Vec<RecognizerId>,
    transforms: Vec<Box<dyn Transform>>,
    /// Index of the transform, by rule set and entity.
    sets: Vec<Box<[u32]>>,
    /// The detector's profile, by rule set.
    profiles: Vec<ProfileId>,
    silent: ProfileId,
    fields: Vec<FieldRule>,
    allow: AllowList,
    /// What makes tokens, where the policy wants some.
    tokens: Option<Tokens>,
    /// The entity of texts that look like a token, where they are looked for.
    tokenlike: Option<EntityId>,
    /// The entity of persons.
    person: Option<EntityId>,
}

/// Scratch memory of one thread: what it has learnt of the fields, and buffers.
///
/// It belongs to the scrubber that made it. It holds values, so its `Debug` shows nothing.
pub struct Worker {
    layout: Layout,
    rules: FieldRules,
    tree: FieldTree,
    cache: Cache,
    findings: Vec<Finding>,
    /// By finding.
    fates: Vec<Fate>,
    kinds: Vec<Kind>,
    failed: Vec<(u32, &'static str)>,
    edits: Edits,
    counters: Counters,
    places: Vec<Place>,
    scratch: Scratch,
}

/// Buffers for one value at a time.
#[derive(Default)]
struct Scratch {
    text: Decoded,
    /// Of a name of which a value was found.
    name: Decoded,
    sightings: Sightings,
    allow: AllowScratch,
    fingerprint: FingerprintScratch,
    ordinals: Ordinals,
    state: WorkerState,
}

impl Worker {
    /// What was found in the last block, sorted and disjoint; indices refer to its regions. Values
    /// that are taken whole are among them.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The fields that regions refer to; a [`FieldId`] is the index.
    pub fn fields(&self) -> &[pumice_detect::Field] {
        self.tree.fields()
    }
}

impl fmt::Debug for Scrubber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scrubber")
            .field("policy", &self.policy.hash())
            .field("key", &self.key_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker")
            .field("tree", &self.tree)
            .finish_non_exhaustive()
    }
}

impl Scrubber {
    /// What was compiled.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The detector, with the policy's terms and thresholds.
    pub fn detector(&self) -> &Detector {
        &self.detector
    }

    /// Tells which key the hashes of this scrubber are made with; see
    /// [`HashKey::id`](crate::HashKey::id). `None` without a key.
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    /// SHA-256 of the catalogue in hexadecimal digits: of every rule's id, entity, patterns,
    /// context words and citation. The policy's own rules are left out, as its hash tells them.
    pub fn catalogue_hash(&self) -> String {
        let rules = self.detector.recognizers();
        catalogue::hash(rules.get(..self.catalogue).unwrap_or(rules))
    }

    /// Scratch memory for blocks of the kind `B`.
    ///
    /// # Panics
    /// When a pattern of the kind's layout is malformed.
    pub fn worker<B: Batch>(&self) -> Worker {
        let rules = FieldRules::new(
            (&self.fields, self.policy.document_id.as_ref()),
            B::LAYOUT,
            &self.profiles,
            self.silent,
            self.policy.numbers(),
        )
        .by_value(self.is_by_value());
        Worker {
            layout: B::LAYOUT,
            tree: FieldTree::new(&rules),
            rules,
            cache: Cache::default(),
            findings: vec![],
            fates: vec![],
            kinds: vec![],
            failed: vec![],
            edits: Edits::default(),
            counters: Counters::new(self.entities.len()),
            places: vec![],
            scratch: Scratch {
                text: Decoded::new(self.policy.disguises),
                state: WorkerState::new(self.token_state()),
                ..Scratch::default()
            },
        }
    }

    /// What a worker makes tokens with.
    fn token_state(&self) -> Option<TokenState> {
        let tokens = self.tokens.as_ref()?;
        let tokenizer = tokens.tokenizer.as_ref()?;
        Some(TokenState::new(tokenizer.another(), tokens.nonce))
    }

    /// Whether the policy makes tokens, so that what is scrubbed must wait for a vault.
    pub fn makes_tokens(&self) -> bool {
        self.tokens.is_some()
    }

    /// Has tokens of scope `random` drawn from this: the same for all of a run, however often it is gone on
    /// with. Workers that are made later know it.
    pub fn draw_from(&mut self, nonce: [u8; 16]) {
        if let Some(tokens) = &mut self.tokens {
            tokens.nonce = nonce;
        }
    }

    /// The fields that a worker knows, for a block that is opened outside of a run.
    pub fn fields<'a>(&'a self, worker: &'a mut Worker) -> Fields<'a> {
        Fields::new(&self.detector, &worker.rules, &mut worker.tree)
    }

    /// Scrubs one block and counts what was found. Hot: per block.
    ///
    /// A record in which a transform failed is withheld as a whole: it goes to the quarantine.
    pub fn scrub<B: Batch>(&self, worker: &mut Worker, mut batch: B) -> (B, Tally) {
        self.find(worker, &mut batch);
        self.tell(worker, &batch);
        self.treat(worker, &batch);
        self.withhold(worker, &mut batch);
        self.keep_values(worker);
        batch.rewrite(&worker.edits);
        let tally = self.count(worker, &batch);
        (batch, tally)
    }

    /// Counts what would be found in a block and leaves it as it is. Hot: per block.
    pub fn inspect<B: Batch>(&self, worker: &mut Worker, mut batch: B) -> (B, Tally) {
        self.find(worker, &mut batch);
        self.tell(worker, &batch);
        worker.fates.clear();
        for (finding, &kind) in worker.findings.iter().zip(&worker.kinds) {
            let region = &batch.regions()[finding.region as usize];
            let info = worker.tree.info(region.field);
            let text = worker.scratch.text.of(finding, region, batch.text());
            let stays = self.stays(finding, kind, info, text, &mut worker.scratch.allow);
            worker.fates.push(stays.map_or(Fate::Found, Stay::fate));
        }
        let tally = self.count(worker, &batch);
        (batch, tally)
    }

    /// Tells one by one what [`inspect`](Scrubber::inspect) has found in this block just now, in the
    /// order of the input, with names for the values if somebody makes them. Hot: per block.
    pub fn list<B: Batch>(
        &self,
        worker: &mut Worker,
        batch: &B,
        fingerprinter: Option<&Fingerprinter>,
    ) -> Vec<Located> {
        worker.places.clear();
        batch.places(&worker.findings, &mut worker.places);
        let told = worker.findings.iter().zip(&worker.places);
        let told = told.zip(worker.fates.iter().zip(&worker.kinds));
        let located = told.map(|((finding, &place), (&fate, &kind))| {
            let region = &batch.regions()[finding.region as usize];
            let field = &worker.tree.fields()[region.field.0 as usize];
            let entity_name = &self.entities[usize::from(finding.entity.0)];
            let fingerprint = fingerprinter.map(|fingerprinter| {
                let text = worker.scratch.text.of(finding, region, batch.text());
                let value = Value {
                    text,
                    spelled: text,
                    normal: self.detector.recognizer(finding.recognizer).normal,
                };
                let scratch = &mut worker.scratch.fingerprint;
                fingerprinter.of_finding(entity_name, field.path(), &value, scratch)
            });
            Located {
                place,
                entity: finding.entity,
                recognizer: finding.recognizer,
                score: finding.score,
                path: field.path().clone(),
                role: field.role(),
                transform: self.transform_name(&worker.tree, region.field, finding.entity),
                fate,
                is_specimen: kind == Kind::Specimen,
                fingerprint,
            }
        });
        let mut located: Vec<_> = located.collect();
        // What was found in JSON inside of a string stands behind all lines of the block.
        located.sort_by_key(|located| located.place);
        located
    }

    /// Opens the block and finds what is in it.
    fn find<B: Batch>(&self, worker: &mut Worker, batch: &mut B) {
        if worker.layout != B::LAYOUT {
            *worker = self.worker::<B>();
        }
        batch.open(&mut self.fields(worker));
        let input = Input {
            text: batch.text(),
            regions: batch.regions(),
            fields: worker.tree.fields(),
        };
        self.detector
            .find(&mut worker.cache, input, &mut worker.findings);
        self.drop_no_tokens(worker, batch);
        if worker.tree.takes_whole() {
            self.add_whole(worker, batch.regions());
        }
    }

    /// Drops what looks like a token and is none, as the vault would read it. Hot: per block.
    fn drop_no_tokens<B: Batch>(&self, worker: &mut Worker, batch: &B) {
        let Some(tokenlike) = self.tokenlike else {
            return;
        };
        let Worker {
            findings, scratch, ..
        } = worker;
        let Scratch {
            text, sightings, ..
        } = scratch;
        findings.retain(|finding| {
            finding.entity != tokenlike || {
                let region = &batch.regions()[finding.region as usize];
                sightings.clear();
                sightings.find(text.of(finding, region, batch.text()), 0);
                sightings.iter().any(|(_, token)| token.is_some())
            }
        });
    }

    /// Adds a finding for each value that is taken whole; the detector found nothing there.
    fn add_whole(&self, worker: &mut Worker, regions: &[Region]) {
        for (at, region) in regions.iter().enumerate() {
            if let Treatment::Whole(entity) = worker.tree.info(region.field).plan.treatment
                && !region.span().is_empty()
            {
                worker.findings.push(Finding {
                    span: region.span(),
                    region: at as u32,
                    entity,
                    recognizer: self.recognizers[usize::from(entity.0)],
                    score: Score::MAX,
                    disguised: false,
                });
            }
        }
        worker.findings.sort_unstable_by_key(|finding| finding.span);
    }

    /// Tells specimens from other findings.
    fn tell<B: Batch>(&self, worker: &mut Worker, batch: &B) {
        worker.kinds.clear();
        for finding in &worker.findings {
            let region = &batch.regions()[finding.region as usize];
            let text = worker.scratch.text.of(finding, region, batch.text());
            let is_specimen = self.detector.is_specimen(finding.recognizer, text);
            worker.kinds.push(match is_specimen {
                true => Kind::Specimen,
                false => Kind::Real,
            });
        }
    }

    /// Hands on what the block's tokens stand for, before the block is handed on. Hot: per block.
    fn keep_values(&self, worker: &mut Worker) {
        let keep = self.tokens.as_ref().and_then(|tokens| tokens.keep.as_ref());
        let Some(state) = &mut worker.scratch.state.tokens else {
            return;
        };
        let records = state.tokenizer.take();
        if let (Some(keep), false) = (keep, records.is_empty()) {
            keep(records);
        }
    }

    /// Notes which document each record of the block is of, where a field tells. Hot: per block.
    fn read_documents<B: Batch>(&self, worker: &mut Worker, batch: &B) {
        let Some(state) = &mut worker.scratch.state.tokens else {
            return;
        };
        if self.policy.document_id.is_none() {
            return;
        }
        for region in batch.regions() {
            if worker.tree.info(region.field).plan.is_document {
                let text = worker.scratch.text.of_region(region, batch.text());
                state.documents.add(region.record, text);
            }
        }
    }

    /// Decides the fate of each finding and writes the edits.
    fn treat<B: Batch>(&self, worker: &mut Worker, batch: &B) {
        worker.edits.clear();
        worker.fates.clear();
        worker.failed.clear();
        worker.scratch.ordinals.clear();
        worker.scratch.state.clear();
        self.read_documents(worker, batch);
        let mut replaced_name = None;
        for (finding, &kind) in worker.findings.iter().zip(&worker.kinds) {
            let region = &batch.regions()[finding.region as usize];
            let info = worker.tree.info(region.field);
            if replaced_name == Some(finding.region) {
                // It went with the whole name.
                worker.fates.push(Fate::Replaced);
                continue;
            }
            let found = Found {
                finding,
                kind,
                region,
                info,
                field: &worker.tree.fields()[region.field.0 as usize],
            };
            let fate = match self.apply(&found, batch, &mut worker.scratch, &mut worker.edits) {
                Ok(fate) => fate,
                Err(reason) => {
                    worker.failed.push((batch.unit(region), reason));
                    Fate::Withheld
                }
            };
            if fate == Fate::Replaced && info.plan.pattern == Pattern::Name {
                replaced_name = Some(finding.region);
            }
            worker.fates.push(fate);
        }
    }

    /// Treats one finding. Hot: per finding.
    ///
    /// # Errors
    /// Why the record must be withheld.
    fn apply<B: Batch>(
        &self,
        found: &Found<'_>,
        batch: &B,
        scratch: &mut Scratch,
        edits: &mut Edits,
    ) -> Result<Fate, &'static str> {
        let Found {
            finding,
            kind,
            region,
            info,
            field,
        } = *found;
        let (plan, entity) = (&info.plan, finding.entity);
        let entity_name = &*self.entities[usize::from(entity.0)];
        let (text, spelled) = scratch.text.both(finding, region, batch.text());
        if let Some(stay) = self.stays(finding, kind, info, text, &mut scratch.allow) {
            return Ok(stay.fate());
        }
        let transform = self.transform(plan.set, entity);
        let value = Value {
            text,
            spelled: match plan.pattern {
                Pattern::Name => scratch.name.of_region(region, batch.text()),
                _ => spelled,
            },
            // Ids that are spelled differently are different.
            normal: match plan.pattern {
                Pattern::Id => pumice_detect::Normal::Exact,
                _ => self.detector.recognizer(finding.recognizer).normal,
            },
        };
        let ordinal = (plan.pattern != Pattern::Free || transform.counts()).then(|| {
            let ordinals = &mut scratch.ordinals;
            let is_person = Some(entity) == self.person;
            ordinals.of(region.record, entity, &value, is_person)
        });
        let context = TransformContext {
            entity,
            entity_name,
            field,
            record: batch.first_record() + u64::from(region.record),
            ordinal,
            pattern: plan.pattern,
            record_bytes: RecordBytes {
                hash: &|| batch.record_hash(region.record),
                index: region.record,
            },
        };
        let span = match plan.pattern {
            Pattern::Name => region.span(),
            _ => finding.span,
        };
        let respelled = scratch.state.respelled();
        let outcome = edits.push(span, finding.region, entity, |out| {
            let outcome = transform.apply(&mut scratch.state, &value, &context, out);
            (outcome == Outcome::Replaced, outcome)
        });
        if let Some(tokens) = &mut scratch.state.tokens {
            let count = batch.occurrences(region);
            tokens.respelled = respelled + (tokens.respelled - respelled) * count;
        }
        match outcome {
            Outcome::Replaced => Ok(Fate::Replaced),
            Outcome::Kept => Ok(Fate::Kept),
            Outcome::Failed(reason) => Err(reason),
        }
    }

    /// Why a value stays whatever its transform is, if it does. Hot: per finding.
    fn stays(
        &self,
        finding: &Finding,
        kind: Kind,
        info: &FieldInfo,
        text: &[u8],
        scratch: &mut AllowScratch,
    ) -> Option<Stay> {
        if kind == Kind::Specimen && self.policy.specimens == SpecimenPolicy::Keep {
            return Some(Stay::Specimen);
        }
        match info.plan.treatment {
            Treatment::Keep => return Some(Stay::Field),
            Treatment::Whole(entity) if is_written(text, &self.entities[usize::from(entity.0)]) => {
                return Some(Stay::Written);
            }
            _ => {}
        }
        let is_ours = |tokens: &Tokens| tokens.ours == Ours::Rescrub;
        if self.tokens.as_ref().is_some_and(is_ours) && self.is_token(info, text) {
            return Some(Stay::Written);
        }
        let normal = self.detector.recognizer(finding.recognizer).normal;
        let is_allowed = self.allow.contains(normal, text, scratch);
        is_allowed.then_some(Stay::Allowed)
    }

    /// Whether what was found, or is taken whole, is a token of ours. Hot: per finding of a second pass.
    fn is_token(&self, info: &FieldInfo, text: &[u8]) -> bool {
        let entity = match info.plan.treatment {
            Treatment::Whole(entity) => Some(&*self.entities[usize::from(entity.0)]),
            // A secret behind its label is one for its label's sake.
            _ => None,
        };
        is_written_token(text, entity)
    }

    /// Withholds the records, or parts of them, in which a transform failed, and drops their edits. Cold.
    fn withhold<B: Batch>(&self, worker: &mut Worker, batch: &mut B) {
        if worker.failed.is_empty() {
            return;
        }
        // The first reason of each unit is the one that is told.
        worker.failed.sort_by_key(|&(unit, _)| unit);
        worker.failed.dedup_by_key(|&mut (unit, _)| unit);
        let failed = &worker.failed;
        let regions = batch.regions();
        let is_failed = |region: u32| {
            let unit = batch.unit(&regions[region as usize]);
            failed.binary_search_by_key(&unit, |&(of, _)| of).is_ok()
        };
        for (finding, fate) in worker.findings.iter().zip(&mut worker.fates) {
            if is_failed(finding.region) {
                *fate = Fate::Withheld;
            }
        }
        let mut kept = Edits::default();
        for edit in worker.edits.as_slice() {
            if !is_failed(edit.region) {
                kept.push(edit.span, edit.region, edit.entity, |out| {
                    out.extend_from_slice(worker.edits.text(edit));
                    (true, ())
                });
            }
        }
        worker.edits = kept;
        for &(unit, reason) in failed {
            batch.withhold(unit, Reason::Transform(reason));
        }
    }

    /// Counts the block and what was found in it.
    fn count<B: Batch>(&self, worker: &mut Worker, batch: &B) -> Tally {
        let regions = batch.regions();
        let fates = worker.fates.iter().zip(&worker.kinds);
        for (finding, (&fate, &kind)) in worker.findings.iter().zip(fates) {
            let region = &regions[finding.region as usize];
            let count = batch.occurrences(region);
            worker
                .counters
                .add((region.field, finding.entity), fate, kind, count);
        }
        let tree = &worker.tree;
        let transform = |field, entity| self.transform_name(tree, field, entity);
        let mut tally = worker
            .counters
            .drain(tree.fields(), &self.entities, transform);
        tally.records_out = batch.accepted();
        tally.records_quarantined = batch.rejected();
        tally.records_skipped = batch.skipped();
        tally.records_in = tally.records_out + tally.records_quarantined + tally.records_skipped;
        tally.withheld = batch.withheld();
        tally.bytes = batch.bytes_read();
        let skipped = worker.cache.skipped();
        tally.respelled = worker.scratch.state.take_respelled();
        tally.blobs = batch.blobs() + skipped.data_uris + skipped.blobs;
        tally
    }

    /// Whether equal values are replaced alike wherever they stand.
    fn is_by_value(&self) -> bool {
        let mut transforms = self.transforms.iter();
        transforms.all(|transform| transform.scope() == Scope::Value)
    }

    /// What the policy does with an entity in a field.
    fn transform_name(&self, tree: &FieldTree, field: FieldId, entity: EntityId) -> &'static str {
        let plan = &tree.info(field).plan;
        match plan.treatment {
            Treatment::Keep => "keep",
            _ => self.transform(plan.set, entity).name(),
        }
    }

    /// The transform of an entity under a rule set. Hot: per finding.
    fn transform(&self, set: RuleSetId, entity: EntityId) -> &dyn Transform {
        let at = self.sets[usize::from(set.0)][usize::from(entity.0)];
        &*self.transforms[at as usize]
    }
}

/// A finding and where it stands.
#[derive(Clone, Copy)]
struct Found<'a> {
    finding: &'a Finding,
    kind: Kind,
    region: &'a Region,
    info: &'a FieldInfo,
    field: &'a pumice_detect::Field,
}

/// The text of a finding that is spelled with escapes or in disguise.
#[derive(Default)]
struct Decoded {
    text: Vec<u8>,
    offsets: OffsetMap,
    read: AsRead,
}

impl Decoded {
    /// Reads what a search that sees through `disguises` has found.
    fn new(disguises: Disguises) -> Self {
        Self {
            read: AsRead::new(disguises),
            ..Self::default()
        }
    }

    /// The text of a finding in `buffer` as it is read: escapes and disguises undone, so that all spellings
    /// of a value are one. Hot: per finding.
    fn of<'a>(&'a mut self, finding: &Finding, region: &Region, buffer: &'a [u8]) -> &'a [u8] {
        self.both(finding, region, buffer).0
    }

    /// The text of a finding as it is read, and with its escapes undone alone. Hot: per finding.
    fn both<'a>(
        &'a mut self,
        finding: &Finding,
        region: &Region,
        buffer: &'a [u8],
    ) -> (&'a [u8], &'a [u8]) {
        let Self {
            text,
            offsets,
            read,
        } = self;
        let spelled = plain((text, offsets), finding.span, region, buffer);
        match finding.disguised {
            true => (read.of(spelled), spelled),
            false => (spelled, spelled),
        }
    }

    /// All text of a region with its escapes undone.
    fn of_region<'a>(&'a mut self, region: &Region, buffer: &'a [u8]) -> &'a [u8] {
        plain(
            (&mut self.text, &mut self.offsets),
            region.span(),
            region,
            buffer,
        )
    }
}

/// A part of a region with its escapes undone. Hot: per finding.
fn plain<'a>(
    (text, offsets): (&'a mut Vec<u8>, &mut OffsetMap),
    span: Span,
    region: &Region,
    buffer: &'a [u8],
) -> &'a [u8] {
    let raw = buffer.get(span.range()).unwrap_or_default();
    if region.encoding == Encoding::Plain || !has_backslash(raw) {
        return raw;
    }
    text.clear();
    offsets.clear();
    escape::decode(raw, text, offsets);
    text
}

/// Eight bytes at a time, for a value is short; the last word covers what the others leave.
fn has_backslash(text: &[u8]) -> bool {
    const ONES: u64 = u64::MAX / 255;
    let Some(last) = text.last_chunk() else {
        return text.contains(&b'\\');
    };
    let words = text.as_chunks::<8>().0.iter().chain([last]);
    let found = words.fold(0, |found, word| {
        let word = u64::from_le_bytes(*word) ^ (ONES * u64::from(b'\\'));
        found | (word.wrapping_sub(ONES) & !word & (ONES << 7))
    });
    found != 0
}

#[cfg(test)]
mod tests;
