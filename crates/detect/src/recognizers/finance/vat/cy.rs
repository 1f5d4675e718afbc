//! Cypriot VAT numbers.

use super::{cues, national, verdict};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `CY`, eight digits that do not begin with 12, and a letter. The letter: digits at odd places
/// become 1 0 5 7 9 13 15 17 19 21 (for 0 to 9), the others stay; the sum modulo 26 counts from A.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA99999999A", -15),
            Grouping::new("AA 99999999A", -16),
            Grouping::new("AA-99999999A", -16),
            Grouping::new("99999999A", -21),
        ])],
        validate: Some(check),
        most: Evidence(14),
        context: cues(
            "φπα;ΦΠΑ;αριθμος φπα;αριθμός φπα;αρ φπα;ΑΦΤ;αριθμος εγγραφης φπα;αφτ;αριθμος \
             φορολογικης ταυτοτητας;kdv;kdv no;tic",
        ),
        normal: Normal::Alphanumeric,
        citation: "Ο περί Φόρου Προστιθέμενης Αξίας Νόμος του 2000 (95(I)/2000), first schedule; \
         European Commission, VIES, structure of VAT numbers"
            .into(),
        ..Recognizer::new("cy_vat", "CY_VAT", "cy")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(number) = national(value, b"CY") else {
        return Verdict::Refuted;
    };
    if number.starts_with(b"12") {
        return Verdict::Refuted;
    }
    let digit = |at: usize| usize::from(number[at] - b'0');
    let odd: u8 = [0, 2, 4, 6].iter().map(|&at| ODD[digit(at)]).sum();
    let even: u8 = [1, 3, 5, 7].iter().map(|&at| number[at] - b'0').sum();
    let letter = b'A' + (odd + even) % 26;
    verdict(value, number[8].to_ascii_uppercase() == letter, 14)
}

/// What a digit at an odd place counts.
const ODD: [u8; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
