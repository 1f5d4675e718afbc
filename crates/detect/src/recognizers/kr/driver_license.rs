//! Korean driving licences.

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two digits for the place (11 to 28), two for the year, six for the order and two to check, whose
/// rule is not published. Older ones name the place in letters.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99-99-999999-99", -10),
            Grouping::new("99 99 999999 99", -12),
            Grouping::new("99-999999-99", -16),
            Grouping::new("999999999999", -23),
        ])],
        validate: Some(check),
        context: "운전면허;운전면허번호;운전면허 번호;면허번호;운전면허증;운전면허증 번호;운전면허증번호;운전면허번호는;\
         면허번호는;면허증 번호;driver license;driver license number;drivers license;driving licence;\
         driving license;driver s license;driver s license number;korean driver license;\
         korean driving licence"
            .into(),
        normal: Normal::Digits,
        citation: "도로교통법, article 85; 도로교통법 시행규칙, form 55; Korean National Police Agency"
            .into(),
        ..Recognizer::new("kr_driver_license", "KR_DRIVER_LICENSE", "kr")
    }
}

fn check(digits: &[u8]) -> Verdict {
    // The place in letters stands before the value.
    let serial = if digits.len() == 10 {
        &digits[2..8]
    } else {
        &digits[4..10]
    };
    let known = digits.len() == 10 || matches!(number(&digits[..2]), 11..=28);
    Verdict::when(known && serial != b"000000", 3)
}
