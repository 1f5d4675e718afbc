//! Polish tax identification numbers (NIP).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits, the first three those of a tax office, which has no 0 in front. Nine are weighted 6
/// 5 7 2 3 4 5 6 7; the sum modulo 11 is the check digit, and where it is 10 the number is not
/// given.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999-999-99-99", -11),
            Grouping::new("999-99-99-999", -11),
            Grouping::new("999 999 99 99", -14),
            Grouping::new("999 99 99 999", -14),
            Grouping::new("9999999999", -22),
        ])],
        validate: Some(check),
        context: "nip;numer nip;nr nip;nip nr;nip ue;numeru nip;nipem;\
         numer identyfikacji podatkowej;identyfikacji podatkowej;numer podatnika;\
         polish tax id;polish vat number;polish tax identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Ustawa z dnia 13 października 1995 r. o zasadach ewidencji i identyfikacji \
         podatników i płatników, article 5"
            .into(),
        ..Recognizer::new("pl_nip", "PL_NIP", "pl")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum = weighted(&digits[..9], &[6, 5, 7, 2, 3, 4, 5, 6, 7]);
    let fits = digits[0] != b'0' && sum % 11 == u32::from(digits[9] - b'0');
    Verdict::when(fits, 10)
}
