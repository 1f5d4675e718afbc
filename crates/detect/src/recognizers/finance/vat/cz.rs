//! Czech VAT numbers (DIČ).

use super::{after, cues, number, verdict, weighted};
use crate::{
    checks::remainder,
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `CZ` and eight digits of a legal person: the first one no 9, weights 8 to 2; 11 less the sum
/// modulo 11, written as its last digit. Nine or ten digits of a natural person: the birth number,
/// of which ten digits are divisible by 11 (before 1985 a remainder of 10 was written as 0); or 6
/// and eight digits, of which seven are weighted 8 to 2, and the check digit is 9 less the distance
/// to the next multiple of 11.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA99999999", -11),
            Grouping::new("AA 99999999", -14),
            Grouping::new("AA-99999999", -14),
            Grouping::new("AA999999999", -13),
            Grouping::new("AA 999999999", -15),
            Grouping::new("AA-999999999", -15),
            Grouping::new("AA9999999999", -11),
            Grouping::new("AA 9999999999", -14),
            Grouping::new("AA-9999999999", -14),
        ])],
        validate: Some(check),
        most: Evidence(13),
        context: cues(
            "dic;dič;DIČ;dič číslo;dph;cislo dph;číslo dph;danove identifikacni cislo;daňové \
             identifikační číslo;platce dph;plátce dph",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Zákon č. 280/2009 Sb., daňový řád, § 130; Zákon č. 235/2004 Sb., o dani z přidané \
         hodnoty, § 4a"
                .into(),
        ..Recognizer::new("cz_vat", "CZ_VAT", "cz")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = after(value, b"CZ") else {
        return Verdict::Refuted;
    };
    match digits.len() {
        8 => verdict(value, is_legal_person(digits), 10),
        9 => verdict(value, is_special(digits) || is_birth_number(digits), 5),
        _ => verdict(value, is_birth_number(digits), 13),
    }
}

fn is_legal_person(digits: &[u8]) -> bool {
    let digit = (11 - weighted(&digits[..7], &[8, 7, 6, 5, 4, 3, 2]) % 11) % 10;
    digits[0] != b'9' && digit == u32::from(digits[7] - b'0')
}

fn is_special(digits: &[u8]) -> bool {
    let distance = 11 - weighted(&digits[1..8], &[8, 7, 6, 5, 4, 3, 2]) % 11;
    digits[0] == b'6' && (19 - distance) % 10 == u32::from(digits[8] - b'0')
}

/// A date of birth, 20, 50 or 70 added to the month, and a serial number.
fn is_birth_number(digits: &[u8]) -> bool {
    let (year, month, day) = (
        number(&digits[..2]),
        number(&digits[2..4]),
        number(&digits[4..6]),
    );
    let is_old = digits.len() == 9;
    let issued = match month {
        1..=12 | 51..=62 => !is_old || year < 54,
        21..=32 | 71..=82 => !is_old,
        _ => false,
    };
    let computed = || {
        let (stem, last) = (remainder(&digits[..9], 11), number(&digits[9..]));
        stem % 10 == last && (stem < 10 || year < 86)
    };
    issued && matches!(day, 1..=31) && (is_old || computed())
}
