//! Where words stand that may be part of a cue: a bit for each, found 64 bytes at a time and only where
//! somebody asks.
//!
//! Where digits are dense, as in logs and tables, many values share their surroundings, and most of
//! these hold no cue at all. Here that costs a few instructions a value; only where a bit is set are the
//! words read (`words`).

use crate::{
    anchors::Chunk,
    arch::{Bitmap, WORDS},
    context::CueTable,
    input::Span,
    phrases::ROOT,
    words::{REACH_AFTER, WINDOW, hash_of},
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

    /// Whether a cue may end before `value` in `region`. Hot: per shape hit.
    #[inline(always)]
    pub(crate) fn may_precede(
        &mut self,
        cues: &CueTable,
        here: Here<'_>,
        region: Span,
        value: Span,
    ) -> bool {
        let end = value.start as usize;
        let start = (region.start as usize).max(end.saturating_sub(WINDOW));
        start < end && self.may_stand(cues, here, start, end, end - 1)
    }

    /// Whether a cue may begin behind `value` in `region`. Hot: per shape hit.
    #[inline(always)]
    pub(crate) fn may_follow(
        &mut self,
        cues: &CueTable,
        here: Here<'_>,
        region: Span,
        value: Span,
    ) -> bool {
        let start = value.end as usize;
        let end = (region.end as usize).min(start + REACH_AFTER);
        start < end && self.may_stand(cues, here, start, end, start)
    }

    /// Whether a word of a cue may begin in `start..end`, 64 bytes at most. A word that is glued to the
    /// value, at `edge`, is cut there, so that nothing is known of it.
    #[inline(always)]
    fn may_stand(
        &mut self,
        cues: &CueTable,
        here: Here<'_>,
        start: usize,
        end: usize,
        edge: usize,
    ) -> bool {
        // Places count from the 64 bytes before the chunk.
        let (Some(first), Some(last)) = (
            (start + 64).checked_sub(here.base),
            (end + 63).checked_sub(here.base),
        ) else {
            return true;
        };
        let edge = edge + 64 - here.base;
        if last / 64 > here.chunk.words + 1 || here.chunk.is_word(edge) {
            return true;
        }
        let low = self.word(cues, here, first / 64) & u64::MAX << (first % 64);
        let high = u64::MAX >> (63 - last % 64);
        if first / 64 == last / 64 {
            low & high != 0
        } else {
            low | self.word(cues, here, last / 64) & high != 0
        }
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
        let hash = |place: usize, len: usize| hash_of(self.bytes(place, len));
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
