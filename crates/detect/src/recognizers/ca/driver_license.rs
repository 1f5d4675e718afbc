//! Driver's licence numbers of Canadian provinces.

use super::super::{is_monotone, number};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Ontario: a letter of the surname and fourteen digits, the last six year, month (50 more for
/// women) and day of birth. Quebec: a letter and twelve digits, the sixth to eleventh characters
/// day, month and year of birth. Nova Scotia: five letters and nine digits. British Columbia: seven
/// digits. Alberta: six digits and three. There is no check digit that is published.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("A9999-99999-99999", -10),
            Grouping::new("A9999 99999 99999", -10),
            Grouping::new("A99999999999999", -20),
            Grouping::new("A9999-999999-99", -10),
            Grouping::new("A9999 999999 99", -12),
            Grouping::new("A999999999999", -20),
            Grouping::new("AAAAA999999999", -19),
            Grouping::new("999999-999", -14),
            Grouping::new("9999999", -21),
        ])],
        validate: Some(check),
        context: "driver licence;numero de permis de conduire;driver s licence number;\
         drivers licence;driver s licence;driving licence;licence number;licence no;dl;\
         dl number;ontario licence;quebec licence;permis de conduire;permis"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Ontario Ministry of Transportation, driver's licence number; Société de \
         l'assurance automobile du Québec, numéro de permis; AAMVA DL/ID Card Design Standard"
            .into(),
        ..Recognizer::new("ca_driver_license", "CA_DRIVER_LICENSE", "ca")
    }
}

fn check(value: &[u8]) -> Verdict {
    let small = if value[0].is_ascii_lowercase() { 4 } else { 0 };
    let (born, evidence) = match value.len() {
        15 => {
            let (month, day) = (number(&value[11..13]), number(&value[13..]));
            (
                matches!(month, 1..=12 | 51..=62) && matches!(day, 1..=31),
                9,
            )
        }
        13 => {
            let (day, month) = (number(&value[5..7]), number(&value[7..9]));
            (matches!(month, 1..=12) && matches!(day, 1..=31), 9)
        }
        _ => (true, 0),
    };
    Verdict::when(born && !is_monotone(&value[1..]), evidence - small)
}
