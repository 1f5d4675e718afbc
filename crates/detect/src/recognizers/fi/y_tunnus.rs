//! Finnish business identity codes (Y-tunnus).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Seven digits, a hyphen and a check digit: the seven are weighted 7 9 10 5 8 4 2; the digit is 0
/// where the sum modulo 11 is 0, and 11 less the remainder otherwise. Numbers whose remainder is 1
/// are not given.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999-9", -13),
            Grouping::new("99999999", -24),
        ])],
        validate: Some(check),
        context: "y tunnus;ytunnus;y tunnuksen;yritystunnus;yritys ja yhteisotunnus;fo nummer;\
         fo numret;foretags och organisationsnummer;liike ja yhteisotunnus;ly tunnus;\
         business id;business identity code;finnish business id;finnish company id"
            .into(),
        normal: Normal::Digits,
        citation: "Yritys- ja yhteisötietolaki 244/2001, section 9; Verohallinto, Y-tunnuksen \
         tarkistusmerkin laskenta"
            .into(),
        ..Recognizer::new("fi_y_tunnus", "FI_BUSINESS_ID", "fi")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum = weighted(&digits[..7], &[7, 9, 10, 5, 8, 4, 2]);
    let digit = (11 - sum % 11) % 11;
    // Of zeros alone the sum is right.
    let fits = digit == u32::from(digits[7] - b'0') && sum > 0;
    Verdict::when(fits, 10)
}
