//! Bank state branch numbers.

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Six digits: two for the bank, 01 to 99, one for the state (2 New South Wales and the capital, 3
/// Victoria, 4 Queensland, 5 South Australia, 6 Western Australia, 7 Tasmania, 8 Northern Territory,
/// others for special uses), three for the branch. There is no check digit: it needs a cue.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999-999", -15),
            Grouping::new("999 999", -18),
            Grouping::new("999999", -20),
        ])],
        validate: Some(check),
        context:
            "bsb;bsb no;bsb number;bsb code;bank state branch;bank state branch number;branch number;\
         bank bsb;bsb and account"
                .into(),
        normal: Normal::Digits,
        citation: "Australian Payments Network, BSB Directory and Guide to the bank state branch number"
            .into(),
        ..Recognizer::new("au_bsb", "AU_BSB", "au")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let named = digits.iter().any(|&digit| digit != digits[0]);
    Verdict::when(number(&digits[..2]) != 0 && named, 0)
}
