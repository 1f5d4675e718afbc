//! Lithuanian VAT numbers (PVM).

use super::{cues, is_number, national, number, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `LT` and nine digits, the eighth one 1, of a legal person, or twelve, the eleventh one 1.
/// Weights 1 to 9, beginning again with 1; the sum modulo 11. If that is 10, weights 3 to 9,
/// beginning again with 1, modulo 11, 10 written as 0.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA999999999", -14),
            Grouping::new("AA 999999999", -17),
            Grouping::new("AA-999999999", -17),
            Grouping::new("AA999999999999", -14),
            Grouping::new("AA 999999999999", -17),
            Grouping::new("AA-999999999999", -17),
            Grouping::new("999999999", -24),
            Grouping::new("999999999999", -24),
        ])],
        validate: Some(check),
        most: Evidence(13),
        context: cues(
            "pvm;pvm kodas;pvm moketojo kodas;pvm mokėtojo kodas;pvm mokėtojo;pvm nr;pridetines \
             vertes mokestis",
        ),
        normal: Normal::Alphanumeric,
        citation: "Pridėtinės vertės mokesčio įstatymas, article 71; European Commission, VIES, \
         structure of VAT numbers"
            .into(),
        ..Recognizer::new("lt_vat", "LT_VAT", "lt")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = national(value, b"LT") else {
        return Verdict::Refuted;
    };
    let (stem, last) = digits.split_at(digits.len() - 1);
    if !stem.ends_with(b"1") || !is_number(digits) {
        return Verdict::Refuted;
    }
    let digit = match weighted(stem, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2]) % 11 {
        10 => weighted(stem, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4]) % 11 % 10,
        first => first,
    };
    verdict(value, digit == number(last), 13)
}
