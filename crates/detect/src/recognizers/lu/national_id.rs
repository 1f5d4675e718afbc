//! Luxembourgish national identification numbers (matricule).

use super::super::{calendar::is_date, number};
use crate::checks::{luhn, verhoeff};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Thirteen digits: date of birth as YYYYMMDD, three digits, and two check digits over the first
/// eleven, the first by Luhn's sum, the second by Verhoeff's.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("9999999999999", -18),
            Grouping::new("99999999 99999", -10),
            Grouping::new("9999 99 99 99999", -6),
            Grouping::new("9999 99 99 999 99", -4),
            Grouping::new("9999-99-99-99999", -6),
            Grouping::new("99999999-99999", -10),
            Grouping::new("9999 9999 99999", -10),
        ])],
        validate: Some(check),
        context: "matricule;matricule nationale;numero matricule;no matricule;numero de matricule;\
         numero national;matricule cns;numero d identification national;\
         identifiant national;numero de securite sociale;cns;ccss;matrikel;matrikelnummer;\
         matricule nummer;sozialversicherungsnummer;nationale identifikationsnummer;\
         matrikelsnummer;national id;national identification number;social security number;\
         luxembourg national id;national id number;national id no;national identity number"
            .into(),
        normal: Normal::Digits,
        citation: "Loi du 19 juin 2013 relative à l'identification des personnes physiques, \
         article 2; règlement grand-ducal du 28 novembre 2013"
            .into(),
        ..Recognizer::new("lu_national_id", "LU_NATIONAL_ID", "lu")
    }
}

fn check(digits: &[u8]) -> Verdict {
    let (year, month, day) = (
        number(&digits[..4]),
        number(&digits[4..6]),
        number(&digits[6..8]),
    );
    let dated = matches!(year, 1850..=2099) && is_date(year, month, day);
    if !dated || !luhn(&digits[..12]) {
        return Verdict::Refuted;
    }
    let mut second = [0; 12];
    second.copy_from_slice(&digits[..12]);
    second[11] = digits[12];
    Verdict::when(verhoeff(&second), 20)
}
