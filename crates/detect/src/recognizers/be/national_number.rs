//! Belgian national numbers, which are the social security numbers (INSZ, NISS).

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eleven digits: date of birth as YYMMDD, a serial number (odd for men), and 97 less the first
/// nine digits modulo 97; for births from 2000 on a 2 stands before the nine. Month and day are 0
/// where they are unknown or their serial numbers have run out. BIS numbers, for those who are not
/// in the register, have 20 or 40 added to the month.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99.99.99-999.99", 4),
            Grouping::new("99.99.99 999.99", 0),
            Grouping::new("99.99.99-999-99", 4),
            Grouping::new("99.99.99.999.99", -4),
            Grouping::new("99 99 99 999 99", -4),
            Grouping::new("99-99-99-999-99", -4),
            Grouping::new("99/99/99-999.99", 2),
            Grouping::new("99/99/99-999-99", 2),
            Grouping::new("99.99.99-99999", 0),
            Grouping::new("999999-999-99", -4),
            Grouping::new("999999-999.99", 0),
            Grouping::new("999999 999 99", -8),
            Grouping::new("999999-99999", -12),
            Grouping::new("999999 99999", -14),
            Grouping::new("99999999999", -18),
        ])],
        validate: Some(check),
        context: "rijksregisternummer;rijksregister nummer;rijksregister;rijksregisternr;rrn;insz;\
         insz nummer;bis nummer;bisnummer;nationaal nummer;identificatienummer;\
         identificatienummer van het rijksregister;numero national;\
         numero de registre national;numero du registre national;registre national;niss;\
         numero niss;numero bis;nrn;nationalregisternummer;nationalregister;enss;\
         national number;national register number;national registration number;\
         belgian national number;insz nr;inss;numero registre national;\
         num registre national;n registre national;n national;no national;rr nr;rrnr"
            .into(),
        normal: Normal::Digits,
        citation: "Arrêté royal du 3 avril 1984 relatif à la composition du numéro \
         d'identification du Registre national; arrêté royal du 8 février 1991 \
         (numéros bis)"
            .into(),
        ..Recognizer::new("be_national_number", "BE_NATIONAL_NUMBER", "be")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let (month, day) = (number(&digits[2..4]), number(&digits[4..6]));
    let dated = matches!(month, 0..=12 | 20..=32 | 40..=52) && day <= 31;
    let (stem, key) = (number(&digits[..9]), number(&digits[9..]));
    // A 2 before nine digits adds two thousand million.
    let born_1900s = 97 - stem % 97 == key;
    let born_2000s = digits[0] < b'5' && 97 - (stem % 97 + 2_000_000_000 % 97) % 97 == key;
    Verdict::when(dated && stem > 999 && (born_1900s || born_2000s), 20)
}
