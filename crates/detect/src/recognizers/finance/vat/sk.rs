//! Slovak VAT numbers (IČ DPH).

use super::{after, cues, verdict};
use crate::{
    checks::remainder,
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `SK` and ten digits, the first one no 0, the third one 2, 3, 4, 7, 8 or 9; the number is
/// divisible by 11.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA9999999999", -11),
            Grouping::new("AA 9999999999", -14),
            Grouping::new("AA-9999999999", -14),
        ])],
        validate: Some(check),
        most: Evidence(10),
        context: cues(
            "ic dph;ič dph;IČ DPH;icdph;ičdph;IČDPH;dph;identifikacne cislo pre dan;identifikačné \
             číslo pre daň;identifikačné číslo dph;dic;dič;DIČ",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Zákon č. 222/2004 Z. z. o dani z pridanej hodnoty, § 4; European Commission, VIES, \
         structure of VAT numbers"
                .into(),
        ..Recognizer::new("sk_vat", "SK_VAT", "sk")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = after(value, b"SK") else {
        return Verdict::Refuted;
    };
    let fits = digits[0] != b'0'
        && matches!(digits[2], b'2'..=b'4' | b'7'..=b'9')
        && remainder(digits, 11) == 0;
    // One in eleven for the number, three in five for the third digit; no more, for it is written
    // beside the tax number, which has the same digits.
    verdict(value, fits, 10)
}
