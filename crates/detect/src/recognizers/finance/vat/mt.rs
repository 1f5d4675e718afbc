//! Maltese VAT numbers.

use super::{cues, is_number, national, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `MT` and eight digits, the first one no 0: weights 3 4 6 7 8 9 and the last two digits as a
/// number; the sum is divisible by 37.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA99999999", -17),
            Grouping::new("AA 99999999", -19),
            Grouping::new("AA-99999999", -19),
            Grouping::new("99999999", -26),
        ])],
        validate: Some(check),
        most: Evidence(15),
        context: cues(
            "numru tal vat;in numru tal vat;numru tat taxxa;taxxa fuq il valur miżjud;vat malta",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Value Added Tax Act (Cap. 406), article 10; European Commission, VIES, structure of \
         VAT numbers"
                .into(),
        ..Recognizer::new("mt_vat", "MT_VAT", "mt")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = national(value, b"MT") else {
        return Verdict::Refuted;
    };
    let sum = weighted(digits, &[3, 4, 6, 7, 8, 9, 10, 1]);
    let fits = digits[0] != b'0' && is_number(digits) && sum.is_multiple_of(37);
    verdict(value, fits, 15)
}
