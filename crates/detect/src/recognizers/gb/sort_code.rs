//! Sort codes of banks in the United Kingdom.

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Six digits, in pairs: the first two name the bank or the clearing member, 01 to 99. There is no
/// check digit of its own (the account's number has it), and dates look the same, so that it needs a
/// cue.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99-99-99", -14),
            Grouping::new("99 99 99", -16),
            Grouping::new("99.99.99", -22),
            Grouping::new("999999", -20),
        ])],
        validate: Some(check),
        context:
            "sort code;sortcode;sort code no;sort code number;bank sort code;sorting code;sort;s c;\
         cod didoli;national sort code;nsc"
                .into(),
        normal: Normal::Digits,
        citation:
            "Pay.UK, Extended Industry Sort Code Directory; Vocalink, Validating account numbers"
                .into(),
        ..Recognizer::new("uk_sort_code", "UK_SORT_CODE", "gb")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let bank = number(&digits[..2]);
    let named = digits.iter().any(|&digit| digit != digits[0]);
    Verdict::when(bank != 0 && named, 0)
}
