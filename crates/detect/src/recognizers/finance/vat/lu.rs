//! Luxembourg VAT numbers.

use super::{cues, is_number, national, number, verdict};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `LU` and eight digits: the last two are the first six modulo 89.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA99999999", -20),
            Grouping::new("AA 99999999", -22),
            Grouping::new("AA-99999999", -22),
            Grouping::new("AA 999 999 99", -20),
            Grouping::new("99999999", -28),
        ])],
        validate: Some(check),
        most: Evidence(19),
        context: cues(
            "tva;no tva;numero tva;numero de tva;no id tva;mwst;mwst nr;mw st;mw st nr;\
             mehrwertsteuernummer;tva intracommunautaire;matricule tva",
        ),
        normal: Normal::Alphanumeric,
        citation:
            "Loi du 12 février 1979 concernant la taxe sur la valeur ajoutée, article 62; European \
         Commission, VIES, structure of VAT numbers"
                .into(),
        ..Recognizer::new("lu_vat", "LU_VAT", "lu")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = national(value, b"LU") else {
        return Verdict::Refuted;
    };
    let (stem, last) = (&digits[..6], &digits[6..]);
    let fits = is_number(digits) && stem != b"000000" && number(stem) % 89 == number(last);
    verdict(value, fits, 19)
}
