//! Numbers of the Philippine identification system.

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Twelve random digits (the PhilSys number), or sixteen on the card (the card number), in fours.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999-9999-9999-9999", -4),
            Grouping::new("9999 9999 9999 9999", -4),
            Grouping::new("9999-9999-9999", -16),
            Grouping::new("9999 9999 9999", -16),
            Grouping::new("9999999999999999", -22),
            Grouping::new("999999999999", -22),
        ])],
        validate: Some(check),
        context: "philsys;phil sys;phil sys number;phil sys no;phil sys card number;phil sys id;\
         phil id number;philsys number;philsys no;philsys card number;psn;pcn;philid;\
         philid number;philsys id;philippine identification;philsys id number;national id;\
         national id number;phil id;national id no;national identity number;\
         national identification number"
            .into(),
        normal: Normal::Digits,
        citation:
            "Philippine Identification System Act (Republic Act 11055), section 7; its revised \
         rules and regulations (2021)"
                .into(),
        ..Recognizer::new("ph_psn", "PH_PSN", "ph")
    }
}

fn check(digits: &[u8]) -> Verdict {
    Verdict::when(!is_monotone(digits) && digits[..4] != *b"0000", 0)
}
