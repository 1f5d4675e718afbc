//! Brazilian identity card numbers (RG).

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Seven to nine digits, often with a check character that may be X behind, sometimes with the
/// state's letters in front. Each state numbers on its own and not all of them check, so a cue is
/// needed.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99.999.999-9", -14),
            Grouping::new("99.999.999-A", -14),
            Grouping::new("9.999.999-9", -15),
            Grouping::new("99.999.999", -17),
            Grouping::new("9.999.999", -18),
            Grouping::new("99999999-9", -17),
            Grouping::new("99999999-A", -17),
            Grouping::new("9999999-9", -18),
            Grouping::new("AA-99.999.999", -12),
            Grouping::new("AA 99.999.999", -14),
            Grouping::new("AA-99999999", -17),
            Grouping::new("AA99999999", -19),
            Grouping::new("99999999A", -18),
            Grouping::new("999999999", -20),
            Grouping::new("99999999", -21),
            Grouping::new("9999999", -21),
        ])],
        validate: Some(check),
        context:
            "rg;carteira de identidade;documento de identidade;numero do rg;r g;registro geral;\
         identidade;carteira de identidade nacional;ssp;ssp sp;brazilian id card;\
         cedula de identidade;rg n"
                .into(),
        normal: Normal::Alphanumeric,
        citation: "Lei n° 7.116/1983 and Decreto n° 10.977/2022 (Carteira de Identidade)".into(),
        ..Recognizer::new("br_rg", "BR_RG", "br")
    }
}

/// States that print their letters in front, as Minas Gerais does.
const STATES: [[u8; 2]; 8] = [
    *b"MG", *b"SP", *b"RJ", *b"ES", *b"BA", *b"SC", *b"PR", *b"RS",
];

fn check(number: &[u8]) -> Verdict {
    let (last, before) = match number.split_last() {
        Some((last, before)) if last.is_ascii_alphabetic() => (*last, before),
        _ => (b'X', number),
    };
    let digits = match before[0].is_ascii_alphabetic() {
        true if STATES.contains(&[before[0], before[1]]) => &before[2..],
        true => return Verdict::Refuted,
        false => before,
    };
    Verdict::when(last.eq_ignore_ascii_case(&b'X') && !is_monotone(digits), 0)
}
