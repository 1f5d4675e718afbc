//! Passport book and card numbers of the United States.

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits; since the Next Generation Passport of 2021 a letter and eight digits, as on
/// passport cards. The check digit stands in the machine-readable zone only.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A99999999", -18),
            Grouping::new("999999999", -20),
        ])],
        validate: Some(check),
        context: "passport;numero de pasaporte;us passport;us passport number;us passport no;american passport;passports;passport number;passport no;\
         passport num;passport id;passport book;passport card;travel document;\
         passport book number;pasaporte;pasaporte estadounidense"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "22 CFR part 51; Department of State, Next Generation U.S. Passport; \
         ICAO Doc 9303, part 4"
            .into(),
        ..Recognizer::new("us_passport", "US_PASSPORT", "us")
    }
}

fn check(number: &[u8]) -> Verdict {
    let evidence = if number[0].is_ascii_lowercase() {
        -4
    } else {
        0
    };
    Verdict::when(!is_monotone(&number[1..]), evidence)
}
