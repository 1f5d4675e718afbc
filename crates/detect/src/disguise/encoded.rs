//! Texts in base 64 and in hexadecimal digits (RFC 4648).

use super::transport::hex;

/// Characters of the longest run that is decoded.
pub(super) const MAX_RUN: usize = 4096;
/// Characters of the shortest one: eleven bytes in base 64, and ten in hexadecimal digits.
const MIN_RUN: usize = 15;
const MIN_HEX: usize = 20;

/// What stands at the start of a run of the characters of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// So many bytes that stand for a text.
    Text(usize),
    /// Longer than what is decoded.
    Long,
    /// Nothing that stands for a text.
    Other,
}

/// What the run at `at` is. Most runs are names in code, paths and numbers: a few of their bytes tell.
#[inline]
pub(super) fn run_at(text: &[u8], at: usize) -> Run {
    let rest = &text[at..];
    if !may_be_text(rest) && !may_be_long(rest) {
        return Run::Other;
    }
    let len = length(rest);
    if len > MAX_RUN {
        return Run::Long;
    }
    if len < MIN_RUN || !may_be_text(rest) {
        return Run::Other;
    }
    let padding = rest[len..].iter().take(2).take_while(|&&byte| byte == b'=');
    let with_padding = len + padding.count();
    let mut decoded = [0; MAX_RUN];
    match decode(&rest[..len], &mut decoded) {
        Some(decoded) if is_text(decoded) => Run::Text(if len.is_multiple_of(4) {
            len
        } else {
            with_padding
        }),
        _ => Run::Other,
    }
}

/// Whether anything but an ordinary word may begin at `at`: a text, or a run that is counted because it is long
/// or what a data URI holds. Hot: per run.
#[inline(always)]
pub(crate) fn may_begin(text: &[u8], at: usize) -> bool {
    let is_long = text.get(at + NEAR).is_some_and(|&byte| is_part(byte));
    FIRST[usize::from(text[at])] || is_long || matches!(text[..at], [.., b','] | [.., b',', b' '])
}

/// Appends the text that a run, with its padding, stands for.
pub(super) fn write(run: &[u8], out: &mut Vec<u8>) {
    let mut decoded = [0; MAX_RUN];
    if let Some(text) = decode(&run[..length(run)], &mut decoded) {
        out.extend_from_slice(text);
    }
}

/// Letters, digits and marks of base 64 that follow each other, as far as it matters.
fn length(text: &[u8]) -> usize {
    let text = &text[..text.len().min(MAX_RUN + 1)];
    text.iter().take_while(|&&byte| is_part(byte)).count()
}

#[inline]
fn is_part(byte: u8) -> bool {
    SIX_BITS[usize::from(byte)] & NONE == 0
}

/// Bytes behind which a run is longer than a word.
const NEAR: usize = 64;

/// Whether a run may be longer than what is decoded; what stands far behind is looked at last.
#[inline]
fn may_be_long(run: &[u8]) -> bool {
    let is_part = |at: usize| run.get(at).is_some_and(|&byte| is_part(byte));
    is_part(NEAR) && is_part(MAX_RUN)
}

/// Whether its first bytes may be those of a text. Most runs are told by three of them.
#[inline]
fn may_be_text(run: &[u8]) -> bool {
    let Some(first) = run.first_chunk::<12>() else {
        return false;
    };
    // What begins with a dozen hexadecimal digits is no base 64, in which texts hardly have three in a row.
    let all = |all, &byte: &u8| all & SIX_BITS[usize::from(byte)];
    if first.iter().fold(HEX, all) == HEX {
        let (pairs, _) = first.as_chunks::<2>();
        return pairs.iter().all(|&pair| is_printable(pair_of(pair)));
    }
    let (fours, _) = first.as_chunks::<4>();
    // A text begins with a whole character.
    if !matches!(three(fours[0])[0], b' '..=b'~' | b'\t' | b'\n' | b'\r' | 0xC2..=0xF4) {
        return false;
    }
    let mut ascii = 0;
    for characters in fours {
        let bytes = three(*characters);
        if !bytes
            .iter()
            .all(|&byte| is_printable(byte) || matches!(byte, 0x80..0xC0 | 0xC2..=0xF4))
        {
            return false;
        }
        ascii += bytes.iter().filter(|byte| byte.is_ascii()).count();
    }
    ascii >= 4
}

#[inline]
fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r')
}

fn pair_of([high, low]: [u8; 2]) -> u8 {
    hex(high).unwrap_or(0) << 4 | hex(low).unwrap_or(0)
}

/// The bytes that four characters of base 64 stand for.
#[inline]
fn three(characters: [u8; 4]) -> [u8; 3] {
    let bits = characters.iter().fold(0, |bits, &byte| {
        bits << 6 | u32::from(SIX_BITS[usize::from(byte)] & 63)
    });
    let [_, bytes @ ..] = bits.to_be_bytes();
    bytes
}

/// What a run stands for: bytes in hexadecimal digits where all are, in base 64 otherwise.
fn decode<'a>(run: &[u8], out: &'a mut [u8; MAX_RUN]) -> Option<&'a [u8]> {
    let is_hex = run.len() >= MIN_HEX
        && run.len().is_multiple_of(2)
        && run.iter().all(u8::is_ascii_hexdigit);
    if is_hex {
        let (pairs, _) = run.as_chunks::<2>();
        for (slot, pair) in out.iter_mut().zip(pairs) {
            *slot = pair_of(*pair);
        }
        return Some(&out[..pairs.len()]);
    }
    if run.len() % 4 == 1 {
        return None;
    }
    let mut len = 0;
    for characters in run.chunks(4) {
        let mut padded = [b'A'; 4];
        padded[..characters.len()].copy_from_slice(characters);
        out[len..len + 3].copy_from_slice(&three(padded));
        len += characters.len() * 6 / 8;
    }
    Some(&out[..len])
}

/// Whether bytes are what people write: UTF-8 without control characters.
fn is_text(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_ok_and(|text| {
        text.chars()
            .all(|it| !it.is_control() || matches!(it, '\t' | '\n' | '\r'))
    })
}

/// Of a byte that is no character of base 64.
const NONE: u8 = 64;
/// Of a hexadecimal digit.
const HEX: u8 = 128;

/// The value of a character of base 64, of both alphabets, in the lowest six bits, and what it is.
static SIX_BITS: [u8; 256] = {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut table = [NONE; 256];
    let mut at = 0;
    while at < alphabet.len() {
        let is_hex = alphabet[at].is_ascii_hexdigit();
        table[alphabet[at] as usize] = at as u8 | if is_hex { HEX } else { 0 };
        at += 1;
    }
    table[b'-' as usize] = 62;
    table[b'_' as usize] = 63;
    table
};

/// Characters that the first byte of a text begins with, in hexadecimal digits or in base 64.
static FIRST: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let value = SIX_BITS[byte];
        let highest = (value & 63) << 2;
        let begins = matches!(highest, 0x08..0x10 | 0x20..0x80 | 0xC0..0xF5);
        table[byte] = value & NONE == 0 && (begins || value & HEX != 0);
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_decoded_whole() {
        for (run, text) in [
            ("amFuZS5kb2VAZXhhbXBsZS5jb20=", "jane.doe@example.com"),
            ("amFuZUBleGFtcGxlLmNvbQ==", "jane@example.com"),
            ("amFuZUBleGFtcGxlLmNvbQ", "jane@example.com"),
            ("6a616e65406578616d706c652e636f6d", "jane@example.com"),
            ("6A616E65406578616D706C652E636F6D", "jane@example.com"),
            (
                "Z3LDvMOfZSBhbiBqYW5lQGV4YW1wbGUuY29t",
                "grüße an jane@example.com",
            ),
        ] {
            assert_eq!(run_at(run.as_bytes(), 0), Run::Text(run.len()), "{run}");
            let mut out = vec![];
            write(run.as_bytes(), &mut out);
            assert_eq!(out, text.as_bytes());
        }
    }

    #[test]
    fn other_runs_are_none() {
        for run in [
            "internationalisation",
            "usr/share/doc/packages",
            "d41d8cd98f00b204e9800998ecf8427e",
            "550e8400e29b41d4a716446655440000",
            "getElementsByClassName",
            "4111111111111111",
            "iVBORw0KGgoAAAANSUhEUgAA",
            "abc",
        ] {
            assert_eq!(run_at(run.as_bytes(), 0), Run::Other, "{run}");
        }
        let long = "a".repeat(MAX_RUN + 1);
        assert_eq!(run_at(long.as_bytes(), 0), Run::Long);
    }
}
