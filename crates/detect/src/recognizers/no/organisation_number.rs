//! Norwegian organisation numbers.

use super::super::weighted;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Nine digits, the first one 8 or 9. Eight are weighted 3 2 7 6 5 4 3 2; the check digit is 11
/// less the sum modulo 11, 11 written as 0; where it would be 10 the number is not given.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999 999 999", -16),
            Grouping::new("999999999", -23),
        ])],
        validate: Some(check),
        context:
            "organisasjonsnummer;organisasjonsnr;organisasjonsnummeret;org nr;orgnr;org nummer;\
         orgnummer;org no;org number;foretaksnummer;foretaksregisteret;enhetsregisteret;\
         bronnoysundregistrene;mva;mva nr;organisation number;organization number;\
         norwegian organisation number"
                .into(),
        normal: Normal::Digits,
        citation: "Enhetsregisterloven, section 5; Brønnøysundregistrene, Organisasjonsnummeret"
            .into(),
        ..Recognizer::new("no_organisation_number", "NO_ORGANISATION_NUMBER", "no")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let sum = weighted(digits, &[3, 2, 7, 6, 5, 4, 3, 2, 1]);
    let fits = matches!(digits[0], b'8' | b'9') && sum.is_multiple_of(11);
    Verdict::when(fits, 12)
}
