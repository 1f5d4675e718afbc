//! Danish personal identification numbers (CPR).

use super::super::{calendar::is_date, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Day, month and year of birth and four digits, the first of which tells the century together with
/// the year: 0 to 3 are of 1900 to 1999, 4 and 9 of 2000 to 2036 and 1937 to 1999, 5 to 8 of 2000
/// to 2057 and 1858 to 1899. Weighted 4 3 2 7 6 5 4 3 2 1 the sum used to be a multiple of 11.
/// Since 2007 there are numbers of which it is none, so that the sum proves a number and refutes
/// none.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999-9999", -17),
            Grouping::new("999999 9999", -20),
            Grouping::new("9999999999", -22),
        ])],
        validate: Some(check),
        context: "cpr;cpr nr;cprnr;cpr no;cpr nummer;cprnummer;cpr number;personnummer;person nr;\
         det centrale personregister;danish personal identification number;\
         personal identification number;civil registration number;danish national id;\
         national id;personnr;persnr;national id number;national id no;\
         national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "CPR-kontoret, Personnummeret i CPR-systemet; CPR-loven, section 3".into(),
        ..Recognizer::new("dk_cpr", "DK_CPR", "dk")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let part = |at| number(&digits[at..at + 2]);
    let year = match (digits[6], part(4)) {
        (b'0'..=b'3', year) | (b'4' | b'9', year @ 37..) => 1900 + year,
        (b'4' | b'9', year) | (_, year @ ..=57) => 2000 + year,
        (_, year) => 1800 + year,
    };
    let born = is_date(year, part(2), part(0)) && &digits[6..] != b"0000";
    let sum = weighted(digits, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]);
    Verdict::when(born, if sum.is_multiple_of(11) { 12 } else { 4 })
}
