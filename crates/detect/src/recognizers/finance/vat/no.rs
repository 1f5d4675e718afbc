//! Norwegian VAT numbers.

use super::{cues, national, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// The nine digits of the organisation's number and `MVA` behind them, which tells it from the
/// number alone; sometimes `NO` in front. The first digit is 8 or 9. Check digit: weights 3 2 7 6 5
/// 4 3 2; 11 less the sum modulo 11, 11 written as 0; 10 does not occur.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999999AAA", -2),
            Grouping::new("999999999 AAA", -2),
            Grouping::new("999 999 999 AAA", 0),
            Grouping::new("999 999 999AAA", 0),
            Grouping::new("AA999999999AAA", 0),
            Grouping::new("AA 999999999 AAA", 0),
            Grouping::new("AA 999 999 999 AAA", 0),
            Grouping::new("AA999999999 AAA", 0),
            Grouping::new("AA-999999999-AAA", 0),
            Grouping::new("AA 999999999AAA", 0),
        ])],
        validate: Some(check),
        most: Evidence(10),
        context: cues(
            "mva;mva nr;mva nummer;mva registrert;org nr;orgnr;organisasjonsnummer;\
             foretaksregisteret;merverdiavgift;organisasjonsnr",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Merverdiavgiftsloven; Forskrift om bokføring, section 5-1-2; Brønnøysundregistrene, \
         structure of the organisation number"
                .into(),
        ..Recognizer::new("no_vat", "NO_VAT", "no")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(number) = national(value, b"NO") else {
        return Verdict::Refuted;
    };
    let (digits, word) = number.split_at(9);
    let digit = (11 - weighted(&digits[..8], &[3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    let fits = matches!(digits[0], b'8' | b'9')
        && word.eq_ignore_ascii_case(b"MVA")
        && digit == u32::from(digits[8] - b'0');
    verdict(value, fits, 10)
}
