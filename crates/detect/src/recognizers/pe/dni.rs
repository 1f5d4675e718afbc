//! Peruvian identity document numbers (DNI).

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight digits (CUI), and on the card a check character, which is a digit or a letter: the digits
/// are weighted 3 2 7 6 5 4 3 2, and 11 less the sum modulo 11, 11 counted as 0, picks it from
/// `67890112345` or `KABCDEFGHIJ`.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999", -21),
            Grouping::new("99999999-9", -14),
            Grouping::new("99999999-A", -15),
            Grouping::new("99999999A", -20),
        ])],
        validate: Some(check),
        context: "dni;d n i;documento nacional de identidad;numero de documento;dni peruano;cui;\
         codigo unico de identificacion;reniec;documento de identidad;peruvian id"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Ley 26497 (Peru), Ley Orgánica del RENIEC; RENIEC, dígito verificador del \
         Documento Nacional de Identidad"
            .into(),
        ..Recognizer::new("pe_dni", "PE_DNI", "pe")
    }
}

fn check(number: &[u8]) -> Verdict {
    let (digits, last) = number.split_at(8);
    if digits[0] == b'9' || is_monotone(digits) {
        return Verdict::Refuted;
    }
    let Some(last) = last.first() else {
        // Those that begin with 0 are not Argentine.
        return Verdict::when(true, if digits[0] == b'0' { 1 } else { 0 });
    };
    let key = (11 - weighted(digits, &[3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    let characters = if last.is_ascii_digit() {
        b"67890112345"
    } else {
        b"KABCDEFGHIJ"
    };
    Verdict::when(
        characters[key as usize] == last.to_ascii_uppercase(),
        if last.is_ascii_lowercase() { 5 } else { 10 },
    )
}
