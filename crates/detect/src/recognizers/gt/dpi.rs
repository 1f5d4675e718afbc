//! Guatemalan personal identification codes (CUI), printed on the identity document (DPI).

use super::super::{is_monotone, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight digits, the check digit, department of birth (01 to 22) and municipality in it. The eight
/// are weighted 2 to 9; the sum modulo 11 is the check digit, and where it is 10 the number is not
/// issued.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999 99999 9999", -11),
            Grouping::new("9999-99999-9999", -11),
            Grouping::new("9999999999999", -24),
        ])],
        validate: Some(check),
        context: "dpi;d p i;cui;c u i;documento personal de identificacion;\
         codigo unico de identificacion;renap;guatemalan id"
            .into(),
        normal: Normal::Digits,
        citation:
            "Ley del Registro Nacional de las Personas (Guatemala), Decreto 90-2005, article \
         61; RENAP, Código Único de Identificación"
                .into(),
        ..Recognizer::new("gt_dpi", "GT_DPI", "gt")
    }
}

/// Municipalities of the departments 01 to 22.
const MUNICIPALITIES: [u8; 22] = [
    17, 8, 16, 16, 14, 14, 19, 8, 24, 21, 9, 30, 33, 21, 8, 18, 14, 5, 11, 11, 7, 17,
];

fn check(digits: &[u8]) -> Verdict {
    let (department, municipality) = (number(&digits[9..11]), number(&digits[11..]));
    let most = department
        .checked_sub(1)
        .and_then(|at| MUNICIPALITIES.get(at as usize));
    let is_place = municipality > 0 && most.is_some_and(|&most| municipality <= u32::from(most));
    let sum = || weighted(&digits[..8], &[2, 3, 4, 5, 6, 7, 8, 9]);
    let fits = is_place && sum() % 11 == u32::from(digits[8] - b'0') && !is_monotone(&digits[..8]);
    Verdict::when(fits, 20)
}
