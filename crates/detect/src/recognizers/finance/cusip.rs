//! CUSIP numbers of North American securities.

use super::check_digit;
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Six characters for the issuer, the first a digit, or a letter for issuers outside of North
/// America (CINS); two for the issue; a check digit: letters read as 10 to 35, every second
/// character doubled, the digits of all summed, and what the sum lacks to the next ten.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("XXXXXXXXX", -18),
            Grouping::new("XXXXXX XX X", -16),
            Grouping::new("XXXXXX-XX-X", -16),
            Grouping::new("999999999", -22),
            Grouping::new("999999 99 9", -20),
            Grouping::new("999999-99-9", -20),
        ])],
        validate: Some(check),
        context:
            "cusip;cusip no;cusip number;cusip code;cusips;cins;cins number;security identifier;\
         committee on uniform security identification procedures"
                .into(),
        normal: Normal::Alphanumeric,
        citation: "ANSI X9.6-2020, CUSIP; CUSIP Global Services, structure of the identifier"
            .into(),
        ..Recognizer::new("cusip", "CUSIP", "finance")
    }
}

fn check(number: &[u8]) -> Verdict {
    let (stem, last) = (&number[..8], number[8]);
    let small = number.iter().any(u8::is_ascii_lowercase);
    let issued = matches!(number[0], b'0'..=b'9' | b'A'..=b'H' | b'J'..=b'N' | b'P'..=b'Y')
        && stem.iter().filter(|byte| byte.is_ascii_digit()).count() >= 2
        && stem.iter().any(|byte| *byte != stem[0]);
    if small || !issued || last != b'0' + check_digit(stem) {
        return Verdict::Refuted;
    }
    Verdict::Fits(Evidence(10))
}
