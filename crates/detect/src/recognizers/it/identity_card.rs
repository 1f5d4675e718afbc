//! Numbers of Italian identity cards.

use super::super::is_upper;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Electronic cards since 2016: two letters, C first, five digits, two letters. Electronic cards
/// before: seven digits and two letters. Paper cards: two letters and seven digits. There is no
/// check, so a cue is needed.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA99999AA", -16),
            Grouping::new("AA9999999", -21),
            Grouping::new("AA 9999999", -22),
            Grouping::new("9999999AA", -21),
        ])],
        validate: Some(check),
        context: "carta d identita;carta identita;carta di identita;\
         carta d identita elettronica;carta di identita elettronica;cie;\
         numero carta d identita;numero carta di identita;numero cie;\
         documento d identita;documento di identita;documento di riconoscimento;\
         documento n;ci n;c i;personalausweis;identity card;identity card number;\
         id card;id card number;italian id card"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Decreto del Ministro dell'interno 23 dicembre 2015 (carta d'identità \
         elettronica); Testo unico delle leggi di pubblica sicurezza, article 3"
            .into(),
        ..Recognizer::new("it_identity_card", "IT_IDENTITY_CARD", "it")
    }
}

fn check(value: &[u8]) -> Verdict {
    let capitals = if !is_upper(value) { -6 } else { 2 };
    match (value[0].is_ascii_digit(), value[7].is_ascii_digit()) {
        // Seven digits at the start.
        (true, _) => Verdict::when(value[..7] != *b"0000000", capitals),
        (_, true) => Verdict::when(value[2..] != *b"0000000", capitals),
        _ => Verdict::when(matches!(value[0], b'C' | b'c'), capitals + 6),
    }
}
