//! Scanning of string contents: the inner loops of the format.

use std::ops::Range;

/// Where in a text the bytes are that end a plain run inside a JSON string: quotes, backslashes and
/// control characters.
///
/// Most runs are short (keys, roles, what stands between two escapes), where the call of a vector
/// search costs more than it saves; so those of a whole block are found at once and kept as bits.
#[derive(Clone, Copy)]
pub(crate) struct Specials<'t> {
    /// As [`Backend::json_specials`](pumice_detect::Backend::json_specials) makes them.
    words: &'t [u64],
    /// The bit of the text's first byte.
    start: usize,
    /// Bytes of the text.
    len: usize,
}

impl<'t> Specials<'t> {
    /// Those of the `len` bytes whose first bit is `start`.
    pub(crate) fn new(words: &'t [u64], start: usize, len: usize) -> Self {
        Self { words, start, len }
    }

    /// Those of a part of the text.
    pub(crate) fn within(self, part: Range<usize>) -> Self {
        Self::new(self.words, self.start + part.start, part.len())
    }

    /// Bytes of the text.
    pub(crate) fn len(self) -> usize {
        self.len
    }

    /// Index of the first special byte at or behind `from`; the length of the text when there is
    /// none. Hot: per string and per escape.
    #[inline(always)]
    pub(crate) fn next(&self, from: usize) -> usize {
        let at = self.start + from;
        let mut index = at / 64;
        let mut ahead = match self.words.get(index) {
            Some(word) => word >> (at % 64) << (at % 64),
            None => return self.len,
        };
        while ahead == 0 {
            index += 1;
            match self.words.get(index) {
                Some(&word) => ahead = word,
                None => return self.len,
            }
        }
        (index * 64 + ahead.trailing_zeros() as usize - self.start).min(self.len)
    }
}

/// Whether `text` is spelled inside a JSON string as it is.
///
/// Eight bytes at a time, for replacements are short. Hot: per edit.
pub(crate) fn is_plain(text: &[u8]) -> bool {
    // The last word covers what is left behind the others.
    let Some(last) = text.last_chunk() else {
        return !text.iter().any(|&byte| is_special(byte));
    };
    let words = text.as_chunks().0.iter().chain([last]);
    words.fold(0, |any, word| any | specials_of(*word)) == 0
}

/// Not 0 when one of eight bytes is special.
#[inline]
fn specials_of(word: [u8; 8]) -> u64 {
    let word = u64::from_le_bytes(word);
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & (ONES << 7);
    zeros(word ^ (ONES * u64::from(b'"')))
        | zeros(word ^ (ONES * u64::from(b'\\')))
        | zeros(word & (ONES * 0xE0))
}

const ONES: u64 = u64::MAX / 255;

fn is_special(byte: u8) -> bool {
    byte == b'"' || byte == b'\\' || byte < 0x20
}

/// Whether `text` is a name that code depends on: 1 to 64 of `A-Z a-z 0-9 _ -`, at most five of
/// them digits. Any number of a person has more (the shortest, `AB123456C`, six) and could be
/// spelled in these characters.
pub(crate) fn is_symbol(text: &[u8]) -> bool {
    const MAX_DIGITS: usize = 5;
    let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
    (1..=64).contains(&text.len())
        && digits <= MAX_DIGITS
        && text
            .iter()
            .all(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// White space of JSON's grammar; less than what other notions of white space hold.
#[inline]
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether `text`, without the white space around it, looks like a JSON object, array or string:
/// a cheap test before the whole is parsed.
pub(crate) fn looks_like_json(text: &[u8]) -> bool {
    matches!(
        text.trim_ascii(),
        [b'{', .., b'}'] | [b'[', .., b']'] | [b'"', .., b'"']
    )
}

#[cfg(test)]
mod tests {
    use pumice_detect::Backend;

    use super::*;

    #[test]
    fn a_special_byte_is_seen_at_every_place_of_a_text() {
        for len in 1..20 {
            for at in 0..len {
                for byte in 0..=255 {
                    let mut text = vec![b'x'; len];
                    text[at] = byte;
                    assert_eq!(
                        is_plain(&text),
                        !is_special(byte),
                        "{byte} at {at} of {len}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_plain_text_has_no_special_byte() {
        assert!(is_plain(b"") && is_plain("<EMAIL_ADDRESS:abcdefghijklmnop> \u{e9}".as_bytes()));
        for special in ["\"", "\\", "\n", "a rather long text, and then a tab\t"] {
            assert!(!is_plain(special.as_bytes()), "{special}");
        }
    }

    #[test]
    fn special_bytes_are_found_in_a_text_of_any_length_at_any_place() {
        let bytes: Vec<u8> = (0..=255)
            .chain((0..=255).rev())
            .cycle()
            .take(1000)
            .collect();
        for backend in Backend::available() {
            let mut bits = vec![];
            backend.json_specials(&bytes, &mut bits);
            for start in [0, 1, 63, 64, 500] {
                for len in (0..200).chain([bytes.len() - start]) {
                    let text = &bytes[start..start + len];
                    let specials = Specials::new(&bits, start, len);
                    for from in 0..=len {
                        let ahead = text[from..].iter().position(|&byte| is_special(byte));
                        let expected = ahead.map_or(len, |ahead| from + ahead);
                        assert_eq!(specials.next(from), expected, "from {from} of {len}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_number_of_a_person_is_no_symbol() {
        for name in ["send_mail", "gpt-4o", "run_2024", "a"] {
            assert!(is_symbol(name.as_bytes()), "{name}");
        }
        for text in [
            "",
            "send mail",
            "078-05-1120",
            "AB123456C",
            "4111111111111111",
        ] {
            assert!(!is_symbol(text.as_bytes()), "{text}");
        }
        assert!(is_symbol(&[b'a'; 64]) && !is_symbol(&[b'a'; 65]));
    }

    #[test]
    fn json_is_recognised_by_its_ends() {
        for text in ["{}", " [1] ", "\t\"x\"\r\n", "{x}}"] {
            assert!(looks_like_json(text.as_bytes()), "{text}");
        }
        for text in ["", " ", "{", "\"", "{]", "text", "[REDACTED", "1"] {
            assert!(!looks_like_json(text.as_bytes()), "{text}");
        }
    }
}
