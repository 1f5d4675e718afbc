//! Dominican identity and electoral card numbers (cédula).

use super::super::is_monotone;
use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Eleven digits: three of the municipality, seven of order, and the check digit by Luhn's sum. A
/// few hundred old cards that break the rule are left out.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999-9999999-9", -11),
            Grouping::new("999 9999999 9", -14),
            Grouping::new("99999999999", -22),
        ])],
        validate: Some(check),
        context: "cedula;cedula de identidad;cedula de identidad y electoral;cedula electoral;cie;\
         jce;junta central electoral;cedula dominicana;dominican id"
            .into(),
        normal: Normal::Digits,
        citation: "Ley 8-92 (Dominican Republic), cédula de identidad y electoral; Junta Central \
         Electoral"
            .into(),
        ..Recognizer::new("do_cedula", "DO_CEDULA", "do")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let issued = digits[..3] != *b"000" && !is_monotone(&digits[3..10]);
    Verdict::when(issued && luhn(digits), 10)
}
