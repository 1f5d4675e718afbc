//! Portuguese VAT numbers (NIPC, NIF).

use super::{after, cues, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `PT` and the nine digits of the tax number, the first one no 0: weights 9 to 2; 11 less the sum
/// modulo 11, 10 and 11 written as 0.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA999999999", -11),
            Grouping::new("AA 999999999", -14),
            Grouping::new("AA-999999999", -14),
            Grouping::new("AA 999 999 999", -12),
        ])],
        validate: Some(check),
        most: Evidence(10),
        context: cues(
            "nif;n i f;nipc;contribuinte;numero de contribuinte;no contribuinte;iva;numero de iva;\
             nif iva;numero de identificacao fiscal;numero de identificacao de pessoa coletiva;\
             pessoa coletiva",
        ),
        normal: Normal::Alphanumeric,
        citation: "Decreto-Lei n.º 14/2013; European Commission, VIES, structure of VAT numbers"
            .into(),
        ..Recognizer::new("pt_vat", "PT_VAT", "pt")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = after(value, b"PT") else {
        return Verdict::Refuted;
    };
    let sum = weighted(&digits[..8], &[9, 8, 7, 6, 5, 4, 3, 2]);
    let digit = (11 - sum % 11) % 11 % 10;
    let fits = digits[0] != b'0' && digit == u32::from(digits[8] - b'0');
    verdict(value, fits, 10)
}
