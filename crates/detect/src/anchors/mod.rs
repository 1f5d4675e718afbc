//! Where values may start: bit arithmetic over byte classes, with edges at regions.
//!
//! An anchor is a filter: it may stand where nothing is (the walk says no), but never miss a place
//! where a value is. Each kind is a file with its bits and one line in [`Chunk::find_anchors`];
//! as many words as a register holds are looked at together, and what is found becomes a flat list of
//! offsets for the loop that walks them.

mod age;
mod apart;
mod assign;
mod at;
mod at_word;
mod bracket;
mod capitals;
mod class;
mod closing_tag;
mod dashes;
mod date;
mod decimal;
mod degrees;
mod dial;
mod digit;
mod domain;
mod dotted_digits;
mod encoded;
mod escape;
mod flag;
mod hex_colon;
mod hex_group;
mod house;
mod label;
mod letter_group;
mod link;
mod long_digits;
mod long_token;
mod lookalike;
mod mrz;
mod near;
mod plate;
mod product;
mod short_digits;
mod token;
mod tokenlike;
mod two_letters;
mod uuid;
mod wide;
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
pub(crate) const KINDS: usize = 38;

impl Anchor {
    pub(crate) const ALL: [Anchor; KINDS] = [
        Anchor::Dashes,
        Anchor::At,
        Anchor::Link,
        Anchor::HexColon,
        Anchor::HexGroup,
        Anchor::DottedDigits,
        Anchor::Uuid,
        Anchor::Token,
        Anchor::Tokenlike,
        Anchor::Date,
        Anchor::Digit,
        Anchor::Dial,
        Anchor::TwoLetters,
        Anchor::LetterGroup,
        Anchor::House,
        Anchor::Age,
        Anchor::Label,
        Anchor::Degrees,
        Anchor::Decimal,
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
        Anchor::Flag,
        Anchor::Assign,
        Anchor::ClosingTag,
        Anchor::Escape,
        Anchor::Encoded,
        Anchor::AtWord,
        Anchor::Apart,
        Anchor::Lookalike,
        Anchor::Wide,
    ];

    /// Whether what it stands at is no value where a sure one lies around it: all but those that make
    /// others sure, since an address may take the day of a date for its prefix, and characters that are read
    /// as others, since all spellings of a value are one.
    #[inline(always)]
    pub(crate) fn may_be_inside(self) -> bool {
        !matches!(
            self,
            Anchor::At
                | Anchor::Link
                | Anchor::HexColon
                | Anchor::HexGroup
                | Anchor::DottedDigits
                | Anchor::Uuid
                | Anchor::Token
                | Anchor::Tokenlike
                | Anchor::Date
                | Anchor::Lookalike
                | Anchor::Wide
        )
    }
}

/// Finds the anchors of some kinds in a few words: all of them before any is kept, so that what they look
/// at alike is worked out once, and without asking whether there are any, which no one can foretell.
macro_rules! find {
    ($near:ident, $found:ident; $($kind:ty),+) => {
        let bits = [$(<$kind>::bits($near)),+];
        for (anchor, bits) in [$(<$kind>::ANCHOR),+].into_iter().zip(bits) {
            $found[anchor as usize].keep(bits, $near.word - 1);
        }
    };
}

/// A kind of anchor.
trait Kind {
    const ANCHOR: Anchor;

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
    found: [Found; KINDS],
}

/// Where one kind of anchor stands in the chunk: bits, and a bit for each word of these that has one;
/// what the others hold is of chunks before.
#[derive(Clone, Copy, Debug)]
struct Found {
    bits: [u64; WORDS],
    used: [u64; WORDS / 64],
}

/// Offsets in a chunk, ascending. Memory is reused.
#[derive(Debug)]
pub(crate) struct Places {
    /// More than there can be, by what a word's places are written over before they count.
    offsets: Box<[u16; CHUNK + 64]>,
    count: usize,
}

impl Default for Places {
    fn default() -> Self {
        Self {
            offsets: Box::new([0; CHUNK + 64]),
            count: 0,
        }
    }
}

impl Default for Chunk {
    fn default() -> Self {
        Self {
            maps: Bitmaps::default(),
            inside: [0; WORDS + 2],
            first: [0; WORDS + 2],
            ranks: [0; WORDS + 2],
            words: 0,
            found: [Found {
                bits: [0; WORDS],
                used: [0; WORDS / 64],
            }; KINDS],
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
            found,
            words,
            ..
        } = self;
        for kind in &mut *found {
            kind.used = [0; _];
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
            find!(near, found; at::At, link::Link, hex_colon::HexColon, hex_group::HexGroup, label::Label, uuid::Uuid, token::Token, tokenlike::Tokenlike, domain::Domain, mrz::Mrz, capitals::Capitals, dashes::Dashes, flag::Flag, assign::Assign, closing_tag::ClosingTag, escape::Escape, encoded::Encoded, at_word::AtWord, lookalike::Lookalike);
            // Some look for digits before them.
            let here = Digit::load(isa, maps, word - 1)
                | Digit::load(isa, maps, word)
                | Digit::load(isa, maps, word + 1);
            if !here.is_empty() {
                find!(near, found; dotted_digits::DottedDigits, date::Date, digit::Digit, dial::Dial, two_letters::TwoLetters, letter_group::LetterGroup, bracket::Bracket, house::House, age::Age, degrees::Degrees, decimal::Decimal, product::Product, wide_digit::WideDigit, plate::Plate, long_token::LongToken, long_digits::LongDigits, short_digits::ShortDigits, apart::Apart);
            }
        }
    }

    /// Finds characters beyond ASCII that may be read as others, in `text`, of which the chunk begins at
    /// `base`. Hot: per chunk.
    #[inline(always)]
    pub(crate) fn find_wide<I: Isa>(&mut self, isa: I, text: &[u8], base: usize) {
        let found = &mut self.found[Anchor::Wide as usize];
        for group in (0..self.words).step_by(I::Lanes::COUNT) {
            let used = isa.lanes(&self.maps.high, group + 1).used();
            let mut used = used & below(self.words - group);
            while used != 0 {
                let word = group + used.trailing_zeros() as usize;
                used &= used - 1;
                let high = self.maps.high[word + 1];
                let rest = &text[base + word * 64..];
                let padded;
                let window = match rest.first_chunk() {
                    Some(window) => window,
                    None => {
                        padded = near_end(rest);
                        &padded
                    }
                };
                let behind = |map: &Bitmap| map[word + 1] << 1 | map[word] >> 63;
                let before = wide::Before {
                    ascii: !behind(&self.maps.high),
                    digit: behind(&self.maps.digit),
                };
                let bits = wide::bits(isa, window, high, before) & high;
                if bits != 0 {
                    found.bits[word] = bits;
                    found.used[word / 64] |= 1 << (word % 64);
                }
            }
        }
    }

    /// Whether there is any of one kind of anchor.
    #[inline(always)]
    pub(crate) fn has(&self, anchor: Anchor) -> bool {
        self.found[anchor as usize].used != [0; _]
    }

    /// Lists the places of one kind of anchor that are not `covered`. Words of the bitmaps without any are
    /// skipped, as most are.
    #[inline(always)]
    pub(crate) fn list<I: Isa>(
        &self,
        isa: I,
        anchor: Anchor,
        covered: &[u64; WORDS],
        places: &mut Places,
    ) {
        let Found { bits, used } = &self.found[anchor as usize];
        let mut count = 0;
        for (at, &used) in used.iter().enumerate() {
            // The last few words may reach behind the chunk.
            let mut rest = used & below(self.words.saturating_sub(at * 64));
            while rest != 0 {
                let word = at * 64 + rest.trailing_zeros() as usize;
                rest &= rest - 1;
                if let Some(slots) = places.offsets[count..].first_chunk_mut() {
                    let bits = bits[word] & !covered[word];
                    count += isa.places(bits, (word * 64) as u16, slots);
                }
            }
        }
        places.count = count;
    }

    /// First bytes of regions, in one word of the bitmaps.
    #[inline(always)]
    pub(crate) fn first(&self, word: usize) -> u64 {
        self.first[word]
    }

    /// Lists where runs of `least` letters and digits of ASCII and more (1 to 3) begin, and where each of them
    /// ends, or the greatest number if that is behind the chunk; regions end them. Hot: per chunk, where a
    /// policy has many terms.
    #[inline(always)]
    pub(crate) fn list_words<I: Isa>(
        &self,
        isa: I,
        least: usize,
        starts: &mut Places,
        ends: &mut Places,
    ) {
        let map = &self.maps.word;
        // Bytes that go on with the run of the one before.
        let goes_on = |word: usize| {
            let before = word.checked_sub(1).map_or(0, |last| map[last] >> 63);
            map[word] & (map[word] << 1 | before) & !self.first[word]
        };
        starts.clear();
        ends.clear();
        let (mut last, mut here) = (goes_on(0), goes_on(1));
        for word in 1..=self.words {
            let next = goes_on(word + 1);
            let before = map[word] << 1 | map[word - 1] >> 63;
            let (mut begun, mut ended) = (map[word] & !here, before & !here);
            for place in 1..least {
                begun &= here >> place | next << (64 - place);
                ended &= here << place | last >> (64 - place);
            }
            starts.push(isa, begun, (word - 1) * 64);
            ends.push(isa, ended, (word - 1) * 64);
            (last, here) = (here, next);
        }
        // The end of a run of the chunk before.
        let is_orphan = match (starts.each().first(), ends.each().first()) {
            (Some(start), Some(end)) => end <= start,
            (None, Some(_)) => true,
            _ => false,
        };
        if is_orphan {
            ends.offsets.copy_within(1..ends.count, 0);
            ends.count -= 1;
        }
        if let Some(unknown) = ends.offsets.get_mut(ends.count..starts.count) {
            unknown.fill(u16::MAX);
        }
        ends.count = starts.count;
    }

    /// Lists where runs of characters beyond ASCII begin; regions end them. Hot: per chunk, where a policy has
    /// many terms.
    #[inline(always)]
    pub(crate) fn list_beyond_ascii<I: Isa>(&self, isa: I, places: &mut Places) {
        let map = &self.maps.high;
        places.clear();
        for word in 1..=self.words {
            let before = map[word] << 1 | map[word - 1] >> 63;
            places.push(
                isa,
                map[word] & (!before | self.first[word]),
                (word - 1) * 64,
            );
        }
    }

    /// Whether a character beyond ASCII stands in one of the words that a mark at `place` joins, which hyphens
    /// may be in, at most 63 bytes from it. Hot: per anchor.
    #[inline(always)]
    pub(crate) fn joins_wide(&self, place: usize) -> bool {
        let Bitmaps {
            word,
            dash,
            joint,
            high,
            ..
        } = &self.maps;
        let (at, bit) = (1 + place / 64, place % 64);
        // The 64 bytes up to `place`, and those from it on.
        let before = |map: &Bitmap| map[at] << (63 - bit) | map[at - 1] >> 1 >> bit;
        let behind = |map: &Bitmap| map[at] >> bit | map[at + 1] << 1 << (63 - bit);
        let (last, next) = (before(high), behind(high));
        let last_word = before(word) | before(dash) | before(joint) | last;
        let next_word = behind(word) | behind(dash) | behind(joint) | next;
        let last = last << 1 & !below(64 - (last_word << 1).leading_ones() as usize);
        let next = next >> 1 & below((next_word >> 1).trailing_ones() as usize);
        last | next != 0
    }

    /// Whether a host may stand behind the word for `@` at `place`, in `text`, of which the chunk begins at
    /// `base`: behind `at` there must be a bracket, or a blank and a label, then another one behind a dot, or what
    /// may be the word for one. Hot: per anchor.
    #[inline(always)]
    pub(crate) fn may_name_host(&self, text: &[u8], base: usize, place: usize) -> bool {
        let Bitmaps {
            word, dash, high, ..
        } = &self.maps;
        let rest = match text.get(base + place..) {
            Some([_, b't' | b'T', b' ', rest @ ..]) => rest,
            Some([_, b't' | b'T', next, ..]) => return next.is_ascii_punctuation(),
            Some([_, b'r' | b'R' | 0x80.., ..]) => return true,
            _ => return false,
        };
        let (at, bit) = (1 + place / 64, place % 64);
        let ahead = |map: &Bitmap| map[at] >> bit | map[at + 1] << 1 << (63 - bit);
        let label = (ahead(word) | ahead(dash) | ahead(high)) >> 3;
        let len = label.trailing_ones();
        match &rest[len as usize..] {
            _ if len == 0 => true,
            [b'.', ..] => label >> len >> 1 & 1 == 1,
            [b' ', b'd' | b'D', b'o' | b'O', ..]
            | [b' ', b'p' | b'P', b'o' | b'O' | b'u' | b'U', ..] => true,
            [b' ', next, ..] => !next.is_ascii_alphanumeric() && next.is_ascii(),
            [next, ..] => next.is_ascii_punctuation() || len > 60,
            [] => false,
        }
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
    /// None yet.
    #[inline(always)]
    pub(crate) fn clear(&mut self) {
        self.count = 0;
    }

    /// Adds the places of the bits of 64 bytes of a chunk, which are behind those that are known.
    #[inline(always)]
    pub(crate) fn push<I: Isa>(&mut self, isa: I, bits: u64, first: usize) {
        if let Some(slots) = self.offsets[self.count..].first_chunk_mut() {
            self.count += isa.places(bits, first as u16, slots);
        }
    }

    /// Keeps those that `keeps` says yes to, given the place and its number; without a branch for each.
    #[inline(always)]
    pub(crate) fn retain(&mut self, mut keeps: impl FnMut(usize, usize) -> bool) {
        let mut kept = 0;
        for at in 0..self.count.min(CHUNK) {
            let place = self.offsets[at];
            // No more are kept than were read.
            self.offsets[kept & (CHUNK - 1)] = place;
            kept += usize::from(keeps(usize::from(place), at));
        }
        self.count = kept;
    }

    /// Lists the numbers of the items that `picks` says yes to; without a branch for each.
    #[inline(always)]
    pub(crate) fn pick<T>(
        &mut self,
        items: impl Iterator<Item = T>,
        mut picks: impl FnMut(T) -> bool,
    ) {
        self.count = 0;
        for (item, at) in items.zip(0..) {
            self.offsets[self.count & (CHUNK - 1)] = at;
            self.count += usize::from(picks(item));
        }
    }

    #[inline(always)]
    pub(crate) fn each(&self) -> &[u16] {
        &self.offsets[..self.count]
    }
}

impl Found {
    /// Keeps the bits of a few words from `word` on.
    #[inline(always)]
    fn keep<L: Lanes>(&mut self, found: L, word: usize) {
        let words = found.words();
        self.bits[word..][..L::COUNT].copy_from_slice(&words[..L::COUNT]);
        self.used[word / 64] |= found.used() << (word % 64);
    }
}

/// The last bytes of a text, and nothing behind them.
#[cold]
fn near_end(text: &[u8]) -> [u8; 66] {
    let mut window = [0; 66];
    window[..text.len()].copy_from_slice(text);
    window
}
