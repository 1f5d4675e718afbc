//! Where words stand, and which of them may end a cue: a bit for each. Words are told apart a chunk at a time,
//! once somebody asks; cues are looked up 64 bytes at a time, only where somebody does.
//!
//! Where digits are dense, as in logs and tables, many values share their surroundings, and most of
//! these hold no cue at all. Here that costs a few instructions a value; only where a bit is set are the
//! words read (`words`).

use std::ops::Range;

use crate::{
    anchors::{CHUNK, Chunk},
    arch::{Bitmap, Bitmaps, Isa, Kernel, WORDS},
    context::{CueTable, Side},
    input::Span,
    rule_sets::SetId,
    words::{FOLDED, Nearest, REACH_AFTER, VALUE, WINDOW, below, folded_hash, hash_at, wide_mark},
};

/// The words of one chunk. Its bitmaps have the words of the chunk's.
#[derive(Debug)]
pub(crate) struct CueMap {
    words: Words,
    /// First bytes of words that end a cue, or may do so.
    ends: Bitmap,
    /// The longest cue that ends with the word at a place, for those: its set and its number of words.
    cues: Box<[(SetId, u16); CHUNK + 128]>,
    /// A bit for each word of `ends` that is filled.
    known: [u64; (WORDS + 2).div_ceil(64)],
    /// Whether `words` are those of this chunk.
    is_split: bool,
    /// Whether some words of the bitmaps in a row, the first and the last one, have no letter.
    quiet: ((usize, usize), bool),
}

/// Words and numbers: letters and digits of any script.
#[derive(Debug)]
struct Words {
    /// Their bytes.
    bytes: Bitmap,
    /// Those that a letter with an accent, or a capital beyond ASCII, may begin with.
    folds: Bitmap,
    /// First bytes of words and numbers, and last ones.
    starts: Bitmap,
    lasts: Bitmap,
}

/// Stands for the words of a cue where nothing is known of it: more than any window has.
const UNKNOWN: (SetId, u16) = (0, u16::MAX);

impl Default for CueMap {
    fn default() -> Self {
        Self {
            words: Words {
                bytes: [0; WORDS + 2],
                folds: [0; WORDS + 2],
                starts: [0; WORDS + 2],
                lasts: [0; WORDS + 2],
            },
            ends: [0; WORDS + 2],
            cues: Box::new([UNKNOWN; _]),
            known: Default::default(),
            is_split: false,
            quiet: Default::default(),
        }
    }
}

/// A chunk and where it begins in its text. Places in it count from the 64 bytes before the chunk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Here<'a> {
    pub(crate) chunk: &'a Chunk,
    pub(crate) text: &'a [u8],
    pub(crate) base: usize,
}

/// What the bitmaps tell of one side of a value.
enum Near {
    /// They do not reach so far.
    Unknown,
    /// No cue.
    Silent,
    /// Words of which some may be a cue.
    Words(NearWords),
}

impl CueMap {
    /// Forgets the chunk before.
    #[inline]
    pub(crate) fn clear(&mut self) {
        (self.known, self.is_split, self.quiet) = Default::default();
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
        let mut near = match self.near(cues, here, start..end, end - 1) {
            Near::Unknown => return false,
            Near::Silent => return true,
            Near::Words(near) => near,
        };
        if near.has_values(here) {
            return false;
        }
        // The value may cut the last word, of which nothing is known then.
        if near.words >> (end - start - 1) & 1 == 1 {
            near.unknown = near.starts & (1 << 63) >> (near.starts | 1).leading_zeros();
        }
        if start > region.start as usize {
            let (_, cut) = here.cut_mark(start);
            near.forget(below(cut + (near.words >> cut).trailing_ones() as usize));
        }
        side.read_last(near.nearest(), |at| near.cue_at(self, cues, here, at));
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
        let mut near = match self.near(cues, here, start..end, start) {
            Near::Unknown => return false,
            Near::Silent => return true,
            Near::Words(near) => near,
        };
        if near.has_values(here) {
            return false;
        }
        // The value may cut the first word: nothing is known of it then, nor of cues that it begins.
        if near.words & !near.starts & 1 == 1 {
            near.starts |= 1;
            near.unknown = near.starts;
        }
        // What is left of marks are ends of lines.
        if near.halts != 0 {
            near.forget(!below(near.halts.trailing_zeros() as usize));
        } else if end < region.end as usize {
            let (cut, _) = here.cut_mark(end);
            let half = (near.words << (WINDOW - REACH_AFTER) << cut).leading_ones() as usize;
            near.forget(!below(REACH_AFTER - cut - half));
        }
        side.read_first(near.nearest(), |at| near.cue_at(self, cues, here, at));
        true
    }

    /// Whether no letter stands in `region` so near to a token at `at`, which has `len` bytes at most, that a cue
    /// could speak for it. Hot: per token.
    #[inline(always)]
    pub(crate) fn is_quiet(
        &mut self,
        cues: &CueTable,
        here: Here<'_>,
        region: Span,
        at: usize,
        len: usize,
    ) -> bool {
        if here.chunk.maps.letter[(at + 64 - here.base) / 64] != 0 {
            return false;
        }
        self.split(cues, here);
        let start = at.saturating_sub(WINDOW).max(region.start as usize);
        let end = (at + len + REACH_AFTER).min(region.end as usize);
        let (low, high) = ((start + 64 - here.base) / 64, (end + 63 - here.base) / 64);
        // Most tokens stand where the one before does.
        if self.quiet.0 != (low, high) {
            let digits = &here.chunk.maps.digit;
            let is_quiet = high <= here.chunk.words + 1
                && (low..=high).all(|word| self.words.bytes[word] & !digits[word] == 0);
            self.quiet = ((low, high), is_quiet);
        }
        self.quiet.1
    }

    /// Tells words apart, if that was not done.
    #[inline(always)]
    fn split(&mut self, cues: &CueTable, here: Here<'_>) {
        if !self.is_split {
            let words = &mut self.words;
            cues.backend.run(Split { words, here });
            self.is_split = true;
        }
    }

    /// The words in `range`, 64 bytes at most, of which the byte at `edge` touches the value.
    #[inline(always)]
    fn near(&mut self, cues: &CueTable, here: Here<'_>, range: Range<usize>, edge: usize) -> Near {
        let Some(place) = (range.start + 64).checked_sub(here.base) else {
            return Near::Unknown;
        };
        let (low, high) = (place / 64, (place + range.len() - 1) / 64);
        if high > here.chunk.words + 1 {
            return Near::Unknown;
        }
        for word in [low, high] {
            if self.known[word / 64] >> (word % 64) & 1 == 0 {
                self.find_cues(cues, here, word);
            }
        }
        let inside = below(range.len());
        let bits = |map: &Bitmap| {
            (map[low] >> (place % 64) | (map[high] << 1) << (63 - place % 64)) & inside
        };
        let hits = bits(&self.ends);
        let edge = edge + 64 - here.base;
        let is_glued = self.words.bytes[edge / 64] >> (edge % 64) & 1 == 1;
        if hits == 0 && !is_glued {
            return Near::Silent;
        }
        let maps = &here.chunk.maps;
        Near::Words(NearWords {
            hits,
            unknown: 0,
            starts: bits(&self.words.starts),
            words: bits(&self.words.bytes),
            digits: bits(&maps.digit),
            halts: bits(&maps.halt),
            marks: bits(&maps.at) | bits(&maps.colon) & bits(&maps.slash) >> 1,
            place,
        })
    }

    /// Finds the words that may end a cue in one word of the bitmaps.
    #[inline(never)]
    fn find_cues(&mut self, cues: &CueTable, here: Here<'_>, word: usize) {
        self.split(cues, here);
        let maps = &here.chunk.maps;
        let (mut starts, mut lasts) = (self.words.starts[word], self.words.lasts[word]);
        // A word that began before.
        if starts.trailing_zeros() > lasts.trailing_zeros() {
            lasts &= lasts - 1;
        }
        let mut may_end = self.words.folded(word);
        while lasts != 0 {
            let (at, last) = (starts.trailing_zeros(), lasts.trailing_zeros());
            starts &= starts.wrapping_sub(1);
            lasts &= lasts - 1;
            let first = here.padded(here.at(word * 64 + at as usize));
            may_end |= cues.filter.has(first, last.wrapping_sub(at) + 1) << at;
        }
        if starts != 0 {
            // One that goes on behind.
            let at = starts.trailing_zeros() as usize;
            let place = word * 64 + at;
            let is_known = self.words.len_at(here, place).is_none_or(|len| {
                cues.filter.has(here.padded(here.at(place)), len as u32) == 1
                    || self.words.is_folded(place, len)
            });
            may_end |= u64::from(is_known) << at;
        }
        may_end &= maps.letter[word] | maps.high[word];
        self.known[word / 64] |= 1 << (word % 64);
        self.ends[word] = 0;
        while may_end != 0 {
            let at = may_end.trailing_zeros() as usize;
            may_end &= may_end - 1;
            if let Some(cue) = self.words.cue_at(cues, here, word * 64 + at) {
                self.ends[word] |= 1 << at;
                self.cues[word * 64 + at] = cue;
            }
        }
    }
}

impl Words {
    /// First bytes of words with letters that are folded, which the filter does not know, in one word of the
    /// bitmaps.
    #[inline(always)]
    fn folded(&self, word: usize) -> u64 {
        let (starts, mut folds, mut found) = (self.starts[word], self.folds[word], 0);
        while folds != 0 {
            let at = folds.trailing_zeros() as usize;
            let start = starts & below(at + 1);
            found |= start & (1 << 63) >> (start | 1).leading_zeros();
            let next = starts & !below(at + 1);
            folds &= !(next & next.wrapping_neg()).wrapping_sub(1);
        }
        found
    }

    /// Whether letters may be folded in the word of `len` bytes, 64 at most, at `place`.
    #[inline(always)]
    fn is_folded(&self, place: usize, len: usize) -> bool {
        let (word, bit) = (place / 64, place % 64);
        let next = self.folds.get(word + 1).copied().unwrap_or(0);
        (self.folds[word] >> bit | (next << 1) << (63 - bit)) & below(len) != 0
    }

    /// The hash that the word of `len` bytes, 64 at most, at `place` has in a window.
    #[inline(always)]
    fn hash(&self, here: Here<'_>, place: usize, len: usize) -> u32 {
        let at = here.at(place);
        if self.is_folded(place, len) {
            folded_hash(&here.text[at..at + len])
        } else {
            hash_at(here.text, at, len)
        }
    }

    /// The longest cue that ends with the word at `place`, if there may be one.
    #[inline(never)]
    fn cue_at(&self, cues: &CueTable, here: Here<'_>, place: usize) -> Option<(SetId, u16)> {
        if place / 64 > here.chunk.words && self.len_at(here, place).is_none() {
            return Some(UNKNOWN);
        }
        let longest = cues.longest(place as u32, |place| {
            let place = place as usize;
            let len = self.len_at(here, place);
            let hash = len.map_or(VALUE, |len| self.hash(here, place, len));
            (hash, self.before(place))
        });
        longest.map(|(set, words)| (set, words as u16))
    }

    /// The word before the one at `place`, if it is so near that a cue may have both.
    #[inline(always)]
    fn before(&self, place: usize) -> Option<u32> {
        let mut word = place / 64;
        let mut starts = self.starts[word] & below(place % 64);
        if starts == 0 {
            word = word.checked_sub(1)?;
            starts = self.starts[word];
        }
        let at = 63_u32.checked_sub(starts.leading_zeros())?;
        Some(word as u32 * 64 + at)
    }

    /// Length of the word at `place`; `None` where it goes on behind the bitmaps, or is longer than any cue.
    #[inline(always)]
    fn len_at(&self, here: Here<'_>, place: usize) -> Option<usize> {
        let (word, at) = (place / 64, place % 64);
        let lasts = self.lasts[word] >> at;
        let len = if lasts != 0 {
            lasts.trailing_zeros() as usize + 1
        } else if word > here.chunk.words {
            return None;
        } else {
            65 - at + self.lasts[word + 1].trailing_zeros() as usize
        };
        (len <= WINDOW).then_some(len)
    }
}

/// Tells the words of a chunk apart, compiled for each instruction set.
struct Split<'a> {
    words: &'a mut Words,
    here: Here<'a>,
}

impl Kernel for Split<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let Split { words, here } = self;
        let Bitmaps {
            word: ascii,
            high,
            upper,
            letter,
            ..
        } = &here.chunk.maps;
        let Words {
            bytes,
            folds,
            starts,
            lasts,
        } = words;
        let last = here.chunk.words + 1;
        for word in 0..=last {
            (bytes[word], folds[word]) = (ascii[word], 0);
            if high[word] != 0 {
                let (marks, folded) = here.wide(isa, word, high[word]);
                bytes[word] |= high[word] & !marks;
                folds[word] = folded;
            }
        }
        // A word ends where a small letter is followed by a capital one, and where a region does.
        let (mut word_before, mut lower_before) = (0, 0);
        for word in 0..=last {
            let lower = letter[word] & !upper[word];
            let humps = upper[word] & (lower << 1 | lower_before >> 63);
            let behind = bytes[word] << 1 | word_before >> 63;
            starts[word] = bytes[word] & (!behind | humps | here.chunk.first(word));
            (word_before, lower_before) = (bytes[word], lower);
        }
        // Nothing is known of what lies behind the bitmaps.
        let mut next = 0;
        for word in (0..=last).rev() {
            let bounds = !bytes[word] | starts[word];
            lasts[word] = bytes[word] & (bounds >> 1 | next << 63);
            next = bounds;
        }
    }
}

/// The words of up to 64 bytes near a value.
#[derive(Clone, Copy, Debug)]
struct NearWords {
    /// First bytes of those that may end a cue, and of those of which nothing is known.
    hits: u64,
    unknown: u64,
    starts: u64,
    words: u64,
    digits: u64,
    halts: u64,
    /// Where addresses and links are.
    marks: u64,
    /// Of the first byte.
    place: usize,
}

impl NearWords {
    /// Whether a link, an address or one of our own replacements may stand there.
    #[inline(always)]
    fn has_values(&self, here: Here<'_>) -> bool {
        let mut rest = self.halts;
        while rest != 0 {
            let at = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            if here.text[here.at(self.place + at)] != b'\n' {
                return true;
            }
        }
        self.marks != 0
    }

    #[inline(always)]
    fn forget(&mut self, bits: u64) {
        self.hits &= !bits;
        self.unknown &= !bits;
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
            hits: (self.hits | self.unknown) & !values,
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
    fn cue_at(
        &self,
        map: &CueMap,
        cues: &CueTable,
        here: Here<'_>,
        at: u32,
    ) -> Option<(SetId, u32)> {
        let before = |at: u32| self.starts & below(at as usize);
        let (set, words) = map.cues[self.place + at as usize];
        let is_known = self.unknown >> at & 1 == 0;
        if is_known && u32::from(words) <= before(at).count_ones() + 1 {
            return Some((set, u32::from(words)));
        }
        // Not all of its words stand here.
        cues.longest(at, |at| {
            let before = 63_u32.checked_sub(before(at).leading_zeros());
            (self.hash(map, here, at), before)
        })
    }

    #[inline(always)]
    fn hash(&self, map: &CueMap, here: Here<'_>, at: u32) -> u32 {
        let bounds = (!self.words | self.starts) >> at >> 1 | 1 << (WINDOW as u32 - 1 - at);
        let len = bounds.trailing_zeros() as usize + 1;
        let inside = below(len);
        if self.digits >> at & inside != 0 {
            return VALUE;
        }
        map.words.hash(here, self.place + at as usize, len)
    }
}

impl<'a> Here<'a> {
    /// A place in the text.
    #[inline(always)]
    fn at(self, place: usize) -> usize {
        place + self.base - 64
    }

    /// What stands at `at` of the text, with zeros behind it.
    #[inline(always)]
    fn padded<const N: usize>(self, at: usize) -> [u8; N] {
        let rest = &self.text[at..];
        rest.first_chunk().copied().unwrap_or_else(|| {
            let mut padded = [0; N];
            padded[..rest.len()].copy_from_slice(rest);
            padded
        })
    }

    /// Marks and blanks beyond ASCII in one word of the bitmaps, and first bytes of letters that may be folded,
    /// given which bytes are beyond ASCII.
    #[inline(always)]
    fn wide<I: Isa>(self, isa: I, word: usize, high: u64) -> (u64, u64) {
        let start = self.at(word * 64);
        let block = self.padded(start);
        let folds = isa.within(&block, FOLDED.start, FOLDED.len() as u8);
        let leads = isa.glance(&block).lead;
        let (mut leads, mut marks) = (leads & high, 0);
        while leads != 0 {
            let at = leads.trailing_zeros() as usize;
            leads &= leads - 1;
            let len = wide_mark(&self.padded::<4>(start + at));
            marks |= below(len) << at;
        }
        marks |= below(self.cut_mark(start).1);
        (marks, folds & high)
    }

    /// How many bytes before `at`, and from it on, are those of a mark or blank beyond ASCII that goes on there.
    #[inline(always)]
    fn cut_mark(self, at: usize) -> (usize, usize) {
        if self.text.get(at).is_some_and(|byte| byte & 0xC0 == 0x80) {
            for len in 1..=3.min(at) {
                let mark = wide_mark(&self.padded::<4>(at - len));
                if mark > len {
                    return (len, mark - len);
                }
            }
        }
        (0, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        arch::Backend,
        builder::DetectorBuilder,
        scan::{Chunks, Piece},
    };

    /// Reads the words around each number of a text, from the bitmaps and from the text itself.
    struct Numbers<'a> {
        cues: &'a CueTable,
        text: &'a [u8],
        pieces: &'a [Piece],
    }

    impl Kernel for Numbers<'_> {
        /// How many sides had a cue, and how many the bitmaps did not tell of.
        type Output = [usize; 2];

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) -> [usize; 2] {
            let Numbers { cues, text, pieces } = self;
            let (mut chunk, mut map, mut count) = (Chunk::default(), CueMap::default(), [0; 2]);
            let mut chunks = Chunks::new(pieces);
            while let Some(place) = chunks.next(&mut chunk) {
                chunk.load(isa, text, place);
                map.clear();
                let here = Here {
                    chunk: &chunk,
                    text,
                    base: place.base,
                };
                for piece in pieces {
                    let region = piece.span;
                    for value in numbers(text, region) {
                        let first = value.start as usize;
                        if !(place.base..place.base + place.len).contains(&first) {
                            continue;
                        }
                        let read = cues.surveyed(text, region, value);
                        let (mut before, mut behind) = (Side::default(), Side::default());
                        let sides = [
                            (
                                map.read_before(cues, here, region, value, &mut before),
                                before,
                                read.before,
                            ),
                            (
                                map.read_behind(cues, here, region, value, &mut behind),
                                behind,
                                read.behind,
                            ),
                        ];
                        for (is_told, told, read) in sides {
                            assert!(!is_told || told.is_like(&read), "at {first}");
                            count[0] += usize::from(is_told && !told.is_like(&Side::default()));
                            count[1] += usize::from(!is_told);
                        }
                    }
                }
            }
            count
        }
    }

    /// Runs of digits, and each of their halves, which cuts a word.
    fn numbers(text: &[u8], region: Span) -> Vec<Span> {
        let mut found = vec![];
        let mut at = region.start as usize;
        while at < region.end as usize {
            let rest = &text[at..region.end as usize];
            let len = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if len > 0 {
                found.push(Span::new(at as u32, (at + len) as u32));
                found.push(Span::new(at as u32, (at + len.div_ceil(2)) as u32));
                found.push(Span::new((at + len / 2) as u32, (at + len) as u32));
            }
            at += len + 1;
        }
        found
    }

    /// Whatever the words are made of, where lines and regions end, and where a chunk does.
    #[test]
    fn bitmaps_tell_what_the_text_does() {
        let units = [
            "12",
            "4444",
            "7",
            " ",
            " ",
            " ",
            ", ",
            ": ",
            "\n",
            "-",
            "card",
            "number",
            "SSN",
            "passport ",
            "Card Number",
            "phoneNumber",
            "numéro",
            "de carte",
            "Číslo účtu ",
            "ПАСПОРТ",
            "паспорт ",
            "電話",
            "電話番号：",
            "\u{3000}",
            "、",
            "—",
            "\u{a0}",
            "🙂",
            "رقم ",
            "यह ",
            "a@b.c ",
            "https://x.y/z ",
            "<US_SSN>",
            "[X]",
            "x",
            "anotherwordthatislongerthanallcuesanditgoesonandonwithoutanend",
            "straße",
            "\u{301}",
            "cvv",
            "konto",
        ];
        let detector = DetectorBuilder::new().build().unwrap();
        let mut seed = 7_u64;
        let mut next = |most: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % most
        };
        let mut total = [0; 2];
        for _ in 0..12 {
            let (mut text, mut ends) = (String::new(), vec![0]);
            while text.len() < 3 * CHUNK {
                text.push_str(units[next(units.len())]);
                if next(60) == 0 {
                    ends.push(text.len());
                }
            }
            let pieces: Vec<Piece> = ends
                .windows(2)
                .enumerate()
                .map(|(at, ends)| Piece {
                    span: Span::new(ends[0] as u32, ends[1] as u32),
                    region: at as u32,
                    is_whole: true,
                })
                .collect();
            for backend in Backend::available() {
                let count = backend.run(Numbers {
                    cues: &detector.cues,
                    text: text.as_bytes(),
                    pieces: &pieces,
                });
                total = [total[0] + count[0], total[1] + count[1]];
            }
        }
        assert!(total[0] > 5_000 && total[1] > 0, "{total:?}");
    }
}
