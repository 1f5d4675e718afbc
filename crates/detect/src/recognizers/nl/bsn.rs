//! Dutch citizen service numbers (burgerservicenummer), once sofi numbers.

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits, zeros in front among them: weighted 9 8 7 6 5 4 3 2, the last one subtracted; the
/// sum is a multiple of 11.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999.99.999", -12),
            Grouping::new("9999 99 999", -16),
            Grouping::new("9999-99-999", -14),
            Grouping::new("999 999 999", -20),
            Grouping::new("999.999.999", -19),
            Grouping::new("999-999-999", -20),
            Grouping::new("999999999", -23),
        ])],
        validate: Some(check),
        context: "bsn;bsn nummer;bsn nr;bsnnummer;bsnnr;burgerservicenummer;burger service nummer;\
         burgerservice nummer;burgerservicenr;sofinummer;sofi nummer;sofi;sofi nr;\
         persoonsnummer;citizen service number;dutch bsn;bsn number;citizen service no;\
         dutch social security number;burger servicenummer;burgerservice nr;sofinr"
            .into(),
        normal: Normal::Digits,
        citation: "Wet algemene bepalingen burgerservicenummer; Rijksdienst voor \
         Identiteitsgegevens, Logisch ontwerp BSN (elfproef)"
            .into(),
        ..Recognizer::new("nl_bsn", "NL_BSN", "nl")
    }
}

fn check(digits: &[u8]) -> Verdict {
    // Ten times is one less than eleven times.
    let sum = weighted(digits, &[9, 8, 7, 6, 5, 4, 3, 2, 10]);
    Verdict::when(digits[1..] != digits[..8] && sum.is_multiple_of(11), 10)
}
