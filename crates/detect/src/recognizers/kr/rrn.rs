//! Korean resident registration numbers, and alien registration numbers.

use super::super::{calendar::is_yymmdd, number, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Date of birth with two digits for the year; a digit for century and sex (5 to 8 for foreigners),
/// and six digits. Until October 2020 the last one was a check digit: the others are weighted 2 to
/// 9 and 2 to 5; it is the last digit of 11 (foreigners: 13) less the sum modulo 11. Since then the
/// six are random, so that a number that fails the check is possible but less likely.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999-9999999", -3),
            Grouping::new("999999 9999999", -14),
            Grouping::new("9999999999999", -23),
        ])],
        validate: Some(check),
        context: "주민등록번호;주민 등록 번호;주민번호;주민등록번호는;주민번호는;주민등록 번호;주민등록증;주민등록;외국인등록번호;외국인 등록번호;외국인등록번호는;\
         외국인등록증;국내거소신고번호;주민등록번호가;주민등록번호를;resident registration number;\
         resident registration no;resident registration;rrn;korean id;\
         korean resident registration number;alien registration number;\
         foreigner registration number;arn;frn;jumin;주민 번호"
            .into(),
        normal: Normal::Digits,
        citation: "주민등록법, article 7-2; 주민등록법 시행규칙, article 2 (as amended in 2020); 출입국관리법, \
         article 31 (5)"
            .into(),
        ..Recognizer::new("kr_rrn", "KR_RRN", "kr")
    }
}

fn check(digits: &[u8]) -> Verdict {
    if !is_yymmdd(digits) || digits[7..] == *b"000000" {
        return Verdict::Refuted;
    }
    let (year, series) = (number(&digits[..2]), digits[6]);
    let is_young = matches!(series, b'3' | b'4' | b'7' | b'8');
    if is_young && year >= 50 {
        return Verdict::Refuted;
    }
    let sum = weighted(&digits[..12], &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]);
    let digit = (11 - sum % 11 + if matches!(series, b'5'..=b'8') { 2 } else { 0 }) % 10;
    let strength = if digit == u32::from(digits[12] - b'0') {
        14
    } else if is_young || year >= 30 && matches!(series, b'1' | b'2' | b'5' | b'6') {
        4
    } else {
        // Somebody older than 90 who was given a number a few years ago: rather an order's date.
        -4
    };
    Verdict::Fits(Evidence(strength))
}
