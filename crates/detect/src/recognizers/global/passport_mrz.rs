//! Machine-readable zones of passports, identity cards and visas.

use super::super::{calendar::is_yymmdd, number};
use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// Two lines of 44 (passports, visas) or 36 characters, or three of 30 (cards): letters, digits and
/// `<`. Document number, date of birth and date of expiry each have a check digit: characters count 0
/// to 35, `<` 0, the weights are 7, 3 and 1 over and over, and the sum modulo 10 is the digit. All three
/// must be right. Lines may be parted by a line's end, a blank, or both.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Mrz, walk)],
        normal: Normal::Alphanumeric,
        citation: "ICAO Doc 9303, parts 3 (section 4.9), 4, 5, 6 and 7, eighth edition, 2021"
            .into(),
        ..Recognizer::new("passport_mrz", "PASSPORT_MRZ", "global")
    }
}

/// Surer than any value that may stand in it.
const WHOLE: i16 = 30;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    // Passport, identity card, crew member's certificate, visa; a country's choice for cards.
    if !matches!(text[at], b'P' | b'I' | b'A' | b'C' | b'V') {
        return None;
    }
    let (lines, end) = match line(&text[at..]) {
        30 => lines::<3>(text, at, 30)?,
        len @ (36 | 44) => {
            let ([first, second], end) = lines::<2>(text, at, len)?;
            ([first, second, second], end)
        }
        _ => return None,
    };
    let [first, second, _] = lines;
    let valid = if first.len() == 30 {
        is_checked(&first[5..15]) && is_dated(&second[..7]) && is_dated(&second[8..15])
    } else {
        is_checked(&second[..10]) && is_dated(&second[13..20]) && is_dated(&second[21..28])
    };
    valid.then_some(Walked::new(at, end, WHOLE))
}

/// How many characters of a zone `text` begins with.
fn line(text: &[u8]) -> usize {
    let is_zone = |byte: &&u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || **byte == b'<';
    text.iter().take(45).take_while(is_zone).count()
}

/// As many lines of one length, and where the last one ends.
fn lines<const N: usize>(text: &[u8], at: usize, len: usize) -> Option<([&[u8]; N], usize)> {
    let (mut lines, mut here) = ([&text[..0]; N], at);
    for (number, slot) in lines.iter_mut().enumerate() {
        if number > 0 {
            let gap = text.get(here..)?.iter().take(4);
            let gap = gap
                .take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r'))
                .count();
            if gap == 0 {
                return None;
            }
            here += gap;
        }
        if line(text.get(here..)?) != len {
            return None;
        }
        *slot = &text[here..here + len];
        here += len;
    }
    Some((lines, here))
}

/// Whether the last character is the check digit of the others.
fn is_checked(field: &[u8]) -> bool {
    let Some((check, value)) = field.split_last() else {
        return false;
    };
    let counts = |byte: u8| match byte {
        b'0'..=b'9' => byte - b'0',
        b'A'..=b'Z' => byte - b'A' + 10,
        _ => 0,
    };
    let weights = [7, 3, 1].into_iter().cycle();
    let products = value.iter().zip(weights);
    let sum: u32 = products
        .map(|(&byte, weight)| u32::from(counts(byte)) * weight)
        .sum();
    *check == b'0' + (sum % 10) as u8
}

/// Whether it is a date and its check digit; what of a date of birth is unknown is `<`.
fn is_dated(field: &[u8]) -> bool {
    let date = &field[..6];
    let is_known = date.iter().all(u8::is_ascii_digit);
    let is_blank = date[2..].contains(&b'<');
    is_checked(field) && (is_blank || is_known && number(date) > 0 && is_yymmdd(date))
}
