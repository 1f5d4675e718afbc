//! Polish VAT numbers (NIP).

use super::{after, cues, verdict, weighted};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `PL` and the ten digits of the tax number (NIP): weights 6 5 7 2 3 4 5 6 7; the sum modulo 11 is
/// the last digit, 10 does not occur.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA9999999999", -11),
            Grouping::new("AA 9999999999", -14),
            Grouping::new("AA-9999999999", -14),
            Grouping::new("AA 999-999-99-99", -12),
            Grouping::new("AA 999-99-99-999", -12),
            Grouping::new("AA999-999-99-99", -12),
        ])],
        validate: Some(check),
        most: Evidence(10),
        context: cues(
            "nip;nip ue;nip eu;numer nip;numer vat;numer vat ue;vat ue;vat eu;podatek vat;\
             europejski nip;n i p",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Ustawa z dnia 13 października 1995 r. o zasadach ewidencji i identyfikacji podatników \
         i płatników; Ustawa o podatku od towarów i usług, article 97"
                .into(),
        ..Recognizer::new("pl_vat", "PL_VAT", "pl")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = after(value, b"PL") else {
        return Verdict::Refuted;
    };
    let sum = weighted(&digits[..9], &[6, 5, 7, 2, 3, 4, 5, 6, 7]);
    let fits = digits[0] != b'0' && sum % 11 == u32::from(digits[9] - b'0');
    verdict(value, fits, 10)
}
