//! What the bytes beside a number say, so that nearly all numbers are dismissed before a word is looked up.
//!
//! Words are compared by their last three letters alone here, in a table of all that names of streets hold.

use super::{
    lexicon::{
        AFTER, BEFORE, BOX, FRENCH, LAST_OF_NAMES, NUMBER, ROAD, SPANISH, STREETLESS,
        STRONG_SUFFIXED, SUFFIXED, WEAK,
    },
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
/// How words with a capital end that a house number follows.
static LAST: Ends = Ends::of(&[
    BOX.list(),
    NUMBER.list(),
    SUFFIXED.list(),
    AFTER.list(),
    LAST_OF_NAMES,
]);
/// How words end that the name of a street follows, with its number behind.
static FIRST: Ends = Ends::of(&[BEFORE.list(), &["gran"]]);
/// How words end that the name of a street in English ends with.
static ENGLISH: Ends = Ends::of(&[AFTER.list(), WEAK.list(), SPANISH.list()]);
/// How words for a street in French end.
static FRENCH_WORDS: Ends = Ends::of(&[FRENCH.list()]);
/// How words end that may stand right behind the number.
static NEXT: Ends = Ends::of(&[ROAD.list(), STREETLESS.list(), SPANISH.list()]);

/// As far as a word is looked at, in bytes.
const LONGEST: usize = 24;
/// As many words as are looked at on each side.
const MOST_WORDS: usize = 6;
/// The longest of the small words within a name, in bytes.
const LONGEST_LINK: usize = 5;

/// Whether a street or a post box may end before a number from `at` to `end`. Hot: per number.
#[inline]
pub(super) fn may_be_before(text: &[u8], at: usize, end: usize) -> bool {
    let last = match &text[..at] {
        // `nº 12`
        [.., 0xC2, 0xBA | 0xB0] | [.., 0xC2, 0xBA | 0xB0, b' '] => return true,
        [.., b'a'..=b'z' | b'A'..=b'Z' | b'.' | 0x80.., b' '] => at - 1,
        [.., b'a'..=b'z' | b'A'..=b'Z' | 0x80.., b',', b' '] => at - 2,
        [.., b' ' | b'x' | b'X', b'#'] | [.., b'#', b' '] => return true,
        [.., b'o' | b'O' | b'r' | b'R', b':'] | [.., b'o' | b'O' | b'r' | b'R', b':', b' '] => {
            return true;
        }
        _ => return false,
    };
    let word = last_word(&text[..last]);
    let Some(&first) = word.first() else {
        return false;
    };
    if first.is_ascii_lowercase() {
        return text[last] == b' ' && SMALL.may_end(word);
    }
    // A character of a script that has no capitals.
    if !first.is_ascii_alphabetic() && !matches!(first, 0xC3..=0xC5 | 0xC8 | 0xCE | 0xD0) {
        return false;
    }
    LAST.may_end(word) || has_code(text, end) || follows_first(&text[..last - word.len()])
}

/// The word that `text` ends with, without its dot.
#[inline(always)]
fn last_word(text: &[u8]) -> &[u8] {
    let text = text.strip_suffix(b".").unwrap_or(text);
    let mut start = text.len();
    while let Some(&byte) = text[..start].last()
        && (is_letter(byte) || byte == b'-')
        && text.len() - start < LONGEST
    {
        start -= 1;
    }
    &text[start..]
}

/// Whether a comma or a line end, and what may be a postal code, stand behind a number that ends at `end`, or at a
/// letter or a second number behind it.
#[inline]
fn has_code(text: &[u8], end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    let number = rest.iter().take(8);
    let len = number
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b' '))
        .count();
    match &rest[len..] {
        [b',', b' ' | b'\n', next, behind @ ..]
        | [b'\n', next, behind @ ..]
        | [b'\r', b'\n', next, behind @ ..] => {
            let code = &rest[rest.len() - behind.len() - 1..];
            next.is_ascii_uppercase() && behind.iter().take(4).any(u8::is_ascii_digit)
                || next.is_ascii_digit() && is_code(code)
        }
        _ => false,
    }
}

/// Whether digits are grouped as those of postal codes; a year is none.
#[inline]
fn is_code(code: &[u8]) -> bool {
    let digits = code
        .iter()
        .take(7)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    match (digits, code.get(digits..).unwrap_or_default()) {
        (5 | 6, _) => true,
        (4, [b' ', b'A'..=b'Z', b'A'..=b'Z', ..] | [b'A'..=b'Z' | b'-', ..]) => true,
        (3, [b' ', next, ..]) | (2, [b'-', next, ..]) => next.is_ascii_digit(),
        _ => false,
    }
}

/// Whether one of the words that `before` ends with is one that the name of a street follows: words with capitals and
/// small ones between.
#[inline]
fn follows_first(before: &[u8]) -> bool {
    let mut rest = before;
    for _ in 0..MOST_WORDS {
        let Some(end) = rest.strip_suffix(b" ") else {
            return false;
        };
        if end.ends_with(b"/") {
            return true;
        }
        let word = last_word(end);
        let Some(&first) = word.first() else {
            // `Calle 5 de Mayo`
            let digits = end.iter().rev().take(3);
            let len = digits.take_while(|byte| byte.is_ascii_digit()).count();
            if len == 0 {
                return false;
            }
            rest = &end[..end.len() - len];
            continue;
        };
        if FIRST.may_end(word) {
            return true;
        }
        if first.is_ascii_lowercase() && word.len() > LONGEST_LINK {
            return false;
        }
        let dot = usize::from(end.ends_with(b"."));
        rest = &end[..end.len() - word.len() - dot];
    }
    false
}

/// Whether a street may begin behind a number from `at` to `end`. Hot: per number.
#[inline]
pub(super) fn may_be_behind(text: &[u8], at: usize, end: usize) -> bool {
    match text.get(end..).unwrap_or_default() {
        [b' ', rest @ ..] | [b',', b' ', rest @ ..] => {
            may_be_street(text, at, rest, text[end] == b',')
        }
        // `12a High Street`, `12/4, Lotus Road`, `5-7 Mill Lane`
        [b'a'..=b'z' | b'A'..=b'Z', b' ', rest @ ..]
        | [b'a'..=b'z' | b'A'..=b'Z', b',', b' ', rest @ ..] => {
            rest.first().is_some_and(|first| !first.is_ascii_digit())
                && may_be_street(text, at, rest, true)
        }
        [b'b', b'i', b's', b' ' | b',', ..] => true,
        [b'/' | b'-', rest @ ..] => is_range(rest),
        [0xE2, 0x80, 0x93, ..] => true,
        _ => false,
    }
}

/// Whether what may be a second number is followed by a blank and a capital: `5-7 Mill Lane`.
#[inline]
fn is_range(rest: &[u8]) -> bool {
    let number = rest.iter().take(10);
    let len = number
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-'))
        .count();
    matches!(
        rest[len..],
        [b' ', b'A'..=b'Z' | 0xC3.., ..] | [b',', b' ', b'A'..=b'Z' | 0xC3.. | b'r' | b'a' | b'b' | b'c', ..]
    )
}

#[inline]
fn may_be_street(text: &[u8], at: usize, rest: &[u8], has_comma: bool) -> bool {
    match rest {
        [b'A'..=b'Z' | 0xC3.., ..] => names_street(rest),
        [b'b', b'i', b's', b' ' | b',', ..] | [b't', b'e', b'r', b' ' | b',', ..] => true,
        [b'a'..=b'z', ..] => {
            is_french(rest) || !has_comma && stands_alone(text, at) && may_be_small(rest)
        }
        [b'0'..=b'9', b'/', ..] => true,
        [b'0'..=b'9', ..] => is_ordinal(rest) && names_street(rest),
        _ => false,
    }
}

/// `5th`
#[inline]
fn is_ordinal(rest: &[u8]) -> bool {
    let digits = rest
        .iter()
        .take(4)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    matches!(
        rest.get(digits),
        Some(b's' | b'n' | b'r' | b't' | b'S' | b'N' | b'R' | b'T')
    )
}

/// Whether a word for a street stands among the next few words, which have capitals.
#[inline]
fn names_street(rest: &[u8]) -> bool {
    if is_french(rest) {
        return true;
    }
    let mut at = 0;
    for turn in 0..MOST_WORDS {
        let word = rest.get(at..).unwrap_or_default();
        let len = word.iter().take(LONGEST);
        let len = len
            .take_while(|&&byte| {
                is_letter(byte) || byte.is_ascii_digit() || matches!(byte, b'\'' | b'-')
            })
            .count();
        let (word, behind) = word.split_at(len);
        let Some(&first) = word.first() else {
            // `12 Peace & Plenty Lane`
            if turn > 0 && behind.starts_with(b"& ") {
                at += 2;
                continue;
            }
            return false;
        };
        // `12 N. Dearborn`, `12 US-101`
        let is_direction = len <= 2 && matches!(first, b'N' | b'S' | b'E' | b'W');
        if turn == 0 && (is_direction || NEXT.may_end(word) || word.contains(&b'-'))
            || is_compass(word)
        {
            return true;
        }
        if turn > 0 && ENGLISH.may_end(word) {
            return true;
        }
        if first.is_ascii_lowercase() && len > LONGEST_LINK {
            return false;
        }
        at += len;
        at += match behind {
            [b'.', b' ', ..] => 2,
            // `U.S. Highway 9`
            [b'.', b'A'..=b'Z', ..] if len == 1 => 1,
            [b' ', ..] => 1,
            _ => return false,
        };
    }
    false
}

/// `North`, `SOUTH`
#[inline(always)]
fn is_compass(word: &[u8]) -> bool {
    matches!(
        word,
        [b'N' | b'S', b'o' | b'O', b'r' | b'R' | b'u' | b'U', ..]
            | [b'W', b'e' | b'E', b's' | b'S', ..]
            | [b'E', b'a' | b'A', b's' | b'S', ..]
    )
}

/// Whether letters begin a word for a street in French.
#[inline]
fn is_french(rest: &[u8]) -> bool {
    let &[first, second, third, ..] = rest else {
        return false;
    };
    let begins = matches!(
        (first | 0x20, second | 0x20, third | 0x20),
        (b'r', b'u', b'e')
            | (b'a', b'v', b'e' | b'.' | b' ')
            | (b'b', b'o', b'u')
            | (b'b', b'd' | b'l', _)
            | (b'p', b'l', b'a')
            | (b'a', b'l', b'l')
            | (b'c', b'h', b'e')
            | (b'i', b'm', b'p')
            | (b'q', b'u', b'a')
            | (b'r', b'o', b'u' | b'n')
            | (b'c', b'o', b'u')
            | (b'c', b'l', b'o')
            | (b'p', b'a', b's' | b'r')
            | (b's', b'q' | b'e', _)
            | (b'f', b'a' | b'b', _)
            | (b'e', b's', b'p')
            | (b'v', b'i', b'l')
            | (b'c', b'i', b't')
            | (b'l', b'o', b't')
            | (b'h', b'a', b'm')
    );
    let letters = rest.iter().take(LONGEST);
    begins && FRENCH_WORDS.may_end(&rest[..letters.take_while(|&&byte| is_letter(byte)).count()])
}

/// Whether a number begins a line or a value, or `at` stands before it: where small letters are an address often
/// enough.
#[inline]
fn stands_alone(text: &[u8], at: usize) -> bool {
    matches!(
        &text[..at],
        [] | [.., b'\n'] | [.., b':', b' '] | [.., b'a', b't', b' ']
    )
}

/// Whether a word for a street may stand among the next few words, which are small ones.
#[inline]
fn may_be_small(rest: &[u8]) -> bool {
    let near = &rest[..rest.len().min(FURTHEST)];
    let mut words = near.split(|&byte| byte == b' ').take(5);
    words.next();
    words.any(|word| {
        let word = word.strip_suffix(b",").unwrap_or(word);
        ENGLISH.may_end(word.strip_suffix(b".").unwrap_or(word))
    })
}

/// As far as small words are looked at, in bytes.
const FURTHEST: usize = 40;
