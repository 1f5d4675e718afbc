//! Words that speak for an entity: near a value, and in the name of its field.
//!
//! A cue is a word or a few words in a row, compared without letter case and without the accents of
//! Latin and Greek letters. Distance is counted in plain words: numbers, addresses, links and our own
//! replacements count nothing, so that a text reads the same before and after it was scrubbed.
//! Nothing is looked at until a value has its shape.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use crate::{
    arch::{Backend, Isa, Kernel},
    finding::{Evidence, RecognizerId},
    input::Span,
    names::NameTable,
    phrases::{Phrases, ROOT},
    recognizer::Recognizer,
    rule_sets::{RuleSets, SetId},
    words::{Filter, Nearest, Spare, WINDOW, Window, below},
};

/// Bytes of the longest cue.
pub(crate) const MAX_CUE: usize = WINDOW;
/// The most that words and name can say: more than the nearest cue.
pub(crate) const MOST_CONTEXT: Evidence = FIELD_NAME;
/// Plain words looked at before a value, and behind it.
const WORDS_BEFORE: u32 = 7;
const WORDS_BEHIND: u32 = 5;
/// Cues that count on each side: a further one could only lose to these.
const MAX_HITS: usize = 4;
/// Words of the longest cue.
pub(crate) const MAX_CUE_WORDS: usize = 6;
/// What the field's name is worth when it says what the value is.
const FIELD_NAME: Evidence = Evidence(28);
/// What a cue in it is worth with an unknown word behind: what a cue near a value is.
const NEAR_IN_NAME: Evidence = Evidence(22);
/// What any other cue in it is worth: less than digits without a mark or a check ask for.
const PART_OF_NAME: Evidence = Evidence(14);

/// Which entities the name of a field speaks for; holds no text of the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cues {
    /// Sets of recognizers, 0 for none, of the cues that say what the field is.
    heads: [SetId; 2],
    /// That of a cue with an unknown word behind it.
    near: SetId,
    /// That of another cue in its name.
    part: SetId,
}

impl Cues {
    /// Adds a cue that says what the field is; the first two count.
    pub(crate) fn add_head(&mut self, set: SetId) {
        if !self.heads.contains(&set)
            && let Some(free) = self.heads.iter_mut().find(|head| **head == 0)
        {
            *free = set;
        }
    }

    /// Adds a cue with an unknown word behind it, where nothing is said better.
    pub(crate) fn add_near(&mut self, set: SetId) {
        if self.has_head() || self.near != 0 {
            self.add_part(set);
        } else {
            self.near = set;
        }
    }

    /// Adds another cue; the first one counts.
    pub(crate) fn add_part(&mut self, set: SetId) {
        let is_said = self.heads.contains(&set) || self.near == set;
        if self.part == 0 && !is_said {
            self.part = set;
        }
    }

    fn has_head(self) -> bool {
        self.heads != [0; 2]
    }
}

/// What the surroundings of one value say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings {
    pub(crate) before: Side,
    pub(crate) behind: Side,
}

/// One side of a value. Values that begin at one place, as the prefixes of a token do, have the same
/// words before them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side {
    /// Nearest first.
    hits: [Hit; MAX_HITS],
    count: usize,
    /// The edge of the value that it was read at; none before the first one.
    read_at: Option<u32>,
}

impl Side {
    /// Whether nothing was read at `place`.
    #[inline(always)]
    fn turns(&self, place: u32) -> bool {
        self.read_at != Some(place)
    }

    /// Forgets what was read, unless that was at `place`; whether it is to be read.
    #[inline(always)]
    pub(crate) fn turns_to(&mut self, place: u32) -> bool {
        let turns = self.turns(place);
        if turns {
            (self.count, self.read_at) = (0, Some(place));
        }
        turns
    }

    /// Forgets everything: what stands there is to be read.
    #[inline(always)]
    pub(crate) fn forget(&mut self) {
        (self.count, self.read_at) = (0, None);
    }

    pub(crate) fn is_forgotten(&self) -> bool {
        self.read_at.is_none()
    }

    #[inline(always)]
    fn push(&mut self, hit: Hit) {
        self.hits[self.count] = hit;
        self.count += 1;
    }

    #[inline(always)]
    fn hits(&self) -> &[Hit] {
        &self.hits[..self.count]
    }

    /// Keeps the nearest cues before a value: each plain word between costs 1, each value 4. `cue_at`
    /// tells which cue ends with a word, and how many words it has.
    #[inline(always)]
    pub(crate) fn read_last(
        &mut self,
        nearest: Nearest,
        cue_at: impl Fn(u32) -> Option<(SetId, u32)>,
    ) {
        let Nearest {
            plain,
            hits: mut rest,
            rows,
            ..
        } = nearest;
        while rest != 0 && self.count < MAX_HITS {
            let at = 63 - rest.leading_zeros();
            rest ^= 1 << at;
            let distance = (plain >> at >> 1).count_ones();
            if distance >= WORDS_BEFORE {
                break;
            }
            if let Some((set, _)) = cue_at(at) {
                let values = (rows >> at).count_ones().min(3) as i16;
                self.push(Hit {
                    set,
                    evidence: Evidence(25 - distance as i16 - 4 * values),
                });
            }
        }
    }

    /// Keeps the nearest cues behind a value: they are weaker, and weaker still when another value
    /// follows them.
    #[inline(always)]
    pub(crate) fn read_first(
        &mut self,
        nearest: Nearest,
        cue_at: impl Fn(u32) -> Option<(SetId, u32)>,
    ) {
        let Nearest {
            plain,
            hits: mut rest,
            values,
            ..
        } = nearest;
        while rest != 0 && self.count < MAX_HITS {
            let at = rest.trailing_zeros();
            rest &= rest - 1;
            let words = (plain & below(at as usize)).count_ones() + 1;
            if let Some((set, len)) = cue_at(at)
                && let Some(distance) = words.checked_sub(len)
                && distance < WORDS_BEHIND
            {
                let (next_word, next_value) = (plain >> at >> 1, values >> at >> 1);
                let is_taken = next_value.trailing_zeros() < next_word.trailing_zeros();
                let taken = if is_taken { 8 } else { 0 };
                self.push(Hit {
                    set,
                    evidence: Evidence(23 - 2 * distance as i16 - taken),
                });
            }
        }
    }

    /// Whether the same cues stand there.
    pub(crate) fn is_like(&self, other: &Side) -> bool {
        self.hits() == other.hits()
    }
}

impl Surroundings {
    /// Whether no cue stands near.
    #[inline(always)]
    pub(crate) fn is_empty(&self) -> bool {
        self.before.count + self.behind.count == 0
    }

    /// Forgets everything: another text begins.
    pub(crate) fn clear(&mut self) {
        self.before.forget();
        self.behind.forget();
    }
}

/// A cue near a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Hit {
    set: SetId,
    evidence: Evidence,
}

/// Reads the words around a value, compiled for each instruction set.
struct Survey<'a> {
    table: &'a CueTable,
    text: &'a [u8],
    region: Span,
    value: Span,
    surroundings: &'a mut Surroundings,
}

impl Kernel for Survey<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let Survey { table, text, .. } = self;
        let (region, value) = (self.region.range(), self.value.range());
        let Surroundings { before, behind } = self.surroundings;
        let mut spare = Spare::EMPTY;
        if before.turns_to(self.value.start) {
            let window = Window::before(isa, text, region.start, value.start, &mut spare);
            let nearest = window.last(&table.filter, WORDS_BEFORE);
            before.read_last(nearest, |at| table.cue_at(&window, at));
        }
        if behind.turns_to(self.value.end) {
            let window = Window::behind(isa, text, value.end, region.end, &mut spare);
            let nearest = window.first(&table.filter, WORDS_BEHIND + MAX_CUE_WORDS as u32);
            behind.read_first(nearest, |at| table.cue_at(&window, at));
        }
    }
}

/// Looks for the words that speak for a recognizer, for whoever listens: a survey keeps no places.
struct Place<'a> {
    table: &'a CueTable,
    text: &'a [u8],
    region: Span,
    value: Span,
    recognizer: RecognizerId,
}

impl Kernel for Place<'_> {
    type Output = Option<Span>;

    fn run<I: Isa>(self, isa: I) -> Option<Span> {
        let Place { table, text, .. } = self;
        let (region, value) = (self.region.range(), self.value.range());
        let mut spare = Spare::EMPTY;
        let window = Window::before(isa, text, region.start, value.start, &mut spare);
        let nearest = window.last(&table.filter, WORDS_BEFORE);
        let before = Heard::new(table, &window, |side, cue_at| {
            side.read_last(nearest, cue_at)
        });
        // The value begins where the window ends.
        let before = before.best(self.recognizer, Evidence(-12), |at| {
            (self.value.start + at).checked_sub(WINDOW as u32)
        });
        let mut spare = Spare::EMPTY;
        let window = Window::behind(isa, text, value.end, region.end, &mut spare);
        let nearest = window.first(&table.filter, WORDS_BEHIND + MAX_CUE_WORDS as u32);
        let behind = Heard::new(table, &window, |side, cue_at| {
            side.read_first(nearest, cue_at)
        });
        let behind = behind.best(self.recognizer, Evidence(0), |at| Some(self.value.end + at));
        let best = before.into_iter().chain(behind);
        best.max_by_key(|&(evidence, _)| evidence)
            .map(|(_, span)| span)
    }
}

/// The cues on one side of a value, with their places.
struct Heard<'a, 't> {
    table: &'a CueTable,
    window: &'a Window<'t>,
    side: Side,
    /// Of all cues that were met: the set, and the first byte of the last of so many words.
    met: Vec<(SetId, u32, u32)>,
}

impl<'a, 't> Heard<'a, 't> {
    fn new(
        table: &'a CueTable,
        window: &'a Window<'t>,
        read: impl FnOnce(&mut Side, &dyn Fn(u32) -> Option<(SetId, u32)>),
    ) -> Self {
        let met = RefCell::new(vec![]);
        let mut side = Side::default();
        read(&mut side, &|at| {
            let cue = table.cue_at(window, at);
            if let Some((set, words)) = cue {
                met.borrow_mut().push((set, at, words));
            }
            cue
        });
        Self {
            table,
            window,
            side,
            met: met.into_inner(),
        }
    }

    /// The strongest cue for a recognizer, as [`CueTable::evidence`] has it; a cue of `others` that is
    /// nearer says so much against it. `place` is where a byte of the window stands.
    fn best(
        &self,
        recognizer: RecognizerId,
        others: Evidence,
        place: impl Fn(u32) -> Option<u32>,
    ) -> Option<(Evidence, Span)> {
        let (mut against, mut met) = (Evidence(0), self.met.iter());
        let mut best = None;
        for hit in self.side.hits() {
            let &(_, at, words) = met.find(|(set, ..)| *set == hit.set)?;
            if !self.table.sets.has(hit.set, recognizer) {
                against = others;
                continue;
            }
            let mut first = at;
            for _ in 1..words {
                first = self.window.previous(first)?;
            }
            let span = Span::new(place(first)?, place(self.window.end_of(at))?);
            let evidence = hit.evidence + against;
            // Of cues that say as much, the later one behind a value has more words.
            if best.is_none_or(|(known, _)| known <= evidence) {
                best = Some((evidence, span));
            }
        }
        best
    }
}

/// Compiled cues.
#[derive(Clone, Debug)]
pub(crate) struct CueTable {
    pub(crate) phrases: Phrases,
    sets: RuleSets,
    pub(crate) filter: Filter,
    names: NameTable,
    pub(crate) backend: Backend,
}

impl CueTable {
    /// Compiles the context words of all recognizers; the error says which limit is passed.
    pub(crate) fn new(recognizers: &[Recognizer], backend: Backend) -> Result<CueTable, String> {
        let mut phrases: BTreeMap<Vec<u32>, BTreeSet<RecognizerId>> = BTreeMap::new();
        let (mut filter, mut cues) = (Filter::NONE, vec![]);
        for (at, recognizer) in recognizers.iter().enumerate() {
            for phrase in recognizer
                .context
                .split(';')
                .filter(|cue| !cue.trim().is_empty())
            {
                cues.push((phrase, RecognizerId(at as u16)));
                let words = Window::read(backend, phrase.as_bytes(), |window| {
                    // A cue is looked for where its last word stands.
                    if let Some(last) = window.each().last() {
                        filter.add(&window.spelling(last));
                    }
                    window.each().map(|at| window.hash(at)).collect()
                });
                phrases
                    .entry(words)
                    .or_default()
                    .insert(RecognizerId(at as u16));
            }
        }
        const TOO_MANY: &str = "there are more than 65,535 distinct cues or sets of recognizers";
        let words = phrases.keys().map(Vec::len).sum();
        let mut sets = RuleSets::new(recognizers.len());
        let mut table = CueTable {
            phrases: Phrases::new(words),
            names: NameTable::new(&cues, &mut sets).ok_or(TOO_MANY)?,
            sets,
            filter,
            backend,
        };
        for (words, members) in phrases {
            let set = table.sets.insert(members);
            let added = set.and_then(|set| table.phrases.add(words.into_iter().rev(), set));
            added.ok_or(TOO_MANY)?;
        }
        table.phrases = table.phrases.compact();
        Ok(table)
    }

    /// The longest cue that ends with the word at `at`: its set and its number of words.
    #[inline]
    fn cue_at(&self, window: &Window<'_>, at: u32) -> Option<(SetId, u32)> {
        self.longest(at, |at| (window.hash(at), window.previous(at)))
    }

    /// The longest cue that ends with the word at `at`; `read` tells the hash of a word and where the one
    /// before it is. Hot: per word that may be one of a cue.
    #[inline(always)]
    pub(crate) fn longest(
        &self,
        at: u32,
        mut read: impl FnMut(u32) -> (u32, Option<u32>),
    ) -> Option<(SetId, u32)> {
        let (mut longest, mut node, mut words, mut at) = (None, ROOT, 0, Some(at));
        while let Some(here) = at {
            let (hash, before) = read(here);
            let Some(next) = self.phrases.step(node, hash) else {
                break;
            };
            (node, words, at) = (next, words + 1, before);
            let set = self.phrases.set(node);
            if set != 0 {
                longest = Some((set, words));
            }
        }
        longest
    }

    /// Reads the words around `value` in a region, unless that was done. Hot: per candidate whose
    /// recognizer has context words.
    #[inline(always)]
    pub(crate) fn survey(
        &self,
        text: &[u8],
        region: Span,
        value: Span,
        surroundings: &mut Surroundings,
    ) {
        let Surroundings { before, behind } = surroundings;
        if before.turns(value.start) || behind.turns(value.end) {
            self.read(text, region, value, surroundings);
        }
    }

    #[inline(never)]
    fn read(&self, text: &[u8], region: Span, value: Span, surroundings: &mut Surroundings) {
        self.backend.run(Survey {
            table: self,
            text,
            region,
            value,
            surroundings,
        });
    }

    /// Where the words stand that say most for a recognizer near `value`. For traces only.
    #[cold]
    pub(crate) fn place_of_cue(
        &self,
        text: &[u8],
        region: Span,
        value: Span,
        recognizer: RecognizerId,
    ) -> Option<Span> {
        self.backend.run(Place {
            table: self,
            text,
            region,
            value,
            recognizer,
        })
    }

    /// What reading the words around `value` gives, and nothing that is known already.
    pub(crate) fn surveyed(&self, text: &[u8], region: Span, value: Span) -> Surroundings {
        let mut surroundings = Surroundings::default();
        self.survey(text, region, value, &mut surroundings);
        surroundings
    }

    /// What surroundings and field name say for a recognizer: the strongest cue counts, since cues
    /// of one value are not independent. A cue in front loses when another identifier's cue is
    /// nearer.
    #[inline]
    pub(crate) fn evidence(
        &self,
        recognizer: RecognizerId,
        surroundings: &Surroundings,
        field: Cues,
    ) -> Evidence {
        let member = |set| self.sets.has(set, recognizer);
        let (mut best, mut other) = (Evidence(0), Evidence(0));
        for hit in surroundings.before.hits() {
            if member(hit.set) {
                best = best.max(hit.evidence + other);
            } else {
                other = Evidence(-12);
            }
        }
        let behind = surroundings.behind.hits().iter();
        for hit in behind.filter(|hit| member(hit.set)) {
            best = best.max(hit.evidence);
        }
        best.max(self.by_name(recognizer, field))
    }

    /// What the name of the field says for a recognizer.
    #[inline]
    pub(crate) fn by_name(&self, recognizer: RecognizerId, field: Cues) -> Evidence {
        let member = |set| self.sets.has(set, recognizer);
        if field == Cues::default() {
            Evidence(0)
        } else if field.heads.into_iter().any(member) {
            FIELD_NAME
        } else if member(field.near) {
            NEAR_IN_NAME
        } else if member(field.part) {
            PART_OF_NAME
        } else {
            Evidence(0)
        }
    }

    /// Whether nothing speaks for any recognizer.
    #[inline(always)]
    pub(crate) fn is_silent(&self, surroundings: &Surroundings, field: Cues) -> bool {
        surroundings.is_empty() && field == Cues::default()
    }

    /// Which of the recognizers `word * 64` and the next 63 some cue speaks for.
    #[inline(always)]
    pub(crate) fn named(&self, word: usize, surroundings: &Surroundings, field: Cues) -> u64 {
        let mut named = 0;
        if field != Cues::default() {
            let [head, other] = field.heads;
            for set in [head, other, field.near, field.part] {
                named |= self.sets.word(set, word);
            }
        }
        for hit in surroundings.before.hits() {
            named |= self.sets.word(hit.set, word);
        }
        for hit in surroundings.behind.hits() {
            named |= self.sets.word(hit.set, word);
        }
        named
    }

    /// The cues in the name of a field. Hot: per unknown key.
    pub(crate) fn of_name(&self, name: &[u8]) -> Cues {
        self.names.read(name)
    }

    /// Whether a cue stands in a text of [`MAX_CUE`] bytes; what is longer is cut.
    pub(crate) fn speaks(&self, text: &[u8]) -> bool {
        Window::read(self.backend, text, |window| {
            window.each().any(|at| self.cue_at(window, at).is_some())
        })
    }

    /// Whether `name` is one of the cues, in lower-case ASCII with `_` between its words.
    pub(crate) fn is_cue(&self, name: &[u8]) -> bool {
        let is_plain = |byte: &u8| byte.is_ascii_lowercase() || *byte == b'_';
        if name.len() > MAX_CUE
            || !name.iter().all(is_plain)
            || name.split(|&byte| byte == b'_').any(<[u8]>::is_empty)
        {
            return false;
        }
        Window::read(self.backend, name, |window| {
            let cue = window.each().last().and_then(|at| self.cue_at(window, at));
            cue.is_some_and(|(_, len)| len as usize == window.each().count())
        })
    }

    /// Size of the tables in bytes.
    pub(crate) fn table_bytes(&self) -> usize {
        self.phrases.bytes() + self.sets.bytes() + self.names.bytes()
    }
}
