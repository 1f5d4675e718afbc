//! Where values may start: bit arithmetic over byte classes, with edges at regions.
//!
//! An anchor is a filter: it may stand where nothing is (the walk says no), but never miss a place
//! where a value is. Each kind is a file with its bits and one line in [`Chunk::find_anchors`];
//! a kind is computed for all words of a chunk before the next one, so that the compiler makes
//! vectors of it, and becomes a flat list of offsets for the loop that walks them.

mod at;
mod date;
mod dial;
mod digit;
mod dotted_digits;
mod hex_colon;
mod hex_group;
mod letter_group;
mod link;
mod near;
mod two_letters;

use crate::{
    anchors::near::Near,
    arch::{Backend, Bitmap, Bitmaps, WORDS},
    groups::Window,
    input::Span,
    recognizer::Anchor,
    scan::{Piece, Place},
};

/// Bytes of text in one chunk: its bitmaps stay in the first-level cache.
pub(crate) const CHUNK: usize = WORDS * 64;

/// Words that are looked at together.
const QUAD: usize = 4;

/// Number of kinds of anchors.
pub(crate) const KINDS: usize = 10;

impl Anchor {
    pub(crate) const ALL: [Anchor; KINDS] = [
        Anchor::At,
        Anchor::Link,
        Anchor::HexColon,
        Anchor::HexGroup,
        Anchor::DottedDigits,
        Anchor::Date,
        Anchor::Digit,
        Anchor::Dial,
        Anchor::TwoLetters,
        Anchor::LetterGroup,
    ];
}

/// A kind of anchor.
trait Kind {
    const ANCHOR: Anchor;

    /// Where it stands in one word; must be inlined always.
    fn bits(near: Near<'_>) -> u64;
}

/// The bitmaps and anchors of one chunk. Memory is reused.
#[derive(Debug)]
pub(crate) struct Chunk {
    maps: Bitmaps,
    /// Bytes that lie in a region, and those that begin one.
    inside: Bitmap,
    first: Bitmap,
    words: usize,
    /// Anchors of the kind at work.
    found: [u64; WORDS],
    places: [Places; KINDS],
}

/// Offsets in the chunk, ascending.
#[derive(Debug)]
struct Places {
    offsets: Box<[u16; CHUNK]>,
    count: usize,
}

impl Default for Chunk {
    fn default() -> Self {
        Self {
            maps: Bitmaps::default(),
            inside: [0; WORDS + 2],
            first: [0; WORDS + 2],
            words: 0,
            found: [0; WORDS],
            places: std::array::from_fn(|_| Places {
                offsets: Box::new([0; CHUNK]),
                count: 0,
            }),
        }
    }
}

impl Chunk {
    /// Forgets the chunk before: nothing of it stands before the next one.
    pub(crate) fn restart(&mut self) {
        self.words = 0;
    }

    /// Classifies the bytes of `place` in `text` ([`CHUNK`] at most, and 64 more to look ahead),
    /// forgetting what lies outside its pieces. Goes on where the chunk before ended, unless it was
    /// told to [`restart`](Self::restart). Hot: per chunk.
    #[inline(always)]
    pub(crate) fn load(&mut self, backend: Backend, text: &[u8], place: Place<'_>) {
        let Place { base, len, pieces } = place;
        let last = self.words;
        let before = |map: &Bitmap| if last == 0 { 0 } else { map[last] };
        self.maps.each(|map| map[0] = before(map));
        self.first[0] = before(&self.first);
        self.words = len.div_ceil(64).min(WORDS);
        let limit = base + (self.words + 1) * 64;
        let text = &text[base..text.len().min(limit)];
        backend.classify(text, self.words + 1, &mut self.maps);
        self.mark_all(base, limit, pieces);
    }

    /// Marks the regions and clears what lies outside.
    #[inline(always)]
    fn mark_all(&mut self, base: usize, limit: usize, pieces: &[Piece]) {
        let words = 1..self.words + 2;
        self.first[words.clone()].fill(0);
        let covers =
            |piece: &Piece| piece.span.start as usize <= base && piece.span.end as usize >= limit;
        if pieces.first().is_some_and(covers) {
            let begins = pieces[0].span.start as usize == base;
            self.first[1] = u64::from(begins);
            return;
        }
        self.inside[words.clone()].fill(0);
        for piece in pieces
            .iter()
            .take_while(|piece| (piece.span.start as usize) < limit)
        {
            self.mark(piece.span, base, limit);
        }
        let inside = &self.inside[words.clone()];
        self.maps.each(|map| {
            for (word, inside) in map[words.clone()].iter_mut().zip(inside) {
                *word &= inside;
            }
        });
    }

    /// Marks one region, as far as it lies in the chunk.
    #[inline(always)]
    fn mark(&mut self, region: Span, base: usize, limit: usize) {
        let begins_here = region.start as usize >= base;
        let start = (region.start as usize).saturating_sub(base);
        let end = (region.end as usize).min(limit).saturating_sub(base);
        if start >= end {
            return;
        }
        let (low, high) = (1 + start / 64, 1 + (end - 1) / 64);
        self.first[low] |= u64::from(begins_here) << (start % 64);
        let (from, to) = (u64::MAX << (start % 64), u64::MAX >> (63 - (end - 1) % 64));
        if low == high {
            self.inside[low] |= from & to;
            return;
        }
        self.inside[low] |= from;
        self.inside[low + 1..high].fill(u64::MAX);
        self.inside[high] |= to;
    }

    /// Finds all anchors. Hot: per chunk.
    #[inline(always)]
    pub(crate) fn find_anchors(&mut self) {
        self.find::<at::At>();
        self.find::<link::Link>();
        self.find::<hex_colon::HexColon>();
        self.find::<hex_group::HexGroup>();
        self.find::<dotted_digits::DottedDigits>();
        self.find::<date::Date>();
        self.find::<digit::Digit>();
        self.find::<dial::Dial>();
        self.find::<two_letters::TwoLetters>();
        self.find::<letter_group::LetterGroup>();
    }

    /// The anchors of one kind: bits of each word first, then their offsets.
    #[inline(always)]
    fn find<K: Kind>(&mut self) {
        let (maps, first) = (&self.maps, &self.first);
        // A few words more cost nothing; a round number makes whole vectors.
        let words = self.words.next_multiple_of(QUAD).min(WORDS);
        for (at, found) in self.found[..words].iter_mut().enumerate() {
            let word = at + 1;
            *found = K::bits(Near { maps, first, word });
        }
        self.found[self.words..words].fill(0);
        self.places[K::ANCHOR as usize].fill(&self.found[..words]);
    }

    /// Places of one kind of anchor, ascending.
    #[inline]
    pub(crate) fn places(&self, anchor: Anchor) -> &[u16] {
        let places = &self.places[anchor as usize];
        &places.offsets[..places.count]
    }

    /// 64 bits from `place` on: digits and letters.
    #[inline(always)]
    pub(crate) fn window(&self, place: usize) -> Window {
        let (word, shift) = (1 + place / 64, place % 64);
        // Shifting in two steps keeps a shift of 64 out.
        let join = |map: &Bitmap| map[word] >> shift | (map[word + 1] << 1) << (63 - shift);
        Window {
            digits: join(&self.maps.digit),
            letters: join(&self.maps.letter),
        }
    }
}

impl Places {
    /// The places of all set bits; most words have none.
    #[inline(always)]
    fn fill(&mut self, words: &[u64]) {
        let mut count = 0;
        for (quad, words) in words.as_chunks::<QUAD>().0.iter().enumerate() {
            if words.iter().fold(0, |all, word| all | word) == 0 {
                continue;
            }
            for (word, &bits) in words.iter().enumerate() {
                let mut bits = bits;
                while bits != 0 {
                    let place = (quad * QUAD + word) * 64 + bits.trailing_zeros() as usize;
                    // There are no more bits than slots; the mask spares the check.
                    self.offsets[count % CHUNK] = place as u16;
                    count += 1;
                    bits &= bits - 1;
                }
            }
        }
        self.count = count;
    }
}
