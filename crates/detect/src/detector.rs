//! The compiled detector: one search over a block.

use std::{borrow::Cow, sync::Arc};

use crate::{
    arch::Backend,
    builder::{Profile, ProfileId},
    context::{CueTable, Cues},
    disguise::{Disguises, Skipped, Undone},
    finding::{EntityId, Finding, RecognizerId, Score},
    input::{Encoding, Field, Input, Role},
    named::Named,
    recognizer::Recognizer,
    scan::{Piece, Scan, Scratch},
    settle::{Candidate, Settler, Spelling},
    stake::Stake,
    trace::{Event, Trace},
    view::{Sources, View},
    walks::Walks,
};

/// A compiled catalogue. Shared by all threads; each brings a [`Cache`] of its own.
#[derive(Debug)]
pub struct Detector {
    pub(crate) recognizers: Vec<Recognizer>,
    pub(crate) entities: Vec<Cow<'static, str>>,
    /// By profile, then by recognizer.
    pub(crate) stakes: Vec<Stake>,
    pub(crate) profiles: Vec<Profile>,
    pub(crate) walks: Walks,
    pub(crate) backend: Backend,
    pub(crate) disguises: Disguises,
    /// `None` where nobody asks for names.
    pub(crate) named: Option<Named>,
    pub(crate) cues: CueTable,
}

/// Scratch memory of one thread.
///
/// Grows to what the largest block needs and stays there; holds text of the last block.
#[derive(Debug, Default)]
pub struct Cache {
    pub(crate) scratch: Scratch,
    settler: Settler,
    undone: Undone,
    /// Candidates of the text as it stands, while it is searched as it is read.
    plain: Vec<Candidate>,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) view: View,
}

impl Cache {
    /// What the last search left unread.
    pub fn skipped(&self) -> Skipped {
        self.scratch.seeds.skipped
    }
}

impl Detector {
    /// Finds everything in the regions of `input`; replaces the contents of `findings`.
    ///
    /// Hot: per block.
    ///
    /// ```
    /// use pumice_detect::{Cache, Detector, DetectorBuilder, Input};
    ///
    /// let detector = DetectorBuilder::new().build()?;
    /// let (fields, mut findings) = ([detector.plain_field()], vec![]);
    /// let text = "Write to jane@example.com.";
    /// let regions = [Detector::whole(text.as_bytes())];
    /// let input = Input { text: text.as_bytes(), regions: &regions, fields: &fields };
    /// detector.find(&mut Cache::default(), input, &mut findings);
    /// assert_eq!(&text[findings[0].span.range()], "jane@example.com");
    /// # Ok::<(), pumice_detect::BuildError>(())
    /// ```
    pub fn find(&self, cache: &mut Cache, input: Input<'_>, findings: &mut Vec<Finding>) {
        self.find_traced(cache, input, findings, &mut ());
    }

    /// The same, telling `trace` every step: candidates, the parts of their scores, the losers of
    /// overlaps.
    pub fn find_traced<T: Trace>(
        &self,
        cache: &mut Cache,
        input: Input<'_>,
        findings: &mut Vec<Finding>,
        trace: &mut T,
    ) {
        findings.clear();
        let Cache {
            scratch,
            settler,
            undone,
            plain,
            pieces,
            view,
        } = cache;
        scratch.seeds.skipped = Skipped::default();
        let scan = Scan {
            detector: self,
            input,
        };
        let mut from = 0;
        while from < input.regions.len() {
            from = view.split(self.backend, input, from, pieces);
            let known = findings.len();
            if !pieces.is_empty() {
                let mut search = Search {
                    scan,
                    undone,
                    plain,
                };
                search.run(input.text, pieces, scratch, trace);
                settler.settle(input.text, &mut scratch.candidates, trace);
                findings.extend(scratch.candidates.iter().map(Candidate::finding));
            }
            if !view.pieces.is_empty() {
                let mut mapped = Mapped {
                    trace,
                    sources: view.sources(input),
                };
                let mut search = Search {
                    scan,
                    undone,
                    plain,
                };
                search.run(view.text(), &view.pieces, scratch, &mut mapped);
                settler.settle(view.text(), &mut scratch.candidates, &mut mapped);
                let mut sources = view.sources(input);
                for candidate in &mut scratch.candidates {
                    candidate.span = sources.source(candidate.span);
                }
                merge(findings, known, &scratch.candidates);
            }
        }
    }

    /// The entity of that name.
    pub fn entity(&self, name: &str) -> Option<EntityId> {
        self.entities
            .iter()
            .position(|entity| entity == name)
            .map(|at| EntityId(at as u16))
    }

    /// Name of an entity.
    ///
    /// # Panics
    /// When `id` is of another detector and out of range.
    pub fn entity_name(&self, id: EntityId) -> &str {
        &self.entities[usize::from(id.0)]
    }

    /// Names of all entities; an [`EntityId`] is the index.
    pub fn entities(&self) -> &[Cow<'static, str>] {
        &self.entities
    }

    /// All rules; a [`RecognizerId`] is the index.
    pub fn recognizers(&self) -> &[Recognizer] {
        &self.recognizers
    }

    /// One rule.
    ///
    /// # Panics
    /// When `id` is of another detector and out of range.
    pub fn recognizer(&self, id: RecognizerId) -> &Recognizer {
        &self.recognizers[usize::from(id.0)]
    }

    /// Whether a value that `recognizer` has found is a well-known one of tests and documentation
    /// (`4111 1111 1111 1111`, `jane@example.com`); `value` is its text with escapes undone. Terms of
    /// a policy never are: whoever lists them wants them found. Hot: per finding.
    ///
    /// ```
    /// # use pumice_detect::{Cache, Detector, DetectorBuilder, Input};
    /// # let detector = DetectorBuilder::new().build()?;
    /// # let (fields, mut findings) = ([detector.plain_field()], vec![]);
    /// let text = b"jane@example.com";
    /// # let regions = [Detector::whole(text)];
    /// # let input = Input { text, regions: &regions, fields: &fields };
    /// detector.find(&mut Cache::default(), input, &mut findings);
    /// assert!(detector.is_specimen(findings[0].recognizer, text));
    /// # Ok::<(), pumice_detect::BuildError>(())
    /// ```
    ///
    /// # Panics
    /// When `recognizer` is of another detector and out of range.
    pub fn is_specimen(&self, recognizer: RecognizerId, value: &[u8]) -> bool {
        let specimens = self.recognizer(recognizer).specimens;
        specimens.is_some_and(|is_specimen| is_specimen(value))
    }

    /// Describes a field: `path` is shown in reports, `name` is the key of the value (its words are
    /// evidence), as it stands in the record with escapes undone.
    pub fn field(
        &self,
        path: Arc<str>,
        name: &[u8],
        role: Option<Role>,
        profile: ProfileId,
    ) -> Field {
        Field {
            path,
            role,
            profile,
            cues: self.cues(name),
        }
    }

    /// A field without name, role or rules of its own: for plain text.
    pub fn plain_field(&self) -> Field {
        self.field("$".into(), b"", None, ProfileId::DEFAULT)
    }

    /// The one region that covers all of `text`, in the first field.
    pub fn whole(text: &[u8]) -> crate::Region {
        crate::Region {
            start: 0,
            end: text.len() as u32,
            record: 0,
            field: crate::FieldId(0),
            encoding: Encoding::Plain,
        }
    }

    /// The cues that a key gives, without making a field. Hot: per unknown key.
    pub fn cues(&self, name: &[u8]) -> Cues {
        self.cues.of_name(name)
    }

    /// Whether a context word of the catalogue stands in `text`, so that it would speak for what stands
    /// near.
    pub fn speaks(&self, text: &[u8]) -> bool {
        self.cues.speaks(text)
    }

    /// Whether `name` is, letter for letter, a context word of the catalogue (such as `ssn` or
    /// `date_of_birth`): such a key is no secret and may be shown in a path.
    pub fn is_cue(&self, name: &[u8]) -> bool {
        self.cues.is_cue(name)
    }

    /// The rules with a pattern that begins and goes on with nothing rare, such as `[a-z]+_[a-z]+`: each of
    /// them costs about a nanosecond for every byte of text, where others cost next to nothing.
    pub fn costly(&self) -> Vec<RecognizerId> {
        let patterns = self.walks.own.patterns.iter();
        patterns.flat_map(|patterns| patterns.costly()).collect()
    }

    /// Size of the compiled tables in bytes.
    pub fn table_bytes(&self) -> usize {
        self.walks.table_bytes() + self.cues.table_bytes()
    }

    /// The instruction set that searches run on.
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// What a value of a recognizer needs in a profile; `None` where the recognizer is off.
    pub(crate) fn threshold(&self, profile: ProfileId, recognizer: RecognizerId) -> Option<Score> {
        let entity = self.stake(profile, recognizer).entity;
        let rule = self.profiles[usize::from(profile.0)].rules[usize::from(entity.0)];
        rule.threshold_of(self.recognizer(recognizer))
    }

    /// What a recognizer has at stake in a profile. Hot: per shape hit.
    #[inline]
    pub(crate) fn stake(&self, profile: ProfileId, recognizer: RecognizerId) -> &Stake {
        &self.stakes[usize::from(profile.0) * self.recognizers.len() + usize::from(recognizer.0)]
    }
}

/// A search of texts as they stand and as they are read.
struct Search<'a> {
    scan: Scan<'a>,
    undone: &'a mut Undone,
    plain: &'a mut Vec<Candidate>,
}

impl Search<'_> {
    /// Collects all candidates in `pieces` of `text`. Hot: per batch.
    fn run<T: Trace>(
        &mut self,
        text: &[u8],
        pieces: &[Piece],
        scratch: &mut Scratch,
        trace: &mut T,
    ) {
        let on = self.scan.detector.disguises;
        scratch.seeds.begin(on);
        self.scan
            .run(text, pieces, scratch, on != Disguises::NONE, trace);
        if !scratch.seeds.is_empty() {
            self.undone.write(text, &mut scratch.seeds);
            std::mem::swap(self.plain, &mut scratch.candidates);
            self.run_undone(text, scratch, trace);
        }
    }

    /// Searches what is undone, and adds what is found there only. Hot: per batch with disguises.
    fn run_undone<T: Trace>(&mut self, text: &[u8], scratch: &mut Scratch, trace: &mut T) {
        let Self {
            scan,
            undone,
            plain,
        } = self;
        let mut trace = Undisguised { trace, undone };
        scan.run(undone.text(), &undone.pieces, scratch, false, &mut trace);
        for candidate in &mut scratch.candidates {
            if undone.is_undone(candidate.span) {
                candidate.span = undone.source(candidate.span);
                candidate.open_end = None;
                candidate.spelling = match text[candidate.span.range()].is_ascii() {
                    true => Spelling::Escaped,
                    false => Spelling::Wide,
                };
                plain.push(*candidate);
            }
        }
        std::mem::swap(*plain, &mut scratch.candidates);
        scratch.candidates.sort_unstable_by_key(Candidate::order);
    }
}

/// Tells a trace of a text as it is read where things are in it as it stands.
struct Undisguised<'a, T> {
    trace: &'a mut T,
    undone: &'a Undone,
}

impl<T: Trace> Trace for Undisguised<'_, T> {
    const LISTENS: bool = T::LISTENS;

    fn event(&mut self, mut event: Event) {
        event.move_by(|span| self.undone.source(span));
        self.trace.event(event);
    }
}

/// Adds sorted candidates to the sorted findings from `known` on, from the back, where there is
/// room. Hot: per batch.
fn merge(findings: &mut Vec<Finding>, known: usize, candidates: &[Candidate]) {
    let Some(filler) = candidates.first().map(Candidate::finding) else {
        return;
    };
    let mut left = findings.len();
    findings.resize(left + candidates.len(), filler);
    for (at, candidate) in candidates.iter().enumerate().rev() {
        while left > known && findings[left - 1].span > candidate.span {
            findings[left + at] = findings[left - 1];
            left -= 1;
        }
        findings[left + at] = candidate.finding();
    }
}

/// Tells a trace of a view where things are in the input.
struct Mapped<'a, T> {
    trace: &'a mut T,
    sources: Sources<'a>,
}

impl<T: Trace> Trace for Mapped<'_, T> {
    const LISTENS: bool = T::LISTENS;

    fn event(&mut self, mut event: Event) {
        event.move_by(|span| self.sources.source(span));
        self.trace.event(event);
    }
}
