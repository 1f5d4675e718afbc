//! Japanese individual numbers ("My Number").

use super::super::{is_monotone, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Twelve digits. The first eleven are weighted 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2; the check digit is
/// 11 less the sum modulo 11, and 0 where that would have two digits.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999 9999 9999", -15),
            Grouping::new("9999-9999-9999", -15),
            Grouping::new("999999999999", -22),
        ])],
        validate: Some(check),
        context: "マイナンバー;マイナンバーは;個人番号;個人番号は;個人番号カード;マイナンバーカード;マイナンバーカード番号;\
         マイナンバー番号;私のマイナンバーは;個人番号欄;my number;mynumber;my number card;individual number;\
         japanese individual number;kojin bango"
            .into(),
        normal: Normal::Digits,
        citation: "行政手続における特定の個人を識別するための番号の利用等に関する法律 (2013), article 2 (5); \
         総務省令第85号 (2014), article 5"
            .into(),
        ..Recognizer::new("jp_my_number", "JP_MY_NUMBER", "jp")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let rest = weighted(&digits[..11], &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    let digit = if rest < 2 { 0 } else { 11 - rest };
    let fits = digit == u32::from(digits[11] - b'0') && !is_monotone(digits);
    Verdict::when(fits, 10)
}
