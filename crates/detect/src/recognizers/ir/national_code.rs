//! Iranian national codes.

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits. The first nine are weighted 10 to 2; the check digit is the sum modulo 11 where that
/// is less than 2, and 11 less it otherwise.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999999", -23),
            Grouping::new("999-999999-9", -12),
        ])],
        validate: Some(check),
        context: "کد ملی;کدملی;شماره ملی;کد ملي;كد ملی;كد ملي;کد ملّی;کارت ملی;شماره کارت ملی;\
         کدملی من;کد‌ملی;national code;iranian national code;iran national code;code melli;\
         kode melli;codemelli;melli code;iranian national id;national id;\
         national id number;national id no;national identity number;\
         national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "قانون الزام اختصاص شماره ملی و کد پستی (1376); National Organization for Civil \
         Registration, national code"
            .into(),
        ..Recognizer::new("ir_national_code", "IR_NATIONAL_CODE", "ir")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let rest = weighted(&digits[..9], &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    let digit = if rest < 2 { rest } else { 11 - rest };
    let fits =
        digit == u32::from(digits[9] - b'0') && !is_monotone(digits) && digits[3..9] != *b"000000";
    Verdict::when(fits, 10)
}
