//! VAT numbers of the United Kingdom.

use super::{after, cues, is_number, number, verdict, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// `GB` and nine digits, or the digits alone; three more for a branch. Check: weights 8 to 2 and
/// the last two digits as a number; the sum is divisible by 97, or, of numbers that begin with no 0
/// and were issued since November 2009, the sum and 55, or the sum less 55. Government departments
/// have `GD` and three digits up to 499, health authorities `HA` and three from 500 on.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA999999999", -18),
            Grouping::new("AA 999999999", -19),
            Grouping::new("AA 999 9999 99", -18),
            Grouping::new("AA999 9999 99", -18),
            Grouping::new("AA-999999999", -19),
            Grouping::new("AA999999999999", -18),
            Grouping::new("AA 999 9999 99 999", -14),
            Grouping::new("AAAA999", -12),
            Grouping::new("999999999", -24),
            Grouping::new("999 9999 99", -19),
            Grouping::new("999 999 999", -24),
            Grouping::new("999 9999 99 999", -18),
            Grouping::new("999-9999-99", -22),
            Grouping::new("AA999", -22),
            Grouping::new("AA 999", -24),
        ])],
        validate: Some(check),
        context: cues(
            "vat registration no;vat reg number;hmrc vat;taw;rhif taw;rhif cofrestru taw;vat \
             invoice",
        ),
        normal: Normal::Alphanumeric,
        citation: "Value Added Tax Act 1994, schedule 1; HM Revenue & Customs, VAT Notice 700/1"
            .into(),
        ..Recognizer::new("uk_vat", "UK_VAT", "gb")
    }
}

fn check(value: &[u8]) -> Verdict {
    check_behind(value, b"GB")
}

/// Checks a number behind the letters of Great Britain or Northern Ireland, or without.
pub(super) fn check_behind(value: &[u8], letters: &[u8; 2]) -> Verdict {
    // A department's number may stand without the letters of the country.
    let rest = match value.len() {
        5 => value,
        _ => after(value, letters).unwrap_or(value),
    };
    if rest.len() == 5 {
        let serial = number(&rest[2..]);
        let fits = match [rest[0] | 0x20, rest[1] | 0x20] {
            [b'g', b'd'] => serial < 500,
            [b'h', b'a'] => serial >= 500,
            _ => false,
        };
        return verdict(value, fits, 3);
    }
    if !is_number(rest) {
        return Verdict::Refuted;
    }
    let sum = weighted(&rest[..7], &[8, 7, 6, 5, 4, 3, 2]) + number(&rest[7..9]);
    let fits = match sum % 97 {
        0 => sum != 0,
        42 | 55 => rest[0] != b'0',
        _ => false,
    };
    verdict(value, fits, 15)
}
