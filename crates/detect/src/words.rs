//! The words of up to 64 bytes, read from bitmaps.
//!
//! A word is a run of letters; it ends where a small letter is followed by a capital one. It is known
//! by a hash of its letters in lower case, the accents of Latin and Greek letters left out. Numbers,
//! addresses, links and replacements such as `<US_SSN>` are values: no words, but noted. Words and
//! values are named by the place of their first byte.

use std::ops::Range;

use crate::{
    arch::{Backend, Glance, Isa, Kernel},
    fold,
};

/// Stands for a value among the hashes of words.
pub(crate) const VALUE: u32 = 0;

/// Bytes that are read at a time.
pub(crate) const WINDOW: usize = 64;
/// Bytes looked at behind a value; those before it fill a window.
pub(crate) const REACH_AFTER: usize = 48;

/// Which words are worth a hash: by length and first letters. Says yes to every word that was added,
/// and to a few others.
#[derive(Clone, Debug)]
pub(crate) struct Filter([u64; 1 << (SLOT_BITS - 6)]);

impl Filter {
    /// No word yet.
    pub(crate) const NONE: Filter = Filter([0; 1 << (SLOT_BITS - 6)]);

    /// Adds a word as [`Window::spelling`] gives it.
    pub(crate) fn add(&mut self, word: &[u8]) {
        let mut first = [0; 4];
        let len = word.len().min(first.len());
        first[..len].copy_from_slice(&word[..len]);
        let slot = slot(first, word.len() as u32);
        self.0[slot / 64] |= 1 << (slot % 64);
    }

    /// 1 for a word that may have been added; `first` is what it begins with.
    #[inline(always)]
    pub(crate) fn has(&self, first: [u8; 4], len: u32) -> u64 {
        let slot = slot(first, len);
        self.0[slot / 64] >> (slot % 64) & 1
    }
}

/// A [`Filter`] has two to the power of so many bits: of the words that were not added it lets one in
/// twenty through.
const SLOT_BITS: u32 = 16;

/// The bit of a word in a [`Filter`].
#[inline(always)]
fn slot(first: [u8; 4], len: u32) -> usize {
    const HIGH: u32 = 0x8080_8080;
    let first = u32::from_le_bytes(first) & u32::MAX >> (32 - 8 * len.clamp(1, 4));
    // Bit 5 makes a letter small.
    let small = first | (!first & HIGH) >> 2;
    let mixed = (u64::from(small) | u64::from(len) << 32).wrapping_mul(MIX);
    (mixed >> (64 - SLOT_BITS)) as usize
}

/// 64 bytes of text and eight more, so that a word's last letters are loaded like all others.
type Bytes = [u8; WINDOW + 8];

/// The words among 64 bytes.
#[derive(Debug)]
pub(crate) struct Window<'a> {
    bytes: &'a Bytes,
    glance: Glance,
    /// One past the last byte that counts.
    end: usize,
    /// Bytes of words and numbers.
    words: u64,
    /// First bytes of words and numbers.
    starts: u64,
    /// First bytes of links, addresses and replacements.
    values: u64,
}

/// What stands nearest to a value.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Nearest {
    /// Words.
    pub(crate) plain: u64,
    /// Those of them that a [`Filter`] lets through.
    pub(crate) hits: u64,
    /// Values.
    pub(crate) values: u64,
    /// Of values in a row the first one met: a number of three groups is what its replacement is.
    pub(crate) rows: u64,
    /// 1 where the last one met is a value.
    pub(crate) in_row: u64,
}

/// Room for bytes of a window that a text does not have.
#[derive(Debug)]
pub(crate) struct Spare(Bytes);

impl Spare {
    /// Nothing.
    pub(crate) const EMPTY: Spare = Spare([0; WINDOW + 8]);

    /// The bytes of `text` from `from` on.
    #[inline(always)]
    fn from<'a>(&'a mut self, text: &'a [u8], from: usize) -> &'a Bytes {
        match text[from..].first_chunk() {
            Some(bytes) => bytes,
            None => self.copy(&text[from..], 0),
        }
    }

    /// The bytes of `text` before `end`, as the last ones of the window.
    #[inline(always)]
    fn up_to<'a>(&'a mut self, text: &'a [u8], end: usize) -> &'a Bytes {
        let whole = end
            .checked_sub(WINDOW)
            .and_then(|from| text[from..].first_chunk());
        match whole {
            Some(bytes) => bytes,
            None => {
                let from = end.saturating_sub(WINDOW);
                self.copy(&text[from..end], WINDOW - (end - from))
            }
        }
    }

    #[cold]
    fn copy(&mut self, text: &[u8], at: usize) -> &Bytes {
        self.0.fill(0);
        self.0[at..at + text.len()].copy_from_slice(text);
        &self.0
    }
}

impl<'a> Window<'a> {
    /// Reads a text of no more than [`WINDOW`] bytes; what is longer is cut.
    pub(crate) fn read<R>(backend: Backend, text: &[u8], then: impl FnOnce(&Window<'_>) -> R) -> R {
        let text = &text[..text.len().min(WINDOW)];
        backend.run(Read { text, then })
    }

    /// Reads the bytes before `value`, from a word's start on, in the region of `text` that begins
    /// at `start`. Hot: per candidate.
    #[inline(always)]
    pub(crate) fn before<I: Isa>(
        isa: I,
        text: &'a [u8],
        start: usize,
        value: usize,
        spare: &'a mut Spare,
    ) -> Window<'a> {
        let len = value - start;
        let inside = !below(WINDOW.saturating_sub(len));
        let mut window = Window::new(isa, spare.up_to(text, value), inside);
        window.part_at_wide_marks();
        if len > WINDOW {
            window.words &= !below(window.words.trailing_ones() as usize);
        }
        window.find_values();
        window
    }

    /// Reads the bytes behind a value that ends at `value`, up to the end of the line and to a
    /// word's end, in the region that ends at `end`. Hot: per candidate.
    #[inline(always)]
    pub(crate) fn behind<I: Isa>(
        isa: I,
        text: &'a [u8],
        value: usize,
        end: usize,
        spare: &'a mut Spare,
    ) -> Window<'a> {
        let len = end - value;
        let inside = below(len.min(REACH_AFTER));
        let mut window = Window::new(isa, spare.from(text, value), inside);
        let line = (window.glance.newline & inside).trailing_zeros() as usize;
        if line < WINDOW {
            window.cut(line);
        }
        window.part_at_wide_marks();
        if line == WINDOW && len > REACH_AFTER {
            let half = (window.words << (WINDOW - REACH_AFTER)).leading_ones() as usize;
            window.words &= below(REACH_AFTER - half);
        }
        window.find_values();
        window
    }

    #[inline(always)]
    fn new<I: Isa>(isa: I, bytes: &'a Bytes, inside: u64) -> Window<'a> {
        let block = bytes.first_chunk().expect("a window has 64 bytes and more");
        let mut glance = isa.glance(block);
        glance.mark &= inside;
        glance.lead &= inside;
        glance.space |= !inside;
        Window {
            bytes,
            glance,
            end: WINDOW - inside.leading_zeros() as usize,
            words: (glance.digit | glance.upper | glance.lower | glance.high) & inside,
            starts: 0,
            values: 0,
        }
    }

    /// Forgets what stands at `end` and behind it.
    #[inline(always)]
    fn cut(&mut self, end: usize) {
        let inside = below(end);
        self.end = end;
        self.words &= inside;
        self.glance.mark &= inside;
        self.glance.lead &= inside;
    }

    /// Blanks and punctuation beyond ASCII part words as those of ASCII do.
    #[inline(always)]
    fn part_at_wide_marks(&mut self) {
        let mut lead = self.glance.lead;
        while lead != 0 {
            let at = lead.trailing_zeros() as usize;
            lead &= lead - 1;
            let end = at + wide_mark(&self.bytes[at..at + 4]);
            if end <= self.end {
                self.words &= !(below(end) & !below(at));
            }
        }
    }

    /// Tells values from words: what blanks set apart and holds an `@` or `://`, and replacements.
    /// Then it is known where words start.
    #[inline(always)]
    fn find_values(&mut self) {
        let mut marks = self.glance.mark;
        while marks != 0 {
            let at = marks.trailing_zeros() as usize;
            marks &= marks - 1;
            let taken = match &self.bytes[at..self.end] {
                [b'@', ..] | [b':', b'/', b'/', ..] => self.take_chunk(at),
                [b':', ..] => 0,
                open => self.take_replacement(at, replacement(open)),
            };
            marks &= !taken;
        }
        let humps = self.glance.upper & self.glance.lower << 1;
        self.starts = self.words & (!(self.words << 1) | humps);
    }

    /// What blanks set apart around `at` is one value.
    fn take_chunk(&mut self, at: usize) -> u64 {
        let space = self.glance.space;
        let start = WINDOW - (space & below(at)).leading_zeros() as usize;
        let behind = (space >> at).trailing_zeros() as usize;
        let chunk = below((at + behind).min(WINDOW)) & !below(start);
        self.words &= !chunk;
        self.values = self.values & !chunk | 1 << start;
        chunk
    }

    fn take_replacement(&mut self, at: usize, len: usize) -> u64 {
        let replaced = below(at + len) & !below(at);
        if len > 0 {
            self.words &= !replaced;
            self.values |= 1 << at;
        }
        replaced
    }

    /// The last `most` words, and the values behind the first of them. Hot: per candidate.
    #[inline(always)]
    pub(crate) fn last(&self, filter: &Filter, most: u32) -> Nearest {
        let (mut nearest, mut left) = (Nearest::default(), most);
        let mut rest = self.tokens();
        while rest != 0 && left > 0 {
            let at = 63 - rest.leading_zeros();
            rest ^= 1 << at;
            left -= self.note(at, filter, &mut nearest);
        }
        nearest
    }

    /// The first `most` words, and the values before the last of them. Hot: per candidate.
    #[inline(always)]
    pub(crate) fn first(&self, filter: &Filter, most: u32) -> Nearest {
        let (mut nearest, mut left) = (Nearest::default(), most);
        let mut rest = self.tokens();
        while rest != 0 && left > 0 {
            let at = rest.trailing_zeros();
            rest &= rest - 1;
            left -= self.note(at, filter, &mut nearest);
        }
        nearest
    }

    /// First bytes of words and values; none where there are only numbers and marks, of which no cue
    /// is made.
    #[inline(always)]
    fn tokens(&self) -> u64 {
        let Glance {
            upper, lower, high, ..
        } = self.glance;
        if self.words & (upper | lower | high) == 0 {
            return 0;
        }
        self.starts | self.values
    }

    /// Adds what stands at `at` to `nearest`; returns 1 for a word, 0 for a value. Without a branch
    /// for words of ASCII.
    #[inline(always)]
    fn note(&self, at: u32, filter: &Filter, nearest: &mut Nearest) -> u32 {
        let (word, len) = self.word(at);
        let is_value = self.values >> at & 1 | u64::from(self.glance.digit & word != 0);
        let is_word = is_value ^ 1;
        let mut is_hit = filter.has(self.first_four(at), len);
        if self.glance.high & word != 0 {
            is_hit |= u64::from(is_folded(self.bytes_of(at, len)));
        }
        nearest.plain |= is_word << at;
        nearest.hits |= (is_word & is_hit) << at;
        nearest.values |= is_value << at;
        nearest.rows |= (is_value & !nearest.in_row) << at;
        nearest.in_row = is_value;
        is_word as u32
    }

    /// The bytes of the word that starts at `at`, and how many they are.
    #[inline(always)]
    fn word(&self, at: u32) -> (u64, u32) {
        // What is no word ends it, and the next word does; or else the window.
        let bounds = (!self.words | self.starts) >> at >> 1 | 1 << (WINDOW as u32 - 1 - at);
        let len = bounds.trailing_zeros() + 1;
        (u64::MAX >> (WINDOW as u32 - len) << at, len)
    }

    #[inline(always)]
    fn first_four(&self, at: u32) -> [u8; 4] {
        let four = self.bytes[at as usize..].first_chunk();
        four.copied().unwrap_or_default()
    }

    /// The hash of the word at `at`; [`VALUE`] for a value.
    #[inline]
    pub(crate) fn hash(&self, at: u32) -> u32 {
        let (word, len) = self.word(at);
        if self.values >> at & 1 == 1 || self.glance.digit & word != 0 {
            VALUE
        } else if self.glance.high & word != 0 && is_folded(self.bytes_of(at, len)) {
            folded_hash(self.bytes_of(at, len))
        } else {
            hash_at(self.bytes, at as usize, len as usize)
        }
    }

    #[inline(always)]
    fn bytes_of(&self, at: u32, len: u32) -> &[u8] {
        &self.bytes[at as usize..][..len as usize]
    }

    /// The word at `at` without accents; letters of ASCII keep their case.
    pub(crate) fn spelling(&self, at: u32) -> Vec<u8> {
        let (_, len) = self.word(at);
        let mut plain = vec![];
        fold_letters(self.bytes_of(at, len), |byte| plain.push(byte));
        plain
    }

    /// The word or value before the one at `at`.
    #[inline]
    pub(crate) fn previous(&self, at: u32) -> Option<u32> {
        let before = (self.starts | self.values) & below(at as usize);
        63_u32.checked_sub(before.leading_zeros())
    }

    /// One past the last byte of the word at `at`.
    pub(crate) fn end_of(&self, at: u32) -> u32 {
        at + self.word(at).1
    }

    /// All words and values.
    pub(crate) fn each(&self) -> impl Iterator<Item = u32> {
        let tokens = self.starts | self.values;
        (0..WINDOW as u32).filter(move |at| tokens >> at & 1 == 1)
    }
}

struct Read<'a, F> {
    text: &'a [u8],
    then: F,
}

impl<R, F: FnOnce(&Window<'_>) -> R> Kernel for Read<'_, F> {
    type Output = R;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> R {
        let mut spare = Spare::EMPTY;
        let bytes = spare.copy(self.text, 0);
        let mut window = Window::new(isa, bytes, below(self.text.len()));
        window.part_at_wide_marks();
        window.find_values();
        (self.then)(&window)
    }
}

/// Gives the bytes of a word without accents, letters beyond ASCII in lower case.
fn fold_letters(word: &[u8], mut give: impl FnMut(u8)) {
    let mut bytes = word.iter();
    while let Some(&byte) = bytes.next() {
        // The first byte of a character of two.
        if let 0xC2..=0xDF = byte
            && let Some(&next) = bytes.next()
        {
            let (first, second) = fold::letter(byte, next);
            give(first);
            if let Some(second) = second {
                give(second);
            }
        } else {
            give(byte);
        }
    }
}

/// Bits 0 to `end`, which is not among them.
#[inline(always)]
pub(crate) fn below(end: usize) -> u64 {
    if end < WINDOW {
        (1 << end) - 1
    } else {
        u64::MAX
    }
}

/// What letters that are folded begin with, among others.
pub(crate) const FOLDED: Range<u8> = 0xC3..0xD4;

/// Whether a letter of a word has an accent, or is a capital beyond ASCII, which a [`Filter`] does not
/// know.
#[inline(never)]
pub(crate) fn is_folded(word: &[u8]) -> bool {
    // Most scripts have none of these first bytes; looked at without a branch for each.
    let may_be = |found, byte: &u8| found | FOLDED.contains(byte);
    word.iter().fold(false, may_be)
        && word
            .windows(2)
            .any(|pair| fold::is_folded(pair[0], pair[1]))
}

/// The hash of a word of no more than [`WINDOW`] bytes, some of which are folded.
#[inline(never)]
pub(crate) fn folded_hash(word: &[u8]) -> u32 {
    let (mut folded, mut len): (Bytes, _) = ([0; WINDOW + 8], 0);
    fold_letters(word, |byte| {
        folded[len] = byte;
        len += 1;
    });
    hash_at(&folded, 0, len)
}

/// The hash of the word from `start` on, of which nothing is folded: eight letters at a time, in lower
/// case. Hot: per word of context.
#[inline(always)]
pub(crate) fn hash_at(text: &[u8], start: usize, len: usize) -> u32 {
    let (mut state, mut at, end) = (0, start, start + len);
    while at < end {
        let left = end - at;
        let eight = match text[at..].first_chunk() {
            Some(eight) => u64::from_le_bytes(*eight) & u64::MAX >> (64 - 8 * left.min(8)),
            None => last_of(&text[at..end]),
        };
        state = mix(state, eight);
        at += 8;
    }
    finish(state)
}

/// Fewer than eight bytes at the end of a text.
#[cold]
fn last_of(bytes: &[u8]) -> u64 {
    let mut eight = [0; 8];
    eight[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(eight)
}

#[inline(always)]
fn mix(state: u64, letters: u64) -> u64 {
    // Bit 5 makes a letter small; bytes beyond ASCII have bit 7 and stay as they are.
    let small = letters | (!letters & HIGH) >> 2;
    let mixed = (state ^ small).wrapping_mul(MIX);
    mixed ^ mixed >> 29
}

#[inline(always)]
fn finish(state: u64) -> u32 {
    // The high half of a product depends on all of the factor; 0 and 1 mean something else.
    (state.wrapping_mul(MIX) >> 32) as u32 | 2
}

/// Bit 7 of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// 2^64 divided by the golden ratio, odd.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// Length of the mark or blank that four bytes begin with: Latin-1 signs, General Punctuation and
/// the symbols up to U+2BFF, CJK symbols and punctuation, full-width forms of the marks of ASCII,
/// the selectors behind a symbol, pictographs; 0 for all else.
#[inline]
pub(crate) fn wide_mark(text: &[u8]) -> usize {
    match text {
        [0xC2, 0xA0..=0xBF, ..] => 2,
        [0xE2, 0x80..=0xAF, ..] | [0xE3, 0x80, ..] | [0xEF, 0xB8, 0x80..=0x8F, _] => 3,
        [0xEF, 0xBC, 0x81..=0x8F | 0x9A..=0xA0 | 0xBB..=0xBF, _] => 3,
        [0xF0, 0x9F, ..] => 4,
        _ => 0,
    }
}

/// Length of one of our own replacements (`<EMAIL_ADDRESS>`, `<EMAIL_ADDRESS:abc>`, `[REDACTED]`)
/// without its last byte; 0 where there is none.
fn replacement(text: &[u8]) -> usize {
    let close = if text.starts_with(b"<") { b'>' } else { b']' };
    let Some(end) = text.iter().position(|&byte| byte == close) else {
        return 0;
    };
    let mut name = text[1..end].iter().take_while(|&&byte| byte != b':');
    if end > 1
        && name.all(|&byte| byte.is_ascii_uppercase() || byte == b'_' || byte.is_ascii_digit())
    {
        end
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hashes of all words, [`VALUE`] once for values in a row.
    fn hashes(window: &Window<'_>) -> Vec<u32> {
        let mut hashes: Vec<_> = window.each().map(|at| window.hash(at)).collect();
        hashes.dedup_by(|a, b| (*a, *b) == (VALUE, VALUE));
        hashes
    }

    fn words(text: &str) -> Vec<u32> {
        Window::read(Backend::best(), text.as_bytes(), hashes)
    }

    #[test]
    fn case_accents_and_separators_are_folded() {
        let plain = words("numero de securite sociale");
        assert_eq!(plain.len(), 4);
        for spelled in [
            "Numéro de sécurité sociale",
            "NUMÉRO_DE_SÉCURITÉ_SOCIALE",
            "numeroDeSecuriteSociale",
            "numero\u{a0}de\u{2014}securite\u{ff1a}\u{3000}sociale",
        ] {
            assert_eq!(words(spelled), plain, "{spelled}");
        }
    }

    #[test]
    fn letters_beyond_latin_1_are_folded() {
        for (spelled, plain) in [
            ("RODNÉ ČÍSLO", "rodne cislo"),
            ("Číslo_OP", "cislo op"),
            ("ИНН Паспорт", "инн паспорт"),
            ("ΑΡΙΘΜΟΣ", "αριθμός"),
        ] {
            assert_eq!(words(spelled), words(plain), "{spelled}");
        }
    }

    #[test]
    fn each_letter_counts() {
        let all = [
            "a",
            "b",
            "ab",
            "ba",
            "abcdefgh",
            "abcdefghi",
            "abcdefghj",
            "ж",
            "з",
            "жз",
        ];
        let mut hashes: Vec<_> = all.iter().flat_map(|word| words(word)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), all.len());
    }

    #[test]
    fn numbers_addresses_links_and_replacements_are_no_words() {
        let plain = words("call <PHONE_NUMBER> me");
        assert_eq!(plain[1], VALUE);
        for text in [
            "call jane.doe@example.com me",
            "call 415 555 2671 me",
            "call <PHONE_NUMBER> me",
            "call <PHONE_NUMBER:abcdefghijklmnopabcdefgh> me",
            "call [REDACTED] me",
            "call https://example.com/ssn?x=y me",
        ] {
            assert_eq!(words(text), plain, "{text}");
        }
        assert_eq!(words("<b>call</b>").len(), 3);
        assert_eq!(words("mail:a@b.c x")[0], VALUE);
        assert_eq!(words("12 34"), [VALUE]);
    }

    enum Side {
        Before,
        Behind,
    }

    /// The window beside a value that stands between `start` and `end`.
    struct Beside<'a, F>(&'a [u8], Side, F);

    impl<R, F: FnOnce(&Window<'_>) -> R> Kernel for Beside<'_, F> {
        type Output = R;

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) -> R {
            let (text, mut spare) = (self.0, Spare::EMPTY);
            let window = match self.1 {
                Side::Before => Window::before(isa, text, 0, text.len(), &mut spare),
                Side::Behind => Window::behind(isa, text, 0, text.len(), &mut spare),
            };
            (self.2)(&window)
        }
    }

    fn beside(text: &str, side: Side) -> Vec<u32> {
        Backend::best().run(Beside(text.as_bytes(), side, hashes))
    }

    #[test]
    fn windows_keep_whole_words() {
        let word = words("word");
        let before = |text: &str| beside(text, Side::Before);
        assert_eq!(before(&format!("{} word", "x".repeat(200))), word);
        assert_eq!(before(&"x".repeat(200)), []);
        assert_eq!(before(&"x".repeat(64)), words(&"x".repeat(64)));
        let behind = |text: &str| beside(text, Side::Behind);
        assert_eq!(behind(&format!("word {}", "x".repeat(200))), word);
        assert_eq!(behind(&"x".repeat(200)), []);
        assert_eq!(behind(&"x".repeat(48)), words(&"x".repeat(48)));
        assert_eq!(behind("word\ntwo@three"), word);
        assert_eq!(behind(""), []);
    }

    #[test]
    fn only_the_region_counts() {
        let mut text = [b'y'; 300];
        text[100..200].copy_from_slice(&[b'x'; 100]);
        for (start, value, end) in [
            (100, 130, 150),
            (100, 190, 200),
            (0, 20, 21),
            (250, 260, 300),
        ] {
            let (before, behind) = (&text[start..value], &text[value..end]);
            let alone = |bytes: &[u8]| words(std::str::from_utf8(bytes).unwrap());
            for backend in Backend::available() {
                let both = backend.run(Regions(&text, start, value, end));
                let expected = [before, behind].map(|side| {
                    let limit = if side == before { WINDOW } else { REACH_AFTER };
                    if side.len() > limit {
                        vec![]
                    } else {
                        alone(side)
                    }
                });
                assert_eq!(both, expected, "{start}..{value}..{end}");
            }
        }
    }

    struct Regions<'a>(&'a [u8], usize, usize, usize);

    impl Kernel for Regions<'_> {
        type Output = [Vec<u32>; 2];

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) -> [Vec<u32>; 2] {
            let Regions(text, start, value, end) = self;
            let [mut spare, mut other] = [Spare::EMPTY, Spare::EMPTY];
            [
                hashes(&Window::before(isa, text, start, value, &mut spare)),
                hashes(&Window::behind(isa, text, value, end, &mut other)),
            ]
        }
    }

    #[test]
    fn words_of_cues_pass_the_filter() {
        let mut filter = Filter::NONE;
        for word in ["numéro", "de", "carte", "Паспорт", "dni"] {
            Window::read(Backend::best(), word.as_bytes(), |window| {
                filter.add(&window.spelling(0));
            });
        }
        let hits = |text: &str| {
            Window::read(Backend::best(), text.as_bytes(), |window| {
                let (last, first) = (window.last(&filter, 9), window.first(&filter, 9));
                assert_eq!(
                    (last.plain, last.hits, last.values),
                    (first.plain, first.hits, first.values)
                );
                (last.plain.count_ones(), last.hits.count_ones())
            })
        };
        assert_eq!(hits("Numero De CARTE"), (3, 3));
        assert_eq!(hits("NUMÉRO DE CARTE"), (3, 3));
        assert_eq!(hits("Паспорт DNI"), (2, 2));
        assert_eq!(hits("ПАСПОРТ паспорт"), (2, 2));
        assert_eq!(hits("card other x"), (3, 0));
        assert_eq!(hits("дом numbers"), (2, 0));
    }

    #[test]
    fn the_nearest_words_are_counted() {
        let text = "one 12 34 two a@b 5 three";
        let at = |word: &str| 1_u64 << text.find(word).unwrap();
        Window::read(Backend::best(), text.as_bytes(), |window| {
            let last = window.last(&Filter::NONE, 2);
            assert_eq!(last.plain, at("two") | at("three"));
            assert_eq!(last.values, at("a@b") | at("5"));
            assert_eq!(last.rows, at("5"));
            let first = window.first(&Filter::NONE, 2);
            assert_eq!(first.plain, at("one") | at("two"));
            assert_eq!((first.values, first.rows), (at("12") | at("34"), at("12")));
        });
    }

    #[test]
    fn every_backend_reads_the_same_words() {
        let text =
            "Ünï código SSN：078-05-1120 <US_SSN:x> a@b c://d [X] camelCase\tЖук\u{2014}конец";
        let portable = Backend::named("portable").unwrap();
        for start in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
            let text = &text.as_bytes()[start..];
            for backend in Backend::available() {
                let here = Window::read(backend, text, hashes);
                let there = Window::read(portable, text, hashes);
                assert_eq!(here, there, "{} at {start}", backend.name());
            }
        }
    }
}
