//! Where words begin with a capital, and whether a text has any case at all.
//!
//! Sixty-four bytes at a time.

use crate::{Case, arch, token, vocabulary::Reading};

/// What the scan of a text tells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Capitals {
    /// Places where a word may begin with a capital, in ascending order.
    pub(crate) places: Vec<u32>,
    /// Of the first [`WORDS_REACH`] bytes, 64 to a number: those of words, and which of these are no letters.
    pub(crate) words: Vec<(u64, u64)>,
    letters: usize,
    upper: usize,
    blanks: usize,
}

/// Bytes of a text whose words are told.
const WORDS_REACH: usize = 4096;

impl Capitals {
    /// Reads `text`. Hot: per byte.
    pub(crate) fn read(&mut self, text: &[u8]) {
        arch::read(self, text);
    }

    /// The same, with classes of 64 bytes as `classes` tells them.
    #[inline(always)]
    pub(crate) fn read_by(&mut self, text: &[u8], classes: impl Fn(&[u8; 64]) -> Classes) {
        self.places.clear();
        self.words.clear();
        (self.letters, self.upper, self.blanks) = (0, 0, 0);
        let (blocks, rest) = text.as_chunks::<64>();
        let mut carry = Carry::default();
        // A mark: neither of a word nor a blank.
        let mut padded = [b'.'; 64];
        padded[..rest.len()].copy_from_slice(rest);
        let last = (!rest.is_empty()).then_some(&padded);
        for (index, block) in blocks.iter().chain(last).enumerate() {
            self.block(text, classes(block), index * 64, &mut carry);
        }
    }

    #[inline(always)]
    fn block(&mut self, text: &[u8], classes: Classes, base: usize, carry: &mut Carry) {
        let Classes {
            word,
            letter,
            capital,
            upper,
            blank,
            beyond,
        } = classes;
        self.letters += letter.count_ones() as usize;
        self.upper += upper.count_ones() as usize;
        self.blanks += blank.count_ones() as usize;
        if base < WORDS_REACH {
            self.words.push((word, word & !(letter | beyond)));
        }
        let inner = capital & (word << 1 | carry.word);
        let mut starts = capital & !inner;
        if beyond | carry.beyond != 0 {
            starts |= behind_symbols(text, base, inner);
        }
        (carry.word, carry.beyond) = (word >> 63, beyond);
        while starts != 0 {
            self.places
                .push((base + starts.trailing_zeros() as usize) as u32);
            starts &= starts - 1;
        }
    }

    /// How a text that was read is to be searched; [`None`] if there is nothing in it to search for.
    pub(crate) fn reading(&self, text: &[u8], case: Case) -> Option<Reading> {
        match case {
            Case::Folded => Some(Reading::Folded),
            Case::Auto if self.is_caseless(text) => Some(Reading::Folded),
            Case::Auto | Case::Normal if self.places.is_empty() => None,
            Case::Auto | Case::Normal => Some(Reading::Cased),
        }
    }

    /// Whether case says nothing in a text of `len` bytes that reads like sentences: there are no
    /// capitals but `I`, or nearly nothing else.
    fn is_caseless(&self, text: &[u8]) -> bool {
        let filled = text.len() - self.blanks;
        let only_i = |&place: &u32| {
            let at = place as usize;
            text[at] == b'I' && !text.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
        };
        let is_small = self.upper <= self.places.len() && self.places.iter().all(only_i);
        // Of seven tenths of the text ten in eleven would have to be capitals.
        if self.blanks == 0 || !is_small && self.upper * 11 <= filled * 7 {
            return false;
        }
        let lower = self.letters - self.upper;
        let is_text = self.letters >= 4 && self.letters * 10 >= filled * 7;
        is_text && (is_small || lower * 10 < self.upper)
    }
}

/// What is remembered of the block before.
#[derive(Clone, Copy, Default)]
struct Carry {
    /// Whether its last byte is of a word.
    word: u64,
    /// Whether it has bytes beyond ASCII; zero: none.
    beyond: u64,
}

/// Those of `places`, counted from `base` on, that a quotation mark, a dash or another symbol beyond ASCII
/// stands before: its bytes look like a word's.
#[cold]
fn behind_symbols(text: &[u8], base: usize, mut places: u64) -> u64 {
    let mut behind = 0;
    while places != 0 {
        let by = places.trailing_zeros();
        if token::is_symbol_before(text, base + by as usize) {
            behind |= 1 << by;
        }
        places &= places - 1;
    }
    behind
}

/// Classes of 64 bytes, a bit for each byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes {
    /// Letters, digits and all beyond ASCII.
    pub(crate) word: u64,
    /// `A-Z` and `a-z`.
    pub(crate) letter: u64,
    /// `A-Z` and the first bytes of Latin letters beyond ASCII.
    pub(crate) capital: u64,
    pub(crate) upper: u64,
    /// Blanks and other bytes up to them.
    pub(crate) blank: u64,
    /// Beyond ASCII.
    pub(crate) beyond: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_found_wherever_they_stand() {
        let text = "Ab aB \u{D6}x-Y 9Z _Q .W (E\u{17B}a AaA\nB C \u{201C}D\u{2014}E \u{1F600}F\u{AB}G \u{E9}H";
        for shift in 0..130 {
            let text = format!("{}{text}", " ".repeat(shift));
            let bytes = text.as_bytes();
            let mut capitals = Capitals::default();
            capitals.read(bytes);
            let expected: Vec<u32> = (0..bytes.len())
                .filter(|&at| text.is_char_boundary(at))
                .filter(|&at| {
                    let before = text[..at].chars().next_back().unwrap_or(' ');
                    let is_word = before.is_alphanumeric();
                    !is_word && matches!(bytes[at], b'A'..=b'Z' | 0xC3..=0xC8)
                })
                .map(|at| at as u32)
                .collect();
            assert_eq!(capitals.places, expected, "shifted by {shift}");
            assert_eq!(
                capitals.upper,
                bytes
                    .iter()
                    .filter(|byte| byte.is_ascii_uppercase())
                    .count()
            );
        }
    }

    #[test]
    fn a_text_of_one_case_says_nothing_by_it() {
        let is_caseless = |text: &str| {
            let mut capitals = Capitals::default();
            capitals.read(text.as_bytes());
            capitals.is_caseless(text.as_bytes())
        };
        for text in [
            "i met anna in rome",
            "I met anna and I left",
            "CALL ME BACK, ANNA",
        ] {
            assert!(is_caseless(text), "{text}");
        }
        for text in [
            "I met Anna",
            "",
            "id=77 st=0 t=1.5 ok",
            "anna",
            "CALL Anna Back now",
        ] {
            assert!(!is_caseless(text), "{text}");
        }
    }
}
