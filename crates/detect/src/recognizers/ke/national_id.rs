//! Kenyan national identity cards.

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Seven or eight digits, nine on newer cards, the first no 0; there is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999", -21),
            Grouping::new("9999999", -22),
            Grouping::new("999999999", -22),
        ])],
        validate: Some(check),
        context: "national id;national id number;national id no;national identity card;\
         national identity card number;kenyan id;kenyan id number;kenyan id no;kenya id;\
         kenya id number;kenya id no;kenyan national id;kitambulisho;\
         kitambulisho cha taifa;nambari ya kitambulisho;namba ya kitambulisho;huduma namba;\
         maisha namba;maisha card;identity card no;identity card number;\
         national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "Registration of Persons Act (Kenya, Cap. 107), sections 5 and 9".into(),
        ..Recognizer::new("ke_national_id", "KE_NATIONAL_ID", "ke")
    }
}

fn check(digits: &[u8]) -> Verdict {
    Verdict::when(digits[0] != b'0' && !is_monotone(digits), 0)
}
