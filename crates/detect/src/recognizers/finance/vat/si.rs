//! Slovenian VAT numbers.

use super::{after, cues, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `SI` and the eight digits of the tax number, the first one no 0: weights 8 to 2; 11 less the sum
/// modulo 11, 10 written as 0; 11 does not occur.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA99999999", -11),
            Grouping::new("AA 99999999", -14),
            Grouping::new("AA-99999999", -14),
        ])],
        validate: Some(check),
        most: Evidence(10),
        context: cues(
            "ddv;id ddv;id za ddv;id st za ddv;id številka za ddv;identifikacijska stevilka za ddv;\
             identifikacijska številka za ddv;davcna stevilka;davčna številka;davcna st",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Zakon o davku na dodano vrednost (ZDDV-1); European Commission, VIES, structure of \
         VAT numbers"
                .into(),
        ..Recognizer::new("si_vat", "SI_VAT", "si")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = after(value, b"SI") else {
        return Verdict::Refuted;
    };
    let rest = weighted(&digits[..7], &[8, 7, 6, 5, 4, 3, 2]) % 11;
    let fits = digits[0] != b'0' && rest != 0 && (11 - rest) % 10 == u32::from(digits[7] - b'0');
    verdict(value, fits, 10)
}
