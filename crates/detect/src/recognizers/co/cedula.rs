//! Colombian identity card numbers (cédula de ciudadanía).

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Seven or eight digits; since 2003 ten that begin with 1, which are the NUIP given at birth.
/// There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9.999.999.999", -8),
            Grouping::new("99.999.999", -18),
            Grouping::new("9.999.999", -19),
            Grouping::new("9 999 999 999", -16),
            Grouping::new("9999999999", -20),
            Grouping::new("99999999", -21),
            Grouping::new("9999999", -21),
        ])],
        validate: Some(check),
        context: "cedula;cedula de ciudadania;cedula ciudadania;cc;c c;nuip;tarjeta de identidad;\
         documento de identidad;documento de identificacion;numero de identificacion;\
         colombian id"
            .into(),
        normal: Normal::Digits,
        citation: "Registraduría Nacional del Estado Civil (Colombia), Resolución 3571 de 2003 \
         (NUIP)"
            .into(),
        ..Recognizer::new("co_cedula", "CO_CEDULA", "co")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let issued = match digits.len() {
        10 => digits[0] == b'1' && digits[1] <= b'3',
        _ => digits[0] != b'0',
    };
    Verdict::when(issued && !is_monotone(digits), 0)
}
