//! Social Security numbers.

use super::super::{number, specimens::is_one_of};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Nine digits: area, group and serial. There is no check digit; areas 000, 666 and 900 to 999,
/// group 00 and serial 0000 are never issued.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999-99-9999", 8),
            Grouping::new("999 99 9999", -6),
            Grouping::new("999/99/9999", -6),
            Grouping::new("999.99.9999", -6),
            Grouping::new("999999999", -18),
        ])],
        validate: Some(check),
        most: Evidence(1),
        context:
            "ssn;ssns;social security;social security number;social security no;soc sec;ss no;\
         social;taxpayer id;tax id;seguro social;numero de seguro social;\
         socialsecuritynumber;socialsecurity;ssnum;ssnumber;ssno;ss number;ss num;\
         social sec;tax id number;tax id no;tax identification number;taxpayer id number;\
         taxpayer identification number;s s n"
                .into(),
        normal: Normal::Digits,
        specimens: Some(|value| is_one_of(value, SPECIMENS)),
        citation: "Social Security Administration, POMS RM 10201.030 and 10201.035 (randomization)"
            .into(),
        ..Recognizer::new("us_ssn", "US_SSN", "us")
    }
}

/// Numbers that were printed as samples: on a card in wallets of 1938 and in a pamphlet of 1940 (Social
/// Security Administration, "Social Security Cards Issued by Woolworth"), and the digits in their
/// order, as forms and manuals show them.
const SPECIMENS: &[&[u8]] = &[b"078051120", b"219099999", b"123456789"];

fn check(digits: &[u8]) -> Verdict {
    let (area, group, serial) = (
        number(&digits[..3]),
        number(&digits[3..5]),
        number(&digits[5..]),
    );
    let issued = area != 0 && area != 666 && area < 900 && group != 0 && serial != 0;
    if issued {
        Verdict::Fits(Evidence(1))
    } else {
        Verdict::Refuted
    }
}
