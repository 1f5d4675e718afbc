//! Austrian social insurance numbers.

use super::super::{number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ten digits: a serial number of three that does not begin with 0, the check digit, and the date
/// of birth as DDMMYY. The digits are weighted 3 7 9, then (behind the check digit) 5 8 4 2 1 6;
/// the sum modulo 11 is the check digit, and numbers for which it would be 10 are not given. Where
/// a day's numbers run out, months 13 to 15 stand in.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999 999999", -16),
            Grouping::new("9999-999999", -16),
            Grouping::new("9999/999999", -16),
            Grouping::new("9999 99 99 99", -16),
            Grouping::new("9999 99.99.99", -14),
            Grouping::new("9999999999", -24),
        ])],
        validate: Some(check),
        context: "svnr;sv nr;sv nummer;svnummer;sozialversicherungsnummer;sozialversicherungs nr;\
         versicherungsnummer;vsnr;versicherungs nr;e card;ecard;e card nummer;\
         insurance number;social insurance number;social security number;\
         austrian social security number;sozialversicherungsnr;vers nr"
            .into(),
        normal: Normal::Digits,
        citation: "Allgemeines Sozialversicherungsgesetz, section 30c (1); Dachverband der \
         Sozialversicherungsträger, structure of the Versicherungsnummer"
            .into(),
        ..Recognizer::new("at_svnr", "AT_SVNR", "at")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let (day, month) = (number(&digits[4..6]), number(&digits[6..8]));
    let dated = matches!(day, 1..=31) && matches!(month, 1..=15);
    let sum = weighted(digits, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]);
    let fits = digits[0] != b'0' && dated && sum % 11 == u32::from(digits[3] - b'0');
    // One in eleven for the digit; many numbers of six digits are dates.
    Verdict::when(fits, 15)
}
