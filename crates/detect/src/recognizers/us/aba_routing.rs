//! Routing transit numbers of banks.

use super::super::{number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits: four for the office of the Federal Reserve, four for the bank, a check digit. The
/// first two are 00 (the government), 01 to 12, 21 to 32 (thrifts), 61 to 72 (electronic payments)
/// or 80 (travellers' cheques). Check: weights 3 7 1 3 7 1 3 7 1, the sum ends in 0.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999999", -23),
            Grouping::new("9999-9999-9", -18),
            Grouping::new("9999 9999 9", -18),
        ])],
        validate: Some(check),
        context:
            "routing;routing number;routing no;routing num;routing transit number;aba;aba number;aba no;\
         aba routing;aba routing number;aba rtn;rtn;bank routing;ach routing;wire routing;transit routing;\
         fedwire;ach;numero de ruta;numero de ruta bancaria"
                .into(),
        normal: Normal::Digits,
        citation: "American Bankers Association, Routing Number Policy; 12 CFR part 229, appendix A".into(),
        ..Recognizer::new("us_aba_routing", "US_ABA_ROUTING", "us")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let office = matches!(number(&digits[..2]), 0..=12 | 21..=32 | 61..=72 | 80);
    let named = digits[..8].iter().any(|&digit| digit != digits[0]);
    let sum = weighted(digits, &[3, 7, 1, 3, 7, 1, 3, 7, 1]);
    // One in ten for the digit, two in five for the office.
    Verdict::when(office && named && sum.is_multiple_of(10), 14)
}
