//! Numbers of the Philippine health insurance.

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Twelve digits in groups of two, nine and one.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99-999999999-9", -8),
            Grouping::new("99 999999999 9", -10),
            Grouping::new("999999999999", -22),
        ])],
        validate: Some(check),
        context:
            "philhealth;phil health;phil health no;phil health number;philhealth no;philhealth number;philhealth id;philhealth pin;\
         philhealth id number;philhealth identification number;phic;phic no"
                .into(),
        normal: Normal::Digits,
        citation:
            "National Health Insurance Act (Republic Act 7875), as amended; Philippine Health \
         Insurance Corporation, PhilHealth Identification Number"
                .into(),
        ..Recognizer::new("ph_philhealth", "PH_PHILHEALTH", "ph")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let issued = !is_monotone(digits) && digits[..2] != *b"00";
    Verdict::when(issued, 1)
}
