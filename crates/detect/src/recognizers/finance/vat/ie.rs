//! Irish VAT numbers.

use super::{cues, national, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `IE`, seven digits and a letter, since 2013 one more letter (A to I); before, the second
/// character could be a letter, `+` or `*`. The check letter: weights 8 to 2, nine times the place
/// of the second letter, modulo 23, W for 0 and A for 1. With a letter for a second character, its
/// digits count as 0, those behind, and the first.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA9999999A", -15),
            Grouping::new("AA9999999AA", -14),
            Grouping::new("AA9A99999A", -14),
            Grouping::new("AA 9999999A", -16),
            Grouping::new("AA 9999999AA", -15),
            Grouping::new("9999999A", -22),
            Grouping::new("9999999AA", -21),
            Grouping::new("9A99999A", -20),
        ])],
        validate: Some(check),
        most: Evidence(13),
        context: cues(
            "cbl;cbl uimhir;uimhir cbl;cain bhreisluacha;cáin bhreisluacha;vat ie;tax reg no;tax \
             reference;tax registration number",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Value-Added Tax Consolidation Act 2010, section 65; Revenue Commissioners, Tax and \
         Duty Manual, VAT registration"
                .into(),
        ..Recognizer::new("ie_vat", "IE_VAT", "ie")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(number) = national(value, b"IE") else {
        return Verdict::Refuted;
    };
    let mut digits = [b'0'; 7];
    if number[1].is_ascii_digit() {
        digits.copy_from_slice(&number[..7]);
    } else {
        digits[1..6].copy_from_slice(&number[2..7]);
        digits[6] = number[0];
    }
    let second = match number.get(8).map(u8::to_ascii_uppercase) {
        Some(letter @ b'A'..=b'I') => u32::from(letter - b'A') + 1,
        None | Some(b'W') => 0,
        _ => return Verdict::Refuted,
    };
    let sum = weighted(&digits, &[8, 7, 6, 5, 4, 3, 2]) + 9 * second;
    let letter = b"WABCDEFGHIJKLMNOPQRSTUV"[(sum % 23) as usize];
    verdict(value, number[7].to_ascii_uppercase() == letter, 13)
}
