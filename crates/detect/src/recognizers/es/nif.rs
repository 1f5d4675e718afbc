//! Spanish identity numbers (DNI), which are the tax numbers (NIF) of citizens.

use super::super::number;
use crate::checks::mod23_letter;
use crate::finding::Evidence;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight digits and a letter: the number modulo 23 picks it from `TRWAGMYFPDXBNJZSQVHLCKE`.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999A", -8),
            Grouping::new("99999999-A", -6),
            Grouping::new("99999999 A", -16),
            Grouping::new("99.999.999-A", 4),
            Grouping::new("99.999.999A", 2),
            Grouping::new("99.999.999 A", -4),
        ])],
        validate: Some(check),
        most: Evidence(13),
        context: "dni;d n i;nif;n i f;documento nacional de identidad;\
         numero de identificacion fiscal;identificacion fiscal;documento de identidad;nan;\
         nan zenbakia;carnet de identidad;dninif;doc identidad;numero de documento;\
         num documento;nro documento"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Real Decreto 1553/2005, article 11; Orden INT/2058/2008".into(),
        ..Recognizer::new("es_nif", "ES_NIF", "es")
    }
}

fn check(value: &[u8]) -> Verdict {
    let letter = mod23_letter(number(&value[..8]));
    // A small letter may be a part of a word or of a hash.
    Verdict::when(
        value[8].eq_ignore_ascii_case(&letter),
        if value[8] == letter { 13 } else { 5 },
    )
}
