//! Where values may start: bit arithmetic over byte classes, with edges at regions.
//!
//! An anchor is a filter: it may stand where nothing is (the walk says no), but never miss a place
//! where a value is. Each kind is a file with its bits and one line in [`Chunk::find_anchors`];
//! as many words as a register holds are looked at together, and what is found becomes a flat list of
//! offsets for the loop that walks them.

mod age;
mod at;
mod bracket;
mod capitals;
mod class;
mod date;
mod decimal;
mod dial;
mod digit;
mod domain;
mod dotted_digits;
mod hex_colon;
mod hex_group;
mod label;
mod letter_group;
mod link;
mod long_digits;
mod long_token;
mod mrz;
mod near;
mod plate;
mod product;
mod short_digits;
mod start;
mod two_letters;
mod uuid;
mod wide_digit;

use crate::{
    anchors::{
        class::{Class, Digit},
        near::Near,
    },
    arch::{Bitmap, Bitmaps, Isa, Lanes, WORDS},
    groups::Window,
    input::Span,
    recognizer::Anchor,
    scan::{Piece, Place},
    words::below,
};

/// Bytes of text in one chunk: its bitmaps stay in the first-level cache.
pub(crate) const CHUNK: usize = WORDS * 64;

/// Number of kinds of anchors.
pub(crate) const KINDS: usize = 25;

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
        Anchor::Age,
        Anchor::Label,
        Anchor::Start,
        Anchor::Decimal,
        Anchor::Uuid,
        Anchor::Domain,
        Anchor::Mrz,
        Anchor::Product,
        Anchor::WideDigit,
        Anchor::Bracket,
        Anchor::Plate,
        Anchor::Capitals,
        Anchor::LongToken,
        Anchor::LongDigits,
        Anchor::ShortDigits,
    ];
}

/// A kind of anchor.
trait Kind {
    const ANCHOR: Anchor;

    /// Whether a few words with digits mostly have one, so that asking first costs more than it spares.
    const COMMON: bool = false;

    /// Where it stands in a few words; must be inlined always.
    fn bits<I: Isa>(near: Near<'_, I>) -> I::Lanes;
}

/// The bitmaps and anchors of one chunk. Memory is reused.
#[derive(Debug)]
pub(crate) struct Chunk {
    pub(crate) maps: Bitmaps,
    /// Bytes that lie in a region, where not all do, and those that begin one.
    inside: Bitmap,
    first: Bitmap,
    /// How many regions begin before each word, the one that the chunk begins in included.
    ranks: [u16; WORDS + 2],
    pub(crate) words: usize,
    places: [Places; KINDS],
}

/// Where one kind of anchor stands in the chunk.
#[derive(Debug)]
struct Places {
    /// Their bits, and a bit for each word of these that has one; what the others hold is of chunks
    /// before.
    bits: [u64; WORDS],
    used: [u64; WORDS / 64],
    /// The same as offsets in the chunk, ascending.
    ///
    /// More than there can be, by what a word's places are written over before they count.
    offsets: Box<[u16; CHUNK + 64]>,
    count: usize,
}

impl Default for Chunk {
    fn default() -> Self {
        Self {
            maps: Bitmaps::default(),
            inside: [0; WORDS + 2],
            first: [0; WORDS + 2],
            ranks: [0; WORDS + 2],
            words: 0,
            places: std::array::from_fn(|_| Places {
                bits: [0; WORDS],
                used: [0; WORDS / 64],
                offsets: Box::new([0; CHUNK + 64]),
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
    pub(crate) fn load<I: Isa>(&mut self, isa: I, text: &[u8], place: Place<'_>) {
        let Place { base, len, pieces } = place;
        let last = self.words;
        let before = |map: &Bitmap| if last == 0 { 0 } else { map[last] };
        self.maps.each(|map| map[0] = before(map));
        self.first[0] = before(&self.first);
        self.words = len.div_ceil(64).min(WORDS);
        let limit = base + (self.words + 1) * 64;
        let text = &text[base..text.len().min(limit)];
        isa.classify(text, self.words + 1, &mut self.maps);
        self.mark_all(base, limit, pieces);
    }

    /// Marks where regions begin, and clears what lies outside of them.
    #[inline(always)]
    fn mark_all(&mut self, base: usize, limit: usize, pieces: &[Piece]) {
        let words = 1..self.words + 2;
        self.first[words.clone()].fill(0);
        let begun = pieces
            .first()
            .is_some_and(|piece| (piece.span.start as usize) < base);
        let (mut reached, mut has_gaps) = (base, false);
        for piece in pieces {
            let (start, end) = (piece.span.start as usize, piece.span.end as usize);
            if start >= limit {
                break;
            }
            has_gaps |= start > reached;
            reached = end;
            if start >= base {
                self.first[1 + (start - base) / 64] |= 1 << ((start - base) % 64);
            }
        }
        let mut rank = u16::from(begun);
        for (slot, first) in self.ranks[words.clone()].iter_mut().zip(&self.first[words]) {
            *slot = rank;
            rank += first.count_ones() as u16;
        }
        if has_gaps || reached < limit {
            self.keep_inside(base, limit, pieces);
        }
    }

    /// Which of the pieces that the chunk was loaded with holds `place`.
    #[inline(always)]
    pub(crate) fn piece_at(&self, place: usize) -> usize {
        let (word, bit) = (1 + place / 64, place % 64);
        let begun = (self.first[word] & u64::MAX >> (63 - bit)).count_ones();
        usize::from(self.ranks[word]) + begun as usize - 1
    }

    /// Clears what lies outside of the regions.
    fn keep_inside(&mut self, base: usize, limit: usize, pieces: &[Piece]) {
        let words = 1..self.words + 2;
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
    #[inline]
    fn mark(&mut self, region: Span, base: usize, limit: usize) {
        let start = (region.start as usize).saturating_sub(base);
        let end = (region.end as usize).min(limit).saturating_sub(base);
        if start >= end {
            return;
        }
        let (low, high) = (1 + start / 64, 1 + (end - 1) / 64);
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
    pub(crate) fn find_anchors<I: Isa>(&mut self, isa: I) {
        let Self {
            maps,
            first,
            places,
            words,
            ..
        } = self;
        for places in &mut *places {
            places.used = [0; _];
        }
        for group in 0..WORDS / I::Lanes::COUNT {
            // The bound is a constant, so that no load needs a check.
            let word = group * I::Lanes::COUNT + 1;
            if word > *words {
                break;
            }
            let near = Near {
                isa,
                maps,
                first,
                word,
            };
            find::<at::At, I>(near, places);
            find::<link::Link, I>(near, places);
            find::<hex_colon::HexColon, I>(near, places);
            find::<hex_group::HexGroup, I>(near, places);
            find::<label::Label, I>(near, places);
            find::<start::Start, I>(near, places);
            find::<uuid::Uuid, I>(near, places);
            find::<domain::Domain, I>(near, places);
            find::<mrz::Mrz, I>(near, places);
            find::<capitals::Capitals, I>(near, places);
            // Some look for digits before them.
            let here = Digit::load(isa, maps, word - 1)
                | Digit::load(isa, maps, word)
                | Digit::load(isa, maps, word + 1);
            if !here.is_empty() {
                find::<dotted_digits::DottedDigits, I>(near, places);
                find::<date::Date, I>(near, places);
                find::<digit::Digit, I>(near, places);
                find::<dial::Dial, I>(near, places);
                find::<two_letters::TwoLetters, I>(near, places);
                find::<letter_group::LetterGroup, I>(near, places);
                find::<bracket::Bracket, I>(near, places);
                find::<age::Age, I>(near, places);
                find::<decimal::Decimal, I>(near, places);
                find::<product::Product, I>(near, places);
                find::<wide_digit::WideDigit, I>(near, places);
                find::<plate::Plate, I>(near, places);
                find::<long_token::LongToken, I>(near, places);
                find::<long_digits::LongDigits, I>(near, places);
                find::<short_digits::ShortDigits, I>(near, places);
            }
        }
        for places in places {
            places.list(isa, *words);
        }
    }

    /// Places of one kind of anchor, ascending.
    #[inline]
    pub(crate) fn places(&self, anchor: Anchor) -> &[u16] {
        let places = &self.places[anchor as usize];
        &places.offsets[..places.count]
    }

    /// First bytes of words of ASCII, in one word of the bitmaps: words end where a small letter is
    /// followed by a capital one, and where a region does.
    #[inline(always)]
    pub(crate) fn word_starts(&self, word: usize) -> u64 {
        let Bitmaps {
            upper,
            letter,
            word: words,
            ..
        } = &self.maps;
        let lower = |word: usize| letter[word] & !upper[word];
        let last = word.checked_sub(1);
        let (word_before, lower_before) =
            last.map_or((0, 0), |at| (words[at] >> 63, lower(at) >> 63));
        let humps = upper[word] & (lower(word) << 1 | lower_before);
        words[word] & (!(words[word] << 1 | word_before) | humps | self.first[word])
    }

    /// Whether a letter or digit, or a part of one, stands at `place`, counted from 64 bytes before the
    /// chunk.
    #[inline(always)]
    pub(crate) fn is_word(&self, place: usize) -> bool {
        let (word, bit) = (place / 64, place % 64);
        (self.maps.word[word] | self.maps.high[word]) >> bit & 1 == 1
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
    /// Keeps the bits of a few words from `word` on.
    #[inline(always)]
    fn keep<L: Lanes>(&mut self, found: L, word: usize) {
        let words = found.words();
        self.bits[word..][..L::COUNT].copy_from_slice(&words[..L::COUNT]);
        self.used[word / 64] |= found.used() << (word % 64);
    }

    /// Lists the places of all bits in the first `words` words: the last few may reach behind the chunk.
    /// Words without any are skipped, as most are.
    #[inline(always)]
    fn list<I: Isa>(&mut self, isa: I, words: usize) {
        let mut count = 0;
        for (at, &used) in self.used.iter().enumerate() {
            let mut rest = used & below(words.saturating_sub(at * 64));
            while rest != 0 {
                let word = at * 64 + rest.trailing_zeros() as usize;
                rest &= rest - 1;
                if let Some(slots) = self.offsets[count..].first_chunk_mut() {
                    count += isa.places(self.bits[word], (word * 64) as u16, slots);
                }
            }
        }
        self.count = count;
    }
}

/// The anchors of one kind in a few words.
#[inline(always)]
fn find<K: Kind, I: Isa>(near: Near<'_, I>, places: &mut [Places; KINDS]) {
    let found = K::bits(near);
    if K::COMMON || !found.is_empty() {
        places[K::ANCHOR as usize].keep(found, near.word - 1);
    }
}
