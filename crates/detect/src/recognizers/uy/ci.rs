//! Uruguayan identity card numbers (cédula de identidad).

use super::super::{is_monotone, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Seven digits, older ones six, and the check digit: the seven are weighted 2 9 8 7 6 3 4 and it
/// fills the sum up to a multiple of ten.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9.999.999-9", -11),
            Grouping::new("9.999.999.9", -14),
            Grouping::new("9999999-9", -13),
            Grouping::new("999.999-9", -26),
            Grouping::new("9 999 999 9", -16),
            Grouping::new("99999999", -24),
        ])],
        validate: Some(check),
        context: "ci;c i;cedula;cedula de identidad;cedula uruguaya;documento de identidad;\
         numero de documento;dnic;uruguayan id"
            .into(),
        normal: Normal::Digits,
        citation: "Dirección Nacional de Identificación Civil (Uruguay); Decreto-Ley 14.762 \
         (cédula de identidad)"
            .into(),
        ..Recognizer::new("uy_ci", "UY_CI", "uy")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let Some((last, stem)) = digits.split_last() else {
        return Verdict::Refuted;
    };
    const WEIGHTS: [u32; 7] = [2, 9, 8, 7, 6, 3, 4];
    let sum = weighted(stem, &WEIGHTS[7 - stem.len()..]);
    let fits = (10 - sum % 10) % 10 == u32::from(last - b'0');
    Verdict::when(fits && number(stem) >= 100_000 && !is_monotone(digits), 10)
}
