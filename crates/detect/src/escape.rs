//! The grammar of escapes in a JSON string (RFC 8259, section 7): undone and made.
//!
//! Only the escapes: where a string begins and ends is the business of whoever knows JSON's
//! structure. Decoding never fails. What is no escape stays as it is, and a lone surrogate becomes
//! U+FFFD in the view, while the source keeps its bytes.

use crate::offset::OffsetMap;

/// Appends the text that `raw` spells to `view`, and to `map` where each byte came from.
///
/// `map` continues where it stands; clear it for a text of its own.
///
/// ```
/// # use pumice_detect::{OffsetMap, escape};
/// let (mut view, mut map) = (Vec::new(), OffsetMap::default());
/// escape::decode(br"jane\u0040example.com\n", &mut view, &mut map);
/// assert_eq!(view, b"jane@example.com\n");
/// ```
pub fn decode(raw: &[u8], view: &mut Vec<u8>, map: &mut OffsetMap) {
    let (mut at, mut end) = (0, view.len());
    // No view is longer than its source, but for the last word that is copied to it.
    view.resize(end + raw.len() + WORD, 0);
    while at < raw.len() {
        let plain = copy_plain(&raw[at..], &mut view[end..]);
        map.copy(plain as u32);
        (at, end) = (at + plain, end + plain);
        // Escapes come in rows (`\n\n`, `\u00e4\u00f6`): no search between them.
        while raw.get(at) == Some(&b'\\') {
            let (read, written) = decode_one(&raw[at..], &mut view[end..]);
            if read == 1 {
                map.copy(1);
            } else {
                map.replace(read as u32, written as u32);
            }
            (at, end) = (at + read, end + written);
        }
    }
    view.truncate(end);
}

/// Copies what `raw` begins with up to its first backslash, and says how much that was; behind it,
/// up to a word more of `out` is overwritten.
///
/// In JSON inside of a string there is an escape every few bytes: a search and a copy of any length
/// would each be a call that costs more than the bytes do.
#[inline]
fn copy_plain(raw: &[u8], out: &mut [u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    let (words, rest) = raw.as_chunks::<WORD>();
    let (places, _) = out.as_chunks_mut::<WORD>();
    let mut plain = 0;
    for (word, place) in words.iter().zip(places) {
        *place = *word;
        let folded = u64::from_le_bytes(*word) ^ (ONES * b'\\' as u64);
        let backslashes = folded.wrapping_sub(ONES) & !folded & (ONES << 7);
        if backslashes != 0 {
            return plain + backslashes.trailing_zeros() as usize / 8;
        }
        plain += WORD;
    }
    for (&byte, place) in rest.iter().zip(&mut out[plain..]) {
        if byte == b'\\' {
            break;
        }
        *place = byte;
        plain += 1;
    }
    plain
}

/// Bytes of a register.
const WORD: usize = 8;

/// Decodes what `raw` begins with into `out`, which has room for four bytes, and returns how many
/// bytes were read and written: an escape, or one byte as it stands. Hot: per escape.
#[inline]
pub(crate) fn decode_one(raw: &[u8], out: &mut [u8]) -> (usize, usize) {
    let [first, rest @ ..] = raw else {
        return (0, 0);
    };
    let simple = rest.first().map_or(0, |&byte| simple(byte));
    if *first == b'\\' && simple != 0 {
        out[0] = simple;
        return (2, 1);
    }
    match unicode_at(raw) {
        Some((len, text)) => (len, text.encode_utf8(out).len()),
        None => {
            out[0] = *first;
            (1, 1)
        }
    }
}

/// What a backslash and `byte` stand for; 0 for `u` and for what is no escape.
#[inline]
pub(crate) fn simple(byte: u8) -> u8 {
    SIMPLE[usize::from(byte)]
}

static SIMPLE: [u8; 256] = {
    let mut table = [0; 256];
    let escapes = *b"n\nt\tr\rb\x08f\x0C\"\"\\\\//";
    let mut at = 0;
    while at < escapes.len() {
        table[escapes[at] as usize] = escapes[at + 1];
        at += 2;
    }
    table
};

/// Length and meaning of the escape that `raw` begins with; `None` where it is none.
///
/// A pair of surrogate escapes is one escape of 12 bytes; a lone surrogate means U+FFFD.
pub fn escape_at(raw: &[u8]) -> Option<(usize, char)> {
    if raw.first() != Some(&b'\\') {
        return None;
    }
    match simple(*raw.get(1)?) {
        0 => unicode_at(raw),
        text => Some((2, char::from(text))),
    }
}

fn unicode_at(raw: &[u8]) -> Option<(usize, char)> {
    let first = code_unit(raw)?;
    if let Some(text) = char::from_u32(first) {
        return Some((6, text));
    }
    if first < 0xDC00
        && let Some(second) = raw.get(6..).and_then(code_unit)
        && (0xDC00..0xE000).contains(&second)
    {
        let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        return char::from_u32(code).map(|text| (12, text));
    }
    Some((6, char::REPLACEMENT_CHARACTER))
}

/// The four hexadecimal digits of `\uXXXX`.
fn code_unit(raw: &[u8]) -> Option<u32> {
    let digits = raw.get(2..6).filter(|_| raw.starts_with(br"\u"))?;
    digits.iter().try_fold(0, |code, &digit| {
        Some(code << 4 | char::from(digit).to_digit(16)?)
    })
}

/// Appends `text` as most writers spell it inside a JSON string: quotes, backslashes and control characters
/// escaped, everything else as it is.
///
/// ```
/// # use pumice_detect::escape;
/// let mut out = Vec::new();
/// escape::encode(b"say \"hi\"\n", &mut out);
/// assert_eq!(out, br#"say \"hi\"\n"#);
/// ```
pub fn encode(text: &[u8], out: &mut Vec<u8>) {
    for &byte in text {
        match byte {
            b'"' => out.extend_from_slice(br#"\""#),
            b'\\' => out.extend_from_slice(br"\\"),
            b'\n' => out.extend_from_slice(br"\n"),
            b'\r' => out.extend_from_slice(br"\r"),
            b'\t' => out.extend_from_slice(br"\t"),
            0x08 => out.extend_from_slice(br"\b"),
            0x0c => out.extend_from_slice(br"\f"),
            0..0x20 => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                out.extend_from_slice(br"\u00");
                out.push(HEX[usize::from(byte >> 4)]);
                out.push(HEX[usize::from(byte & 15)]);
            }
            _ => out.push(byte),
        }
    }
}

/// The same in ASCII alone: every other character is an escape, or a pair of them. What is no UTF-8 stays.
///
/// ```
/// # use pumice_detect::escape;
/// let mut out = Vec::new();
/// escape::encode_ascii("\"é😀".as_bytes(), &mut out);
/// assert_eq!(out, br#"\"\u00e9\ud83d\ude00"#);
/// ```
pub fn encode_ascii(text: &[u8], out: &mut Vec<u8>) {
    for piece in text.utf8_chunks() {
        for character in piece.valid().chars() {
            let mut units = [0; 2];
            if character.is_ascii() {
                encode(&[character as u8], out);
                continue;
            }
            for unit in character.encode_utf16(&mut units) {
                out.extend_from_slice(format!("\\u{unit:04x}").as_bytes());
            }
        }
        out.extend_from_slice(piece.invalid());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Span;

    fn decoded(raw: &str) -> (String, OffsetMap) {
        let (mut view, mut map) = (Vec::new(), OffsetMap::default());
        decode(raw.as_bytes(), &mut view, &mut map);
        assert_eq!(map.view_len() as usize, view.len());
        assert_eq!(map.source_len() as usize, raw.len());
        (String::from_utf8(view).unwrap(), map)
    }

    #[test]
    fn every_escape_is_undone() {
        assert_eq!(decoded(r#"\"\\\/\b\f\n\r\t"#).0, "\"\\/\u{8}\u{c}\n\r\t");
        assert_eq!(decoded(r"\u00e9\u00E9\ud83d\ude00!").0, "éé😀!");
    }

    #[test]
    fn lone_surrogates_become_replacement_characters() {
        assert_eq!(
            decoded(r"a\ud800b\udc00c\ud800\u0041").0,
            "a\u{fffd}b\u{fffd}c\u{fffd}A"
        );
    }

    #[test]
    fn what_is_no_escape_stays() {
        assert_eq!(decoded(r"\x\u12").0, r"\x\u12");
        assert_eq!(decoded("tail\\").0, "tail\\");
    }

    #[test]
    fn spans_cover_whole_escapes() {
        let (view, map) = decoded(r"x\ud83d\ude00y\n");
        let emoji = view.find('😀').unwrap() as u32;
        assert_eq!(
            map.source(Span::new(emoji + 1, emoji + 2)),
            Span::new(1, 13)
        );
        assert_eq!(
            map.source(Span::new(0, view.len() as u32)),
            Span::new(0, 16)
        );
    }

    #[test]
    fn encoding_is_undone_by_decoding() {
        let text = "a\"b\\c/\u{1}\u{1f}\n\r\té😀";
        let mut raw = Vec::new();
        encode(text.as_bytes(), &mut raw);
        assert_eq!(decoded(std::str::from_utf8(&raw).unwrap()).0, text);
        raw.clear();
        encode_ascii(text.as_bytes(), &mut raw);
        assert!(raw.is_ascii());
        assert_eq!(decoded(std::str::from_utf8(&raw).unwrap()).0, text);
    }
}
