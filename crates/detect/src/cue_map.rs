//! Where words stand that may be part of a cue: a bit for each, found 64 bytes at a time and only where
//! somebody asks.
//!
//! Where digits are dense, as in logs and tables, many values share their surroundings, and most of
//! these hold no cue at all. Here that costs a few instructions a value; only where a bit is set are the
//! words read (`words`).

use crate::{
    anchors::Chunk,
    arch::{Bitmap, WORDS},
    input::Span,
    words::{Filter, REACH_AFTER, WINDOW},
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
        filter: &Filter,
        here: Here<'_>,
        region: Span,
        value: Span,
    ) -> bool {
        let end = value.start as usize;
        let start = (region.start as usize).max(end.saturating_sub(WINDOW));
        start < end && self.may_stand(filter, here, start, end, end - 1)
    }

    /// Whether a cue may begin behind `value` in `region`. Hot: per shape hit.
    #[inline(always)]
    pub(crate) fn may_follow(
        &mut self,
        filter: &Filter,
        here: Here<'_>,
        region: Span,
        value: Span,
    ) -> bool {
        let start = value.end as usize;
        let end = (region.end as usize).min(start + REACH_AFTER);
        start < end && self.may_stand(filter, here, start, end, start)
    }

    /// Whether a word of a cue may begin in `start..end`, 64 bytes at most. A word that is glued to the
    /// value, at `edge`, is cut there, so that nothing is known of it.
    #[inline(always)]
    fn may_stand(
        &mut self,
        filter: &Filter,
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
        let low = self.word(filter, here, first / 64) & u64::MAX << (first % 64);
        let high = u64::MAX >> (63 - last % 64);
        if first / 64 == last / 64 {
            low & high != 0
        } else {
            low | self.word(filter, here, last / 64) & high != 0
        }
    }

    /// One word of the map.
    #[inline(always)]
    fn word(&mut self, filter: &Filter, here: Here<'_>, word: usize) -> u64 {
        let (slot, bit) = (word / 64, word % 64);
        if self.known[slot] >> bit & 1 == 0 {
            self.known[slot] |= 1 << bit;
            self.starts[word] = here.starts_in(filter, word);
        }
        self.starts[word]
    }
}

impl Here<'_> {
    /// Words of one word of the bitmaps that the filter lets through, and bytes beyond ASCII.
    #[inline(never)]
    fn starts_in(self, filter: &Filter, word: usize) -> u64 {
        let chunk = self.chunk;
        let starts = chunk.word_starts(word);
        let mut rest = starts & chunk.maps.letter[word];
        let mut found = chunk.maps.high[word];
        while rest != 0 {
            let at = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            let is_hit = match self.word_len(word, at, starts) {
                Some(len) => filter.has(self.first_four(word * 64 + at), len),
                None => 1,
            };
            found |= is_hit << at;
        }
        found
    }

    /// Length of the word at bit `at` of a word of the bitmaps; `None` where it goes on behind them.
    #[inline(always)]
    fn word_len(self, word: usize, at: usize, starts: u64) -> Option<u32> {
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

    /// Four bytes of the text, counted from 64 before the chunk.
    #[inline(always)]
    fn first_four(self, at: usize) -> [u8; 4] {
        let rest = &self.text[at + self.base - 64..];
        rest.first_chunk().copied().unwrap_or_else(|| {
            let mut padded = [0; 4];
            padded[..rest.len()].copy_from_slice(rest);
            padded
        })
    }
}
