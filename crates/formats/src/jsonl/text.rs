//! Scanning of string contents: the inner loops of the format.

/// Finds the bytes that end a plain run inside a JSON string: quotes, backslashes and control
/// characters.
///
/// Most runs are short (keys, roles, what stands between two escapes), where the call of a vector
/// search costs more than it saves; so those of a whole window are found at once and kept as bits.
pub(crate) struct Specials<'t> {
    text: &'t [u8],
    /// The window; it is empty at first, and may reach behind the text.
    start: usize,
    end: usize,
    /// Bit `i` is the byte at `start + i`.
    bits: u64,
}

impl<'t> Specials<'t> {
    pub(crate) fn new(text: &'t [u8]) -> Self {
        Self {
            text,
            start: 0,
            end: 0,
            bits: 0,
        }
    }

    /// Index of the first special byte at or behind `from`, which is never less than before; the
    /// length of the text when there is none. Hot: per string and per escape.
    #[inline]
    pub(crate) fn next(&mut self, from: usize) -> usize {
        // Between `from` and the window there is nothing: it was searched before.
        let from = from.max(self.start);
        if from < self.end {
            let ahead = self.bits >> (from - self.start);
            if ahead != 0 {
                return from + ahead.trailing_zeros() as usize;
            }
        }
        self.search(from.max(self.end))
    }

    /// Moves the window until there is something in it. Hot: per byte.
    #[inline(never)]
    fn search(&mut self, from: usize) -> usize {
        let mut start = from;
        while let Some(rest) = self.text.get(start..).filter(|rest| !rest.is_empty()) {
            self.bits = match rest.first_chunk() {
                Some(window) => special_bits(window),
                None => {
                    let mut window = [b' '; WINDOW];
                    for (byte, &last) in window.iter_mut().zip(rest) {
                        *byte = last;
                    }
                    special_bits(&window)
                }
            };
            self.start = start;
            self.end = start + WINDOW;
            if self.bits != 0 {
                return start + self.bits.trailing_zeros() as usize;
            }
            start = self.end;
        }
        self.text.len()
    }
}

/// Whether `text` is spelled inside a JSON string as it is.
pub(crate) fn is_plain(text: &[u8]) -> bool {
    !text.iter().fold(false, |any, &byte| any | is_special(byte))
}

/// Bytes of a window: one bit of a word each.
const WINDOW: usize = 64;

/// Bit `i` says whether byte `i` is special.
///
/// Written so that the compiler makes vector instructions of it: no branch, one value for each
/// byte, and then sums of eight bytes, whose bits do not meet. That is 84 instructions for x86-64.
fn special_bits(window: &[u8; WINDOW]) -> u64 {
    let mut bits = [0; WINDOW];
    for (at, (bit, &byte)) in bits.iter_mut().zip(window).enumerate() {
        *bit = if is_special(byte) { 1 << (at % 8) } else { 0 };
    }
    let (eights, _) = bits.as_chunks::<8>();
    let mut word = [0; 8];
    for (sum, eight) in word.iter_mut().zip(eights) {
        *sum = eight.iter().fold(0, |sum: u8, &bit| sum.wrapping_add(bit));
    }
    u64::from_le_bytes(word)
}

/// No `||`: a branch for each comparison keeps the compiler from making vector instructions.
fn is_special(byte: u8) -> bool {
    (byte == b'"') | (byte == b'\\') | (byte < 0x20)
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
    use super::*;

    #[test]
    fn every_special_byte_is_found_at_every_place() {
        let mut text = vec![b'x'; 200];
        for at in 0..text.len() {
            for byte in 0..=255 {
                text[at] = byte;
                let expected = if is_special(byte) { at } else { text.len() };
                for from in [0, at / 2, at] {
                    let mut specials = Specials::new(&text);
                    assert_eq!(specials.next(from), expected, "{byte} at {at}");
                    assert_eq!(specials.next(at), expected, "{byte} at {at}, again");
                    assert_eq!(specials.next(at + 1), text.len(), "behind {byte} at {at}");
                }
            }
            text[at] = b'x';
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
    fn a_text_may_have_any_length_and_any_bytes() {
        let bytes: Vec<u8> = (0..=255)
            .chain((0..=255).rev())
            .cycle()
            .take(1000)
            .collect();
        for len in (0..200).chain([1000]) {
            let text = &bytes[..len];
            let mut specials = Specials::new(text);
            for from in 0..=len {
                let ahead = text[from..].iter().position(|&byte| is_special(byte));
                let expected = ahead.map_or(len, |ahead| from + ahead);
                assert_eq!(specials.next(from), expected, "from {from} of {len}");
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
