//! Paraguayan identity card numbers (cédula de identidad civil).

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Six or seven digits, no 0 in front. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9.999.999", -18),
            Grouping::new("999.999", -21),
            Grouping::new("9999999", -20),
            Grouping::new("999999", -22),
        ])],
        validate: Some(check),
        context: "cedula;c i;cedula de identidad;cedula de identidad civil;cedula paraguaya;ci n;\
         ci nro;ci no;numero de documento;documento de identidad;paraguayan id"
            .into(),
        normal: Normal::Digits,
        citation: "Policía Nacional del Paraguay, Departamento de Identificaciones, cédula de \
         identidad civil"
            .into(),
        ..Recognizer::new("py_ci", "PY_CI", "py")
    }
}

fn check(digits: &[u8]) -> Verdict {
    Verdict::when(digits[0] != b'0' && !is_monotone(digits), 0)
}
