//! What the bytes right beside a number say, so that nearly all numbers are dismissed without reading a word.

use super::{
    lexicon::{BOX, NUMBER, STRONG_SUFFIXED},
    token::is_letter,
};
use crate::labels::Ends;

/// How small words end that a house number follows.
static SMALL: Ends = Ends::of(&[
    BOX.list(),
    NUMBER.list(),
    STRONG_SUFFIXED.list(),
    &["straße", "strasse", "gasse", "straat"],
]);
/// The longest word whose first letter is looked for.
const LONGEST: usize = 24;

/// Whether a street or a post box may end before a number at `at`. Hot: per number.
#[inline]
pub(super) fn may_be_before(text: &[u8], at: usize) -> bool {
    let end = match &text[..at] {
        [.., b'a'..=b'z' | b'A'..=b'Z' | b'.' | 0x80.., b' '] => at - 1,
        [.., b'a'..=b'z' | b'A'..=b'Z' | 0x80.., b',', b' '] => at - 2,
        // `Calle 60 No. 12`
        [.., b' ' | b'x' | b'X', b'#'] | [.., b'#', b' '] => return true,
        [.., b'o' | b'O' | b'r' | b'R', b':'] | [.., b'o' | b'O' | b'r' | b'R', b':', b' '] => {
            return true;
        }
        [.., 0xC2, 0xBA | 0xB0] => return true,
        _ => return false,
    };
    let word = text[..end].strip_suffix(b".").unwrap_or(&text[..end]);
    let mut first = 0;
    for &byte in word.iter().rev().take(LONGEST) {
        if !is_letter(byte) {
            break;
        }
        first = byte;
        if !byte.is_ascii_lowercase() {
            return true;
        }
    }
    let is_short = matches!(word, [.., b' ', b'n'] | [.., b' ', b'n', b'r' | b'o']);
    first != 0 && text[end] == b' ' && (is_short || SMALL.may_end(word))
}

/// Whether a street may begin behind a number that ends at `end`. Hot: per number.
#[inline]
pub(super) fn may_be_behind(text: &[u8], end: usize) -> bool {
    match text.get(end..).unwrap_or_default() {
        [b' ', b'A'..=b'Z' | 0xC3.., ..] => true,
        [b' ', b'b', b'i', b's', b' ' | b',', ..] | [b' ', b't', b'e', b'r', b' ' | b',', ..] => {
            true
        }
        [b' ', rest @ ..] | [b',', b' ', rest @ ..]
            if rest.first().is_some_and(u8::is_ascii_lowercase) =>
        {
            is_french(rest) || text[end] == b' ' && may_be_small(rest)
        }
        [b',', b' ', b'A'..=b'Z' | 0xC3.., ..] => true,
        // `1/2`, `5th`
        [b' ', b'0'..=b'9', b'/', ..] => true,
        [b' ', b'0'..=b'9', rest @ ..] | [b',', b' ', b'0'..=b'9', rest @ ..] => {
            let digits = rest
                .iter()
                .take(3)
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            matches!(
                rest.get(digits),
                Some(b's' | b'n' | b'r' | b't' | b'S' | b'N' | b'R' | b'T')
            )
        }
        [b'a'..=b'z' | b'A'..=b'Z', b' ' | b',', ..] | [b'b', b'i', b's', b' ' | b',', ..] => true,
        [b'/' | b'-', next, ..] => next.is_ascii_alphanumeric(),
        [0xE2, 0x80, 0x93, ..] => true,
        _ => false,
    }
}

/// Whether small letters begin a word for a street in French.
#[inline]
fn is_french(rest: &[u8]) -> bool {
    matches!(
        rest,
        [b'r', b'u', b'e', ..]
            | [b'a', b'v', b'e' | b'.' | b' ', ..]
            | [b'b', b'o', b'u', ..]
            | [b'b', b'd' | b'l', ..]
            | [b'p', b'l', b'a', ..]
            | [b'a', b'l', b'l', b'e' | 0xC3, ..]
            | [b'c', b'h', b'e' | b'.', ..]
            | [b'i', b'm', b'p', ..]
            | [b'q', b'u', b'a', ..]
            | [b'r', b'o', b'u' | b'n', ..]
            | [b'r', b't', b'e', ..]
            | [b'c', b'o', b'u', ..]
            | [b'c', b'l', b'o', ..]
            | [b'p', b'a', b's' | b'r', ..]
            | [b's', b'q' | b'e', ..]
            | [b'f', b'a' | b'b', ..]
            | [b'e', b's', b'p', ..]
            | [b'p', b'r', b'o', ..]
            | [b'v', b'i' | b'o', ..]
            | [b'c', b'i', b't', ..]
            | [b'r', 0xC3, ..]
            | [b'l', b'o', b't', ..]
            | [b'h', b'a', b'm', ..]
            | [b'm', b'o', b'n', ..]
    )
}

/// Whether a word for a street may stand among the next few words, which are small ones.
#[inline]
fn may_be_small(rest: &[u8]) -> bool {
    let mut last = b'a';
    let mut words = 0;
    for (at, &byte) in rest.iter().take(FURTHEST).enumerate() {
        if last == b' ' && byte.is_ascii_lowercase() {
            words += 1;
            let second = rest.get(at + 1).copied().unwrap_or(b' ');
            let begins = matches!(
                (byte, second),
                (b's', b't')
                    | (b'a', b'v')
                    | (b'r', b'd' | b'o')
                    | (b'b', b'l' | b'o' | b'v')
                    | (b'd', b'r')
                    | (b'l', b'n' | b'a')
                    | (b'c', b't' | b'o' | b'i' | b'r')
                    | (b'p', b'k' | b'a' | b'l')
                    | (b't', b'e' | b'r')
                    | (b'w', b'a')
                    | (b'h', b'w' | b'i')
            );
            if begins || words > 3 {
                return begins;
            }
        }
        if !(byte.is_ascii_lowercase()
            || byte.is_ascii_digit()
            || matches!(byte, b' ' | b'.' | b'\''))
        {
            return byte == b'-';
        }
        last = byte;
    }
    false
}

/// As far as words are looked at, in bytes.
const FURTHEST: usize = 32;
