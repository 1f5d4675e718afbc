//! Pakistani identity cards (CNIC, and NICOP for those who live abroad).

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Thirteen digits in groups of five (the place; the first is the province, 1 to 8), seven and one,
/// which is odd for men and even for women, and not 0. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999-9999999-9", 1),
            Grouping::new("99999 9999999 9", -8),
            Grouping::new("9999999999999", -22),
        ])],
        validate: Some(check),
        context: "cnic;cnic no;cnic number;nic;nic no;nic number;nicop;nicop no;snic;nadra;\
         shanakhti card;computerized national identity card;\
         computerised national identity card;national identity card;\
         national identity card number;identity card number;id card;id card number;\
         id card no;national id;شناختی کارڈ;شناختی کارڈ نمبر;قومی شناختی کارڈ;\
         قومی شناختی کارڈ نمبر;national id number;national id no;national identity number;\
         national identification number"
            .into(),
        normal: Normal::Digits,
        citation:
            "National Database and Registration Authority Ordinance, 2000, sections 8 to 10; \
         National Identity Card Rules, 2002"
                .into(),
        ..Recognizer::new("pk_cnic", "PK_CNIC", "pk")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let fits = matches!(digits[0], b'1'..=b'8')
        && digits[12] != b'0'
        && digits[5..12] != *b"0000000"
        && !is_monotone(digits);
    Verdict::when(fits, 1)
}
