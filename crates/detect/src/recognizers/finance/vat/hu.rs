//! Hungarian VAT numbers.

use super::{after, cues, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `HU` and the first eight digits of the tax number: weights 9 7 3 1 9 7 3 1, the sum ends in 0.
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
            "adoszam;adoszamunk;adoszama;adószám;kozossegi adoszam;közösségi adószám;eu adoszam;\
             uniós adószám;afa;áfa;afa szam;áfa szám;csoportos adószám",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "2007. évi CXXVII. törvény az általános forgalmi adóról; 2017. évi CL. törvény az \
         adózás rendjéről"
                .into(),
        ..Recognizer::new("hu_vat", "HU_VAT", "hu")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = after(value, b"HU") else {
        return Verdict::Refuted;
    };
    let sum = weighted(digits, &[9, 7, 3, 1, 9, 7, 3, 1]);
    verdict(value, digits[0] != b'0' && sum.is_multiple_of(10), 10)
}
