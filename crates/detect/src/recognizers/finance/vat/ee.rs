//! Estonian VAT numbers (KMKR).

use super::{cues, is_number, national, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `EE` and nine digits that begin with 10: weights 3 7 1 3 7 1 3 7 1, the sum ends in 0.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA999999999", -13),
            Grouping::new("AA 999999999", -16),
            Grouping::new("AA-999999999", -16),
            Grouping::new("999999999", -24),
        ])],
        validate: Some(check),
        most: Evidence(12),
        context: cues(
            "kmkr;kmkr nr;kmkr number;kaibemaksukohustuslase number;käibemaksukohustuslasena \
             registreerimise number;kmk nr;kaibemaks;käibemaks;km reg nr",
        ),
        normal: Normal::Alphanumeric,
        citation: "Käibemaksuseadus; European Commission, VIES, structure of VAT numbers".into(),
        ..Recognizer::new("ee_vat", "EE_VAT", "ee")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = national(value, b"EE") else {
        return Verdict::Refuted;
    };
    let sum = weighted(digits, &[3, 7, 1, 3, 7, 1, 3, 7, 1]);
    let fits = digits.starts_with(b"10") && is_number(digits) && sum.is_multiple_of(10);
    // One in ten, and few numbers begin so.
    verdict(value, fits, 12)
}
