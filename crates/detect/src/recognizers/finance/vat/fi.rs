//! Finnish VAT numbers (ALV).

use super::{after, cues, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `FI` and eight digits, the business id without its hyphen: weights 7 9 10 5 8 4 2; 11 less the
/// sum modulo 11, 11 written as 0; 10 does not occur.
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
            "alv;alv nro;alv numero;arvonlisavero;arvonlisäverotunniste;alv tunniste;moms nr;\
             momsnummer;mervardesskatt;vat tunnus;y tunnus;fo nummer",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Arvonlisäverolaki, section 209 e; Yritys- ja yhteisötietolaki (244/2001), section 9"
                .into(),
        ..Recognizer::new("fi_vat", "FI_VAT", "fi")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = after(value, b"FI") else {
        return Verdict::Refuted;
    };
    let digit = (11 - weighted(&digits[..7], &[7, 9, 10, 5, 8, 4, 2]) % 11) % 11;
    verdict(value, digit == u32::from(digits[7] - b'0'), 10)
}
