//! Romanian VAT numbers (CUI).

use super::{after, cues, number, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `RO` and two to ten digits (here four at least, since shorter ones are rare and look like
/// anything else), the first one no 0. Zeros in front make ten: weights 7 5 3 2 1 7 5 3 2; ten
/// times the sum modulo 11, 10 written as 0, is the last digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA9999999999", -11),
            Grouping::new("AA 9999999999", -14),
            Grouping::new("AA999999999", -11),
            Grouping::new("AA 999999999", -14),
            Grouping::new("AA99999999", -11),
            Grouping::new("AA 99999999", -14),
            Grouping::new("AA9999999", -11),
            Grouping::new("AA 9999999", -14),
            Grouping::new("AA999999", -14),
            Grouping::new("AA 999999", -16),
            Grouping::new("AA99999", -14),
            Grouping::new("AA 99999", -16),
            Grouping::new("AA9999", -14),
            Grouping::new("AA 9999", -16),
        ])],
        validate: Some(check),
        most: Evidence(10),
        context: cues(
            "cui;c u i;cif;c i f;cod fiscal;cod unic de inregistrare;cod unic de înregistrare;cod \
             de inregistrare fiscala;cod de inregistrare fiscală;cod de identificare fiscala;cod \
             de identificare fiscală;cod tva;tva;nr tva;platitor de tva;plătitor de tva",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Legea nr. 227/2015 privind Codul fiscal, article 316; European Commission, VIES, \
         structure of VAT numbers"
                .into(),
        ..Recognizer::new("ro_vat", "RO_VAT", "ro")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = after(value, b"RO") else {
        return Verdict::Refuted;
    };
    let (digits, last) = digits.split_at(digits.len() - 1);
    // Zeros in front would count nothing.
    let weights = &[7, 5, 3, 2, 1, 7, 5, 3, 2];
    let sum = weighted(digits, &weights[weights.len() - digits.len()..]);
    let fits = digits[0] != b'0' && sum * 10 % 11 % 10 == number(last);
    verdict(value, fits, 10)
}
