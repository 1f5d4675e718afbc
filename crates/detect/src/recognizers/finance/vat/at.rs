//! Austrian VAT numbers (UID).

use super::{after, cues, verdict};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `ATU` and eight digits. Check digit: every second digit doubled and its digits summed, four
/// added; what the sum lacks to the next ten.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AAA99999999", -11),
            Grouping::new("AAA 99999999", -14),
            Grouping::new("A99999999", -20),
        ])],
        validate: Some(check),
        most: Evidence(10),
        context: cues(
            "uid;uid nr;uid nummer;umsatzsteuer;umsatzsteuer identifikationsnummer;umsatzsteuer id;\
             ust id;ust idnr;ust id nr;ust nr;uid no",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Umsatzsteuergesetz 1994, article 28; European Commission, VIES, structure of VAT \
         numbers"
                .into(),
        ..Recognizer::new("at_vat", "AT_VAT", "at")
    }
}

fn check(value: &[u8]) -> Verdict {
    let letters: &[u8] = if value.len() == 9 { b"U" } else { b"ATU" };
    let Some(digits) = after(value, letters) else {
        return Verdict::Refuted;
    };
    let doubled = |at: usize| DOUBLED[usize::from(digits[at] - b'0')];
    let plain = digits.iter().step_by(2).take(4).map(|&digit| digit - b'0');
    let sum = plain.sum::<u8>() + doubled(1) + doubled(3) + doubled(5) + 4;
    verdict(value, (10 - sum % 10) % 10 == digits[7] - b'0', 10)
}

/// The sum of the digits of twice a digit.
const DOUBLED: [u8; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
