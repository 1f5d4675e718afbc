//! Numbers of Italian passports.

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two letters and seven digits. There is no check, so a cue is needed.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA9999999", -21),
            Grouping::new("AA 9999999", -22),
        ])],
        validate: Some(check),
        context: "passaporto;numero passaporto;numero di passaporto;n passaporto;passaporto n;\
         passaporto no;passaporto numero;passaporto italiano;reisepass;italian passport;\
         passport;passport number;passport no;passport num;passport id"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Legge 21 novembre 1967, n. 1185 (norme sui passaporti)".into(),
        ..Recognizer::new("it_passport", "IT_PASSPORT", "it")
    }
}

fn check(value: &[u8]) -> Verdict {
    let capitals = value[0].is_ascii_uppercase() && value[1].is_ascii_uppercase();
    Verdict::when(value[2..] != *b"0000000", if capitals { 2 } else { -6 })
}
