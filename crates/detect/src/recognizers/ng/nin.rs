//! Nigerian national identification numbers.

use super::{super::is_monotone, is_mobile};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eleven digits without a meaning; there is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999999999", -21),
            Grouping::new("9999-999-9999", -14),
            Grouping::new("9999 999 9999", -18),
        ])],
        validate: Some(check),
        context: "nin;nin number;nin no;national identification number;national identity number;\
         nimc;nimc number;nin slip;national id;national id number;nigerian nin;nigeria nin;\
         national id no"
            .into(),
        normal: Normal::Digits,
        citation:
            "National Identity Management Commission Act, 2007, section 27; Mandatory Use of the \
         National Identification Number Regulations, 2017"
                .into(),
        ..Recognizer::new("ng_nin", "NG_NIN", "ng")
    }
}

fn check(digits: &[u8]) -> Verdict {
    Verdict::when(!is_monotone(digits) && !is_mobile(digits), 0)
}
