//! Employer Identification Numbers.

use super::super::{is_monotone, number};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two digits of the campus that assigned it, or of the Internet or the Small Business
/// Administration, and seven more. There is no check digit; 17 of the hundred prefixes are not in
/// use.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99-9999999", -10),
            Grouping::new("99 9999999", -18),
            Grouping::new("999999999", -21),
        ])],
        validate: Some(check),
        context: "ein;federal tax id;federal employer identification number;eins;\
         employer identification number;employer id;employer id number;\
         employer identification no;fein;federal tax identification number;tax id;\
         tax id number;taxpayer id;taxpayer identification number;irs number;\
         numero de identificacion del empleador;numero de identificacion de empleador;\
         employer tax id;federal id;fed tax id;business tax id;taxid;\
         employeridentificationnumber;tax id no;tax identification number;\
         taxpayer id number;federal tax id number;federal tax id no"
            .into(),
        normal: Normal::Digits,
        citation:
            "Internal Revenue Service, How EINs are assigned and valid EIN prefixes; Form SS-4"
                .into(),
        ..Recognizer::new("us_ein", "US_EIN", "us")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let assigned = matches!(
        number(&digits[..2]),
        1..=6 | 10..=16 | 20..=27 | 30..=48 | 50..=68 | 71..=77 | 80..=88 | 90..=95 | 98 | 99
    );
    Verdict::when(assigned && !is_monotone(&digits[2..]), 1)
}
