//! Georgian personal numbers.

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eleven digits, the first two those of the region that registered the person (01 to 65). No check
/// digit is published.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("99999999999", -21)])],
        validate: Some(check),
        context: "პირადი ნომერი;პირადი ნომრით;პირადი ნომერია;პირადი;პ ნ;პირადობის ნომერი;\
         piradi nomeri;georgian personal number;georgian id;personal number;personal no"
            .into(),
        normal: Normal::Digits,
        citation: "Law of Georgia on the Procedure for Registering Citizens of Georgia and Aliens \
         Residing in Georgia, Issuing Identity Cards and Passports"
            .into(),
        ..Recognizer::new("ge_personal_number", "GE_PERSONAL_NUMBER", "ge")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let region = number(&digits[..2]);
    let order = digits[2..].iter().any(|digit| *digit != b'0');
    let same = digits[1..].iter().all(|digit| *digit == digits[0]);
    Verdict::when((1..=65).contains(&region) && order && !same, 2)
}
