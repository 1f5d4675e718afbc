//! Moldovan personal numbers (IDNP).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Thirteen digits: 2 or 0 for a person, the last three digits of the year in which the number was
/// given (9 or 0 first), office, order and a check digit, the last digit of the twelve weighted 7 3
/// 1 again and again.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("9999999999999", -22)])],
        validate: Some(check),
        context: "idnp;idnp ul;numar de identificare;numarul de identificare;\
         numar de identificare de stat;numarul de identificare de stat;cod personal;\
         codul personal;идентификационный номер;personal number;moldovan personal number;\
         moldovan id;national id;national id number;national id no;\
         national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation:
            "Legea nr. 273/1994 privind actele de identitate din sistemul național de pașapoarte; \
         Registrul de stat al populației, IDNP"
                .into(),
        ..Recognizer::new("md_idnp", "MD_IDNP", "md")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let person = matches!(digits[0], b'0' | b'2') && matches!(digits[1], b'0' | b'9');
    let sum = weighted(&digits[..12], &[7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]);
    let fits = person && sum > 0 && sum % 10 == u32::from(digits[12] - b'0');
    Verdict::when(fits, 16)
}
