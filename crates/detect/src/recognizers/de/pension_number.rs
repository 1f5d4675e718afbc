//! German pension insurance numbers (Rentenversicherungsnummer).

use super::super::{digit_sum, number};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// The social security number. Twelve characters: the area of the insurer (02 to 89), date of
/// birth as DDMMYY (day or month 00 where unknown), the first letter of the name at birth, two
/// digits (00 to 49 for men), and a check digit. The letter counts as two digits, A as 01; the
/// twelve digits are weighted 2 1 2 5 7 1 2 1 2 1 2 1, the digits of each product added up; the
/// sum modulo 10 is the check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99 999999 A 999", 0),
            Grouping::new("99 999999 A999", -4),
            Grouping::new("99 999999 A 99 9", 0),
            Grouping::new("99-999999-A-999", 0),
            Grouping::new("99 99 99 99 A 999", 0),
            Grouping::new("99999999A999", -12),
            Grouping::new("99999999 A 999", -6),
        ])],
        validate: Some(check),
        context: "rentenversicherungsnummer;rentenversicherungs nr;rentenversicherung;rvnr;\
         rv nummer;rv nr;sozialversicherungsnummer;sozialversicherungs nr;\
         sozialversicherungsausweis;svnr;sv nummer;sv nr;versicherungsnummer;\
         versicherungs nr;vsnr;vers nr;rentennummer;german pension number;\
         pension insurance number;pension number;social security number;\
         social insurance number;sozialversicherungsnr;rentenversicherungsnr;svnummer"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Versicherungsnummern-, Kontoführungs- und Versicherungsverlaufsverordnung \
         (VKVV), section 2; SGB VI, section 147"
            .into(),
        ..Recognizer::new("de_pension_number", "DE_PENSION_NUMBER", "de")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (area, day, month) = (
        number(&value[..2]),
        number(&value[2..4]),
        number(&value[4..6]),
    );
    let dated = day <= 31 && month <= 12;
    let letter = value[8].to_ascii_uppercase() - b'A' + 1;
    let sum: u32 = value[..8]
        .iter()
        .map(|digit| digit - b'0')
        .chain([letter / 10, letter % 10])
        .chain(value[9..11].iter().map(|digit| digit - b'0'))
        .zip([2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1])
        .map(|(digit, weight)| digit_sum(u32::from(digit) * weight))
        .sum();
    let fits = matches!(area, 2..=89) && dated && sum % 10 == u32::from(value[11] - b'0');
    Verdict::when(fits, if value[8].is_ascii_uppercase() { 14 } else { 4 })
}
