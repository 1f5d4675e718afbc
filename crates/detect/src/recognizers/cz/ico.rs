//! Czech and Slovak business identification numbers (IČO).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eight digits, zeros in front. Seven are weighted 8 7 6 5 4 3 2; the check digit is the last
/// digit of 11 less the sum modulo 11.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999 99 999", -15),
            Grouping::new("99 999 999", -18),
            Grouping::new("99999999", -22),
        ])],
        validate: Some(check),
        context: "ico;ic;identifikacni cislo;identifikacni cislo osoby;identifikacne cislo;\
         identifikacne cislo organizacie;cislo organizacie;ico firmy;czech company id;\
         czech business id;slovak company id"
            .into(),
        normal: Normal::Digits,
        citation: "Zákon č. 111/2009 Sb., o základních registrech; Český statistický \
         úřad, IČO"
            .into(),
        ..Recognizer::new("cz_ico", "CZ_ICO", "cz")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum = weighted(&digits[..7], &[8, 7, 6, 5, 4, 3, 2]);
    let digit = (11 - sum % 11) % 10;
    // Of zeros alone it would be 1.
    Verdict::when(sum > 0 && digit == u32::from(digits[7] - b'0'), 10)
}
