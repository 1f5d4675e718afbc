//! Czech birth numbers (rodné číslo).

use super::super::{calendar::is_date, number};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Year, month and day of birth and, mostly behind a slash, three digits up to 1953 and four since.
/// 50 is added to the month of women. Since 2004 20 more is added (21 to 32, 71 to 82) where a day
/// has run out of numbers. Ten digits are divisible by 11, or, in some numbers up to 1985, nine
/// leave 10 and the tenth is 0.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(groupings())],
        validate: Some(check),
        context: "rodne cislo;rodneho cisla;rodnym cislem;rodna cisla;r c;rodne c;rod cislo;\
         rodne cislo pojistence;cislo pojistence;birth number;czech birth number;\
         czech personal number;personal identification number;national id;\
         national id number;national id no;national identity number;\
         national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Zákon č. 133/2000 Sb., o evidenci obyvatel a rodných číslech, section 13".into(),
        ..Recognizer::new("cz_rodne_cislo", "CZ_RODNE_CISLO", "cz")
    }
}

/// Those of the Czech and the Slovak Republic, whose numbers are one series of Czechoslovakia.
pub(in super::super) fn groupings() -> Vec<Grouping> {
    vec![
        Grouping::new("999999/9999", -6),
        Grouping::new("999999/999", -14),
        Grouping::new("999999-9999", -18),
        Grouping::new("999999 9999", -18),
        Grouping::new("9999999999", -22),
        Grouping::new("999999999", -23),
    ]
}

pub(in super::super) fn check(digits: &[u8]) -> Verdict {
    let part = |at| number(&digits[at..at + 2]);
    let (year, day) = (part(0), part(4));
    let month = match part(2) {
        month @ 51.. => month - 50,
        month => month,
    };
    if digits.len() == 9 {
        let born = year < 54 && is_date(1900 + year, month, day) && &digits[6..] != b"000";
        return Verdict::when(born, 4);
    }
    let month = match month {
        21.. if (4..54).contains(&year) => month - 20,
        _ => month,
    };
    let year = if year < 54 { 2000 + year } else { 1900 + year };
    let digit = number(&digits[..9]) % 11 % 10;
    let fits = is_date(year, month, day) && digit == u32::from(digits[9] - b'0');
    Verdict::when(fits, 14)
}
