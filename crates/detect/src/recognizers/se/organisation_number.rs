//! Swedish organisation numbers.

use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Ten digits, the last one by Luhn's sum. The first one is the group (no 0 and no 4), and the
/// third one at least 2, so that no month of birth stands there. Where personal numbers have a
/// century, 16 stands before.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999-9999", -14),
            Grouping::new("99999999-9999", -16),
            Grouping::new("9999999999", -22),
            Grouping::new("999999999999", -22),
        ])],
        validate: Some(check),
        context: "organisationsnummer;organisationsnr;organisationsnumret;org nr;orgnr;org nummer;\
         orgnummer;org no;org number;bolagsverket;organisation number;organization number;\
         corporate identity number;swedish organisation number"
            .into(),
        normal: Normal::Digits,
        citation: "Lag (1974:174) om identitetsbeteckning för juridiska personer m.fl.; \
         Skatteverket, SKV 709"
            .into(),
        ..Recognizer::new("se_organisation_number", "SE_ORGANISATION_NUMBER", "se")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let Some((century, ten)) = digits.split_last_chunk::<10>() else {
        return Verdict::Refuted;
    };
    let strength = match century {
        [] => 10,
        b"16" => 20,
        _ => return Verdict::Refuted,
    };
    let group = !matches!(ten[0], b'0' | b'4') && ten[2] >= b'2';
    Verdict::when(group && luhn(ten), strength)
}
