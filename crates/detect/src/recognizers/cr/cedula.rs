//! Costa Rican identity card numbers (cédula de identidad).

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits: province of birth (1 to 7; 8 naturalised, 9 special cases), volume and entry of the
/// civil register; sometimes written with zeros that fill the parts up. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9-9999-9999", -14),
            Grouping::new("99-9999-9999", -16),
            Grouping::new("9 9999 9999", -18),
            Grouping::new("9-999-999", -17),
            Grouping::new("999999999", -21),
        ])],
        validate: Some(check),
        context: "cedula;cedula de identidad;cedula fisica;cedula de persona fisica;\
         cedula costarricense;numero de identificacion;tse;costa rican id"
            .into(),
        normal: Normal::Digits,
        citation: "Ley Orgánica del Tribunal Supremo de Elecciones y del Registro Civil (Costa \
         Rica), Ley 3504"
            .into(),
        ..Recognizer::new("cr_cedula", "CR_CEDULA", "cr")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let issued = match digits.len() {
        10 => digits[0] == b'0' && digits[1] != b'0',
        _ => digits[0] != b'0',
    };
    Verdict::when(issued && !is_monotone(&digits[1..]), 0)
}
