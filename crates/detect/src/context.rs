//! Words that speak for an entity: near a value, and in the name of its field.
//!
//! A cue is a word or a few words in a row, compared without letter case and without the accents of
//! Latin and Greek letters. Distance is counted in plain words: numbers, addresses, links and our own
//! replacements count nothing, so that a text reads the same before and after it was scrubbed.
//! Nothing is looked at until a value has its shape.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    arch::{Backend, Isa, Kernel},
    finding::{Evidence, RecognizerId},
    input::Span,
    recognizer::Recognizer,
    rule_sets::{RuleSets, SetId},
    words::{Filter, Nearest, Spare, VALUE, WINDOW, Window, below},
};

/// Bytes of the longest cue, and those of a field's name that are read.
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
/// What the field's name is worth.
const FIELD_NAME: Evidence = Evidence(28);

/// Which entities the name of a field speaks for; holds no text of the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cues {
    /// Sets of recognizers, 0 for none; longest cue first.
    sets: [SetId; 2],
}

/// What the surroundings of one value say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings {
    before: Side,
    behind: Side,
}

/// One side of a value. Values that begin at one place, as the prefixes of a token do, have the same
/// words before them.
#[derive(Clone, Debug, Default)]
struct Side {
    /// Nearest first.
    hits: [Hit; MAX_HITS],
    count: usize,
    /// The edge of the value that it was read at; none before the first one.
    read_at: Option<u32>,
}

impl Side {
    /// Forgets what was read, unless that was at `place`; whether it is to be read.
    #[inline(always)]
    fn turns_to(&mut self, place: u32) -> bool {
        let turns = self.read_at != Some(place);
        if turns {
            (self.count, self.read_at) = (0, Some(place));
        }
        turns
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
}

impl Surroundings {
    /// Forgets everything: another text begins.
    pub(crate) fn clear(&mut self) {
        (self.before.read_at, self.behind.read_at) = (None, None);
    }
}

/// A cue near a value.
#[derive(Clone, Copy, Debug, Default)]
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
            table.cues_before(&window, before);
        }
        if behind.turns_to(self.value.end) {
            let window = Window::behind(isa, text, value.end, region.end, &mut spare);
            table.cues_behind(&window, behind);
        }
    }
}

/// Compiled cues.
#[derive(Clone, Debug)]
pub(crate) struct CueTable {
    /// Open addressing by the hash of a cue's last word; 0 is free.
    slots: Vec<(u32, u16)>,
    /// By slot: cues that end with this word, longest first.
    cues: Vec<Vec<Cue>>,
    sets: RuleSets,
    filter: Filter,
    backend: Backend,
}

#[derive(Clone, Debug)]
struct Cue {
    /// Hashes of the words before the last one, nearest first.
    before: Vec<u32>,
    set: SetId,
}

impl CueTable {
    /// Compiles the context words of all recognizers; the error says which limit is passed.
    pub(crate) fn new(recognizers: &[Recognizer], backend: Backend) -> Result<CueTable, String> {
        let mut phrases: BTreeMap<Vec<u32>, BTreeSet<RecognizerId>> = BTreeMap::new();
        let mut filter = Filter::NONE;
        for (at, recognizer) in recognizers.iter().enumerate() {
            for phrase in recognizer
                .context
                .split(';')
                .filter(|cue| !cue.trim().is_empty())
            {
                filter.add(phrase.as_bytes());
                let words = Window::read(backend, phrase.as_bytes(), |window| {
                    window.each().map(|at| window.hash(at)).collect()
                });
                phrases
                    .entry(words)
                    .or_default()
                    .insert(RecognizerId(at as u16));
            }
        }
        let mut table = CueTable {
            slots: vec![(0, 0); (phrases.len() * 4).next_power_of_two().max(16)],
            cues: vec![],
            sets: RuleSets::new(recognizers.len()),
            filter,
            backend,
        };
        for (words, members) in phrases {
            table.add(&words, members)?;
        }
        for cues in &mut table.cues {
            cues.sort_by_key(|cue| std::cmp::Reverse(cue.before.len()));
        }
        Ok(table)
    }

    fn add(&mut self, words: &[u32], members: BTreeSet<RecognizerId>) -> Result<(), String> {
        let Some((&last, before)) = words.split_last() else {
            return Ok(());
        };
        let too_many = "the cues speak for more than 65,535 distinct sets of recognizers";
        let set = self.sets.insert(members).ok_or(too_many)?;
        let slot = self.slot(last);
        if self.slots[slot].0 == 0 {
            self.slots[slot] = (last, self.cues.len() as u16);
            self.cues.push(vec![]);
        }
        let before = before.iter().rev().copied().collect();
        self.cues[usize::from(self.slots[slot].1)].push(Cue { before, set });
        Ok(())
    }

    /// The slot that holds `word`, or the free one where it would go.
    #[inline]
    fn slot(&self, word: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = word as usize & mask;
        while self.slots[slot].0 != 0 && self.slots[slot].0 != word {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// The longest cue that ends with the word at `at`: its set and its number of words.
    #[inline(always)]
    fn cue_at(&self, window: &Window<'_>, at: u32) -> Option<(SetId, u32)> {
        let (word, cues) = self.slots[self.slot(window.hash(at))];
        if word == 0 {
            return None;
        }
        self.cue_among(usize::from(cues), window, at)
    }

    /// The longest of some cues whose other words stand before the one at `at`.
    #[inline(never)]
    fn cue_among(&self, cues: usize, window: &Window<'_>, at: u32) -> Option<(SetId, u32)> {
        // Hashes of the words before, nearest first, read when a cue asks for them.
        let (mut before, mut read, mut here) = ([VALUE; MAX_CUE_WORDS], 0, Some(at));
        self.cues[cues].iter().find_map(|cue| {
            while read < cue.before.len() {
                here = here.and_then(|at| window.previous(at));
                before[read] = here.map_or(VALUE, |at| window.hash(at));
                read += 1;
            }
            // Few words: comparing slices would be a call.
            let stands = cue.before.iter().zip(&before).all(|(a, b)| a == b);
            stands.then_some((cue.set, cue.before.len() as u32 + 1))
        })
    }

    /// Reads the words around `value` in a region. Hot: per candidate whose recognizer has context
    /// words.
    pub(crate) fn survey(
        &self,
        text: &[u8],
        region: Span,
        value: Span,
        surroundings: &mut Surroundings,
    ) {
        self.backend.run(Survey {
            table: self,
            text,
            region,
            value,
            surroundings,
        });
    }

    /// The nearest cue first; each plain word between costs 1, each value 4.
    #[inline(always)]
    fn cues_before(&self, window: &Window<'_>, side: &mut Side) {
        let Nearest {
            plain,
            hits: mut rest,
            rows,
            ..
        } = window.last(&self.filter, WORDS_BEFORE);
        while rest != 0 && side.count < MAX_HITS {
            let at = 63 - rest.leading_zeros();
            rest ^= 1 << at;
            if let Some((set, _)) = self.cue_at(window, at) {
                let distance = (plain >> at >> 1).count_ones() as i16;
                let values = (rows >> at).count_ones().min(3) as i16;
                side.push(Hit {
                    set,
                    evidence: Evidence(25 - distance - 4 * values),
                });
            }
        }
    }

    /// A cue behind a value is weaker, and weaker still when another value follows it.
    #[inline(always)]
    fn cues_behind(&self, window: &Window<'_>, side: &mut Side) {
        let Nearest {
            plain,
            hits: mut rest,
            values,
            ..
        } = window.first(&self.filter, WORDS_BEHIND + MAX_CUE_WORDS as u32);
        while rest != 0 && side.count < MAX_HITS {
            let at = rest.trailing_zeros();
            rest &= rest - 1;
            let words = (plain & below(at as usize)).count_ones() + 1;
            if let Some((set, len)) = self.cue_at(window, at)
                && let Some(distance) = words.checked_sub(len)
                && distance < WORDS_BEHIND
            {
                let (next_word, next_value) = (plain >> at >> 1, values >> at >> 1);
                let is_taken = next_value.trailing_zeros() < next_word.trailing_zeros();
                let taken = if is_taken { 8 } else { 0 };
                side.push(Hit {
                    set,
                    evidence: Evidence(23 - 2 * distance as i16 - taken),
                });
            }
        }
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
        let named = field.sets.iter().any(|&set| member(set));
        if named { best.max(FIELD_NAME) } else { best }
    }

    /// Which of the recognizers `word * 64` and the next 63 some cue speaks for.
    #[inline(always)]
    pub(crate) fn named(&self, word: usize, surroundings: &Surroundings, field: Cues) -> u64 {
        let Surroundings { before, behind } = surroundings;
        let near = before.hits().iter().chain(behind.hits());
        near.map(|hit| hit.set)
            .chain(field.sets)
            .fold(0, |named, set| named | self.sets.word(set, word))
    }

    /// The cues in the name of a field: its two longest ones. Hot: per unknown key.
    pub(crate) fn of_name(&self, name: &[u8]) -> Cues {
        let mut found = [(0, 0); 2];
        Window::read(self.backend, name, |window| {
            for (set, len) in window.each().filter_map(|at| self.cue_at(window, at)) {
                let hit = (len, set);
                if hit > found[0] && set != found[0].1 {
                    found = [hit, found[0]];
                } else if hit > found[1] && set != found[0].1 {
                    found[1] = hit;
                }
            }
        });
        Cues {
            sets: [found[0].1, found[1].1],
        }
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
        self.slots.len() * size_of::<(u32, u16)>()
            + self
                .cues
                .iter()
                .flatten()
                .map(|cue| 32 + cue.before.len() * 4)
                .sum::<usize>()
            + self.sets.bytes()
    }
}
