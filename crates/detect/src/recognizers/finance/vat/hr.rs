//! Croatian VAT numbers (PDV-ID).

use super::{after, cues, is_number, verdict};
use crate::{
    checks::mod11_10_digit,
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `HR` and the eleven digits of the personal number (OIB), the last of which is the check digit of
/// ISO/IEC 7064 MOD 11,10.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA99999999999", -11),
            Grouping::new("AA 99999999999", -14),
            Grouping::new("AA-99999999999", -14),
        ])],
        validate: Some(check),
        most: Evidence(10),
        context: cues(
            "pdv;pdv id;pdv broj;pdv identifikacijski broj;porezni broj;oib;porez na dodanu \
             vrijednost",
        ),
        normal: Normal::Alphanumeric,
        citation: "Zakon o porezu na dodanu vrijednost (NN 73/2013), article 77; Zakon o osobnom \
         identifikacijskom broju (NN 60/2008)"
            .into(),
        ..Recognizer::new("hr_vat", "HR_VAT", "hr")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = after(value, b"HR") else {
        return Verdict::Refuted;
    };
    let fits = mod11_10_digit(&digits[..10]) == digits[10] - b'0';
    verdict(value, fits && is_number(digits), 10)
}
