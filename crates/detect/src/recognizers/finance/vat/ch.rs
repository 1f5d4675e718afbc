//! Swiss VAT numbers.

use super::{after, cues, verdict, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// The identification number of an enterprise, `CHE` and nine digits, and the word `MWST`, `TVA`,
/// `IVA` or `TPV` behind it, which tells it from the number alone. Check digit: weights 5 4 3 2 7 6
/// 5 4; 11 less the sum modulo 11, 11 written as 0; 10 does not occur.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AAA-999.999.999 AAAA", 2),
            Grouping::new("AAA-999.999.999 AAA", 2),
            Grouping::new("AAA-999.999.999AAAA", 2),
            Grouping::new("AAA-999.999.999AAA", 2),
            Grouping::new("AAA 999.999.999 AAAA", 0),
            Grouping::new("AAA 999.999.999 AAA", 0),
            Grouping::new("AAA 999.999.999AAAA", 0),
            Grouping::new("AAA 999.999.999AAA", 0),
            Grouping::new("AAA999.999.999 AAAA", 0),
            Grouping::new("AAA999.999.999 AAA", 0),
            Grouping::new("AAA999.999.999AAAA", 0),
            Grouping::new("AAA999.999.999AAA", 0),
            Grouping::new("AAA999999999 AAAA", -4),
            Grouping::new("AAA999999999 AAA", -4),
            Grouping::new("AAA999999999AAAA", -4),
            Grouping::new("AAA999999999AAA", -4),
            Grouping::new("AAA-999-999-999 AAAA", 0),
            Grouping::new("AAA-999-999-999 AAA", 0),
            Grouping::new("AAA-999-999-999AAAA", 0),
            Grouping::new("AAA-999-999-999AAA", 0),
        ])],
        validate: Some(check),
        context: cues(
            "mwst;mwst nr;mwst nummer;mw st;mw st nr;tva;no tva;numero de tva;iva;n iva;numero iva;\
             tpv;uid;uid nummer;ide;idi",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Mehrwertsteuergesetz (SR 641.20), article 66; UID-Gesetz (SR 431.03), article 3; \
         Federal Statistical Office, UID register, check digit"
                .into(),
        ..Recognizer::new("ch_vat", "CH_VAT", "ch")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(rest) = after(value, b"CHE") else {
        return Verdict::Refuted;
    };
    let (digits, word) = rest.split_at(9);
    let named = [&b"MWST"[..], b"TVA", b"IVA", b"TPV", b"VAT"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known));
    let digit = (11 - weighted(&digits[..8], &[5, 4, 3, 2, 7, 6, 5, 4]) % 11) % 11;
    // The word behind says as much as the digit.
    verdict(value, named && digit == u32::from(digits[8] - b'0'), 20)
}
