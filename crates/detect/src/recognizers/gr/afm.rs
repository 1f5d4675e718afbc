//! Greek tax numbers (AFM).

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits, the last one the check digit: the first eight weighted 256 128 64 32 16 8 4 2, the
/// sum modulo 11, 10 written as 0.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999999", -23),
            Grouping::new("999 999 999", -20),
        ])],
        validate: Some(check),
        context: "αφμ;α φ μ;αριθμός φορολογικού μητρώου;αριθμος φορολογικου μητρωου;\
         φορολογικού μητρώου;φορολογικό μητρώο;afm;a f m;arithmos forologikou mitroou;\
         greek tax number;greek tax id;tax number;tax identification number;tin;tax id;\
         tax id number;tax id no"
            .into(),
        normal: Normal::Digits,
        citation: "Independent Authority for Public Revenue (AADE), registry of taxpayers; \
         OECD, tax identification numbers, Greece"
            .into(),
        ..Recognizer::new("gr_afm", "GR_AFM", "gr")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum = weighted(&digits[..8], &[256, 128, 64, 32, 16, 8, 4, 2]);
    let fits = digits[1..] != digits[..8] && sum % 11 % 10 == u32::from(digits[8] - b'0');
    Verdict::when(fits, 10)
}
