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
    /// Bytes that some word begins with.
    first: [bool; 256],
}

impl<const N: usize> Words<N> {
    pub(in crate::recognizers) const fn new(words: [&'static str; N]) -> Self {
        let (mut sorted, mut first) = ([0; N], [false; 256]);
        let mut at = 0;
        while at < N {
            let word = pack(words[at].as_bytes());
            first[(word & 0xFF) as usize] = true;
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
        self.first[(word & 0xFF) as usize] && self.sorted.binary_search(&word).is_ok()
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
    let mut bytes = [0; 16];
    let len = word.len().min(bytes.len());
    bytes[..len].copy_from_slice(&word[..len]);
    if bytes.is_ascii() {
        bytes.make_ascii_lowercase();
        Packed::from_le_bytes(bytes)
    } else {
        pack(word)
    }
}

/// The word that `text` begins with: letters of any script.
#[inline]
pub(in crate::recognizers) fn first(text: &[u8]) -> &[u8] {
    let letters = text.iter().take(MAX_BYTES);
    &text[..letters.take_while(|&&byte| is_letter(byte)).count()]
}

/// The word that `text` ends with.
#[inline]
pub(in crate::recognizers) fn last(text: &[u8]) -> &[u8] {
    let letters = text.iter().rev().take(MAX_BYTES);
    let len = letters.take_while(|&&byte| is_letter(byte)).count();
    &text[text.len() - len..]
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
