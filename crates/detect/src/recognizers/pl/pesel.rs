//! Polish PESEL numbers.

use super::super::{calendar::is_date, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eleven digits: year, month and day of birth, three digits, one for the sex and a check digit.
/// The month has 80 added in the 1800s, 20 in the 2000s, 40 and 60 in the two centuries after. The
/// check digit makes the digits weighted 1 3 7 9 1 3 7 9 1 3 1 sum to a multiple of 10.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("99999999999", -22)])],
        validate: Some(check),
        context: "pesel;numer pesel;nr pesel;pesel nr;numeru pesel;peselu;peselem;\
         polish national id;polish id number;national identification number;national id;\
         identification number of natural person;national id number;national id no;\
         national identity number"
            .into(),
        normal: Normal::Digits,
        citation: "Ustawa z dnia 24 września 2010 r. o ewidencji ludności, article 15".into(),
        ..Recognizer::new("pl_pesel", "PL_PESEL", "pl")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let part = |at| number(&digits[at..at + 2]);
    let (century, month) = match part(2) {
        month @ 0..20 => (1900, month),
        month @ 20..40 => (2000, month - 20),
        month @ 40..60 => (2100, month - 40),
        month @ 60..80 => (2200, month - 60),
        month => (1800, month - 80),
    };
    let born = is_date(century + part(0), month, part(4));
    let sum = weighted(digits, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]);
    Verdict::when(born && sum.is_multiple_of(10), 14)
}
