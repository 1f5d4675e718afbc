//! National health index numbers of New Zealand.

use super::super::is_upper;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Three letters (no I and no O), three digits and a check digit; newer ones have three letters,
/// two digits, a letter and a check letter. Letters count 1 to 24, I and O left out; the first six
/// are weighted 7 to 2. The check digit is 11 less the sum modulo 11, ten written 0, and a sum of 0
/// is not issued; the check letter is the one whose count is 23 less the sum modulo 23.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AAA9999", -19),
            Grouping::new("AAA99AA", -17),
        ])],
        validate: Some(check),
        context:
            "nhi;nhi number;nhi no;national health index;national health index number;patient nhi;\
         health index number;nz health number;hospital number"
                .into(),
        normal: Normal::Alphanumeric,
        citation: "Health New Zealand, HISO 10046 Consumer Health Identity Standard, NHI number"
            .into(),
        ..Recognizer::new("nz_nhi", "NZ_NHI", "nz")
    }
}

fn check(value: &[u8]) -> Verdict {
    let mut sum = 0;
    for (byte, weight) in value[..6].iter().zip([7, 6, 5, 4, 3, 2]) {
        match count(*byte) {
            Some(count) => sum += count * weight,
            None => return Verdict::Refuted,
        }
    }
    let capitals = is_upper(value);
    let (fits, strength) = if value[6].is_ascii_digit() {
        let (rest, digit) = (sum % 11, u32::from(value[6] - b'0'));
        (rest != 0 && (11 - rest) % 10 == digit, 10)
    } else {
        (count(value[6]) == Some(23 - sum % 23), 14)
    };
    Verdict::when(fits, if capitals { strength } else { strength - 8 })
}

/// What a digit or a letter counts; none for I and O.
fn count(byte: u8) -> Option<u32> {
    let place = u32::from(byte.to_ascii_uppercase());
    match byte.to_ascii_uppercase() {
        b'0'..=b'9' => Some(place - u32::from(b'0')),
        b'A'..=b'H' => Some(place - 64),
        b'J'..=b'N' => Some(place - 65),
        b'P'..=b'Z' => Some(place - 66),
        _ => None,
    }
}
