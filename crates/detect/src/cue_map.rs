//! Where words stand that may be part of a cue: a bit for each, found 64 bytes at a time and only where
//! somebody asks.
//!
//! Where digits are dense, as in logs and tables, many values share their surroundings, and most of
//! these hold no cue at all. Here that costs a few instructions a value; only where a bit is set are the
//! words read (`words`).

use std::ops::Range;

use crate::{
    anchors::Chunk,
    arch::{Bitmap, WORDS},
    context::{CueTable, Side},
    input::Span,
    phrases::ROOT,
    rule_sets::SetId,
    words::{Nearest, REACH_AFTER, VALUE, WINDOW, below, hash_at},
};

/// The words of one chunk, as far as they were asked for.
#[derive(Debug)]
pub(crate) struct CueMap {
    /// Words as those of the chunk's bitmaps. Bytes beyond ASCII are set too, since nothing is known
    /// of their words.
    starts: Bitmap,
    /// A bit for each word of `starts` that is filled.
    known: [u64; (WORDS + 2).div_ceil(64)],
}

impl Default for CueMap {
    fn default() -> Self {
        Self {
            starts: [0; WORDS + 2],
            known: [0; (WORDS + 2).div_ceil(64)],
        }
    }
}

/// A chunk and where it begins in its text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Here<'a> {
    pub(crate) chunk: &'a Chunk,
    pub(crate) text: &'a [u8],
    pub(crate) base: usize,
}

impl CueMap {
    /// Forgets the chunk before.
    #[inline]
    pub(crate) fn clear(&mut self) {
        self.known = Default::default();
    }

    /// Reads the cues before `value` in `region`; whether the bitmaps tell. Hot: per shape hit.
    #[inline(always)]
    pub(crate) fn read_before(
        &mut self,
        cues: &CueTable,
        here: Here<'_>,
        region: Span,
        value: Span,
        side: &mut Side,
    ) -> bool {
        let end = value.start as usize;
        let start = (region.start as usize).max(end.saturating_sub(WINDOW));
        if start == end {
            return true;
        }
        let hits = match self.hits(cues, here, start..end, end - 1) {
            None => return false,
            Some(0) => return true,
            Some(hits) => hits,
        };
        let Some(mut words) = NearWords::new(here, start..end, hits) else {
            return false;
        };
        if start > region.start as usize {
            words.forget(below(words.words.trailing_ones() as usize));
        }
        side.read_last(words.nearest(), |at| words.cue_at(cues, here, at));
        true
    }

    /// Reads the cues behind `value` in `region`; whether the bitmaps tell. Hot: per shape hit.
    #[inline(always)]
    pub(crate) fn read_behind(
        &mut self,
        cues: &CueTable,
        here: Here<'_>,
        region: Span,
        value: Span,
        side: &mut Side,
    ) -> bool {
        let start = value.end as usize;
        let end = (region.end as usize).min(start + REACH_AFTER);
        if start == end {
            return true;
        }
        let hits = match self.hits(cues, here, start..end, start) {
            None => return false,
            Some(0) => return true,
            Some(hits) => hits,
        };
        let Some(mut words) = NearWords::new(here, start..end, hits) else {
            return false;
        };
        // What is left of marks are ends of lines.
        if words.halts != 0 {
            words.forget(!below(words.halts.trailing_zeros() as usize));
        } else if end < region.end as usize {
            let half = (words.words << (WINDOW - REACH_AFTER)).leading_ones() as usize;
            words.forget(!below(REACH_AFTER - half));
        }
        side.read_first(words.nearest(), |at| words.cue_at(cues, here, at));
        true
    }

    /// Where words that may end a cue begin in `range`, 64 bytes at most, if the bitmaps reach so far; and
    /// bytes beyond ASCII. A word that is glued to the value, at `edge`, is cut there, so that nothing is
    /// known of it.
    #[inline(always)]
    fn hits(
        &mut self,
        cues: &CueTable,
        here: Here<'_>,
        range: Range<usize>,
        edge: usize,
    ) -> Option<u64> {
        // Places count from the 64 bytes before the chunk.
        let first = (range.start + 64).checked_sub(here.base)?;
        let last = range.end + 63 - here.base;
        if last / 64 > here.chunk.words + 1 || here.chunk.is_word(edge + 64 - here.base) {
            return None;
        }
        let low = self.word(cues, here, first / 64) >> (first % 64);
        let high = self.word(cues, here, last / 64);
        Some((low | (high << 1) << (63 - first % 64)) & below(range.len()))
    }

    /// One word of the map.
    #[inline(always)]
    fn word(&mut self, cues: &CueTable, here: Here<'_>, word: usize) -> u64 {
        let (slot, bit) = (word / 64, word % 64);
        if self.known[slot] >> bit & 1 == 0 {
            self.known[slot] |= 1 << bit;
            self.starts[word] = here.starts_in(cues, word);
        }
        self.starts[word]
    }
}

/// The words of up to 64 bytes near a value.
#[derive(Clone, Copy, Debug)]
struct NearWords {
    /// First bytes of those that may end a cue.
    hits: u64,
    starts: u64,
    words: u64,
    digits: u64,
    halts: u64,
    /// Of the first byte, counted from 64 before the chunk.
    place: usize,
}

impl NearWords {
    /// The words in `range` if they are of ASCII and none of them may be a link, an address or one of our
    /// own replacements.
    #[inline(always)]
    fn new(here: Here<'_>, range: Range<usize>, hits: u64) -> Option<NearWords> {
        let (chunk, maps) = (here.chunk, &here.chunk.maps);
        let place = range.start + 64 - here.base;
        let (low, high) = (place / 64, (place + range.len() - 1) / 64);
        let inside = below(range.len());
        let join = |first: u64, second: u64| {
            (first >> (place % 64) | (second << 1) << (63 - place % 64)) & inside
        };
        let bits = |map: &Bitmap| join(map[low], map[high]);
        let links = bits(&maps.colon) & bits(&maps.slash) >> 1;
        if bits(&maps.high) | bits(&maps.at) | links != 0 {
            return None;
        }
        let words = NearWords {
            hits,
            starts: join(chunk.word_starts(low), chunk.word_starts(high)),
            words: bits(&maps.word),
            digits: bits(&maps.digit),
            halts: bits(&maps.halt),
            place,
        };
        (!words.has_replacement(here)).then_some(words)
    }

    /// Whether one of our own replacements may stand there.
    #[inline(always)]
    fn has_replacement(&self, here: Here<'_>) -> bool {
        let mut rest = self.halts;
        while rest != 0 {
            let at = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            if here.bytes(self.place + at, 1) != b"\n" {
                return true;
            }
        }
        false
    }

    #[inline(always)]
    fn forget(&mut self, bits: u64) {
        self.hits &= !bits;
        self.starts &= !bits;
        self.words &= !bits;
    }

    /// Words and values, which are words with a digit.
    #[inline(always)]
    fn nearest(&self) -> Nearest {
        let values = self.values();
        let (mut rows, mut rest) = (values, values);
        while rest != 0 {
            let at = rest.trailing_zeros();
            rest &= rest - 1;
            let next = self.starts >> at >> 1;
            let is_value = next != 0 && values >> at >> 1 >> next.trailing_zeros() & 1 == 1;
            rows &= !(u64::from(is_value) << at);
        }
        Nearest {
            plain: self.starts & !values,
            hits: self.hits & !values,
            values,
            rows,
            ..Nearest::default()
        }
    }

    /// First bytes of words with a digit.
    #[inline(always)]
    fn values(&self) -> u64 {
        let digits = self.digits & self.words;
        let (mut values, mut runs) = (0, digits & !(digits << 1));
        while runs != 0 {
            let at = runs.trailing_zeros() as usize;
            runs &= runs - 1;
            let before = self.starts & below(at + 1);
            if let Some(start) = 63_u32.checked_sub(before.leading_zeros()) {
                values |= 1 << start;
            }
        }
        values
    }

    /// The longest cue that ends with the word at `at`: its set and its number of words.
    #[inline]
    fn cue_at(&self, cues: &CueTable, here: Here<'_>, at: u32) -> Option<(SetId, u32)> {
        cues.longest(
            Some(at),
            |at| self.hash(here, at),
            |at| {
                let before = self.starts & below(at as usize);
                63_u32.checked_sub(before.leading_zeros())
            },
        )
    }

    #[inline(always)]
    fn hash(&self, here: Here<'_>, at: u32) -> u32 {
        let bounds = (!self.words | self.starts) >> at >> 1 | 1 << (WINDOW as u32 - 1 - at);
        let len = bounds.trailing_zeros() + 1;
        if self.digits >> at & below(len as usize) != 0 {
            return VALUE;
        }
        hash_at(
            here.text,
            self.place + at as usize + here.base - 64,
            len as usize,
        )
    }
}

impl<'a> Here<'a> {
    /// Words of one word of the bitmaps that may end a cue, and bytes beyond ASCII.
    #[inline(never)]
    fn starts_in(self, cues: &CueTable, word: usize) -> u64 {
        let chunk = self.chunk;
        let starts = chunk.word_starts(word);
        let mut rest = starts & chunk.maps.letter[word];
        let mut found = chunk.maps.high[word];
        while rest != 0 {
            let at = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            let ends = match self.len_at(word, at, starts) {
                Some(len) if cues.filter.has(self.first_four(word * 64 + at), len) == 0 => false,
                Some(len) => self.ends_cue(cues, word, at, len as usize),
                None => true,
            };
            found |= u64::from(ends) << at;
        }
        found
    }

    /// Whether some cue ends with the word at bit `at`, and goes on with the word before it if it has
    /// more words than that one.
    #[inline(never)]
    fn ends_cue(self, cues: &CueTable, word: usize, at: usize, len: usize) -> bool {
        let hash = |place: usize, len: usize| hash_at(self.text, place + self.base - 64, len);
        let Some(node) = cues.phrases.step(ROOT, hash(word * 64 + at, len)) else {
            return false;
        };
        if cues.phrases.set(node) != 0 {
            return true;
        }
        let before = |word: usize, below: u64| {
            let starts = self.chunk.word_starts(word);
            let at = 63_u32.checked_sub((starts & below).leading_zeros())? as usize;
            Some((word * 64 + at, self.len_at(word, at, starts)?))
        };
        let inside = before(word, (1 << at) - 1);
        let Some((place, len)) = inside.or_else(|| before(word.checked_sub(1)?, u64::MAX)) else {
            // In a word of the bitmaps that are gone, or so far away that no cue has it.
            return word == 0;
        };
        cues.phrases.step(node, hash(place, len as usize)).is_some()
    }

    /// Length of the word at bit `at` of a word of the bitmaps; `None` where it goes on behind them.
    #[inline(always)]
    fn len_at(self, word: usize, at: usize, starts: u64) -> Option<u32> {
        let bounds = !self.chunk.maps.word[word] | starts;
        let inside = bounds >> at >> 1;
        if inside != 0 {
            return Some(inside.trailing_zeros() + 1);
        }
        let next = word + 1;
        if next > self.chunk.words + 1 {
            return None;
        }
        let bounds = !self.chunk.maps.word[next] | self.chunk.word_starts(next);
        Some((64 - at) as u32 + bounds.trailing_zeros())
    }

    /// Bytes of the text from `place` on, counted from 64 before the chunk.
    #[inline(always)]
    fn bytes(self, place: usize, len: usize) -> &'a [u8] {
        &self.text[place + self.base - 64..][..len]
    }

    /// What a word begins with.
    #[inline(always)]
    fn first_four(self, place: usize) -> [u8; 4] {
        let rest = &self.text[place + self.base - 64..];
        rest.first_chunk().copied().unwrap_or_else(|| {
            let mut padded = [0; 4];
            padded[..rest.len()].copy_from_slice(rest);
            padded
        })
    }
}
