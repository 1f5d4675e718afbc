//! Salvadoran identity document numbers (DUI).

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight digits, weighted 9 to 2, and the check digit, which fills the sum up to a multiple of ten.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999-9", -13),
            Grouping::new("999999999", -22),
        ])],
        validate: Some(check),
        context: "dui;d u i;documento unico de identidad;rnpn;salvadoran id".into(),
        normal: Normal::Digits,
        citation: "Ley Especial Reguladora de la Emisión del Documento Único de Identidad (El \
         Salvador), Decreto Legislativo 581; RNPN"
            .into(),
        ..Recognizer::new("sv_dui", "SV_DUI", "sv")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum = weighted(&digits[..8], &[9, 8, 7, 6, 5, 4, 3, 2]);
    let fits = (10 - sum % 10) % 10 == u32::from(digits[8] - b'0');
    Verdict::when(fits && !is_monotone(digits), 10)
}
