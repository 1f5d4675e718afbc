//! South African identity numbers.

use super::super::calendar::is_yymmdd;
use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Thirteen digits: the date of birth with two digits for the year, four for the order (5000 and
/// more for men), 0 for citizens, 1 for residents and 2 for refugees, a digit that once told the
/// race, and a check digit by Luhn's sum.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999999999", -22),
            Grouping::new("999999 9999 999", -10),
            Grouping::new("999999 9999 99 9", -8),
            Grouping::new("999999-9999-999", -10),
        ])],
        validate: Some(check),
        context: "sa id;sa id number;sa id no;south african id;south african id number;rsa id;\
         rsa id number;id number;id no;identity number;identity no;identity document;\
         id book;smart id;national id;identiteitsnommer;id nommer;inombolo kamazisi;\
         isazisi;umazisi;nomoro ya boitsebiso;national id number;national id no;\
         national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Identification Act 68 of 1997, sections 7 and 8; Department of Home Affairs, \
         structure of the identity number"
            .into(),
        ..Recognizer::new("za_id", "ZA_ID", "za")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let fits = matches!(digits[10], b'0'..=b'2') && is_yymmdd(digits) && luhn(digits);
    // One in ten, three of ten, and a date.
    Verdict::when(fits, 19)
}
