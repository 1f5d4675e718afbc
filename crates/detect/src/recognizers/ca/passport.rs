//! Canadian passport numbers.

use super::super::{is_monotone, is_upper};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two letters and six digits; since 2023 a letter, six digits and two letters. The check digit
/// stands in the machine-readable zone only.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA999999", -18),
            Grouping::new("AA 999999", -20),
            Grouping::new("A999999AA", -15),
        ])],
        validate: Some(check),
        context: "passport;numero de passeport;no de passeport;passport number;passport no;\
         passport num;passport id;travel document;passeport;passeport canadien"
            .into(),
        normal: Normal::Alphanumeric,
        citation:
            "Canadian Passport Order, SI/81-86; Immigration, Refugees and Citizenship Canada, \
         passport number formats; ICAO Doc 9303, part 4"
                .into(),
        ..Recognizer::new("ca_passport", "CA_PASSPORT", "ca")
    }
}

fn check(number: &[u8]) -> Verdict {
    let digits = match number.len() {
        8 => &number[2..],
        _ => &number[1..7],
    };
    let small = !is_upper(number);
    Verdict::when(!is_monotone(digits), if small { -4 } else { 0 })
}
