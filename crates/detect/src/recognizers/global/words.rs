//! Words that stand right beside a value and decide by themselves what it is, so that a walk need not
//! ask the cues about every number of a text.

use crate::{fold, labels::Ends};

/// A word of up to 16 bytes in small letters, without the accents of Latin letters; what is longer is
/// cut. Letters of other scripts stay as they are.
pub(in crate::recognizers) type Packed = u128;

/// A set of words.
pub(in crate::recognizers) struct Words<const N: usize> {
    words: [&'static str; N],
    sorted: [Packed; N],
    /// Bytes that some word begins with, and how the first two do, a bit for each [`pair`].
    first: [bool; 256],
    pairs: [u64; PAIRS / 64],
}

const PAIRS: usize = 1 << 10;

/// The lower bits of the first two bytes, which tell letters apart.
const fn pair(word: Packed) -> usize {
    (word & 31 | word >> 3 & 31 << 5) as usize
}

impl<const N: usize> Words<N> {
    pub(in crate::recognizers) const fn new(words: [&'static str; N]) -> Self {
        let (mut sorted, mut first) = ([0; N], [false; 256]);
        let mut pairs = [0; PAIRS / 64];
        let mut at = 0;
        while at < N {
            let word = pack(words[at].as_bytes());
            first[(word & 0xFF) as usize] = true;
            pairs[pair(word) / 64] |= 1 << (pair(word) % 64);
            let mut here = at;
            while here > 0 && sorted[here - 1] > word {
                sorted[here] = sorted[here - 1];
                here -= 1;
            }
            sorted[here] = word;
            at += 1;
        }
        Self {
            words,
            sorted,
            first,
            pairs,
        }
    }

    /// Words that blanks part; each build fails that has not `N` of them.
    pub(in crate::recognizers) const fn listed(mut text: &'static str) -> Self {
        let (mut words, mut count) = ([""; N], 0);
        while count < N {
            let (word, rest) = match blank(text) {
                Some(at) => (text.split_at(at).0, text.split_at(at + 1).1),
                None => (text, ""),
            };
            assert!(!word.is_empty(), "fewer words than are said, or two blanks");
            (words[count], text) = (word, rest);
            count += 1;
        }
        assert!(text.is_empty(), "more words than are said");
        Self::new(words)
    }

    /// As they were written.
    pub(in crate::recognizers) const fn list(&'static self) -> &'static [&'static str] {
        &self.words
    }

    /// Hot: per anchor.
    #[inline]
    pub(in crate::recognizers) fn has(&self, word: Packed) -> bool {
        let pair = pair(word);
        self.pairs[pair / 64] >> (pair % 64) & 1 == 1 && self.sorted.binary_search(&word).is_ok()
    }

    /// Whether a word may begin with `byte`, without its accent.
    #[inline]
    pub(in crate::recognizers) fn may_begin(&self, byte: u8) -> bool {
        byte >= 0x80 || self.first[usize::from(byte | 0x20)]
    }
}

/// Where the first blank stands.
const fn blank(text: &str) -> Option<usize> {
    let (bytes, mut at) = (text.as_bytes(), 0);
    while at < bytes.len() {
        if bytes[at] == b' ' {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The first 16 bytes of a word, small and without accents.
pub(in crate::recognizers) const fn pack(word: &[u8]) -> Packed {
    let (mut packed, mut len, mut at) = (0, 0, 0);
    while at < word.len() && len < 16 {
        let byte = match word[at] {
            0xC3 if at + 1 < word.len() => {
                at += 1;
                fold::latin(word[at])
            }
            byte => byte.to_ascii_lowercase(),
        };
        packed |= (byte as u128) << (8 * len);
        (len, at) = (len + 1, at + 1);
    }
    packed
}

/// The same as [`pack`], for words of a text: those of ASCII at once. Hot: per label.
#[inline]
pub(in crate::recognizers) fn packed(word: &[u8]) -> Packed {
    const ONES: u128 = u128::MAX / 255;
    const HIGH: u128 = ONES << 7;
    let bytes = first_sixteen(word);
    if bytes & HIGH != 0 {
        return pack(word);
    }
    // Bit 7 is set from `A` on, and behind `Z`.
    let from = bytes + (0x80 - 0x41) * ONES;
    let behind = bytes + (0x80 - 0x5B) * ONES;
    bytes | (from & !behind & HIGH) >> 2
}

/// The first sixteen bytes, and zeros behind a word that has less. What has no chunk of a size is put
/// together from its first and its last one of half that size.
#[inline(always)]
fn first_sixteen(word: &[u8]) -> u128 {
    if let Some(sixteen) = word.first_chunk() {
        return u128::from_le_bytes(*sixteen);
    }
    let len = word.len();
    if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        u128::from(first) | u128::from(last) << (8 * (len - 8))
    } else if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        u128::from(first) | u128::from(last) << (8 * (len - 4))
    } else {
        let bytes = word.iter().rev();
        bytes.fold(0, |packed, &byte| packed << 8 | u128::from(byte))
    }
}

/// The word that `text` begins with: letters of any script.
#[inline]
pub(in crate::recognizers) fn first(text: &[u8]) -> &[u8] {
    let near = &text[..text.len().min(MAX_BYTES)];
    let mut len = 0;
    while let Some(eight) = near[len..].first_chunk() {
        let others = others(u64::from_le_bytes(*eight));
        if others != 0 {
            return &near[..len + others.trailing_zeros() as usize / 8];
        }
        len += 8;
    }
    let rest = near[len..].iter();
    &near[..len + rest.take_while(|&&byte| is_letter(byte)).count()]
}

/// The word that `text` ends with.
#[inline]
pub(in crate::recognizers) fn last(text: &[u8]) -> &[u8] {
    let near = &text[text.len().saturating_sub(MAX_BYTES)..];
    let mut start = near.len();
    while let Some(eight) = near[..start].last_chunk() {
        let others = others(u64::from_le_bytes(*eight));
        if others != 0 {
            return &near[start - others.leading_zeros() as usize / 8..];
        }
        start -= 8;
    }
    let rest = near[..start].iter().rev();
    &near[start - rest.take_while(|&&byte| is_letter(byte)).count()..]
}

/// Bit 7 of those of eight bytes that are no letters.
#[inline(always)]
fn others(eight: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    // Bit 5 makes a letter small; then bit 7 is set from `a` on, and behind `z`.
    let small = (eight | ONES << 5) & !HIGH;
    let (from, behind) = (small + (0x80 - 0x61) * ONES, small + (0x80 - 0x7B) * ONES);
    !(from & !behind | eight) & HIGH
}

/// What stands before a value.
#[derive(Clone, Copy, Debug)]
pub(in crate::recognizers) struct Label<'t> {
    /// The word next to it.
    pub(in crate::recognizers) word: &'t [u8],
    /// All before that word.
    pub(in crate::recognizers) before: &'t [u8],
    /// Whether `:` or `=` parts the word from the value.
    pub(in crate::recognizers) has_mark: bool,
}

/// The word before a value that begins where `text` ends: `age: `, `"age": "`, `age=`, `aged `.
#[inline]
pub(in crate::recognizers) fn label(text: &[u8]) -> Option<Label<'_>> {
    label_of(text, None)
}

/// The same, of words that `ends` knows alone.
#[inline]
pub(in crate::recognizers) fn label_among<'t>(text: &'t [u8], ends: &Ends) -> Option<Label<'t>> {
    label_of(text, Some(ends))
}

#[inline(always)]
fn label_of<'t>(text: &'t [u8], ends: Option<&Ends>) -> Option<Label<'t>> {
    let (mut end, mut has_mark) = (text.len(), false);
    while end > 0 && text.len() - end < 6 {
        match text[end - 1] {
            b' ' | b'"' | b'\'' | b'\\' | b'(' | b'[' | b'#' | b'\t' | b'*' | b'`' => {}
            b':' | b'=' if !has_mark => has_mark = true,
            byte => {
                // A full-width colon.
                if !has_mark && text[..end].ends_with("：".as_bytes()) {
                    (end, has_mark) = (end - 3, true);
                    continue;
                }
                let may_be = ends.is_none_or(|ends| ends.may_end(&text[..end]));
                return (is_letter(byte) && may_be).then(|| {
                    let word = last(&text[..end]);
                    Label {
                        word,
                        before: &text[..end - word.len()],
                        has_mark,
                    }
                });
            }
        }
        end -= 1;
    }
    None
}

/// Whether a word behind `text` is the name of what was replaced: `<SOCIAL_HANDLE:hgkb>`.
pub(in crate::recognizers) fn is_replacement(text: &[u8]) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_uppercase() || *byte == b'_';
    let near = &text[text.len().saturating_sub(MAX_BYTES)..];
    let last = near.iter().rev().find(|byte| !is_name(byte));
    last == Some(&b'<')
}

/// The longest word that is read.
const MAX_BYTES: usize = 32;

#[inline]
pub(in crate::recognizers) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_through_marks() {
        for (text, word, has_mark) in [
            ("my age: ", "age", true),
            ("{\"age\": \"", "age", true),
            ("age=", "age", true),
            ("Aged ", "Aged", false),
            ("âge : ", "âge", true),
            ("年齢：", "年齢", true),
            ("(Alter ", "Alter", false),
        ] {
            let label = label(text.as_bytes()).unwrap();
            let found = std::str::from_utf8(label.word).unwrap();
            assert_eq!((found, label.has_mark), (word, has_mark), "{text}");
        }
        for text in ["", "12 ", "a12: ", "::", "a: : ", "age,"] {
            assert!(label(text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn words_of_all_lengths_are_read_from_both_ends() {
        let letters = "abcYZzAéЖ@[`{0_ ".repeat(9);
        for from in 0..letters.len() {
            for to in from..letters.len() {
                let text = &letters.as_bytes()[from..to];
                let count = |bytes: &mut dyn Iterator<Item = &u8>| {
                    let letters = bytes.take(MAX_BYTES);
                    letters.take_while(|&&byte| is_letter(byte)).count()
                };
                assert_eq!(first(text).len(), count(&mut text.iter()));
                assert_eq!(last(text).len(), count(&mut text.iter().rev()));
                assert_eq!(packed(text), pack(text), "{from}..{to}");
            }
        }
    }

    #[test]
    fn words_are_compared_without_case_and_accents() {
        static WORDS: Words<3> = Words::new(["age", "edad", "возраст"]);
        for word in ["âge", "AGE", "Edad", "возраст"] {
            assert!(WORDS.has(pack(word.as_bytes())), "{word}");
            assert_eq!(packed(word.as_bytes()), pack(word.as_bytes()), "{word}");
        }
        for word in ["", "ages", "eda", "возрас"] {
            assert!(!WORDS.has(pack(word.as_bytes())), "{word}");
        }
    }
}
