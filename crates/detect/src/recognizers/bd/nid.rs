//! Bangladeshi national identity numbers.

use super::super::{calendar::is_year_of_birth, is_monotone, number};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits on smart cards; before that thirteen, or seventeen with the year of birth in front:
/// the district, a digit for the kind of place, the police station, the union and six for the
/// order. There is no published check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999999", -20),
            Grouping::new("999 999 9999", -18),
            Grouping::new("9999999999999", -22),
            Grouping::new("99999999999999999", -24),
        ])],
        validate: Some(check),
        context: "nid;nid no;nid number;nid card;national id;national id no;national id number;\
         national identity card;national id card;bangladesh nid;bangladeshi nid;smart nid;\
         জাতীয় পরিচয়পত্র;জাতীয় পরিচয় পত্র;পরিচয়পত্র;এনআইডি;এনআইডি নম্বর;এনআইডি নং;\
         জাতীয় পরিচয়পত্র নং;স্মার্ট কার্ড;আইডি কার্ড;national identity number;\
         national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "National Identity Registration Act, 2010 (Bangladesh); Bangladesh Election Commission, \
         NID Wing, structure of the number"
            .into(),
        ..Recognizer::new("bd_nid", "BD_NID", "bd")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let (fits, strength) = match digits.len() {
        17 => (
            is_year_of_birth(number(&digits[..4])) && is_district(&digits[4..6]),
            12,
        ),
        13 => (is_district(&digits[..2]), 1),
        _ => (digits[0] != b'0', 0),
    };
    Verdict::when(fits && !is_monotone(digits), strength)
}

/// Districts are numbered with gaps from 01 to 94.
fn is_district(digits: &[u8]) -> bool {
    (1..=94).contains(&number(digits))
}
