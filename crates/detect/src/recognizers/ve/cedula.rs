//! Venezuelan identity card numbers (cédula de identidad).

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// V for citizens or E for foreigners and six to eight digits. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A-99.999.999", -16),
            Grouping::new("A-9.999.999", -17),
            Grouping::new("A 99.999.999", -18),
            Grouping::new("A99.999.999", -17),
            Grouping::new("A-99999999", -20),
            Grouping::new("A-9999999", -20),
            Grouping::new("A 99999999", -22),
            Grouping::new("A99999999", -23),
            Grouping::new("A9999999", -24),
        ])],
        validate: Some(check),
        context: "cedula;cedula de identidad;ci;c i;cedula venezolana;documento de identidad;\
         saime;venezuelan id"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Ley Orgánica de Identificación (Venezuela, 2014); Servicio Administrativo de \
         Identificación, Migración y Extranjería"
            .into(),
        ..Recognizer::new("ve_cedula", "VE_CEDULA", "ve")
    }
}

fn check(number: &[u8]) -> Verdict {
    let (kind, digits) = (number[0], &number[1..]);
    let fits = matches!(kind.to_ascii_uppercase(), b'V' | b'E') && digits[0] != b'0';
    let evidence = if kind.is_ascii_uppercase() { 6 } else { 2 };
    Verdict::when(fits && !is_monotone(digits), evidence)
}
