//! Norwegian national identity numbers (fødselsnummer) and D-numbers.

use super::super::{calendar::is_day, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Day, month and year of birth, three digits and two check digits. The first check digit is 11
/// less the nine digits weighted 3 7 6 1 8 9 4 5 2 modulo 11, the second one 11 less all ten
/// weighted 5 4 3 2 7 6 5 4 3 2; 11 is written as 0, and where one would be 10 the number is not
/// given. D-numbers have 40 added to the day, help numbers 40 to the month, numbers of test persons
/// 80 to the month. Common help numbers of hospitals begin with 8 or 9 and hold no date.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999 99999", -10),
            Grouping::new("999999-99999", -12),
            Grouping::new("99999999999", -21),
        ])],
        validate: Some(check),
        context:
            "fodselsnummer;fodselsnr;fodselsnummeret;fnr;f nr;personnummer;person nr;d nummer;\
         dnummer;d nr;dnr;hjelpenummer;fh nummer;norwegian national identity number;\
         national identity number;birth number;norwegian birth number;national id;personnr;\
         persnr;national id number;national id no;national identification number"
                .into(),
        normal: Normal::Digits,
        citation:
            "Folkeregisterforskriften (2017), chapter 2; Skatteetaten, Fødselsnummer and D-nummer"
                .into(),
        ..Recognizer::new("no_fodselsnummer", "NO_FODSELSNUMMER", "no")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let part = |at| number(&digits[at..at + 2]);
    let (day, month) = (part(0), part(2));
    let (dated, strength) = if day >= 80 {
        (true, 12)
    } else {
        let day = if day > 40 { day - 40 } else { day };
        let month = match month {
            81.. => month - 80,
            41.. => month - 40,
            _ => month,
        };
        (is_day(month, day), 20)
    };
    Verdict::when(dated && has_check_digits(digits), strength)
}

fn has_check_digits(digits: &[u8]) -> bool {
    let first = weighted(digits, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]);
    let second = weighted(digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]);
    first.is_multiple_of(11) && second.is_multiple_of(11)
}
