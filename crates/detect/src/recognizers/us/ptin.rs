//! Preparer Tax Identification Numbers.

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// The letter P and eight digits. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A99999999", -24),
            Grouping::new("A-99999999", -24),
        ])],
        validate: Some(check),
        context: "ptin;ptins;preparer tax identification number;preparer tin;paid preparer;\
         preparer id;preparer tax id;tax preparer"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Internal Revenue Service, Form W-12 and its instructions; 26 CFR 1.6109-2"
            .into(),
        ..Recognizer::new("us_ptin", "US_PTIN", "us")
    }
}

fn check(number: &[u8]) -> Verdict {
    let evidence = if number[0] == b'P' { 11 } else { 3 };
    Verdict::when(
        number[0].eq_ignore_ascii_case(&b'P') && !is_monotone(&number[1..]),
        evidence,
    )
}
