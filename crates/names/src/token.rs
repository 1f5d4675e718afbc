//! Words and marks: where a token ends, and what its letters look like.
//!
//! A token is found from its first byte on with at most a few bytes looked back at, so that the
//! tokens around a name are the same however the text before was read.

use crate::swar::{self, TOPS};

/// A word, a number or a mark, by the bytes it has in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether it is of letters and digits.
    pub(crate) is_word: bool,
}

/// What the letters of a token look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Shape {
    /// `word`
    #[default]
    Lower,
    /// `Word`
    Title,
    /// `WORD`
    Upper,
    /// `W`
    Letter,
    /// `W.`
    Initial,
    /// `wOrd`
    Camel,
    /// `12`
    Number,
    /// `1st`
    Counted,
    /// `,`
    Mark,
    /// `@word`
    Handle,
    /// `#word`
    Tag,
    /// `www.word.com`, `word@word.com`, `snake_case`
    Address,
    /// `Word-Word`
    Hyphened,
    /// `Word2`
    Numbered,
    /// `W.O.`
    Dotted,
    /// `McWord`
    Inner,
    /// Beyond the text.
    Edge,
}

impl Shape {
    /// Whether a name may begin or end with it.
    #[inline(always)]
    pub(crate) fn is_capital(self) -> bool {
        use Shape::*;
        matches!(
            self,
            Title | Upper | Letter | Initial | Hyphened | Numbered | Dotted | Inner
        )
    }

    /// The shape of the same word where case says nothing.
    pub(crate) fn folded(self) -> Shape {
        use Shape::*;
        match self {
            Title | Upper | Camel | Inner => Lower,
            Numbered => Counted,
            other => other,
        }
    }
}

/// Most bytes of a word; what is longer is no word, and its middle is not looked at.
pub(crate) const LONGEST: usize = 40;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Break,
    Word,
    Mark,
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'\n' | 0x0B | 0x0C => Class::Break,
            0..=b' ' => Class::Blank,
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | 0x80..=0xFF => Class::Word,
            _ => Class::Mark,
        };
        byte += 1;
    }
    classes
};

#[inline(always)]
fn class(byte: u8) -> Class {
    CLASSES[usize::from(byte)]
}

/// Whether a byte is of letters, digits or characters beyond ASCII.
#[inline(always)]
pub(crate) fn is_word(byte: u8) -> bool {
    class(byte) == Class::Word
}

/// The first token from `at` on, on the same line. Hot: per token.
#[inline]
pub(crate) fn next(text: &[u8], mut at: usize) -> Option<Piece> {
    let mut byte = *text.get(at)?;
    if byte == b' ' {
        at += 1;
        byte = *text.get(at)?;
    }
    // What nearly every token is comes first, for a jump by class is seldom foreseen.
    if byte.is_ascii_alphanumeric() {
        return Some(word(text, at));
    }
    other(text, at)
}

/// The first token from `at` on, which likely is no word of letters.
fn other(text: &[u8], mut at: usize) -> Option<Piece> {
    loop {
        let &byte = text.get(at)?;
        match class(byte) {
            Class::Mark => return Some(mark(text, at)),
            Class::Blank => at += 1,
            Class::Break => return None,
            Class::Word if byte < 0x80 => return Some(word(text, at)),
            Class::Word => match symbol(text, at) {
                None => return Some(word(text, at)),
                Some((len, true)) => at += len,
                Some((len, false)) => {
                    return Some(Piece {
                        start: at,
                        end: at + len,
                        is_word: false,
                    });
                }
            },
        }
    }
}

/// Bytes of the character beyond ASCII at `at` if it is no letter, and whether it is a blank.
#[inline]
fn symbol(text: &[u8], at: usize) -> Option<(usize, bool)> {
    let byte = |by: usize| text.get(at + by).copied().unwrap_or(0);
    let (len, blank) = match (byte(0), byte(1)) {
        (0xC2, second) => (2, second == 0xA0),
        (0xE2, 0x80) => (3, matches!(byte(2), 0x80..=0x8F | 0xA8..=0xAF)),
        (0xE2, _) | (0xE3, 0x80) | (0xEF, _) => (3, false),
        (0xF0, _) => (4, false),
        _ => return None,
    };
    Some((len.min(text.len() - at), blank))
}

/// Whether the bytes before `at` are a symbol or blank beyond ASCII.
pub(crate) fn is_symbol_before(text: &[u8], at: usize) -> bool {
    let mut start = at.saturating_sub(4);
    while start < at && text[start] & 0xC0 == 0x80 {
        start += 1;
    }
    while start < at {
        match symbol(text, start) {
            Some((len, _)) if start + len == at => return true,
            Some((len, _)) => start += len,
            None => start += 1,
        }
    }
    false
}

/// Bytes of the apostrophe at `at`, straight or curly.
#[inline(always)]
fn apostrophe(text: &[u8], at: usize) -> Option<usize> {
    match text.get(at)? {
        b'\'' => Some(1),
        0xE2 if text[at..].starts_with("\u{2019}".as_bytes()) => Some(3),
        _ => None,
    }
}

#[inline]
fn mark(text: &[u8], start: usize) -> Piece {
    let byte = text[start];
    let follows = |at: usize| text.get(at).copied().unwrap_or(0);
    let next = follows(start + 1);
    if matches!(byte, b'@' | b'#') && next.is_ascii_alphabetic() {
        return word(text, start);
    }
    let mut end = start + 1;
    if byte == b'\'' {
        end += clitic(text, end).unwrap_or(0);
    } else if matches!(byte, b'.' | b'-' | b'!' | b'?' | b'*' | b'=' | b'`') {
        while end < text.len() && text[end] == byte {
            end += 1;
        }
    }
    Piece {
        start,
        end,
        is_word: false,
    }
}

/// Letters of what an apostrophe glues to a word: the `s` of `Ann's`, the `ll` of `Ann'll`.
#[inline]
fn clitic(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let len = rest
        .iter()
        .take(3)
        .take_while(|byte| is_word(**byte))
        .count();
    let known = matches!(
        rest.get(..len)?,
        b"s" | b"S" | b"m" | b"d" | b"ll" | b"re" | b"ve" | b"M" | b"LL" | b"RE" | b"VE"
    );
    known.then_some(len)
}

/// The word that begins at `start`. Hot: per word.
#[inline(always)]
fn word(text: &[u8], start: usize) -> Piece {
    let end = letters(text, start + 1);
    let is_all = matches!(text.get(end), Some(b' ' | b',' | b'\n'));
    Piece {
        start,
        end: if is_all {
            end
        } else {
            joined(text, start, end)
        },
        is_word: true,
    }
}

/// Where a word ends that may have more than letters and digits, those up to `end` being looked at.
#[inline(never)]
fn joined(text: &[u8], start: usize, mut end: usize) -> usize {
    let at = |at: usize| text.get(at).copied().unwrap_or(0);
    loop {
        let byte = at(end);
        match class(byte) {
            Class::Word if byte < 0x80 || symbol(text, end).is_none() => {
                end += 1;
                continue;
            }
            Class::Word | Class::Mark => {}
            _ => break,
        }
        let (before, after) = (at(end - 1), at(end + 1));
        let joins = match byte {
            b'-' => is_word(after),
            b'.' => {
                after.is_ascii_lowercase() && before != b'.'
                    || after.is_ascii_digit() && before.is_ascii_digit()
                    || after.is_ascii_uppercase()
                        && before.is_ascii_uppercase()
                        && !at(end + 2).is_ascii_alphanumeric()
            }
            b'&' => before.is_ascii_uppercase() && after.is_ascii_uppercase(),
            b'@' => is_word(after),
            _ => false,
        };
        if joins {
            end += 2;
            continue;
        }
        match apostrophe(text, end) {
            Some(len) if is_part(text, end + len) => end += len + 1,
            _ => break,
        }
    }
    if at(end) == b'.' && keeps_dot(&text[start..end]) {
        end += 1;
    }
    end
}

/// Where the letters and digits of ASCII from `at` on end, or a little before.
#[inline(always)]
fn letters(text: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = text.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let others = !swar::alphanumeric(u64::from_le_bytes(*chunk)) & TOPS;
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at
}

/// Whether what stands behind an apostrophe is of the same word, as in `O'Brien`.
#[inline]
fn is_part(text: &[u8], at: usize) -> bool {
    text.get(at).is_some_and(u8::is_ascii_alphabetic) && clitic(text, at).is_none()
}

/// Whether a dot behind these letters is theirs: an initial, `U.S.`, a title.
#[inline]
pub(crate) fn keeps_dot(word: &[u8]) -> bool {
    match word {
        [letter] => letter.is_ascii_uppercase(),
        [.., b'.', letter] => letter.is_ascii_uppercase(),
        _ if word.len() <= 4 && word[0].is_ascii_uppercase() => matches!(
            word,
            b"Mr"
                | b"Mrs"
                | b"Ms"
                | b"Dr"
                | b"Prof"
                | b"St"
                | b"Jr"
                | b"Sr"
                | b"Inc"
                | b"Co"
                | b"Corp"
                | b"Ltd"
                | b"Gen"
                | b"Col"
                | b"Sgt"
                | b"Lt"
                | b"Capt"
                | b"Sen"
                | b"Rep"
                | b"Gov"
                | b"Rev"
                | b"Hon"
                | b"Mt"
                | b"Ft"
                | b"Ave"
                | b"Blvd"
                | b"Rd"
        ),
        _ => false,
    }
}

/// Whether a sentence, line, cell or quotation begins at `at`, told by what stands before it.
#[inline]
pub(crate) fn starts_sentence(text: &[u8], at: usize) -> bool {
    let mut end = at;
    while end > 0 && matches!(text[end - 1], b' ' | b'\t' | b'(' | b'[' | b'\r') {
        end -= 1;
    }
    let Some(&last) = text[..end].last() else {
        return true;
    };
    // Nearly always a letter or a comma stands there.
    if last.is_ascii_alphanumeric() || last == b',' {
        return false;
    }
    if last == b'.' {
        let letters = text[..end - 1].iter().rev().take(5);
        let len = letters
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        return !(1..=4).contains(&len) || !keeps_dot(&text[end - 1 - len..end - 1]);
    }
    BEGINS[usize::from(last)]
        || last == b'-' && end < at
        || text[..end].ends_with("\u{201C}".as_bytes())
        || text[..end].ends_with("\u{2022}".as_bytes())
}

/// What a sentence, line, cell or quotation begins behind.
static BEGINS: [bool; 256] = {
    let mut begins = [false; 256];
    let all = b"\n!?:\"*>|#`";
    let mut at = 0;
    while at < all.len() {
        begins[all[at] as usize] = true;
        at += 1;
    }
    begins
};

/// What the letters of a token look like.
pub(crate) fn shape(text: &[u8], piece: Piece) -> Shape {
    let word = &text[piece.start..piece.end];
    if !piece.is_word {
        return Shape::Mark;
    }
    match word[0] {
        b'@' => return Shape::Handle,
        b'#' => return Shape::Tag,
        _ => {}
    }
    let mut counts = [0u8; 8];
    for &byte in &word[..word.len().min(LONGEST)] {
        counts[usize::from(KINDS[usize::from(byte)])] += 1;
    }
    let [lower, upper, digits, dots, hyphens, odd, ..] = counts.map(usize::from);
    let strange = word.len() > LONGEST || odd > 0;
    let capital = word[0].is_ascii_uppercase() || is_capital_beyond_ascii(word);
    match (upper, lower) {
        _ if strange
            || (dots > 0 && lower > 1 && dots < word.len() - 1 && !word.ends_with(b".")) =>
        {
            Shape::Address
        }
        (0, 0) => Shape::Number,
        _ if digits > 0 && capital => Shape::Numbered,
        _ if digits > 0 => Shape::Counted,
        _ if !capital && upper > 0 => Shape::Camel,
        _ if !capital => Shape::Lower,
        (1, 0) if dots > 0 => Shape::Initial,
        (1, 0) => Shape::Letter,
        (_, 0) if dots > 0 => Shape::Dotted,
        (_, 0) => Shape::Upper,
        _ if hyphens > 0 => Shape::Hyphened,
        (0 | 1, _) => Shape::Title,
        _ => Shape::Inner,
    }
}

/// What the bytes of words count as: small letters and those beyond ASCII, capitals, digits, dots,
/// hyphens, what makes an address of a word, and others.
static KINDS: [u8; 256] = {
    let mut kinds = [6; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' | 0x80.. => 0,
            b'A'..=b'Z' => 1,
            b'0'..=b'9' => 2,
            b'.' => 3,
            b'-' => 4,
            b'_' | b'@' => 5,
            _ => 6,
        };
        byte += 1;
    }
    kinds
};

/// Whether the word begins with a capital of Latin beyond ASCII, as `Ö` or `Ł`.
fn is_capital_beyond_ascii(word: &[u8]) -> bool {
    let &[first @ 0xC3..=0xC8, second, ..] = word else {
        return false;
    };
    let code = u32::from(first & 0x1F) << 6 | u32::from(second & 0x3F);
    char::from_u32(code).is_some_and(char::is_uppercase)
}

/// The word in lower case, and zeros for digits, in a buffer that is long enough for every word;
/// of a longer one, the first bytes.
#[inline]
pub(crate) fn fold(word: &[u8], buffer: &mut [u8; LONGEST]) -> usize {
    let len = word.len().min(LONGEST);
    let word = &word[..len];
    let mut at = 0;
    let (chunks, _) = word.as_chunks::<8>();
    for (chunk, slot) in chunks.iter().zip(buffer.as_chunks_mut::<8>().0) {
        let bytes = u64::from_le_bytes(*chunk);
        if bytes & TOPS != 0 {
            break;
        }
        *slot = swar::folded(bytes).to_le_bytes();
        at += 8;
    }
    while at < len {
        let byte = word[at];
        buffer[at] = match byte {
            b'A'..=b'Z' => byte | 0x20,
            b'0'..=b'9' => b'0',
            // The capitals of Latin 1 have their small letters 0x20 further on.
            0x80..=0x9E if at > 0 && word[at - 1] == 0xC3 && byte != 0x97 => byte + 0x20,
            // Those of Latin Extended A have them next to each other.
            0x80..=0xBF if at > 0 && matches!(word[at - 1], 0xC4 | 0xC5) => {
                let code = u32::from(word[at - 1] & 0x1F) << 6 | u32::from(byte & 0x3F);
                let small = char::from_u32(code).map(char::is_uppercase) == Some(true);
                if small && byte < 0xBF { byte + 1 } else { byte }
            }
            _ => byte,
        };
        at += 1;
    }
    len
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let mut pieces = vec![];
        let mut at = 0;
        while let Some(piece) = next(text.as_bytes(), at) {
            pieces.push(&text[piece.start..piece.end]);
            at = piece.end;
        }
        pieces
    }

    #[test]
    fn texts_fall_into_words_and_marks() {
        for (text, expected) in [
            (
                "Ann's dog, Rex.",
                &["Ann", "'s", "dog", ",", "Rex", "."][..],
            ),
            ("Mr. J. O'Neil left", &["Mr.", "J.", "O'Neil", "left"]),
            ("the U.S. and AT&T", &["the", "U.S.", "and", "AT&T"]),
            (
                "end.Next 3.5 a.b@c.org",
                &["end", ".", "Next", "3.5", "a.b@c.org"],
            ),
            ("Jean-Luc -- wait...", &["Jean-Luc", "--", "wait", "..."]),
            (
                "@ann #Rome \u{201C}Hi\u{201D}",
                &["@ann", "#Rome", "\u{201C}", "Hi", "\u{201D}"],
            ),
            (
                "O\u{2019}Neil don't I'm",
                &["O\u{2019}Neil", "don't", "I", "'m"],
            ),
            ("one\ntwo", &["one"]),
        ] {
            assert_eq!(pieces(text), expected);
        }
    }

    #[test]
    fn letters_and_digits_are_told_from_all_other_bytes() {
        for byte in 0..=u8::MAX {
            let mut text = *b"abYZ09az-";
            text[4] = byte;
            let expected = if byte.is_ascii_alphanumeric() { 8 } else { 4 };
            assert_eq!(letters(&text, 0), expected, "byte {byte}");
        }
    }

    #[test]
    fn shapes_tell_what_may_be_a_name() {
        for (text, expected) in [
            ("anna", Shape::Lower),
            ("Anna", Shape::Title),
            ("ANNA", Shape::Upper),
            ("A", Shape::Letter),
            ("A.", Shape::Initial),
            ("U.S.", Shape::Dotted),
            ("McNeil", Shape::Inner),
            ("Jean-Luc", Shape::Hyphened),
            ("iPod", Shape::Camel),
            ("12", Shape::Number),
            ("1st", Shape::Counted),
            ("R2", Shape::Numbered),
            ("snake_case", Shape::Address),
            ("\u{D6}zil", Shape::Title),
            (",", Shape::Mark),
        ] {
            let piece = next(text.as_bytes(), 0).unwrap();
            assert_eq!(shape(text.as_bytes(), piece), expected, "{text}");
        }
    }

    #[test]
    fn sentences_begin_where_the_one_before_ends() {
        for (text, expected) in [
            ("", true),
            ("Done. ", true),
            ("Dr. ", false),
            ("in the U.S. ", false),
            ("she said \u{201C}", true),
            ("and ", false),
            ("Name: ", true),
            ("line\n", true),
        ] {
            assert_eq!(
                starts_sentence(text.as_bytes(), text.len()),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn words_are_folded_as_unicode_does() {
        for word in [
            "ANNA",
            "\u{C0}\u{D6}\u{DC}",
            "\u{17B}\u{141}x",
            "Zo\u{EB}",
            "\u{DF}\u{F7}\u{D7}",
        ] {
            let mut buffer = [0; LONGEST];
            let len = fold(word.as_bytes(), &mut buffer);
            assert_eq!(
                std::str::from_utf8(&buffer[..len]).unwrap(),
                word.to_lowercase()
            );
        }
    }
}
