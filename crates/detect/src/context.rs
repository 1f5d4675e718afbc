//! Words that speak for an entity: near a value, and in the name of its field.
//!
//! A cue is a word or a few words in a row, compared without letter case and without the accents of
//! Latin letters. Distance is counted in plain words: numbers, addresses, links and our own
//! replacements count nothing, so that a text reads the same before and after it was scrubbed.
//! Nothing is looked at until a value has its shape.

use std::collections::BTreeMap;

use crate::{
    arch::{Backend, Isa, Kernel},
    finding::{Evidence, RecognizerId},
    recognizer::Recognizer,
    words::{OTHER, Starts, VALUE, WINDOW, Words},
};

/// Bytes of the longest cue, and those of a field's name that are read.
pub(crate) const MAX_CUE: usize = WINDOW;
/// The most that words and name can say: more than the nearest cue.
pub(crate) const MOST_CONTEXT: Evidence = FIELD_NAME;
/// Plain words looked at before a value, and after it.
const WORDS_BEFORE: usize = 7;
const WORDS_AFTER: usize = 5;
/// Words of the longest cue.
const MAX_CUE_WORDS: usize = 6;
/// What the field's name is worth.
const FIELD_NAME: Evidence = Evidence(28);

/// Which entities the name of a field speaks for; holds no text of the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cues {
    /// Sets of recognizers, 0 for none; longest cue first.
    sets: [u16; 2],
}

/// What the surroundings of one value say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings {
    /// Nearest first.
    before: Vec<Hit>,
    after: Vec<Hit>,
    words: Words,
}

/// A cue near a value.
#[derive(Clone, Copy, Debug)]
struct Hit {
    set: u16,
    evidence: Evidence,
}

/// Reads the words around a value, compiled for each instruction set.
struct Survey<'a> {
    table: &'a CueTable,
    text: &'a [u8],
    start: usize,
    end: usize,
    surroundings: &'a mut Surroundings,
}

impl Kernel for Survey<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let Survey { table, text, .. } = self;
        let Surroundings {
            before,
            after,
            words,
        } = self.surroundings;
        words.read_before(isa, &table.starts, text, self.start);
        table.cues_before(words, before);
        words.read_after(isa, &table.starts, text, self.end);
        table.cues_after(words, after);
    }
}

/// Compiled cues.
#[derive(Clone, Debug)]
pub(crate) struct CueTable {
    /// Open addressing by the hash of a cue's last word; 0 is free.
    slots: Vec<(u32, u16)>,
    /// By slot: cues that end with this word, longest first.
    cues: Vec<Vec<Cue>>,
    /// Members of each set, by recognizer.
    sets: Vec<Vec<bool>>,
    starts: Starts,
    backend: Backend,
}

#[derive(Clone, Debug)]
struct Cue {
    /// Hashes of the words before the last one, nearest first.
    before: Vec<u32>,
    set: u16,
}

impl CueTable {
    /// Compiles the context words of all recognizers.
    pub(crate) fn new(recognizers: &[Recognizer], backend: Backend) -> CueTable {
        let mut phrases: BTreeMap<Vec<u32>, Vec<bool>> = BTreeMap::new();
        let mut starts = Starts::NONE;
        for (at, recognizer) in recognizers.iter().enumerate() {
            for phrase in recognizer
                .context
                .split(';')
                .filter(|cue| !cue.trim().is_empty())
            {
                let mut words = Words::default();
                words.read(backend, phrase.as_bytes());
                starts.add(phrase.as_bytes());
                let set = phrases
                    .entry(words.to_vec())
                    .or_insert_with(|| vec![false; recognizers.len()]);
                set[at] = true;
            }
        }
        let mut table = CueTable {
            slots: vec![(0, 0); (phrases.len() * 4).next_power_of_two().max(16)],
            cues: vec![],
            sets: vec![vec![false; recognizers.len()]],
            starts,
            backend,
        };
        for (words, members) in phrases {
            table.add(&words, members);
        }
        for cues in &mut table.cues {
            cues.sort_by_key(|cue| std::cmp::Reverse(cue.before.len()));
        }
        table
    }

    fn add(&mut self, words: &[u32], members: Vec<bool>) {
        let Some((&last, before)) = words.split_last() else {
            return;
        };
        let set = self
            .sets
            .iter()
            .position(|known| *known == members)
            .unwrap_or_else(|| {
                self.sets.push(members);
                self.sets.len() - 1
            });
        let slot = self.slot(last);
        if self.slots[slot].0 == 0 {
            self.slots[slot] = (last, self.cues.len() as u16);
            self.cues.push(vec![]);
        }
        let before = before.iter().rev().copied().collect();
        self.cues[usize::from(self.slots[slot].1)].push(Cue {
            before,
            set: set as u16,
        });
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

    /// The longest cue that ends with the last of `words`: its set and its number of words.
    #[inline(always)]
    fn cue_at_end(&self, words: &[u32]) -> Option<(u16, usize)> {
        let (&last, before) = words.split_last()?;
        if last == OTHER {
            return None;
        }
        let (word, cues) = self.slots[self.slot(last)];
        if word == 0 {
            return None;
        }
        self.cue_among(usize::from(cues), before)
    }

    /// The longest of some cues that stands behind `before`.
    #[inline(never)]
    fn cue_among(&self, cues: usize, before: &[u32]) -> Option<(u16, usize)> {
        let cue = self.cues[cues].iter().find(|cue| {
            before
                .iter()
                .rev()
                .take(cue.before.len())
                .eq(cue.before.iter())
        })?;
        Some((cue.set, cue.before.len() + 1))
    }

    /// Reads the words around `start..end` of one region. Hot: per candidate whose recognizer has
    /// context words.
    pub(crate) fn survey(
        &self,
        text: &[u8],
        start: usize,
        end: usize,
        surroundings: &mut Surroundings,
    ) {
        self.backend.run(Survey {
            table: self,
            text,
            start,
            end,
            surroundings,
        });
    }

    /// The nearest cue first; each plain word between costs 1, each value 4.
    #[inline(always)]
    fn cues_before(&self, words: &[u32], hits: &mut Vec<Hit>) {
        hits.clear();
        let (mut distance, mut values) = (0, 0);
        for (at, &word) in words.iter().enumerate().rev() {
            if word == VALUE {
                values += 1;
                continue;
            }
            if distance == WORDS_BEFORE as i16 {
                break;
            }
            if let Some((set, _)) = self.cue_at_end(&words[..=at]) {
                hits.push(Hit {
                    set,
                    evidence: Evidence(25 - distance - 4 * values.min(3)),
                });
            }
            distance += 1;
        }
    }

    /// A cue behind a value is weaker, and weaker still when another value follows it.
    #[inline(always)]
    fn cues_after(&self, words: &[u32], hits: &mut Vec<Hit>) {
        hits.clear();
        let mut distance = 0_usize;
        for at in 0..words.len() {
            if words[at] == VALUE {
                continue;
            }
            if let Some((set, len)) = self.cue_at_end(&words[..=at])
                && let Some(first) = (distance + 1).checked_sub(len)
                && first < WORDS_AFTER
            {
                let taken = if words.get(at + 1) == Some(&VALUE) {
                    8
                } else {
                    0
                };
                hits.push(Hit {
                    set,
                    evidence: Evidence(23 - 2 * first as i16 - taken),
                });
            }
            distance += 1;
            if distance == WORDS_AFTER + MAX_CUE_WORDS {
                break;
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
        let member = |set: u16| self.sets[usize::from(set)][usize::from(recognizer.0)];
        let (mut best, mut other) = (Evidence(0), Evidence(0));
        for hit in &surroundings.before {
            if member(hit.set) {
                best = best.max(hit.evidence + other);
            } else {
                other = Evidence(-12);
            }
        }
        for hit in surroundings.after.iter().filter(|hit| member(hit.set)) {
            best = best.max(hit.evidence);
        }
        let named = field.sets.iter().any(|&set| member(set));
        if named { best.max(FIELD_NAME) } else { best }
    }

    /// The cues in the name of a field: its two longest ones. Hot: per unknown key.
    pub(crate) fn of_name(&self, name: &[u8]) -> Cues {
        let mut words = Words::default();
        words.read(self.backend, name);
        let mut found = [(0, 0); 2];
        for at in 0..words.len() {
            let Some((set, len)) = self.cue_at_end(&words[..=at]) else {
                continue;
            };
            let hit = (len, set);
            if hit > found[0] && set != found[0].1 {
                found = [hit, found[0]];
            } else if hit > found[1] && set != found[0].1 {
                found[1] = hit;
            }
        }
        Cues {
            sets: [found[0].1, found[1].1],
        }
    }

    /// Whether `name` is one of the cues, in lower-case ASCII with `_` between its words.
    pub(crate) fn is_cue(&self, name: &[u8]) -> bool {
        let mut words = Words::default();
        if name.len() > MAX_CUE || !name.iter().all(|&b| b.is_ascii_lowercase() || b == b'_') {
            return false;
        }
        words.read(self.backend, name);
        let plain = name
            .split(|&byte| byte == b'_')
            .all(|word| !word.is_empty());
        plain
            && self
                .cue_at_end(&words)
                .is_some_and(|(_, len)| len == words.len())
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
            + self.sets.iter().map(Vec::len).sum::<usize>()
    }
}
