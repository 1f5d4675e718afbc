//! Mexican social security numbers (NSS).

use super::super::is_monotone;
use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Eleven digits: office, year of entry, year of birth, order, and the check digit by Luhn's sum.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99-99-99-9999-9", -11),
            Grouping::new("99 99 99 9999 9", -11),
            Grouping::new("9999-99-9999-9", -11),
            Grouping::new("9999999999-9", -14),
            Grouping::new("99999999999", -22),
        ])],
        validate: Some(check),
        context: "nss;numero de seguridad social;numero de seguro social;n s s;seguridad social;\
         seguro social;imss;numero de afiliacion;mexican social security number"
            .into(),
        normal: Normal::Digits,
        citation: "Ley del Seguro Social (Mexico); Instituto Mexicano del Seguro Social, \
         Número de Seguridad Social"
            .into(),
        ..Recognizer::new("mx_nss", "MX_NSS", "mx")
    }
}

fn check(digits: &[u8]) -> Verdict {
    Verdict::when(
        digits[..2] != *b"00" && !is_monotone(digits) && luhn(digits),
        10,
    )
}
