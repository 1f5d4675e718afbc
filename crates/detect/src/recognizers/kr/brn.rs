//! Korean business registration numbers.

use super::super::{number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits in groups of three (the tax office, from 101 on), two (the kind, never 00) and five.
/// The first nine are weighted 1, 3, 7, 1, 3, 7, 1, 3, 5; the tens of the last product are added
/// once more; the check digit makes the sum 0 modulo 10.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999-99-99999", -12),
            Grouping::new("9999999999", -23),
        ])],
        validate: Some(check),
        context: "사업자등록번호;사업자 등록번호;사업자 등록 번호;사업자번호;사업자등록번호는;사업자등록;사업자 번호;\
         사업자등록증;business registration number;business registration no;business reg no;brn;\
         korean business registration number;korean tax id;company registration number"
            .into(),
        normal: Normal::Digits,
        citation: "부가가치세법 시행령, article 12; National Tax Service".into(),
        ..Recognizer::new("kr_brn", "KR_BRN", "kr")
    }
}

fn check(digits: &[u8]) -> Verdict {
    if number(&digits[..3]) < 101 || digits[3..5] == *b"00" || digits[5..9] == *b"0000" {
        return Verdict::Refuted;
    }
    let last = u32::from(digits[8] - b'0') * 5;
    let sum = weighted(&digits[..8], &[1, 3, 7, 1, 3, 7, 1, 3]) + last + last / 10;
    Verdict::when((sum + u32::from(digits[9] - b'0')).is_multiple_of(10), 10)
}
