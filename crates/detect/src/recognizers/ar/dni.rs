//! Argentine identity document numbers (DNI).

use super::super::{is_monotone, number};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Seven or eight digits, no 0 in front; those from 92 million on are for foreigners. There is no
/// check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99.999.999", -17),
            Grouping::new("9.999.999", -18),
            Grouping::new("99 999 999", -18),
            Grouping::new("99999999", -20),
            Grouping::new("9999999", -21),
        ])],
        validate: Some(check),
        context: "dni;d n i;documento nacional de identidad;numero de documento;nro de documento;\
         nro documento;documento de identidad;documento nro;libreta civica;\
         libreta de enrolamiento;dni argentino;renaper"
            .into(),
        normal: Normal::Digits,
        citation: "Ley 17.671 (Argentina); Registro Nacional de las Personas".into(),
        ..Recognizer::new("ar_dni", "AR_DNI", "ar")
    }
}

fn check(digits: &[u8]) -> Verdict {
    // Births reach 70 million in the 2030s.
    let issued = matches!(number(digits), 1_000_000..=69_999_999 | 92_000_000..=99_999_999);
    Verdict::when(issued && digits[0] != b'0' && !is_monotone(digits), 0)
}
