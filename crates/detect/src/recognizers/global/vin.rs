//! Vehicle identification numbers.

use super::super::parts::is_upper;
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Seventeen letters and digits without I, O and Q: three for the maker, six that describe, eight that
/// tell the vehicle apart, the last four of which are digits. In North America the ninth one is a check
/// digit: letters count 1 to 9 by their place in the alphabet's rows, each place has a weight, and the
/// sum modulo 11 is the digit, X for 10. Elsewhere nobody has to compute one. A cue is needed.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("XXXXXXXXXXXXXXXXX", -20),
            Grouping::new("XXX XXXXXX XXXXXXXX", -20),
            Grouping::new("XXX-XXXXXX-XXXXXXXX", -20),
        ])],
        validate: Some(check),
        most: Evidence(18),
        context: "vin;vins;vin number;vin no;vehicle identification number;vehicle id;chassis;\
             chassis number;chassis no;frame number;\
             fin;fahrgestellnummer;fahrzeug identifizierungsnummer;fahrzeugidentifikationsnummer;\
             fahrzeugidentifizierungsnummer;numero de chassis;numero de serie du vehicule;\
             numero de bastidor;bastidor;numero de serie del vehiculo;niv;chasis;\
             numero di telaio;telaio;numero do chassi;chassi;chassisnummer;stelnummer;vognnummer;\
             understellsnummer;numer nadwozia;nr nadwozia;alvazszam;cislo karoserie;serie sasiu;\
             broj sasije;sasi no;şasi;номер кузова;номер шасси;车架号;车辆识别代号;車台番号;차대번호"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "ISO 3779:2009; 49 CFR 565.13 and 565.15(c) (check digit)".into(),
        ..Recognizer::new("vin", "VIN", "global")
    }
}

/// 49 CFR 565.15(c)(2), table IV.
const WEIGHTS: [u8; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/// Table III: what letters count; 0 for those that no number has.
const VALUES: [u8; 26] = [
    1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9,
];

fn check(value: &[u8]) -> Verdict {
    // A real number ends with digits; hashes and tokens seldom do.
    let serial = &value[13..];
    if !serial.iter().all(u8::is_ascii_digit) || serial == b"0000" {
        return Verdict::Refuted;
    }
    let mut sum = 0;
    for (&byte, weight) in value.iter().zip(WEIGHTS) {
        let counts = match byte {
            b'0'..=b'9' => byte - b'0',
            letter => match VALUES[usize::from((letter | 0x20) - b'a')] {
                0 => return Verdict::Refuted,
                counts => counts,
            },
        };
        sum += u32::from(counts) * u32::from(weight);
    }
    let digit = b"0123456789X"[sum as usize % 11];
    let checks = value[8].to_ascii_uppercase() == digit;
    let is_american = matches!(value[0], b'1'..=b'5');
    let year = value[9].to_ascii_uppercase();
    // The year's code is none of these.
    let has_year = !matches!(year, b'U' | b'Z' | b'0');
    let cost = if is_upper(value) { 0 } else { 8 };
    match (checks, is_american) {
        (true, _) if has_year => Verdict::Fits(Evidence(18 - cost)),
        (false, true) => Verdict::Refuted,
        // A random token with a capital letter first and four digits last is rare already.
        _ => Verdict::Fits(Evidence(4 - cost)),
    }
}
