//! Words and separators of an address.

use super::sets::Key;

/// A word of letters, which hyphens, apostrophes and the dots of abbreviations may join.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    text: &'t [u8],
    pub(super) start: usize,
    /// Without the dot of an abbreviation.
    pub(super) end: usize,
    /// Whether a dot follows.
    pub(super) has_dot: bool,
    /// The sets that it is in, compared in small letters and without accents.
    pub(super) key: Key,
}

impl<'t> Word<'t> {
    /// The word that begins at `at`.
    #[inline]
    pub(super) fn at(text: &'t [u8], at: usize) -> Option<Self> {
        let mut end = run_of_letters(text, at);
        if end == at || end - at > LONGEST {
            return None;
        }
        while let Some(joint) = joint(&text[end..], end - at)
            && end - at < LONGEST
        {
            let next = run_of_letters(text, end + joint);
            if next == end + joint {
                break;
            }
            end = next;
        }
        let follows = text.get(end);
        if follows.is_some_and(u8::is_ascii_digit) || end - at > LONGEST {
            return None;
        }
        Some(Self::new(text, at, end, follows == Some(&b'.')))
    }

    /// The word that ends at `end`, or at a dot before it.
    #[inline]
    pub(super) fn before(text: &'t [u8], end: usize) -> Option<Self> {
        let has_dot = end > 0 && text[end - 1] == b'.';
        let end = end - usize::from(has_dot);
        let floor = end.saturating_sub(LONGEST);
        let mut start = end;
        loop {
            let letters = text[floor..start].iter().rev();
            let begun = start - letters.take_while(|&&byte| is_letter(byte)).count();
            if begun == start {
                break;
            }
            start = begun;
            let joint = match &text[floor..start] {
                [.., b'.', b'-'] => 2,
                [.., b'-' | b'\''] => 1,
                [.., letter, b'.'] if letter.is_ascii_alphabetic() && end - start < 3 => 1,
                [.., 0xE2, 0x80, 0x99] => 3,
                _ => break,
            };
            if !text[floor..start - joint]
                .last()
                .is_some_and(|&byte| is_letter(byte))
            {
                break;
            }
            start -= joint;
        }
        // What a character that is no letter ends with.
        while start < end && text[start] & 0xC0 == 0x80 {
            start += 1;
        }
        let before = start.checked_sub(1).map_or(b' ', |at| text[at]);
        if start == end || is_letter(before) && before & 0xC0 != 0x80 || before.is_ascii_digit() {
            return None;
        }
        Some(Self::new(text, start, end, has_dot))
    }

    #[inline(always)]
    fn new(text: &'t [u8], start: usize, end: usize, has_dot: bool) -> Self {
        Self {
            text,
            start,
            end,
            has_dot,
            key: Key::of(&text[start..end]),
        }
    }

    pub(super) fn bytes(&self) -> &'t [u8] {
        &self.text[self.start..self.end]
    }

    /// Behind the dot, if there is one.
    pub(super) fn end_with_dot(&self) -> usize {
        self.end + usize::from(self.has_dot)
    }

    /// Whether it begins with a capital, or goes on with one behind an apostrophe (`l'Église`).
    pub(super) fn is_capital(&self) -> bool {
        let bytes = self.bytes();
        let behind = match bytes {
            [_, b'\'', rest @ ..] | [_, _, b'\'', rest @ ..] | [_, 0xE2, 0x80, 0x99, rest @ ..] => {
                rest
            }
            _ => return begins_with_capital(bytes),
        };
        begins_with_capital(bytes) || begins_with_capital(behind)
    }

    /// Whether all of it is two to four capitals of ASCII, as codes of states are.
    pub(super) fn is_code(&self) -> bool {
        let bytes = self.bytes();
        (2..=4).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_uppercase)
    }
}

/// The longest word, in bytes.
const LONGEST: usize = 40;

/// What joins parts of a word: `Karl-Marx`, `d'Or`, `Dr.-Karl`, `P.O`.
#[inline]
fn joint(rest: &[u8], len: usize) -> Option<usize> {
    match rest {
        [b'-' | b'\'', ..] => Some(1),
        [b'.', b'-', ..] => Some(2),
        [b'.', ..] if len <= 3 => Some(1),
        [0xE2, 0x80, 0x99, ..] => Some(3),
        _ => None,
    }
}

/// Where the letters end that begin at `at`.
#[inline]
fn run_of_letters(text: &[u8], at: usize) -> usize {
    let letters = text.get(at..).unwrap_or_default().iter().take(LONGEST + 1);
    at + letters.take_while(|&&byte| is_letter(byte)).count()
}

/// A letter of ASCII, or a part of one of Latin, Greek or Cyrillic.
#[inline(always)]
pub(super) fn is_letter(byte: u8) -> bool {
    LETTERS[usize::from(byte)]
}

/// One look for a byte: most of what is read of a text is asked for it.
static LETTERS: [bool; 256] = {
    let mut letters = [false; 256];
    let mut byte = 0;
    while byte < letters.len() {
        letters[byte] = (byte as u8).is_ascii_alphabetic()
            || matches!(byte as u8, 0x80..=0xBF | 0xC3..=0xD3 | 0xE1);
        byte += 1;
    }
    letters
};

/// Whether the first character is a capital of a European alphabet.
#[inline]
pub(super) fn begins_with_capital(bytes: &[u8]) -> bool {
    match *bytes {
        [b'A'..=b'Z', ..] => true,
        [0xC3, second, ..] => matches!(second, 0x80..=0x9E),
        // Of the letters beyond, capitals and small ones alternate, in two stretches the other way round.
        [0xC4, second, ..] if second >= 0xB9 => second & 1 == 1,
        [0xC5, second, ..] if second <= 0x88 || second >= 0xB9 => second & 1 == 1,
        [0xC4 | 0xC5, second, ..] => second & 1 == 0,
        [0xC8, second, ..] => second & 1 == 0,
        [0xCE, second, ..] => matches!(second, 0x86..=0xAA),
        [0xD0, second, ..] => second < 0xB0,
        _ => false,
    }
}

/// What parts two parts of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    Blank,
    /// A comma, or a dash between blanks.
    Mark,
    Line,
}

/// The separator at `at`, and where it ends.
#[inline]
pub(super) fn gap(text: &[u8], at: usize) -> Option<(Gap, usize)> {
    let mut end = at;
    let mut gap = Gap::Blank;
    let mut has_comma = false;
    for &byte in text.get(at..)?.iter().take(WIDEST) {
        match byte {
            b' ' | b'\t' => {}
            b',' | b';' if !has_comma && gap == Gap::Blank => (has_comma, gap) = (true, Gap::Mark),
            b'\r' => {}
            b'\n' if gap != Gap::Line => gap = Gap::Line,
            _ => break,
        }
        end += 1;
    }
    let is_dash = gap == Gap::Blank && end > at;
    let rest = text.get(end..)?;
    match rest {
        [b'-' | b'|' | b'/', b' ', ..] if is_dash => return Some((Gap::Mark, end + 2)),
        [0xE2, 0x80, 0x93 | 0x94, b' ', ..] if is_dash => return Some((Gap::Mark, end + 4)),
        [] => return None,
        _ => {}
    }
    (end > at && rest[0] != b'\n').then_some((gap, end))
}

/// The widest separator, in bytes.
const WIDEST: usize = 12;

/// How many digits stand at `at`.
#[inline]
pub(super) fn digits(text: &[u8], at: usize) -> usize {
    let digits = text.get(at..).unwrap_or_default().iter().take(MOST_DIGITS);
    digits.take_while(|byte| byte.is_ascii_digit()).count()
}

/// More than a number of an address has.
const MOST_DIGITS: usize = 10;

/// Whether no letter or digit goes on at `at`.
#[inline]
pub(super) fn is_edge(text: &[u8], at: usize) -> bool {
    !(text.get(at))
        .is_some_and(|&byte| byte.is_ascii_digit() || is_letter(byte) && byte & 0xC0 != 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_from_both_ends() {
        for word in [
            "Main",
            "Karl-Marx-Straße",
            "l'Église",
            "Dr.-Hennig-Str",
            "Świętego",
            "P.O",
        ] {
            let text = format!("in {word} 5");
            let bytes = text.as_bytes();
            let at = Word::at(bytes, 3).unwrap();
            let before = Word::before(bytes, bytes.len() - 2).unwrap();
            assert_eq!(at.bytes(), word.as_bytes());
            assert_eq!(before.bytes(), word.as_bytes());
            assert!(at.is_capital(), "{word}");
        }
        assert!(Word::at(b"A12", 0).is_none());
        assert!(!Word::at(b"rue", 0).unwrap().is_capital());
    }

    #[test]
    fn separators_are_one_line_end_at_most() {
        for (text, expected) in [
            (", 5", Some((Gap::Mark, 2))),
            (" 5", Some((Gap::Blank, 1))),
            (",\n5", Some((Gap::Line, 2))),
            (" - 5", Some((Gap::Mark, 3))),
            ("\n\n5", None),
            ("5", None),
            (", ", None),
        ] {
            assert_eq!(gap(text.as_bytes(), 0), expected, "{text}");
        }
    }
}
