//! Greek VAT numbers (AFM).

use super::{after, cues, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `EL`, not the code of ISO, and nine digits, the number (AFM) of the tax office: weights 256, 128
/// and so on down to 2; the sum modulo 11, 10 written as 0.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA999999999", -11),
            Grouping::new("AA 999999999", -14),
            Grouping::new("AA-999999999", -14),
        ])],
        validate: Some(check),
        most: Evidence(10),
        context: cues(
            "αφμ;ΑΦΜ;α φ μ;Α Φ Μ;φπα;ΦΠΑ;αριθμος φπα;αριθμός φπα;αριθμος φορολογικου μητρωου;\
             αριθμός φορολογικού μητρώου;afm;a f m;fpa;fpa number",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Προεδρικό Διάταγμα 186/1992; European Commission, VIES, structure of VAT numbers"
                .into(),
        ..Recognizer::new("gr_vat", "GR_VAT", "gr")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = after(value, b"EL") else {
        return Verdict::Refuted;
    };
    let sum = weighted(&digits[..8], &[256, 128, 64, 32, 16, 8, 4, 2]);
    let fits = sum != 0 && sum % 11 % 10 == u32::from(digits[8] - b'0');
    verdict(value, fits, 10)
}
