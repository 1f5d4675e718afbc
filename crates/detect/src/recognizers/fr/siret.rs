//! French numbers of establishments (SIRET).

use crate::checks::luhn;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Fourteen digits: the SIREN of the enterprise, four digits of the establishment, and a check
/// digit; both the first nine and the whole pass Luhn's sum. Establishments of La Poste (356 000
/// 000) but its seat (00048) have digits whose sum is a multiple of 5 instead.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999 999 999 99999", -12),
            Grouping::new("999 999 999 999 99", -12),
            Grouping::new("999.999.999.99999", -12),
            Grouping::new("999-999-999-99999", -12),
            Grouping::new("999999999 99999", -16),
            Grouping::new("99999999999999", -23),
        ])],
        validate: Some(check),
        context: "siret;numero siret;no siret;n siret;num siret;code siret;siret siege;\
         numero d etablissement;sirene;siret number"
            .into(),
        normal: Normal::Digits,
        citation: "Code de commerce, articles R123-220 to R123-234; Insee, Sirene: numéro Siret"
            .into(),
        ..Recognizer::new("fr_siret", "FR_SIRET", "fr")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let (siren, establishment) = digits.split_at(9);
    if siren == b"000000000" || !luhn(siren) {
        return Verdict::Refuted;
    }
    let fits = match (siren, establishment) {
        (b"356000000", b"00048") => true,
        (b"356000000", _) => sum(digits).is_multiple_of(5),
        _ => luhn(digits),
    };
    // Few enterprises have a hundred establishments, so most numbers of one begin with two zeros.
    let usual = establishment.starts_with(b"00");
    Verdict::when(fits, if usual { 20 } else { 11 })
}

fn sum(digits: &[u8]) -> u32 {
    digits.iter().map(|digit| u32::from(digit - b'0')).sum()
}
