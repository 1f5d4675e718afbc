//! Swedish VAT numbers.

use super::{after, cues, is_number, number, verdict};
use crate::{
    checks::luhn,
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `SE`, the ten digits of the organisation's or the person's number, of which the last is by
/// Luhn's sum, and two digits that are 01 for most.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA999999999999", -11),
            Grouping::new("AA 999999999999", -14),
            Grouping::new("AA-999999999999", -14),
            Grouping::new("AA 999999-9999 99", -12),
            Grouping::new("AA 9999999999 99", -13),
        ])],
        validate: Some(check),
        most: Evidence(10),
        context: cues(
            "moms;momsnr;moms nr;momsregistreringsnummer;momsreg nr;momsreg;vat nr;momsnummer;\
             registreringsnummer for mervardesskatt;mervardesskatt;org nr",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Mervärdesskattelagen (2023:200); Skatteverket, registreringsnummer till mervärdesskatt"
                .into(),
        ..Recognizer::new("se_vat", "SE_VAT", "se")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = after(value, b"SE") else {
        return Verdict::Refuted;
    };
    let (organisation, suffix) = digits.split_at(10);
    let fits = matches!(number(suffix), 1..=94) && is_number(organisation) && luhn(organisation);
    verdict(value, fits, 10)
}
