//! Romanian personal codes (cod numeric personal).

use super::super::{calendar::is_date, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Thirteen digits: sex and century (1 and 2 the 1900s, 3 and 4 the 1800s, 5 and 6 the 2000s, 7 and
/// 8 residents, 9 other foreigners), year, month and day of birth, county, three digits and a check
/// digit: twelve weighted 2 7 9 1 4 6 3 5 8 2 7 9, modulo 11, 10 written as 1. Counties are 01 to
/// 46 with Bucharest, 47 and 48 (its former sectors), 51, 52, 70 and 80 to 83.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("9999999999999", -22)])],
        validate: Some(check),
        context: "cnp;c n p;cnp ul;cod numeric personal;codul numeric personal;\
         codului numeric personal;nr cnp;romanian personal code;personal numeric code;\
         personal numerical code;national id;national id number;national id no;\
         national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Legea nr. 105/1996 and Ordonanța de urgență nr. 97/2005 privind evidența \
         persoanelor"
            .into(),
        ..Recognizer::new("ro_cnp", "RO_CNP", "ro")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let century = match digits[0] {
        b'3' | b'4' => 1800,
        b'5' | b'6' => 2000,
        // A leap year, since the century is not told.
        b'7'..=b'9' if &digits[1..3] == b"00" => 2000,
        b'1' | b'2' | b'7'..=b'9' => 1900,
        _ => return Verdict::Refuted,
    };
    let part = |at| number(&digits[at..at + 2]);
    let county = matches!(part(7), 1..=48 | 51 | 52 | 70 | 80..=83);
    let born = county && is_date(century + part(1), part(3), part(5));
    let sum = weighted(&digits[..12], &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    let digit = if sum == 10 { 1 } else { sum };
    Verdict::when(born && digit == u32::from(digits[12] - b'0'), 20)
}
