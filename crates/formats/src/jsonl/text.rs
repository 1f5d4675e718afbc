//! Scanning of string contents: the inner loops of the format.

/// Index of the first byte at or behind `from` that ends a plain run inside a JSON string: a quote,
/// a backslash or a control character. The length of `text` when there is none. Hot: per byte.
///
/// Most strings are keys and short values, where the call of a vector search costs more than it
/// saves; so eight bytes at a time in a register first, and wide steps for what is longer.
pub(crate) fn plain_run_end(text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let (words, _) = rest.as_chunks::<WORD>();
    if let Some(at) = first_special(words.iter().take(SHORT / WORD)) {
        return from + at;
    }
    let (lanes, _) = rest.as_chunks::<LANE>();
    let plain = LANE * lanes.iter().take_while(|lane| !any_special(lane)).count();
    let (words, bytes) = rest.get(plain..).unwrap_or_default().as_chunks::<WORD>();
    from + plain
        + first_special(words.iter()).unwrap_or_else(|| {
            let behind = bytes.iter().position(|&byte| is_special(byte));
            words.len() * WORD + behind.unwrap_or(bytes.len())
        })
}

/// Index of the first special byte of the words.
#[inline]
fn first_special<'w>(words: impl Iterator<Item = &'w [u8; WORD]>) -> Option<usize> {
    for (index, word) in words.enumerate() {
        let special = special_bytes(u64::from_le_bytes(*word));
        if special != 0 {
            return Some(index * WORD + special.trailing_zeros() as usize / 8);
        }
    }
    None
}

/// Bytes of a register.
const WORD: usize = 8;
/// Bytes of two vector registers of any x86-64 or AArch64 machine; wider ones take one step.
const LANE: usize = 32;
/// Up to here words are tried first: keys, roles and ids are rarely longer.
const SHORT: usize = 32;

/// No `||`: a branch for each comparison keeps the compiler from making vector instructions.
fn is_special(byte: u8) -> bool {
    (byte == b'"') | (byte == b'\\') | (byte < 0x20)
}

/// No branch, so that the compiler makes vector instructions of it.
fn any_special(lane: &[u8; LANE]) -> bool {
    let any = lane
        .iter()
        .fold(0, |any, &byte| any | u8::from(is_special(byte)));
    any != 0
}

/// The high bit of each special byte; bits above the lowest one set may be wrong (a borrow), the
/// lowest one never is.
fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    let zero_bytes = |word: u64| word.wrapping_sub(ONES) & !word;
    let quotes = zero_bytes(word ^ (ONES * b'"' as u64));
    let backslashes = zero_bytes(word ^ (ONES * b'\\' as u64));
    let controls = word.wrapping_sub(ONES * 0x20) & !word;
    (quotes | backslashes | controls) & HIGHS
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
                    assert_eq!(plain_run_end(&text, from), expected, "{byte} at {at}");
                }
            }
            text[at] = b'x';
        }
        assert_eq!(plain_run_end(b"", 0), 0);
        assert_eq!(plain_run_end(b"abc", 3), 3);
    }

    #[test]
    fn the_first_of_several_special_bytes_counts() {
        assert_eq!(plain_run_end(b"ab\x01\x1f\"\\\"\"#  ]", 0), 2);
        assert_eq!(plain_run_end("é!#[]~\u{7f}\u{80}\"".as_bytes(), 0), 10);
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
