//! Hungarian tax identification numbers of persons (adóazonosító jel).

use super::super::{number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits: 8, the days from the first of January 1867 to the day of birth, three digits and a
/// check digit, which is the sum of each of the nine times its place, modulo 11; where that is 10
/// the number is not given.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999999", -23),
            Grouping::new("9999 999 999", -20),
            Grouping::new("999 999 9999", -22),
        ])],
        validate: Some(check),
        context: "adoazonosito jel;adoazonosito;adoazonosito jele;adoazonosito szam;ado azonosito;\
         ado azonosito jel;adojel;adoszam;hungarian tax id;hungarian tax identification number;\
         hungarian tin"
            .into(),
        normal: Normal::Digits,
        citation:
            "1996. évi XX. törvény a személyazonosító jel helyébe lépő azonosítási módokról, \
         annex"
                .into(),
        ..Recognizer::new("hu_tax_id", "HU_TAX_ID", "hu")
    }
}

/// Days from 1867 to 2040.
const DAYS: u32 = 63_186;

fn check(digits: &[u8]) -> Verdict {
    let sum = weighted(&digits[..9], &[1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let fits = digits[0] == b'8'
        && number(&digits[1..6]) <= DAYS
        && sum % 11 == u32::from(digits[9] - b'0');
    Verdict::when(fits, 20)
}
