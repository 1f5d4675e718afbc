//! Numbers of French passports.

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two digits for the year of issue, two letters, five digits. There is no check, so a cue is
/// needed.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("99AA99999", -18)])],
        validate: Some(check),
        context: "passeport;numero de passeport;no de passeport;n de passeport;passeport no;\
         passeport n;numero du passeport;passeport francais;french passport;passport;\
         passport number;passport no;passport num;passport id"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Décret n° 2005-1726 du 30 décembre 2005 relatif aux passeports".into(),
        ..Recognizer::new("fr_passport", "FR_PASSPORT", "fr")
    }
}

fn check(value: &[u8]) -> Verdict {
    let capitals = value[2].is_ascii_uppercase() && value[3].is_ascii_uppercase();
    Verdict::when(value[4..] != *b"00000", if capitals { 3 } else { -4 })
}
