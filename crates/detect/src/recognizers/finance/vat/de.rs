//! German VAT numbers (USt-IdNr.).

use super::{cues, is_number, national, verdict};
use crate::{
    checks::mod11_10_digit,
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `DE` and nine digits, the first one no 0. The last one is the check digit of ISO/IEC 7064 MOD
/// 11,10.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA999999999", -11),
            Grouping::new("AA 999999999", -14),
            Grouping::new("AA-999999999", -14),
            Grouping::new("AA 999 999 999", -12),
            Grouping::new("AA999 999 999", -12),
            Grouping::new("999999999", -22),
            Grouping::new("999 999 999", -22),
        ])],
        validate: Some(check),
        most: Evidence(10),
        context: cues(
            "ust id;ust idnr;ust id nr;ustid;ustidnr;ustid nr;umsatzsteuer id;\
             umsatzsteueridentifikationsnummer;umsatzsteuer identifikationsnummer;umsatzsteuer;\
             umsatzsteuernummer;mwst nr;mw st nr;mehrwertsteuernummer;uid nr",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Umsatzsteuergesetz, section 27a; Bundeszentralamt für Steuern, structure of the VAT \
         number"
                .into(),
        ..Recognizer::new("de_vat", "DE_VAT", "de")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = national(value, b"DE") else {
        return Verdict::Refuted;
    };
    let fits = digits[0] != b'0' && mod11_10_digit(&digits[..8]) == digits[8] - b'0';
    verdict(value, fits && is_number(digits), 10)
}
