//! Emirates identity cards.

use super::super::{calendar::is_year_of_birth, number};
use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// 784 (the country by ISO 3166-1), the year of birth, seven digits and a check digit by Luhn's
/// sum.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999-9999-9999999-9", -2),
            Grouping::new("999 9999 9999999 9", -2),
            Grouping::new("999.9999.9999999.9", -4),
            Grouping::new("999999999999999", -14),
        ])],
        validate: Some(check),
        context: "emirates id;emirates id number;emirates id no;eid;eid number;eid no;uae id;\
         uae national id;emirates identity card;emirates identity;id number;national id;\
         idn;رقم الهوية;الهوية الإماراتية;هوية إماراتية;بطاقة الهوية;رقم بطاقة الهوية;\
         الهوية الاماراتية;national id number;national id no;national identity number;\
         national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Federal Law 9 of 2006 (Population Register and Emirates Identity Card); Federal Authority \
         for Identity, Citizenship, Customs and Port Security, identity number"
            .into(),
        ..Recognizer::new("ae_emirates_id", "AE_EMIRATES_ID", "ae")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let fits =
        digits.starts_with(b"784") && is_year_of_birth(number(&digits[3..7])) && luhn(digits);
    Verdict::when(fits, 20)
}
