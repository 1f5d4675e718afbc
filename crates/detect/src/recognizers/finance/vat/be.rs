//! Belgian VAT numbers, which are the numbers of enterprises.

use super::{cues, national, number, verdict};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// `BE` and ten digits that begin with 02 to 09 or with 1. The last two are 97 less the first eight
/// modulo 97.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA9999999999", -8),
            Grouping::new("AA 9999999999", -8),
            Grouping::new("AA9999.999.999", 0),
            Grouping::new("AA 9999.999.999", 0),
            Grouping::new("AA 9999 999 999", -6),
            Grouping::new("AA-9999.999.999", 0),
            Grouping::new("9999.999.999", -21),
            Grouping::new("9999 999 999", -22),
            Grouping::new("9999999999", -24),
        ])],
        validate: Some(check),
        context: cues(
            "btw;btw nr;btw nummer;tva;numero de tva;no de tva;n tva;numero tva;mwst nummer;mwst;\
             ondernemingsnummer;numero d entreprise;unternehmensnummer;kbo;bce;kbo nummer;\
             enterprise number",
        ),
        normal: Normal::Alphanumeric,
        citation: "Code de la TVA, article 50; Loi du 16 janvier 2003 portant création d'une \
         Banque-Carrefour des Entreprises"
            .into(),
        ..Recognizer::new("be_vat", "BE_VAT", "be")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(digits) = national(value, b"BE") else {
        return Verdict::Refuted;
    };
    let fits = matches!(digits, [b'0', b'2'..=b'9', ..] | [b'1', ..])
        && number(&digits[..8]) % 97 + number(&digits[8..]) == 97;
    verdict(value, fits, 20)
}
