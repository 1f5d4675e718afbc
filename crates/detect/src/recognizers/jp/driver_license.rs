//! Japanese driving licences.

use super::super::{number, table, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Twelve digits: two for the public safety commission, two for the year of the first licence, six
/// for the order, a check digit, and how often it was issued again. The first ten are weighted 5,
/// 4, 3, 2, 7, 6, 5, 4, 3, 2; the check digit is the last digit of 11 less the sum modulo 11, and 0
/// also where that sum is a multiple of 11, for which both 1 and 0 are told.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999999999", -23),
            Grouping::new("9999 9999 9999", -20),
            Grouping::new("9999-9999-9999", -20),
        ])],
        validate: Some(check),
        context: "運転免許;運転免許証;運転免許証番号;免許証番号;免許証の番号;免許番号;運転免許番号;免許証;\
         運転免許証番号は;免許証番号は;driver license;driver license number;drivers license;driving licence;\
         driver s license;driver s license number;japanese driver license;japanese driving licence;\
         driving license;unten menkyo"
            .into(),
        normal: Normal::Digits,
        citation: "道路交通法施行規則, article 19 and form 14"
            .into(),
        ..Recognizer::new("jp_driver_license", "JP_DRIVER_LICENSE", "jp")
    }
}

fn check(digits: &[u8]) -> Verdict {
    if !COMMISSIONS[number(&digits[..2]) as usize] || digits[4..10] == *b"000000" {
        return Verdict::Refuted;
    }
    let rest = weighted(&digits[..10], &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    let digit = u32::from(digits[10] - b'0');
    let fits = digit == (11 - rest) % 10 || rest == 0 && digit == 0;
    Verdict::when(fits, 11)
}

/// One for each prefecture; Hokkaido has five.
static COMMISSIONS: [bool; 100] = table(&[
    (10, 14),
    (20, 25),
    (30, 30),
    (40, 49),
    (50, 55),
    (60, 65),
    (70, 74),
    (80, 83),
    (90, 97),
]);
