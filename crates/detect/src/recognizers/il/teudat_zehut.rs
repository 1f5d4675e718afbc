//! Israeli identity numbers (teudat zehut).

use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Nine digits, the last one by Luhn's sum; a number of eight lacks a 0 in front.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999-9", -14),
            Grouping::new("9-9999999-9", -12),
            Grouping::new("999999999", -22),
            Grouping::new("99999999", -32),
        ])],
        validate: Some(check),
        context: "תעודת זהות;מספר תעודת זהות;מספר זהות;מס זהות;ת ז;תז;ת״ז;תעודת הזהות;מספר ת ז;\
         teudat zehut;teudat zeut;mispar zehut;israeli id;israeli id number;\
         israeli identity number;رقم الهوية;هوية;national id;national id number;\
         national id no;national identity number;national identification number"
            .into(),
        normal: Normal::Digits,
        citation: "חוק מרשם האוכלוסין (Population Registry Law), 1965; רשות האוכלוסין וההגירה, \
         check digit of the מספר זהות"
            .into(),
        ..Recognizer::new("il_teudat_zehut", "IL_TEUDAT_ZEHUT", "il")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    Verdict::when(zeros < 5 && luhn(digits), 10)
}
