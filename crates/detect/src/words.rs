//! The words of up to 64 bytes, read from bitmaps.
//!
//! A word is a run of letters; it ends where a small letter is followed by a capital one. It is kept
//! as a hash of its letters in lower case, the accents of Latin letters left out. Numbers,
//! addresses, links and replacements such as `<US_SSN>` are values: no words, but noted.

use crate::{
    arch::{Backend, Glance, Isa, Kernel},
    fold,
};

/// Stands for a value among the hashes of words.
pub(crate) const VALUE: u32 = 0;

/// Stands for a word that no cue has.
pub(crate) const OTHER: u32 = 1;

/// Which words are worth a hash: by their first two letters, the lengths they have in cues.
#[derive(Clone, Debug)]
pub(crate) struct Starts([u32; 1024]);

/// For texts of which every word counts.
static EVERY_WORD: Starts = Starts([u32::MAX; 1024]);

impl Starts {
    /// No word yet.
    pub(crate) const NONE: Starts = Starts([0; 1024]);

    /// Adds the words of a cue, as far as they are of ASCII when accents are left out; the others
    /// are always hashed.
    pub(crate) fn add(&mut self, cue: &[u8]) {
        let mut plain = vec![];
        fold_accents(cue, |byte| plain.push(byte));
        for word in plain
            .split(|byte| !byte.is_ascii_alphabetic())
            .filter(|word| !word.is_empty())
        {
            self.0[start_of(word[0], *word.get(1).unwrap_or(&0))] |= length_bit(word.len());
        }
    }

    #[inline(always)]
    fn may_be(&self, bytes: &Bytes, start: usize, len: usize) -> bool {
        let second = if len > 1 { bytes[start + 1] } else { 0 };
        self.0[start_of(bytes[start], second)] & length_bit(len) != 0
    }
}

/// Five bits of each letter, which are the same in capitals.
#[inline(always)]
fn start_of(first: u8, second: u8) -> usize {
    usize::from(first & 31) << 5 | usize::from(second & 31)
}

#[inline(always)]
fn length_bit(len: usize) -> u32 {
    1 << len.min(31)
}

/// Bytes that are read at a time.
pub(crate) const WINDOW: usize = 64;
/// Bytes looked at behind a value; those before it fill a window.
const REACH_AFTER: usize = 48;

/// Hashes of the words of a window, in its order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    /// Words and values do not overlap, so there are no more of them than bytes.
    hashes: [u32; WINDOW],
    len: usize,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            hashes: [0; WINDOW],
            len: 0,
        }
    }
}

impl std::ops::Deref for Words {
    type Target = [u32];

    #[inline]
    fn deref(&self) -> &[u32] {
        &self.hashes[..self.len]
    }
}

impl Words {
    /// Reads `text`, of which no more than the first [`WINDOW`] bytes count.
    pub(crate) fn read(&mut self, backend: Backend, text: &[u8]) {
        let text = &text[..text.len().min(WINDOW)];
        backend.run(Read { words: self, text });
    }

    /// Reads the bytes before a value at `start`, from a word's start on. Hot: per candidate.
    #[inline(always)]
    pub(crate) fn read_before<I: Isa>(
        &mut self,
        isa: I,
        starts: &Starts,
        text: &[u8],
        start: usize,
    ) {
        let from = start.saturating_sub(WINDOW);
        let mut window = Window::new(isa, &text[from..start]);
        if from > 0 {
            window.words &= !below(window.words.trailing_ones() as usize);
        }
        window.find_values();
        self.take(&window, starts);
    }

    /// Reads the bytes behind a value that ends at `end`, up to the end of the line and to a word's
    /// end. Hot: per candidate.
    #[inline(always)]
    pub(crate) fn read_after<I: Isa>(&mut self, isa: I, starts: &Starts, text: &[u8], end: usize) {
        let to = text.len().min(end + REACH_AFTER);
        let mut window = Window::new(isa, &text[end..to]);
        let line = window.glance.newline.trailing_zeros() as usize;
        if line < window.len {
            window.cut(line);
        } else if to < text.len() {
            let half = (window.words << (WINDOW - REACH_AFTER)).leading_ones() as usize;
            window.words &= below(REACH_AFTER - half);
        }
        window.find_values();
        self.take(&window, starts);
    }

    /// Hashes what stands between the bounds of words.
    #[inline(always)]
    fn take(&mut self, window: &Window, starts_of_cues: &Starts) {
        self.len = 0;
        let Window { glance, words, .. } = window;
        if words & (glance.upper | glance.lower | glance.high) == 0 {
            // Only numbers and marks: nothing that a cue could be made of.
            return;
        }
        let humps = glance.upper & glance.lower << 1;
        let starts = words & (!(words << 1) | humps);
        let mut rest = starts | window.values;
        while rest != 0 {
            let start = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            if window.values >> start & 1 == 1 {
                self.push_value();
                continue;
            }
            // The next start bounds a word, as whatever is no word does.
            let bounds = !words | rest;
            let len = (bounds >> start)
                .trailing_zeros()
                .min((WINDOW - start) as u32);
            let word = u64::MAX >> (WINDOW as u32 - len) << start;
            let end = start + len as usize;
            if glance.digit & word != 0 {
                self.push_value();
            } else if glance.high & word != 0 {
                self.push(window.folded_hash(start, end));
            } else if starts_of_cues.may_be(&window.bytes, start, len as usize) {
                self.push(hash(&window.bytes, start, end));
            } else {
                self.push(OTHER);
            }
        }
    }

    #[inline]
    fn push(&mut self, hash: u32) {
        self.hashes[self.len % WINDOW] = hash;
        self.len += 1;
    }

    /// A value stands here: no word, but a cue beyond it speaks less for what follows. Values in a
    /// row count once, so that a number of three groups is what its replacement is.
    #[inline]
    fn push_value(&mut self) {
        if self.last() != Some(&VALUE) {
            self.push(VALUE);
        }
    }
}

struct Read<'a> {
    words: &'a mut Words,
    text: &'a [u8],
}

impl Kernel for Read<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let mut window = Window::new(isa, self.text);
        window.find_values();
        self.words.take(&window, &EVERY_WORD);
    }
}

/// A window with eight bytes more, so that a word's last letters are loaded like all others.
type Bytes = [u8; WINDOW + 8];

/// Text beside a value.
struct Window {
    bytes: Bytes,
    len: usize,
    glance: Glance,
    /// Bytes of words and numbers.
    words: u64,
    /// First bytes of links, addresses and replacements.
    values: u64,
}

impl Window {
    #[inline(always)]
    fn new<I: Isa>(isa: I, text: &[u8]) -> Window {
        let mut bytes: Bytes = [0; WINDOW + 8];
        bytes[..text.len()].copy_from_slice(text);
        let block = bytes.first_chunk().expect("a window has 64 bytes and more");
        let glance = isa.glance(block);
        let mut window = Window {
            bytes,
            len: text.len(),
            glance,
            words: glance.digit | glance.upper | glance.lower | glance.high,
            values: 0,
        };
        window.part_at_wide_marks();
        window
    }

    /// Forgets what stands at `len` and behind it.
    #[inline]
    fn cut(&mut self, len: usize) {
        let inside = below(len);
        self.len = len;
        self.words &= inside;
        self.glance.mark &= inside;
    }

    /// Blanks and punctuation beyond ASCII part words as those of ASCII do.
    #[inline]
    fn part_at_wide_marks(&mut self) {
        let mut lead = self.glance.lead;
        while lead != 0 {
            let at = lead.trailing_zeros() as usize;
            lead &= lead - 1;
            let len = wide_mark(&self.bytes[at..at + 4]);
            self.words &= !(below(at + len) & !below(at));
        }
    }

    /// Tells values from words: what blanks set apart and holds an `@` or `://`, and replacements.
    #[inline(always)]
    fn find_values(&mut self) {
        let mut marks = self.glance.mark;
        while marks != 0 {
            let at = marks.trailing_zeros() as usize;
            marks &= marks - 1;
            let taken = match &self.bytes[at..] {
                [b'@', ..] | [b':', b'/', b'/', ..] => self.take_chunk(at),
                [b':', ..] => 0,
                open => self.take_replacement(at, replacement(&open[..self.len - at])),
            };
            marks &= !taken;
        }
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

    /// The hash of a word with letters beyond ASCII.
    fn folded_hash(&self, start: usize, end: usize) -> u32 {
        let (mut folded, mut len): (Bytes, _) = ([0; WINDOW + 8], 0);
        fold_accents(&self.bytes[start..end], |byte| {
            folded[len] = byte;
            len += 1;
        });
        hash(&folded, 0, len)
    }
}

/// Gives the bytes of a word without the accents of Latin letters.
fn fold_accents(word: &[u8], mut give: impl FnMut(u8)) {
    let mut bytes = word.iter();
    while let Some(&byte) = bytes.next() {
        give(match byte {
            0xC3 => bytes.next().map_or(byte, |&next| fold::latin(next)),
            _ => byte,
        });
    }
}

/// Bits 0 to `end`, which is not among them.
#[inline(always)]
fn below(end: usize) -> u64 {
    if end < WINDOW {
        (1 << end) - 1
    } else {
        u64::MAX
    }
}

/// Eight letters at a time, in lower case. Hot: per word of context.
#[inline(always)]
fn hash(bytes: &Bytes, start: usize, end: usize) -> u32 {
    let (mut hash, mut at) = (0u64, start);
    while at < end {
        let eight = bytes[at..]
            .first_chunk()
            .map_or(0, |eight| u64::from_le_bytes(*eight));
        let letters = eight & u64::MAX >> (64 - 8 * (end - at).min(8));
        // Bit 5 makes a letter small; bytes beyond ASCII have bit 7 and stay as they are.
        let small = letters | (!letters & HIGH) >> 2;
        hash = (hash ^ small).wrapping_mul(MIX);
        hash ^= hash >> 29;
        at += 8;
    }
    // The high half of a product depends on all of the factor; 0 and 1 mean something else.
    (hash.wrapping_mul(MIX) >> 32) as u32 | 2
}

/// Bit 7 of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// 2^64 divided by the golden ratio, odd.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// Length of the mark or blank that four bytes begin with: Latin-1 signs, General Punctuation and
/// the symbols up to U+2BFF, CJK symbols and punctuation, full-width forms of the marks of ASCII,
/// the selectors behind a symbol, pictographs; 0 for all else.
fn wide_mark(text: &[u8]) -> usize {
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

    fn words(text: &str) -> Vec<u32> {
        read(|words| words.read(Backend::best(), text.as_bytes()))
    }

    fn read(read: impl Fn(&mut Words)) -> Vec<u32> {
        let mut words = Words::default();
        read(&mut words);
        words.to_vec()
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
    fn words_of_cues_are_hashed() {
        let mut starts = Starts::NONE;
        starts.add("numéro de carte".as_bytes());
        let backend = Backend::best();
        let read = |text: &str| {
            let mut words = Words::default();
            backend.run(Beside(
                &mut words,
                &starts,
                text.as_bytes(),
                text.len(),
                Side::Before,
            ));
            words.to_vec()
        };
        assert_eq!(read("Numero De CARTE"), words("numero de carte"));
        assert_eq!(read("NUMÉRO DE CARTE"), words("numero de carte"));
        assert_eq!(read("card other x"), [OTHER; 3]);
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
        assert_eq!(words("12 34"), []);
    }

    #[derive(Clone, Copy)]
    enum Side {
        Before,
        After,
    }

    struct Beside<'a>(&'a mut Words, &'a Starts, &'a [u8], usize, Side);

    impl Kernel for Beside<'_> {
        type Output = ();

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) {
            match self.4 {
                Side::Before => self.0.read_before(isa, self.1, self.2, self.3),
                Side::After => self.0.read_after(isa, self.1, self.2, self.3),
            }
        }
    }

    #[test]
    fn windows_keep_whole_words() {
        let backend = Backend::best();
        let word = words("word");
        let before = |text: &str| {
            read(|words| {
                backend.run(Beside(
                    words,
                    &EVERY_WORD,
                    text.as_bytes(),
                    text.len(),
                    Side::Before,
                ))
            })
        };
        assert_eq!(before(&format!("{} word", "x".repeat(200))), word);
        assert_eq!(before(&"x".repeat(200)), []);
        assert_eq!(before(&"x".repeat(64)), words(&"x".repeat(64)));
        let after = |text: &str| {
            read(|words| backend.run(Beside(words, &EVERY_WORD, text.as_bytes(), 0, Side::After)))
        };
        assert_eq!(after(&format!("word {}", "x".repeat(200))), word);
        assert_eq!(after(&"x".repeat(200)), []);
        assert_eq!(after(&"x".repeat(48)), words(&"x".repeat(48)));
        assert_eq!(after("word\ntwo@three"), word);
        assert_eq!(after(""), []);
    }

    #[test]
    fn every_backend_reads_the_same_words() {
        let text =
            "Ünï código SSN：078-05-1120 <US_SSN:x> a@b c://d [X] camelCase\tЖук\u{2014}конец";
        let portable = Backend::named("portable").unwrap();
        for start in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
            for backend in Backend::available() {
                let here = read(|words| words.read(backend, &text.as_bytes()[start..]));
                let there = read(|words| words.read(portable, &text.as_bytes()[start..]));
                assert_eq!(here, there, "{} at {start}", backend.name());
            }
        }
    }
}
