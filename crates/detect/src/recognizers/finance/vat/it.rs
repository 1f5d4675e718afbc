//! Italian VAT numbers (partita IVA).

use super::{cues, is_number, national, number, verdict};
use crate::{
    checks::luhn,
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `IT` and eleven digits, or the digits alone: seven of the taxpayer, not all 0; three of the
/// province's office, 001 to 100, 120, 121, 888 or 999; the last one by Luhn's sum.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA99999999999", -16),
            Grouping::new("AA 99999999999", -19),
            Grouping::new("AA-99999999999", -19),
            Grouping::new("99999999999", -24),
        ])],
        validate: Some(check),
        most: Evidence(15),
        context: cues(
            "partita iva;p iva;piva;p iva cf;partitaiva;p i v a;part iva;iva;numero iva;codice iva;\
             cf e p iva;codice fiscale e partita iva;partita iva cee;mwst nummer",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Decreto del Presidente della Repubblica 26 ottobre 1972, n. 633, article 35; Decreto \
         Ministeriale 23 dicembre 1976"
                .into(),
        ..Recognizer::new("it_vat_code", "IT_VAT_CODE", "it")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = national(value, b"IT") else {
        return Verdict::Refuted;
    };
    if !is_number(digits) {
        return Verdict::Refuted;
    }
    let office = matches!(number(&digits[7..10]), 1..=100 | 120 | 121 | 888 | 999);
    let fits = office && &digits[..7] != b"0000000" && luhn(digits);
    // One in ten for the sum, one in ten for the office; and years and counters lie in it.
    verdict(value, fits, 15)
}
