//! Shapes of postal codes.

use super::token::{digits, is_edge};

/// What a code looks like, and with it how much it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Four digits, as in Austria, Belgium, Denmark, Norway, Switzerland and Australia.
    Four,
    /// Five, as in Germany, France, Spain, Italy, Finland, Mexico and the United States.
    Five,
    /// Six, as in India and Romania, or three and three.
    Six,
    /// Groups that hardly anything else has: of letters and digits, or parted by a hyphen or a blank.
    Own,
}

/// A code and where it ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Postcode {
    pub(super) shape: Shape,
    pub(super) end: usize,
    /// Whether it has letters at its start, behind which no town stands.
    pub(super) is_british: bool,
    /// Whether a country's letters or a word such as `CEP` stand before it.
    pub(super) is_named: bool,
}

/// The code that begins at `at`, perhaps behind the letters of a country (`D-10115`) or a word that names it.
pub(super) fn postcode(text: &[u8], at: usize) -> Option<Postcode> {
    let first = *text.get(at)?;
    if first.is_ascii_digit() {
        return of_digits(text, at, false);
    }
    if !first.is_ascii_uppercase() {
        return None;
    }
    if let Some(start) = behind_prefix(&text[at..]) {
        return of_digits(text, at + start, true);
    }
    let end = at + of_letters(text.get(at..)?)?;
    is_edge(text, end).then_some(Postcode {
        shape: Shape::Own,
        end,
        is_named: true,
        is_british: true,
    })
}

/// How long a prefix is that digits follow.
fn behind_prefix(rest: &[u8]) -> Option<usize> {
    const WORDS: [&[u8]; 9] = [
        b"CEP", b"C.P.", b"CP", b"PIN", b"PLZ", b"ZIP", b"Pin", b"C. P.", b"Zip",
    ];
    let word = WORDS.iter().find(|word| rest.starts_with(word));
    let len = match (word, rest) {
        (Some(word), _) => {
            let marks = rest[word.len()..].iter().take(3);
            let marks = marks.take_while(|byte| matches!(byte, b':' | b' ' | b'.' | b'-'));
            word.len() + marks.count()
        }
        (None, [b'A'..=b'Z', b'-', ..]) => 2,
        (None, [b'A'..=b'Z', b'A'..=b'Z', b'-', ..]) => 3,
        _ => return None,
    };
    (rest.get(len)?.is_ascii_digit()).then_some(len)
}

fn of_digits(text: &[u8], at: usize, is_named: bool) -> Option<Postcode> {
    let run = digits(text, at);
    let rest = &text[at + run..];
    let group = |skip: usize| digits(rest, skip);
    let (shape, len) = match (run, rest) {
        (5, [b'-', ..]) if matches!(group(1), 3 | 4) => (Shape::Own, 1 + group(1)),
        (5, [b' ', ..]) if group(1) == 4 && !is_more(&rest[5..]) => (Shape::Five, 5),
        (5, _) => (Shape::Five, 0),
        (4, [b' ', first, second, ..]) if dutch(*first, *second) && is_edge(rest, 3) => {
            (Shape::Own, 3)
        }
        (4, [first, second, ..]) if dutch(*first, *second) && is_edge(rest, 2) => (Shape::Own, 2),
        (4, [b'-', ..]) if group(1) == 3 => (Shape::Own, 4),
        (4, _) => (Shape::Four, 0),
        (3, [b' ', ..]) if group(1) == 2 => (Shape::Own, 3),
        (3, [b' ', ..]) if group(1) == 3 => (Shape::Six, 4),
        (2, [b'-', ..]) if group(1) == 3 => (Shape::Own, 4),
        (6, _) => (Shape::Six, 0),
        _ => return None,
    };
    let end = at + run + len;
    // A telephone number is no code.
    let goes_on = match text.get(end..) {
        Some([b'-' | b'.' | b'/' | b':', next, ..]) => next.is_ascii_digit(),
        Some([b' ', next, ..]) => next.is_ascii_digit() && run == 3,
        _ => false,
    };
    (is_edge(text, end) && !goes_on).then_some(Postcode {
        shape,
        end,
        is_named,
        is_british: false,
    })
}

/// Whether a number goes on behind its last digit, as dates and numbers in groups do.
fn is_more(rest: &[u8]) -> bool {
    matches!(rest, [b'-' | b'.' | b'/' | b':' | b' ', next, ..] if next.is_ascii_digit())
}

fn dutch(first: u8, second: u8) -> bool {
    first.is_ascii_uppercase() && second.is_ascii_uppercase()
}

/// British, Canadian and Irish codes: how long one is.
fn of_letters(rest: &[u8]) -> Option<usize> {
    let class = |at: usize| match rest.get(at) {
        Some(b'A'..=b'Z') => b'A',
        Some(b'0'..=b'9') => b'9',
        Some(b' ') => b' ',
        _ => 0,
    };
    let classes: [u8; 8] = std::array::from_fn(class);
    const FORMS: [&[u8]; 10] = [
        b"AA99 9AA",
        b"AA9A 9AA",
        b"AA9 9AA",
        b"A99 9AA",
        b"A9A 9AA",
        b"A9 9AA",
        b"A9A 9A9",
        b"A9A9A9",
        b"A99 AA99",
        b"A99 A999",
    ];
    let form = FORMS.iter().find(|form| classes.starts_with(form))?;
    Some(form.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_by_their_groups() {
        for (text, code) in [
            ("10115 Berlin", "10115"),
            ("D-10115 Berlin", "D-10115"),
            ("SE-413 04 Göteborg", "SE-413 04"),
            ("1015 CJ Amsterdam", "1015 CJ"),
            ("1071AN Amsterdam", "1071AN"),
            ("00-238 Warszawa", "00-238"),
            ("1100-053 Lisboa", "1100-053"),
            ("CEP 01310-100", "CEP 01310-100"),
            ("62704-1234", "62704-1234"),
            ("SW1A 1AA", "SW1A 1AA"),
            ("M5V 2T6", "M5V 2T6"),
            ("D02 X285", "D02 X285"),
            ("560 001", "560 001"),
        ] {
            let found = postcode(text.as_bytes(), 0).map(|code| &text[..code.end]);
            assert_eq!(found, Some(code), "{text}");
        }
        for text in [
            "123",
            "555 12 34",
            "10115-12",
            "2021-05-03",
            "AB",
            "M5V 2T66",
            "1234567",
        ] {
            assert!(postcode(text.as_bytes(), 0).is_none(), "{text}");
        }
    }
}
