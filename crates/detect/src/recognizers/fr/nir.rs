//! French registration numbers (NIR), known as social security numbers.

use crate::{
    checks::remainder,
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Thirteen characters and a key: sex, year and month of birth, department (2A and 2B for Corsica),
/// commune, order. The key is 97 less the number modulo 97; for the key 2A counts as 19 and 2B
/// as 18.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9~99~99~99~999~999~99", -4),
            Grouping::new("9~99~99~9A~999~999~99", -4),
            Grouping::new("9 99 99 99 999 999/99", -4),
            Grouping::new("9999999999999 99", -12),
            Grouping::new("999999999999999", -16),
            Grouping::new("999999A99999999", -12),
        ])],
        validate: Some(check),
        context: "nir;securite sociale;numero de securite sociale;numero securite sociale;\
         no de securite sociale;numero de secu;secu;insee;numero insee;numss;carte vitale;\
         assure social;nir number;numero de ss;numero ss;num ss;n ss;no ss;\
         n de securite sociale;n securite sociale;num securite sociale;securite soc;\
         numero secu;num secu;n secu;numero d inscription au repertoire;\
         numero d immatriculation;numerosecuritesociale;numsecu;nss;ss;s s"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Décret n° 82-103 du 22 janvier 1982, article 4; Insee, NIR".into(),
        ..Recognizer::new("fr_nir", "FR_NIR", "fr")
    }
}

fn check(number: &[u8]) -> Verdict {
    let Some(digits) = with_corsica_as_digits(number) else {
        return Verdict::Refuted;
    };
    let month = super::super::number(&digits[3..5]);
    let born = matches!(digits[0], b'1'..=b'4' | b'7' | b'8')
        && matches!(month, 1..=12 | 20..=42 | 50..=99);
    let key = 97 - remainder(&digits[..13], 97);
    let fits = born && key == super::super::number(&digits[13..]);
    if fits {
        Verdict::Fits(Evidence(20))
    } else {
        Verdict::Refuted
    }
}

fn with_corsica_as_digits(number: &[u8]) -> Option<[u8; 15]> {
    let mut digits: [u8; 15] = number.try_into().ok()?;
    match (number[5], number[6].to_ascii_uppercase()) {
        (b'2', b'A') => (digits[5], digits[6]) = (b'1', b'9'),
        (b'2', b'B') => (digits[5], digits[6]) = (b'1', b'8'),
        _ => {}
    }
    digits.iter().all(u8::is_ascii_digit).then_some(digits)
}
