//! Danish VAT numbers (SE, CVR).

use super::{after, cues, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `DK` and eight digits, the first one no 0: weights 2 7 6 5 4 3 2 1, the sum is divisible by 11.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA99999999", -11),
            Grouping::new("AA 99999999", -14),
            Grouping::new("AA-99999999", -14),
            Grouping::new("AA 99 99 99 99", -12),
            Grouping::new("AA99 99 99 99", -12),
        ])],
        validate: Some(check),
        most: Evidence(10),
        context: cues(
            "moms;moms nr;momsnr;momsnummer;cvr;cvr nr;cvr nummer;se nr;se nummer;moms nummer",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Momsloven; Erhvervsstyrelsen, Det Centrale Virksomhedsregister, check of the CVR \
         number"
                .into(),
        ..Recognizer::new("dk_vat", "DK_VAT", "dk")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = after(value, b"DK") else {
        return Verdict::Refuted;
    };
    let sum = weighted(digits, &[2, 7, 6, 5, 4, 3, 2, 1]);
    verdict(value, digits[0] != b'0' && sum.is_multiple_of(11), 10)
}
