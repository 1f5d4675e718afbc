//! French VAT numbers.

use super::{after, cues, is_number, number, verdict};
use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// `FR`, a key of two characters and the nine digits of the enterprise (SIREN, Luhn's sum). A key
/// of digits is 12 and three times the SIREN modulo 97, modulo 97. A key with letters counts places
/// among the digits and the letters but I and O: 34 times the first and the second, less 100; with
/// a digit first, 24 times the first and the second, less 10. The SIREN, 1 and the quotient of this
/// by 11 are, modulo 11, what this is. Numbers of Monaco have 000 for their first three digits and
/// no Luhn sum.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA99999999999", -6),
            Grouping::new("AA 99999999999", -8),
            Grouping::new("AA99 999 999 999", 0),
            Grouping::new("AA 99 999 999 999", 0),
            Grouping::new("AA 99 999999999", -2),
            Grouping::new("AA99 999999999", -2),
            Grouping::new("AAA9999999999", -8),
            Grouping::new("AA9A999999999", -8),
            Grouping::new("AAAA999999999", -8),
            Grouping::new("AA-99-999999999", -4),
        ])],
        validate: Some(check),
        context: cues(
            "tva;no tva;n tva;num tva;numero tva;numero de tva;tva intracommunautaire;tva intra;\
             tva intracom;numero de tva intracommunautaire;no tva intracommunautaire;identifiant \
             tva;numero d identification tva;siren;siret",
        ),
        normal: Normal::Alphanumeric,
        citation: "Code général des impôts, article 286 ter and annexe II, article 242 nonies A; \
         European Commission, VIES, structure of VAT numbers"
            .into(),
        ..Recognizer::new("fr_vat", "FR_VAT", "fr")
    }
}

fn check(value: &[u8]) -> Verdict {
    let Some(rest) = after(value, b"FR") else {
        return Verdict::Refuted;
    };
    let (key, siren) = rest.split_at(2);
    let digits = key.iter().all(u8::is_ascii_digit);
    let fits = is_number(siren)
        && (luhn(siren) || siren.starts_with(b"000"))
        && if digits {
            (12 + 3 * (number(siren) % 97)) % 97 == number(key)
        } else {
            has_key(key, number(siren))
        };
    verdict(value, fits, if digits { 20 } else { 18 })
}

/// Whether a key with a letter is that of the enterprise.
fn has_key(key: &[u8], siren: u32) -> bool {
    let (Some(first), Some(second)) = (place(key[0]), place(key[1])) else {
        return false;
    };
    let key = if key[0].is_ascii_digit() {
        first * 24 + second - 10
    } else {
        first * 34 + second - 100
    };
    (siren + 1 + key / 11) % 11 == key % 11
}

/// The place among the digits and the letters but I and O.
fn place(character: u8) -> Option<u32> {
    let place = match character.to_ascii_uppercase() {
        digit @ b'0'..=b'9' => digit - b'0',
        letter @ b'A'..=b'H' => letter - b'A' + 10,
        letter @ b'J'..=b'N' => letter - b'A' + 9,
        letter @ b'P'..=b'Z' => letter - b'A' + 8,
        _ => return None,
    };
    Some(u32::from(place))
}
