//! Mexican population registry codes (CURP).

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Four letters of the surnames and the given name, date of birth, sex (H, M, or X), state of
/// birth, three inner consonants, a digit for those born up to 1999 and a letter for those born
/// later, and the check digit: characters count by their place among digits and letters with Ñ
/// behind N, are weighted 18 to 2, and the digit fills the sum up to a multiple of ten.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AAAA999999AAAAAA99", 0),
            Grouping::new("AAAA999999AAAAAAA9", 0),
        ])],
        validate: Some(check),
        context: "curp;clave unica de registro de poblacion;registro de poblacion;\
         registro nacional de poblacion;renapo;population registry code"
            .into(),
        normal: Normal::Alphanumeric,
        citation:
            "Secretaría de Gobernación, Instructivo normativo para la asignación de la Clave \
         Única de Registro de Población, Diario Oficial de la Federación, 2021"
                .into(),
        ..Recognizer::new("mx_curp", "MX_CURP", "mx")
    }
}

fn check(code: &[u8]) -> Verdict {
    let Ok(mut upper) = <[u8; 18]>::try_from(code) else {
        return Verdict::Refuted;
    };
    upper.make_ascii_uppercase();
    let (month, day) = (number(&upper[6..8]), number(&upper[8..10]));
    let is_vowel = |letter: &u8| matches!(letter, b'A' | b'E' | b'I' | b'O' | b'U');
    let structured = matches!(month, 1..=12)
        && matches!(day, 1..=31)
        && (is_vowel(&upper[1]) || upper[1] == b'X')
        && matches!(upper[10], b'H' | b'M' | b'X')
        && !upper[13..16].iter().any(is_vowel)
        && STATES.contains(&[upper[11], upper[12]]);
    let evidence = if upper == code { 20 } else { 10 };
    Verdict::when(structured && is_checked(&upper), evidence)
}

fn is_checked(code: &[u8; 18]) -> bool {
    let weights = (2..=18).rev();
    let sum: u32 = code[..17]
        .iter()
        .zip(weights)
        .map(|(&character, weight)| super::value(character) * weight)
        .sum();
    (10 - sum % 10) % 10 == u32::from(code[17] - b'0')
}

/// States of birth; NE is born abroad.
const STATES: &[[u8; 2]] = &[
    *b"AS", *b"BC", *b"BS", *b"CC", *b"CL", *b"CM", *b"CS", *b"CH", *b"DF", *b"DG", *b"GT", *b"GR",
    *b"HG", *b"JC", *b"MC", *b"MN", *b"MS", *b"NT", *b"NL", *b"OC", *b"PL", *b"QT", *b"QR", *b"SP",
    *b"SL", *b"SR", *b"TC", *b"TS", *b"TL", *b"VZ", *b"YN", *b"ZS", *b"NE",
];
