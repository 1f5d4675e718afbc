//! Escapes of transport: percent signs, HTML's character references, quoted-printable.

use super::{Disguise, Disguises, characters};

/// An escape: how many bytes it takes, and the character that it stands for; a line end that only breaks
/// a line stands for none.
pub(super) type Escape = (usize, Option<char>);

/// The escape at `at`.
#[inline]
pub(super) fn at(text: &[u8], at: usize, on: Disguises) -> Option<Escape> {
    let rest = &text[at..];
    match rest.first()? {
        b'%' if on.has(Disguise::Percent) => coded(rest, b'%').filter(is_text),
        b'&' if on.has(Disguise::Entities) => reference(rest).filter(is_text),
        b'=' if on.has(Disguise::QuotedPrintable) => quoted(text, at),
        _ => None,
    }
}

/// A control character is no part of a value, nor of what a reader sees.
fn is_text(escape: &Escape) -> bool {
    escape
        .1
        .is_none_or(|character| !character.is_control() || character.is_ascii_whitespace())
}

/// A character whose UTF-8 is spelled as a mark and two hexadecimal digits for each byte.
fn coded(text: &[u8], mark: u8) -> Option<Escape> {
    let byte = |at: usize| {
        let spelled = text.get(3 * at..3 * at + 3)?;
        (spelled[0] == mark).then_some(())?;
        Some(hex(spelled[1])? << 4 | hex(spelled[2])?)
    };
    let lead = byte(0)?;
    let len = match lead {
        0..0x80 => return Some((3, Some(char::from(lead)))),
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut utf8 = [lead; 4];
    for (at, slot) in utf8.iter_mut().enumerate().take(len).skip(1) {
        *slot = byte(at)?;
    }
    Some((3 * len, Some(characters::first(&utf8[..len])?)))
}

#[inline]
pub(super) fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// `&#64;`, `&#x40;`, `&commat;`.
fn reference(text: &[u8]) -> Option<Escape> {
    let body = &text[1..text.len().min(LONGEST)];
    let len = body.iter().position(|&byte| byte == b';')?;
    let name = &body[..len];
    let character = match name {
        [b'#', b'x' | b'X', digits @ ..] => number(digits, 16)?,
        [b'#', digits @ ..] => number(digits, 10)?,
        _ => NAMES
            .iter()
            .find(|(known, _)| known.as_bytes() == name)
            .map(|&(_, character)| character)?,
    };
    Some((len + 2, Some(character)))
}

/// Bytes of the longest reference: `&NonBreakingSpace;`.
const LONGEST: usize = 18;

/// Named characters that stand in values or between their parts (HTML, section 13.5).
static NAMES: [(&str, char); 31] = [
    ("amp", '&'),
    ("commat", '@'),
    ("period", '.'),
    ("lowbar", '_'),
    ("UnderBar", '_'),
    ("plus", '+'),
    ("hyphen", '\u{2010}'),
    ("dash", '\u{2010}'),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
    ("minus", '\u{2212}'),
    ("colon", ':'),
    ("sol", '/'),
    ("equals", '='),
    ("quest", '?'),
    ("num", '#'),
    ("percnt", '%'),
    ("comma", ','),
    ("lpar", '('),
    ("rpar", ')'),
    ("nbsp", '\u{A0}'),
    ("NonBreakingSpace", '\u{A0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("shy", '\u{AD}'),
    ("zwj", '\u{200D}'),
    ("zwnj", '\u{200C}'),
    ("ZeroWidthSpace", '\u{200B}'),
    ("NoBreak", '\u{2060}'),
    ("Tab", '\t'),
];

fn number(digits: &[u8], radix: u32) -> Option<char> {
    if digits.is_empty() || digits.len() > 8 {
        return None;
    }
    let code = digits.iter().try_fold(0u32, |code, &digit| {
        code.checked_mul(radix)?
            .checked_add(char::from(digit).to_digit(radix)?)
    })?;
    char::from_u32(code)
}

/// `=40`, or `=` and the end of a line. In `id=4155550132` the digits are the value: where another one
/// follows, the two must spell what stands in a value and seldom for itself.
fn quoted(text: &[u8], at: usize) -> Option<Escape> {
    let rest = &text[at..];
    match rest {
        [_, b'\n', ..] if goes_on(text, at, 2) => return Some((2, None)),
        [_, b'\r', b'\n', ..] if goes_on(text, at, 3) => return Some((3, None)),
        _ => {}
    }
    let is_capital = |byte: &u8| byte.is_ascii_digit() || (b'A'..=b'F').contains(byte);
    if !rest.get(1..3)?.iter().all(is_capital) {
        return None;
    }
    let escape = coded(rest, b'=')?;
    let follows = rest.get(escape.0).copied().unwrap_or(b' ');
    let is_alone = !follows.is_ascii_hexdigit() && !follows.is_ascii_alphanumeric();
    let is_telling = matches!(
        escape.1,
        Some('@' | '.' | '-' | ' ' | '=' | '_' | '+' | '(' | ')' | '/')
    );
    // Behind a digit or letter that is spelled so as well, or before one.
    let is_row = follows == b'=' || at >= 3 && is_escape(&text[at - 3..at]);
    let is_word = escape.1.is_some_and(|character| !character.is_control());
    (is_word
        && (is_telling || is_row || is_alone && escape.1.is_some_and(|it| !it.is_ascii_digit())))
    .then_some(escape)
}

/// Whether an escape of quoted-printable at `at` stands in a value: `key=20` is spelled so as well.
pub(super) fn is_quoted(text: &[u8], at: usize, len: usize, character: Option<char>) -> bool {
    let before = at.checked_sub(1).map_or(b' ', |at| text[at]);
    let behind = text.get(at + len).copied().unwrap_or(b' ');
    let is_row = behind == b'=' || at >= 3 && is_escape(&text[at - 3..at]);
    match character {
        None => true,
        Some('@') => before.is_ascii_alphanumeric() && (behind.is_ascii_alphabetic() || is_row),
        Some('+') => is_row || behind.is_ascii_digit(),
        Some('.' | '-' | '_') => is_row || before.is_ascii_alphanumeric(),
        Some(_) => is_row || before.is_ascii_digit(),
    }
}

fn is_escape(text: &[u8]) -> bool {
    matches!(text, [b'=', high, low] if hex(*high).is_some() && hex(*low).is_some())
}

/// Whether letters or digits stand before a line end at `at` and behind it.
fn goes_on(text: &[u8], at: usize, len: usize) -> bool {
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_graphic());
    is_part(at.checked_sub(1).and_then(|at| text.get(at))) && is_part(text.get(at + len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undone(text: &str) -> Option<Escape> {
        at(
            text.as_bytes(),
            text.find(['%', '&', '=']).unwrap(),
            Disguises::ALL,
        )
    }

    #[test]
    fn escapes_are_read() {
        for (text, len, character) in [
            ("jane%40x", 3, '@'),
            ("%C3%A9", 6, 'é'),
            ("%ef%bc%a0", 9, '＠'),
            ("&#64;", 5, '@'),
            ("&#x0040;", 8, '@'),
            ("&commat;", 8, '@'),
            ("jane=40example", 3, '@'),
            ("=C3=A9", 6, 'é'),
            ("=34=31", 3, '4'),
        ] {
            assert_eq!(undone(text), Some((len, Some(character))), "{text}");
        }
        assert_eq!(undone("4111=\n1111"), Some((2, None)));
    }

    #[test]
    fn what_is_none_is_none() {
        for text in [
            "50% of",
            "%4",
            "%zz",
            "%00",
            "%C3",
            "%C3%41",
            "&",
            "& co",
            "&amp",
            "&#;",
            "&#x110000;",
            "&unknown;",
            "=\n",
            "x=4155550132",
            "=4f",
            "a=b",
            "= 40",
            "=12 apples",
        ] {
            assert_eq!(undone(text), None, "{text}");
        }
    }
}
