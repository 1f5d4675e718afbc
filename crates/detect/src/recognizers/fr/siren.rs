//! French numbers of enterprises (SIREN).

use crate::checks::luhn;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits, the last one by Luhn's sum.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999 999 999", -18),
            Grouping::new("999.999.999", -18),
            Grouping::new("999-999-999", -20),
            Grouping::new("999999999", -23),
        ])],
        validate: Some(check),
        context: "siren;numero siren;no siren;n siren;num siren;code siren;rcs;\
         immatriculee au rcs;registre du commerce;\
         registre du commerce et des societes;sirene;rcs paris;siren number;\
         french company number"
            .into(),
        normal: Normal::Digits,
        citation: "Code de commerce, articles R123-220 to R123-234; Insee, Sirene: numéro Siren"
            .into(),
        ..Recognizer::new("fr_siren", "FR_SIREN", "fr")
    }
}

fn check(digits: &[u8]) -> Verdict {
    // The same digit throughout is no number.
    Verdict::when(digits[1..] != digits[..8] && luhn(digits), 10)
}
