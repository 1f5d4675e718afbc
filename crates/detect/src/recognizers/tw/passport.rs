//! Taiwanese passports.

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits. The check digit of the machine-readable zone is not part of the number.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("999999999", -21)])],
        validate: Some(check),
        context: "護照;護照號碼;護照號;護照號碼是;護照號碼為;中華民國護照;台灣護照;臺灣護照;taiwan passport;\
         taiwanese passport;roc passport;taiwan passport number;taiwan passport no;\
         taiwanese passport number;taiwanese passport no;roc passport number"
            .into(),
        normal: Normal::Digits,
        citation: "護照條例 (Passport Act); Ministry of Foreign Affairs, Bureau of Consular Affairs, \
         format of the passport number"
            .into(),
        ..Recognizer::new("tw_passport", "TW_PASSPORT", "tw")
    }
}

fn check(digits: &[u8]) -> Verdict {
    Verdict::when(!is_monotone(digits) && digits[..3] != *b"000", 1)
}
