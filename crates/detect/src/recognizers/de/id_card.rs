//! Serial numbers of German identity cards (Personalausweis) since November 2010.

use super::super::is_upper;
use crate::{
    checks::icao_digit,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Four characters of the issuing authority, the first of them one of L M N P R T V W X Y, and
/// five random ones, all from the digits and C F G H J K L M N P R T V W X Y Z. The machine
/// readable zone and forms add the check digit of ICAO 9303: characters (letters from 10 on)
/// weighted 7 3 1 in turn, the sum modulo 10.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("XXXXXXXXX", -22),
            Grouping::new("XXXXXXXXXX", -16),
        ])],
        validate: Some(check),
        context: "personalausweis;personalausweisnummer;personalausweis nr;perso;persoausweis;\
         ausweisnummer;ausweis;ausweis nr;ausweisnr;seriennummer;dokumentennummer;npa;n pa;\
         german id card;german identity card;identity card;identity card number;id card;\
         id card number;personalausweisnr;persoausweisnummer;perso nr;persoausweis nr;\
         personalausweises;personalausweis s;ausweises"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Personalausweisgesetz, section 2 (8); ICAO Doc 9303, part 3, section 4.9 \
         (check digit)"
            .into(),
        ..Recognizer::new("de_id_card", "DE_ID_CARD", "de")
    }
}

fn check(value: &[u8]) -> Verdict {
    if b"LMNPRTVWXYlmnprtvwxy".contains(&value[0]) {
        serial(value)
    } else {
        Verdict::Refuted
    }
}

/// The serial number of an identity card or a passport, with its check digit or without.
pub(super) fn serial(value: &[u8]) -> Verdict {
    let (number, digit) = value.split_at(9);
    if !number.iter().all(|&byte| is_used(byte)) {
        return Verdict::Refuted;
    }
    // In small letters it may be a part of a hash or a name.
    let case = if !is_upper(number) { -8 } else { 0 };
    match digit {
        [digit] => Verdict::when(icao_digit(number) + b'0' == *digit, 10 + case),
        _ => Verdict::when(true, 4 + case),
    }
}

fn is_used(byte: u8) -> bool {
    byte.is_ascii_digit() || b"CFGHJKLMNPRTVWXYZ".contains(&byte.to_ascii_uppercase())
}
