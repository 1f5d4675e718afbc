//! Scanning of string contents: the inner loops of the format.

use memchr::memchr2;

/// Index of the first quote or backslash at or behind `from`; the length of `text` when there is
/// none. Hot: per string and per escape.
///
/// Most strings are keys and short values, where the call of a vector search costs more than it
/// saves; so the first bytes are looked at in a register.
#[inline]
pub(crate) fn plain_run_end(text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let Some((word, behind)) = rest.split_first_chunk::<WORD>() else {
        return from + rest.iter().take_while(|&&byte| !is_special(byte)).count();
    };
    let special = special_bytes(u64::from_le_bytes(*word));
    if special != 0 {
        return from + special.trailing_zeros() as usize / 8;
    }
    from + WORD + memchr2(b'"', b'\\', behind).unwrap_or(behind.len())
}

/// Whether there is a control character, which JSON allows between values only. Hot: per byte.
pub(crate) fn has_control(text: &[u8]) -> bool {
    // The least byte of all is one vector instruction a step, with no branch in the loop.
    text.iter().fold(u8::MAX, |least, &byte| least.min(byte)) < b' '
}

/// Index of the first control character.
pub(crate) fn find_control(text: &[u8]) -> Option<usize> {
    text.iter().position(|&byte| byte < b' ')
}

/// Bytes of a register.
const WORD: usize = 8;

fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\')
}

/// The high bit of each special byte; bits above the lowest one set may be wrong (a borrow), the
/// lowest one never is.
#[inline]
fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    let zero_bytes = |word: u64| word.wrapping_sub(ONES) & !word;
    let quotes = zero_bytes(word ^ (ONES * b'"' as u64));
    let backslashes = zero_bytes(word ^ (ONES * b'\\' as u64));
    (quotes | backslashes) & HIGHS
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
        assert_eq!(plain_run_end(b"ab\x01\x1f\"\\\"\"#  ]", 0), 4);
        assert_eq!(plain_run_end("é!#[]~\u{7f}\u{80}\"".as_bytes(), 0), 10);
    }

    #[test]
    fn every_control_character_is_found_at_every_place() {
        let mut text = vec![b'x'; 70];
        for at in 0..text.len() {
            for byte in 0..=255 {
                text[at] = byte;
                let expected = (byte < 0x20).then_some(at);
                assert_eq!(find_control(&text), expected, "{byte} at {at}");
                assert_eq!(has_control(&text), expected.is_some(), "{byte} at {at}");
            }
            text[at] = b'x';
        }
        assert!(!has_control(b""));
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
