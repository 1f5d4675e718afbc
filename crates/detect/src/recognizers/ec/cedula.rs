//! Ecuadorian identity card numbers (cédula).

use super::{super::is_monotone, is_person};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits: province (01 to 24, 30 for those registered abroad), a digit from 0 to 6, order, and
/// the check digit by Luhn's sum.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999999-9", -15),
            Grouping::new("9999999999", -24),
        ])],
        validate: Some(check),
        context: "cedula;cedula de identidad;ci;c i;cedula ecuatoriana;nui;\
         documento de identidad;numero de identificacion;registro civil;ecuadorian id"
            .into(),
        normal: Normal::Digits,
        citation:
            "Ley Orgánica de Gestión de la Identidad y Datos Civiles (Ecuador, 2016); Dirección \
         General de Registro Civil, Identificación y Cedulación"
                .into(),
        ..Recognizer::new("ec_cedula", "EC_CEDULA", "ec")
    }
}

fn check(digits: &[u8]) -> Verdict {
    Verdict::when(is_person(digits) && !is_monotone(&digits[2..]), 14)
}
