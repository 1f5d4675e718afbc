//! Lithuanian personal codes (asmens kodas).

use super::super::{calendar::is_date, ee::isikukood::has_check_digit, number};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eleven digits: sex and century (1 and 2 the 1800s, up to 5 and 6), year, month and day of birth,
/// three digits and a check digit, which is that of the Estonian code: weights 1 2 3 4 5 6 7 8 9 1
/// modulo 11, then 3 4 5 6 7 8 9 1 2 3, then 0.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("99999999999", -22)])],
        validate: Some(check),
        context: "asmens kodas;asmens kodo;asmens kodą;asmens kodu;a k;ak;asmens kodo numeris;\
         asmens tapatybes kodas;personal code;personal identification code;\
         lithuanian personal code;lithuanian id;national id;личный код;national id number;\
         national id no;national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Lietuvos Respublikos gyventojų registro įstatymas, article on the personal code"
            .into(),
        ..Recognizer::new("lt_asmens_kodas", "LT_ASMENS_KODAS", "lt")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let century = match digits[0] {
        first @ b'1'..=b'6' => 1800 + u32::from(first - b'1') / 2 * 100,
        _ => return Verdict::Refuted,
    };
    let part = |at| number(&digits[at..at + 2]);
    let born = is_date(century + part(1), part(3), part(5));
    Verdict::when(born && has_check_digit(digits), 15)
}
