//! Canadian Social Insurance Numbers.

use super::super::is_monotone;
use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Nine digits, the last one by Luhn's sum. The first tells where it was registered; 0 and 8 are
/// not in use, 9 is for temporary residents.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999-999-999", -13),
            Grouping::new("999 999 999", -14),
            Grouping::new("999999999", -22),
        ])],
        validate: Some(check),
        context: "sin;numero d assurance sociale;sins;sin number;social insurance;\
         social insurance number;nas;assurance sociale;socialinsurancenumber;s i n;\
         social ins"
            .into(),
        normal: Normal::Digits,
        citation: "Employment Insurance Act (Canada), section 138; Employment and Social \
         Development Canada, Social Insurance Number Code of Practice"
            .into(),
        ..Recognizer::new("ca_sin", "CA_SIN", "ca")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let issued = !matches!(digits[0], b'0' | b'8') && !is_monotone(digits);
    Verdict::when(issued && luhn(digits), 10)
}
