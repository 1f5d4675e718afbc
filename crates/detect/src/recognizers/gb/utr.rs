//! Unique taxpayer references.

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits, the first one the check digit: the others weighted 6 7 8 9 10 5 4 3 2; the sum
/// modulo 11 picks it from 2 1 9 8 7 6 5 4 3 2 1. A `K` may stand behind them.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999 99999", -16),
            Grouping::new("9999999999", -22),
            Grouping::new("99999 99999A", -16),
            Grouping::new("9999999999A", -18),
        ])],
        validate: Some(check),
        context: "utr;utr number;utr no;unique taxpayer reference;unique tax reference;\
         unique taxpayer reference number;taxpayer reference;tax reference;tax ref;\
         tax reference number;self assessment;self assessment reference;sa utr;\
         ct utr;corporation tax;corporation tax reference;hmrc;hmrc reference;\
         cyfeirnod trethdalwr unigryw"
            .into(),
        normal: Normal::Digits,
        citation: "HM Revenue & Customs, Self Assessment and Corporation Tax references; OECD, \
         tax identification numbers, United Kingdom"
            .into(),
        ..Recognizer::new("uk_utr", "UK_UTR", "gb")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (digits, suffix) = value.split_at(10);
    let sum = weighted(&digits[1..], &[6, 7, 8, 9, 10, 5, 4, 3, 2]);
    let fits = digits[1..] != *b"000000000" && b"21987654321"[(sum % 11) as usize] == digits[0];
    Verdict::when(fits && matches!(suffix, [] | [b'K' | b'k']), 10)
}
