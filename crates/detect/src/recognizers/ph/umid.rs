//! Common reference numbers of the Philippines, on the unified multi-purpose card.

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Twelve digits in groups of four, seven and one.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999-9999999-9", -8),
            Grouping::new("9999 9999999 9", -10),
            Grouping::new("999999999999", -22),
        ])],
        validate: Some(check),
        context: "umid;umid no;umid number;umid card;umid id;crn;crn no;crn number;common reference number;\
         unified multi purpose id;unified multipurpose id"
            .into(),
        normal: Normal::Digits,
        citation: "Executive Order 420 (2005) and 700 (2008); Social Security System, Unified \
         Multi-Purpose Identification card, common reference number"
            .into(),
        ..Recognizer::new("ph_umid", "PH_UMID", "ph")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let issued = !is_monotone(digits) && digits[4..11] != *b"0000000";
    Verdict::when(issued, 1)
}
