//! House numbers.

use super::token::{digits, is_edge};

/// Most digits of a house number.
pub(super) const MOST: usize = 5;

/// Where a house number ends whose first digits end at `end`: `12a`, `12 b`, `12/4`, `12-14`, `12 bis`, `12 1/2`, `12 II`.
pub(super) fn end(text: &[u8], mut end: usize) -> usize {
    for _ in 0..MOST_PARTS {
        let Some(len) = part(&text[end..]) else {
            break;
        };
        end += len;
    }
    end
}

/// As many as `12a/3-4` has.
const MOST_PARTS: usize = 3;

/// How long the next part of a number is.
fn part(rest: &[u8]) -> Option<usize> {
    let is_letter_alone =
        |at: usize| rest.get(at).is_some_and(u8::is_ascii_alphabetic) && is_edge(rest, at + 1);
    match rest {
        [b'a'..=b'z' | b'A'..=b'Z', ..] if is_letter_alone(0) => Some(1),
        [b'/' | b'-', b'a'..=b'h' | b'A'..=b'H', ..] if is_letter_alone(1) => Some(2),
        [b'/' | b'-', b'0'..=b'9', ..] => group(rest, 1),
        [0xE2, 0x80, 0x93, b'0'..=b'9', ..] => group(rest, 3),
        [b' ', b'1', b'/', b'2', ..] => Some(4),
        [b' ', word @ ..] => {
            let words: [&[u8]; 6] = [b"bis", b"ter", b"III", b"II", b"hs", b"quater"];
            let found = words
                .iter()
                .find(|known| word.starts_with(known) && is_edge(word, known.len()));
            if let Some(found) = found {
                return Some(1 + found.len());
            }
            // A letter is the number's if nothing but a mark or a number of a flat follows.
            let ends = matches!(
                rest.get(2..),
                Some([] | [b',' | b'\n' | b'\r' | b'/' | b';', ..])
            );
            (is_letter_alone(1) && ends && (rest[1] | 0x20) <= b'k').then_some(2)
        }
        [b'b', b'i', b's', ..] if is_edge(rest, 3) => Some(3),
        _ => None,
    }
}

/// Digits behind a mark of `mark` bytes, of no decimal, date or longer number.
fn group(rest: &[u8], mark: usize) -> Option<usize> {
    let run = digits(rest, mark);
    let end = mark + run;
    let goes_on =
        matches!(rest.get(end..), Some([b'.' | b',' | b':', next, ..]) if next.is_ascii_digit());
    (run < MOST && !goes_on).then_some(end)
}

/// Where an ordinal such as `5th` ends that begins at `at`.
pub(super) fn ordinal(text: &[u8], at: usize) -> Option<usize> {
    let run = digits(text, at);
    let end = [text.get(at + run)?, text.get(at + run + 1)?].map(u8::to_ascii_lowercase);
    let fits = matches!(&end, b"st" | b"nd" | b"rd" | b"th") && (1..=3).contains(&run);
    (fits && is_edge(text, at + run + 2)).then_some(at + run + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_behind_their_letters_and_second_numbers() {
        for (text, number) in [
            ("12 Main", "12"),
            ("12a, 10115", "12a"),
            ("12 b, 10115", "12 b"),
            ("12 Broadway", "12"),
            ("12 E. Erie", "12"),
            ("12/4 m. 5", "12/4"),
            ("12-14, 10115", "12-14"),
            ("12–14 High", "12–14"),
            ("12 bis, rue", "12 bis"),
            ("12 1/2 Main", "12 1/2"),
            ("12 II, 1015", "12 II"),
            ("12-13.5", "12"),
        ] {
            assert_eq!(&text[..end(text.as_bytes(), 2)], number, "{text}");
        }
    }

    #[test]
    fn ordinals_have_their_ending() {
        for (text, len) in [
            ("5th Ave", Some(3)),
            ("42ND", Some(4)),
            ("5ths", None),
            ("5 th", None),
        ] {
            assert_eq!(ordinal(text.as_bytes(), 0), len, "{text}");
        }
    }
}
