//! Health card numbers of the Canadian provinces and territories.

use super::super::{is_monotone, number, weighted};
use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Ontario: ten digits, the last one by Luhn's sum, perhaps with a version code of one or two
/// letters. British Columbia: ten digits that begin with 9; the second to ninth are weighted 2 4 8
/// 5 10 9 7 3 and the last one is 11 less the sum modulo 11. Quebec: three letters of the surname
/// and one of the given name, then year, month (50 more for women) and day of birth and two
/// characters for order and check; of a spelling with a blank behind the letters the digits are
/// found. Other provinces: eight to twelve digits without a check that is published.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            // Ontario and British Columbia.
            Grouping::new("9999 999 999 AA", -13),
            Grouping::new("9999-999-999-AA", -12),
            Grouping::new("9999-999-999 AA", -12),
            Grouping::new("9999999999AA", -15),
            Grouping::new("9999999999-AA", -13),
            Grouping::new("9999999999 AA", -20),
            Grouping::new("9999 999 999", -13),
            Grouping::new("9999-999-999", -13),
            Grouping::new("9999999999", -22),
            // Quebec.
            Grouping::new("AAAA99999999", -15),
            Grouping::new("9999 9999", -20),
            Grouping::new("9999-9999", -20),
            // Alberta, Saskatchewan, Manitoba, New Brunswick, Nunavut, Yukon.
            Grouping::new("999999999", -21),
            Grouping::new("99999-9999", -14),
            Grouping::new("999 999 999", -16),
            // Newfoundland and Labrador.
            Grouping::new("999999999999", -21),
            Grouping::new("999 999 999 999", -14),
            // Northwest Territories.
            Grouping::new("A9999999", -20),
        ])],
        validate: Some(check),
        context: "ohip;personal health number;numero d assurance maladie;\
         carte d assurance maladie;ohip number;health card;health card number;\
         health number;health insurance number;phn;phin;mcp number;msi number;hcn;\
         bc services card;care card;alberta health care number;ahcip;ramq;nam;\
         assurance maladie;carte soleil;carte sante"
            .into(),
        normal: Normal::Alphanumeric,
        citation:
            "Ontario Health Insurance Plan, Health Card Validation Reference Manual; British \
         Columbia Ministry of Health, Personal Health Number; Régie de l'assurance maladie du \
         Québec, numéro d'assurance maladie"
                .into(),
        ..Recognizer::new("ca_health_number", "CA_HEALTH_NUMBER", "ca")
    }
}

fn check(value: &[u8]) -> Verdict {
    let letter = |at: usize| value[at].is_ascii_alphabetic();
    match value.len() {
        10 => Verdict::when(is_ontario(value) || is_british_columbia(value), 9),
        12 if letter(0) => {
            let capitals = value[..4].iter().all(u8::is_ascii_uppercase);
            Verdict::when(is_quebec(&value[4..]), if capitals { 11 } else { 4 })
        }
        12 if letter(11) => {
            let version = value[10..].iter().all(u8::is_ascii_uppercase);
            Verdict::when(version && is_ontario(&value[..10]), 12)
        }
        8 if letter(0) => {
            Verdict::when(b"NDMT".contains(&value[0]) && !is_monotone(&value[1..]), 4)
        }
        8 => Verdict::when(is_quebec(value), 8),
        _ => Verdict::when(!is_monotone(value), 0),
    }
}

fn is_ontario(digits: &[u8]) -> bool {
    digits[0] != b'0' && !is_monotone(digits) && luhn(digits)
}

fn is_british_columbia(digits: &[u8]) -> bool {
    let sum = || weighted(&digits[1..9], &[2, 4, 8, 5, 10, 9, 7, 3]);
    digits[0] == b'9' && !is_monotone(digits) && 11 - sum() % 11 == u32::from(digits[9] - b'0')
}

fn is_quebec(digits: &[u8]) -> bool {
    let (month, day) = (number(&digits[2..4]), number(&digits[4..6]));
    matches!(month, 1..=12 | 51..=62) && matches!(day, 1..=31)
}
