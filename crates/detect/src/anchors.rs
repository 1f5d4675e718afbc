//! Where values may start: bit arithmetic over byte classes, with carries across words and edges at
//! regions.
//!
//! An anchor is a filter: it may stand where nothing is (the walk says no), but never miss a place
//! where a value is.

use crate::{
    arch::{Backend, Classes},
    groups::Window,
    input::Span,
    recognizer::Anchor,
    scan::Piece,
};

/// Bytes of text in one chunk: its bitmaps stay in the first-level cache.
pub(crate) const CHUNK: usize = 8192;
const WORDS: usize = CHUNK / 64;

/// Number of kinds of anchors.
pub(crate) const KINDS: usize = 8;

impl Anchor {
    pub(crate) const ALL: [Anchor; KINDS] = [
        Anchor::At,
        Anchor::Link,
        Anchor::HexColon,
        Anchor::HexGroup,
        Anchor::DottedDigits,
        Anchor::Digit,
        Anchor::Dial,
        Anchor::TwoLetters,
    ];
}

/// The bitmaps and anchors of one chunk. Memory is reused.
#[derive(Debug)]
pub(crate) struct Chunk {
    classes: Vec<Classes>,
    edges: Vec<Edges>,
    /// Places in the chunk, by kind of anchor; then those where a group of letters starts.
    places: [Vec<u16>; KINDS + 1],
}

/// Which of 64 bytes lie in a region, and which begin one.
#[derive(Clone, Copy, Debug, Default)]
struct Edges {
    inside: u64,
    first: u64,
}

impl Default for Chunk {
    fn default() -> Self {
        Self {
            classes: vec![Classes::default(); WORDS + 1],
            edges: vec![Edges::default(); WORDS + 1],
            places: std::array::from_fn(|_| Vec::with_capacity(CHUNK)),
        }
    }
}

impl Chunk {
    /// Classifies `len` bytes of `text` from `base` on ([`CHUNK`] at most, and 64 more to look
    /// ahead), forgetting what lies outside `pieces`.
    pub(crate) fn load(
        &mut self,
        backend: Backend,
        text: &[u8],
        base: usize,
        len: usize,
        pieces: &[Piece],
    ) {
        let words = len.div_ceil(64) + 1;
        let limit = base + words * 64;
        let edges = &mut self.edges[..words];
        edges.fill(Edges::default());
        for piece in pieces
            .iter()
            .take_while(|piece| (piece.span.start as usize) < limit)
        {
            mark(edges, piece.span, base, limit);
        }
        backend.classify(
            &text[base..text.len().min(limit)],
            &mut self.classes[..words],
        );
        for (classes, edges) in self.classes.iter_mut().zip(edges) {
            if edges.inside != u64::MAX {
                classes.keep(edges.inside);
            }
        }
    }

    /// Finds the anchors of the first `len` bytes. `carry` is what the chunk before left, when it
    /// ended where this one begins; the new carry is left there. Hot: per chunk.
    pub(crate) fn find_anchors(&mut self, len: usize, carry: &mut Carry) {
        self.places.iter_mut().for_each(Vec::clear);
        for word in 0..len.div_ceil(64).min(WORDS) {
            let [now, next] = [&self.classes[word], &self.classes[word + 1]];
            // Most words of prose hold neither a digit nor a mark.
            let marks = now.at | now.colon | now.dot | now.dash;
            if now.digit | next.digit | marks != 0 {
                let first = self.edges[word].first;
                let neighbours = Neighbours {
                    now,
                    next,
                    first,
                    carry,
                };
                for (bits, places) in neighbours.anchors().into_iter().zip(&mut self.places) {
                    append(bits, word, places);
                }
            }
            *carry = Carry {
                word: now.word() >> 63,
                letter: now.letter >> 63,
                hex: now.hex >> 62,
            };
        }
    }

    /// Places of one kind of anchor, ascending.
    pub(crate) fn places(&self, anchor: Anchor) -> &[u16] {
        &self.places[anchor as usize]
    }

    /// Places where a value may start that begins with a group of letters, ascending.
    pub(crate) fn letter_groups(&self) -> &[u16] {
        &self.places[KINDS]
    }

    /// 64 bits from `place` on: digits and letters.
    #[inline]
    pub(crate) fn window(&self, place: usize) -> Window {
        let (word, shift) = (place / 64, place % 64);
        let (now, next) = (&self.classes[word], &self.classes[word + 1]);
        // Shifting in two steps keeps a shift of 64 out.
        let join = |now: u64, next: u64| now >> shift | (next << 1) << (63 - shift);
        Window {
            digits: join(now.digit, next.digit),
            letters: join(now.letter, next.letter),
        }
    }
}

/// Marks one region, as far as it lies in the chunk that begins at `base`.
fn mark(edges: &mut [Edges], region: Span, base: usize, limit: usize) {
    let begins_here = region.start as usize >= base;
    let start = (region.start as usize).saturating_sub(base);
    let end = (region.end as usize).min(limit).saturating_sub(base);
    if start >= end {
        return;
    }
    let (low, high) = (start / 64, (end - 1) / 64);
    edges[low].first |= u64::from(begins_here) << (start % 64);
    let (from, to) = (u64::MAX << (start % 64), u64::MAX >> (63 - (end - 1) % 64));
    if low == high {
        edges[low].inside |= from & to;
        return;
    }
    edges[low].inside |= from;
    edges[low + 1..high]
        .iter_mut()
        .for_each(|edges| edges.inside = u64::MAX);
    edges[high].inside |= to;
}

/// What the last byte before a word of 64 was.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Carry {
    word: u64,
    letter: u64,
    /// The last two.
    hex: u64,
}

struct Neighbours<'a> {
    now: &'a Classes,
    next: &'a Classes,
    first: u64,
    carry: &'a Carry,
}

impl Neighbours<'_> {
    /// Anchors of 64 bytes, in the order of [`Anchor::ALL`], then letter groups.
    #[inline]
    fn anchors(&self) -> [u64; KINDS + 1] {
        let now = self.now;
        if now.digit | self.next.digit == 0 {
            return self.without_digits();
        }
        let start = !(now.word() << 1 | self.carry.word) | self.first;
        let digit = now.digit & start;
        let letter = now.letter & start;
        let digit_in = [1, 2, 3].map(|n| self.ahead(|c| c.digit, n));
        let letter_next = self.ahead(|c| c.letter, 1);
        [
            now.at,
            self.links(letter_next),
            self.hex_colons(),
            self.hex_groups(),
            now.dot & (now.digit << 1 | self.carry.word) & digit_in[0],
            digit,
            now.dial & (digit_in[0] | self.ahead(|c| c.dial, 1) & digit_in[1]),
            letter & letter_next & digit_in[1] & digit_in[2],
            letter & self.letter_groups(letter_next, digit_in),
        ]
    }

    /// The same where no digit stands in these 64 bytes and the next.
    #[inline]
    fn without_digits(&self) -> [u64; KINDS + 1] {
        let mut anchors = [0; KINDS + 1];
        anchors[Anchor::At as usize] = self.now.at;
        anchors[Anchor::Link as usize] = self.links(self.ahead(|c| c.letter, 1));
        anchors[Anchor::HexColon as usize] = self.hex_colons();
        anchors[Anchor::HexGroup as usize] = self.hex_groups();
        anchors
    }

    /// Bit i is set where the byte `n` (1 to 63) places behind i is of the class.
    #[inline]
    fn ahead(&self, class: impl Fn(&Classes) -> u64, n: u32) -> u64 {
        class(self.now) >> n | class(self.next) << (64 - n)
    }

    #[inline]
    fn links(&self, letter_next: u64) -> u64 {
        if self.now.colon | self.now.dot == 0 {
            return 0;
        }
        let slashes = self.ahead(|c| c.slash, 1) & self.ahead(|c| c.slash, 2);
        let before = self.now.letter << 1 | self.carry.letter;
        let dot = before & (letter_next | self.ahead(|c| c.digit, 1));
        self.now.colon & slashes | self.now.dot & dot
    }

    #[inline]
    fn hex_colons(&self) -> u64 {
        let colon = self.now.colon;
        if colon == 0 {
            return 0;
        }
        let either = |c: &Classes| c.hex | c.colon;
        colon & self.ahead(either, 1) & (self.ahead(|c| c.colon, 1) | self.hex_before(1))
    }

    /// `x-` of `xx-xx-`, and `.` of `xxxx.xxxx.`: the first separator of a hardware address.
    #[inline]
    fn hex_groups(&self) -> u64 {
        let (now, marks) = (self.now, self.now.dash | self.now.colon | self.now.dot);
        if marks == 0 {
            return 0;
        }
        let hex = |n| self.ahead(|c| c.hex, n);
        let pairs =
            (now.dash & self.ahead(|c| c.dash, 3)) | (now.colon & self.ahead(|c| c.colon, 3));
        let fours = now.dot & self.ahead(|c| c.dot, 5) & hex(3) & hex(4);
        (pairs | fours) & hex(1) & hex(2) & self.hex_before(1) & self.hex_before(2)
    }

    #[inline]
    fn hex_before(&self, n: u32) -> u64 {
        self.now.hex << n | self.carry.hex >> (2 - n)
    }

    /// One to three letters, perhaps a separator, then a digit.
    #[inline]
    fn letter_groups(&self, letter_next: u64, digit_in: [u64; 3]) -> u64 {
        let mark = |c: &Classes| c.blank | c.dash | c.dot | c.slash;
        let letters = letter_next & self.ahead(|c| c.letter, 2);
        digit_in[0]
            | self.ahead(mark, 1) & digit_in[1]
            | letter_next & (digit_in[1] | self.ahead(mark, 2) & digit_in[2])
            | letters & (digit_in[2] | self.ahead(mark, 3) & self.ahead(|c| c.digit, 4))
    }
}

/// Appends the places of the set bits of word `word`.
#[inline]
fn append(mut bits: u64, word: usize, places: &mut Vec<u16>) {
    while bits != 0 {
        places.push((word * 64) as u16 + bits.trailing_zeros() as u16);
        bits &= bits - 1;
    }
}
