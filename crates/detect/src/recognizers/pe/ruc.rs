//! Peruvian taxpayer numbers (RUC).

use super::super::{is_monotone, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eleven digits: 10 and the identity document for persons, 15, 16 or 17 for others, 20 for
/// companies. The first ten are weighted 5 4 3 2 7 6 5 4 3 2; the last one is 11 less the sum
/// modulo 11, of which the units are written.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999999", -24),
            Grouping::new("99-99999999-9", -12),
        ])],
        validate: Some(check),
        context:
            "ruc;r u c;registro unico de contribuyentes;contribuyente;sunat;tax id;taxpayer id;\
         tax id number;tax id no;tax identification number;taxpayer id number;\
         taxpayer identification number"
                .into(),
        normal: Normal::Digits,
        citation:
            "Decreto Legislativo 943 (Peru), Registro Único de Contribuyentes; SUNAT, dígito \
         verificador del RUC"
                .into(),
        ..Recognizer::new("pe_ruc", "PE_RUC", "pe")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let kind = matches!(number(&digits[..2]), 10 | 15..=17 | 20);
    let sum = || weighted(&digits[..10], &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    let fits = kind
        && (11 - sum() % 11) % 10 == u32::from(digits[10] - b'0')
        && !is_monotone(&digits[2..10]);
    // One number in twenty begins so, one in eleven passes.
    Verdict::when(fits, 20)
}
