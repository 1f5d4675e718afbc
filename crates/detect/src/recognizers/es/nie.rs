//! Spanish identity numbers of foreigners (NIE).

use super::super::number;
use crate::checks::mod23_letter;
use crate::finding::Evidence;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// `X`, `Y` or `Z`, seven digits and a letter. The first letter counts as 0, 1 or 2 before the
/// digits; the number modulo 23 picks the last one from `TRWAGMYFPDXBNJZSQVHLCKE`, as for
/// citizens.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A9999999A", -8),
            Grouping::new("A-9999999-A", 0),
            Grouping::new("A-9999999A", -4),
            Grouping::new("A9999999-A", -4),
            Grouping::new("A 9999999 A", -8),
            Grouping::new("A 9999999A", -10),
            Grouping::new("A-9.999.999-A", 2),
        ])],
        validate: Some(check),
        most: Evidence(13),
        context: "nie;n i e;numero nie;numero de identidad de extranjero;identidad de extranjero;\
         numero de extranjero;extranjero;tarjeta de residencia;permiso de residencia;tie;\
         documento de identidad;nif;numero d identitat d estranger;nie number;\
         foreigner identity number;spanish nie;tax id;tax id number;tax id no;\
         tax identification number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Real Decreto 557/2011, article 206; Orden INT/2058/2008".into(),
        ..Recognizer::new("es_nie", "ES_NIE", "es")
    }
}

fn check(value: &[u8]) -> Verdict {
    let first = match value[0].to_ascii_uppercase() {
        b'X' => 0,
        b'Y' => 10_000_000,
        b'Z' => 20_000_000,
        _ => return Verdict::Refuted,
    };
    let letter = mod23_letter(first + number(&value[1..8]));
    // A small letter may be a part of a word or of a hash.
    let capitals = value[0].is_ascii_uppercase() && value[8] == letter;
    Verdict::when(
        value[8].eq_ignore_ascii_case(&letter),
        if capitals { 13 } else { 3 },
    )
}
