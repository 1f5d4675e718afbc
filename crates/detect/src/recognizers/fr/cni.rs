//! Numbers of French identity cards (CNI).

use super::super::{is_upper, number};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Cards until 2021: twelve digits, year and month of issue, the department, the serial number.
/// Cards since then: nine letters and digits. There is no check, so a cue is needed.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999999999", -21),
            Grouping::new("XXXXXXXXX", -21),
        ])],
        validate: Some(check),
        context: "cni;cnie;carte d identite;carte nationale d identite;\
         carte nationale d identite numero;numero de carte d identite;numero de cni;\
         numero cni;piece d identite;carte identite;no de carte d identite;\
         numero de carte nationale d identite;identite numero;titre d identite;\
         french id card;french identity card;national identity card"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Décret n° 55-1397 du 22 octobre 1955 instituant la carte nationale \
         d'identité; décret n° 2021-279 du 13 mars 2021"
            .into(),
        ..Recognizer::new("fr_cni", "FR_CNI", "fr")
    }
}

fn check(value: &[u8]) -> Verdict {
    if value.len() == 12 {
        let issued = matches!(number(&value[2..4]), 1..=12) && value[7..] != *b"00000";
        return Verdict::when(issued, 3);
    }
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let capitals = is_upper(value);
    Verdict::when(digits > 1 && capitals, 0)
}
